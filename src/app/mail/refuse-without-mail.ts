import { type Refusal, refused } from "../outcome.ts";

/** There is no mail server to send it by. */
export function refuseWithoutMail(): { readonly ok: false; readonly refusal: Refusal } {
  return refused(
    "mail_not_set_up",
    "Usher has no mail server, so it sends no mail.",
    "Ask an administrator to set USHER_SMTP_URL and USHER_MAIL_FROM.",
  );
}
