import { z } from "zod";
import { reservationSchema } from "./reservations.ts";

const COMMENT_CHARACTERS_MAX = 1000;

export const approveReservationSchema = z
  .strictObject({ comment: z.string().trim().max(COMMENT_CHARACTERS_MAX).default("") })
  .prefault({});

/** Whoever is refused a space is told why. */
export const rejectReservationSchema = z.strictObject({
  comment: z.string().trim().min(1).max(COMMENT_CHARACTERS_MAX),
});

export const approvalsQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

export const approvalPageSchema = z.object({
  items: z.array(
    z.object({
      /** Of a series that is decided on as a whole, its row. */
      reservation: reservationSchema,
      /** How many of its reservations wait. */
      waiting_count: z.int(),
      /** When the first of them begins. */
      first_start: z.iso.datetime({ offset: true }),
    }),
  ),
  next_cursor: z.string().nullable(),
});
export type ApprovalPage = z.infer<typeof approvalPageSchema>;
export type WaitingApproval = ApprovalPage["items"][number];

export const approvalCountSchema = z.object({
  count: z.int(),
  /** Something may come to wait for me: I approve for a module, or decide where none names anybody. */
  decides: z.boolean(),
});
