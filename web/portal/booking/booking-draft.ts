import { z } from "zod";
import { attendeeSchema, personSummarySchema } from "../../../src/contract/reservations.ts";
import { isDate, isTime } from "../../ui/format/wall-time.ts";
import { keptDraft } from "./kept-draft.ts";
import { repeatSchema } from "./repeat.ts";

/** A half-made meeting as the person typed it: the times are wall times in the building's zone. */
export const meetingDraftSchema = z.object({
  date: z.string().refine(isDate),
  from: z.string().refine(isTime),
  to: z.string().refine(isTime),
  subject: z.string(),
  notes: z.string(),
  isPrivate: z.boolean(),
  attendees: z.array(attendeeSchema),
  requestedFor: personSummarySchema.nullable(),
});

const bookingDraftSchema = meetingDraftSchema.extend({
  spaceId: z.uuid(),
  /** Ids of services. */
  services: z.array(z.uuid()),
  repeat: repeatSchema,
});
export type BookingDraft = z.infer<typeof bookingDraftSchema>;

/** In this tab, while the person connects Outlook or signs in anew (policy C7). */
export const {
  keep: keepDraft,
  forget: forgetDraft,
  read: readDraft,
} = keptDraft("usher.booking-draft", bookingDraftSchema);
