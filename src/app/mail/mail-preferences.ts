import type { MailLanguage } from "../../core/mail/mail-language.ts";
import { done, type Outcome } from "../outcome.ts";
import type { PersonActor } from "../people/actor.ts";
import { refuseWithoutMail } from "./refuse-without-mail.ts";

/** What somebody wants by mail. */
export interface MailPreferences {
  readonly reminders: boolean;
  /** Null: not known. */
  readonly language: MailLanguage | null;
}

/** What is left out stays. */
export type MailPreferenceChange = {
  readonly [Key in keyof MailPreferences]?: MailPreferences[Key] | undefined;
};

/** Port, filled by `src/store/mail/mail-preference-store.ts`. */
export interface MailPreferenceStore {
  read(personId: string): Promise<MailPreferences>;
  change(personId: string, change: MailPreferenceChange): Promise<MailPreferences>;
}

export interface MailPreferenceDependencies {
  readonly mailPreferences: MailPreferenceStore;
  /** There is a mail server. */
  readonly isMailSent: boolean;
}

/** Changes what the person wants. Refuses `mail_not_set_up` where they would wait for it in vain. */
export async function changeMailPreferences(
  { mailPreferences, isMailSent }: MailPreferenceDependencies,
  { personId }: PersonActor,
  change: MailPreferenceChange,
): Promise<Outcome<MailPreferences>> {
  if (change.reminders === true && !isMailSent) return refuseWithoutMail();
  return done(await mailPreferences.change(personId, change));
}
