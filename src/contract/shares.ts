import { z } from "zod";

/** At once; more are a distribution list. */
export const RECIPIENTS_MAX = 50;
export const SHARE_MESSAGE_CHARACTERS_MAX = 1000;

/** Has the details of a reservation mailed to others. */
export const shareReservationSchema = z.strictObject({
  /** Ids of people, or addresses of anybody. */
  recipients: z
    .array(z.union([z.uuid(), z.email().max(254)]))
    .min(1)
    .max(RECIPIENTS_MAX),
  /** What the mail tells: how it is, or what became of it. What is cancelled is told as that. */
  about: z.enum(["details", "created", "updated", "cancelled"]).default("details"),
  message: z.string().max(SHARE_MESSAGE_CHARACTERS_MAX).default(""),
});

export type ShareReservation = z.input<typeof shareReservationSchema>;

export const sharedReservationSchema = z.object({
  /** How many mails are on their way: each recipient has one, however often they were named. */
  mails: z.int(),
});
