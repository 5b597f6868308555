import { z } from "zod";
import { createReservationSchema, reservationStateSchema, verdictSchema } from "./reservations.ts";

const instant = z.iso.datetime({ offset: true });

/** For the panel's own space and for whom it reserves: neither is said. */
export const reserveAtDoorSchema = createReservationSchema.pick({
  start: true,
  end: true,
  subject: true,
});

export const extendAtDoorSchema = z.strictObject({ end: instant });

/** A meeting as anybody may read it who passes the door, or as the person may who asks. */
export const doorMeetingSchema = z.object({
  id: z.uuid(),
  version: z.number().int(),
  state: reservationStateSchema,
  start: instant,
  end: instant,
  /** What it is about and who called it; null where that is withheld. */
  subject: z.string().nullable(),
  organizer: z.string().nullable(),
  is_private: z.boolean(),
  /** The space is kept free for a meeting, before or after it. */
  is_blocker: z.boolean(),
  check_in_opens_at: instant.nullable(),
  /** When it is released unless somebody has checked in; null where it is not. */
  no_show_at: instant.nullable(),
  is_checked_in: z.boolean(),
  /** Later ends that it can be given here; none where `verdicts.extend` refuses. */
  later_ends: z.array(instant),
  verdicts: z.object({ check_in: verdictSchema, extend: verdictSchema, end: verdictSchema }),
});
export type DoorMeeting = z.infer<typeof doorMeetingSchema>;

/** What a panel shows of its space, or a person is shown of one, and what may be done there now. Times are the building's. */
export const doorSchema = z.object({
  /** The server's clock: a tablet's may be wrong. */
  now: instant,
  space: z.object({
    id: z.uuid(),
    name: z.string(),
    building_name: z.string(),
    floor: z.string(),
    capacity: z.number().int(),
    time_zone: z.string(),
  }),
  /** Within a day, by start: what goes on comes first. */
  meetings: z.array(doorMeetingSchema),
  /** What can be reserved here at once; none while something goes on. */
  offers: z.array(z.object({ start: instant, end: instant })),
  /** Why nothing can be reserved here, though it is free. */
  no_offers: z
    .object({ code: z.string(), reason: z.string(), remedy: z.string().nullable() })
    .nullable(),
});
export type Door = z.infer<typeof doorSchema>;
