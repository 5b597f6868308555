import { z } from "zod";
import { reservationSchema } from "./reservations.ts";

/** What the person was told shortly before it begins, with how it stands now. */
export const reminderSchema = z.object({
  id: z.uuid(),
  /**
   * `check_in`: somebody has to; `not_confirmed`: the space is not theirs yet; `approval_lapses`: with
   * its start it is given up, unless somebody approves it.
   */
  kind: z.enum(["check_in", "not_confirmed", "approval_lapses"]),
  told_at: z.iso.datetime({ offset: true }),
  reservation: reservationSchema,
});
export type ToldReminder = z.infer<typeof reminderSchema>;
