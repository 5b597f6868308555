import { z } from "zod";

/** What somebody wants by mail. */
export const mailPreferencesSchema = z.object({
  /** There is a mail server: without one nothing is sent, whatever is wanted. */
  is_sent: z.boolean(),
  /** Reminders, as well as on the pages. */
  reminders: z.boolean(),
  /** Null: not known, and English. */
  language: z.enum(["en", "de"]).nullable(),
});
export type MailPreferences = z.infer<typeof mailPreferencesSchema>;

export const changeMailPreferencesSchema = mailPreferencesSchema.omit({ is_sent: true }).partial();
