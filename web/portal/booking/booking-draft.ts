import { z } from "zod";
import { attendeeSchema, personSummarySchema } from "../../../src/contract/reservations.ts";
import { isDate, isTime } from "../../ui/format/wall-time.ts";
import { repeatSchema } from "./repeat.ts";

/**
 * A half-made reservation as the person typed it: the times are wall times in the building's zone.
 */
const bookingDraftSchema = z.object({
  spaceId: z.uuid(),
  date: z.string().refine(isDate),
  from: z.string().refine(isTime),
  to: z.string().refine(isTime),
  subject: z.string(),
  notes: z.string(),
  isPrivate: z.boolean(),
  attendees: z.array(attendeeSchema),
  requestedFor: personSummarySchema.nullable(),
  /** Ids of services. */
  services: z.array(z.uuid()),
  repeat: repeatSchema,
});
export type BookingDraft = z.infer<typeof bookingDraftSchema>;

type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const STORAGE_KEY = "usher.booking-draft";

/** Keeps the draft in this tab while the person connects Outlook or signs in anew (policy C7). */
export function keepDraft(storage: DraftStorage, draft: BookingDraft): void {
  storage.setItem(STORAGE_KEY, JSON.stringify(draft));
}

export function forgetDraft(storage: DraftStorage): void {
  storage.removeItem(STORAGE_KEY);
}

/** The kept draft; null when there is none, or when an older version of the page left it. */
export function readDraft(storage: DraftStorage): BookingDraft | null {
  const text = storage.getItem(STORAGE_KEY);
  if (text === null) return null;
  try {
    return bookingDraftSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // Not ours, or cut off: as good as none, and the next draft replaces it.
    return null;
  }
}
