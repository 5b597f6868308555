/** Between tries, in minutes; after the last of them, about a day later, a mail is given up. */
const WAITS_MINUTES = [1, 5, 15, 60, 180, 360, 720] as const;

/** Why a mail was not sent, as the mail server or the way to it says. */
export interface MailFailure {
  /** `message`: it is this mail that is not taken; `server`: none would be at present. */
  readonly about: "message" | "server";
  /** The same mail will be refused again, however often it is sent. */
  readonly isFinal: boolean;
  /** For administrators; holds no password. */
  readonly reason: string;
}

export type AfterFailure =
  | { readonly kind: "again"; readonly afterMinutes: number }
  | { readonly kind: "given_up"; readonly code: "mail_refused" | "mail_not_taken" };

/** What becomes of a mail that could not be sent, `tries` of which there were. */
export function afterFailure({ isFinal }: MailFailure, tries: number): AfterFailure {
  if (isFinal) return { kind: "given_up", code: "mail_refused" };
  const afterMinutes = WAITS_MINUTES[tries - 1];
  return afterMinutes === undefined
    ? { kind: "given_up", code: "mail_not_taken" }
    : { kind: "again", afterMinutes };
}
