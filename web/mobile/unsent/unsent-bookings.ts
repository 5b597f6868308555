import { z } from "zod";
import { keptUnsent, unsentSchema } from "../../ui/api/kept-unsent.ts";

/**
 * A booking whose outcome this device does not know: its key is sent as the Idempotency-Key, so that
 * the server makes nothing twice.
 */
const bookingSchema = unsentSchema.extend({
  /** For the page to say what it is about. */
  spaceName: z.string(),
  /** Asked for as it was the first time, to the letter. */
  body: z.object({
    space_id: z.string(),
    start: z.string(),
    end: z.string(),
    time_zone: z.string(),
    subject: z.string(),
  }),
  /** The person does not want it any more, and the server may have made it. */
  isUnwanted: z.boolean(),
});
export type UnsentBooking = z.infer<typeof bookingSchema>;

export const unsentBookings = keptUnsent("usher.unsent-bookings", bookingSchema);
