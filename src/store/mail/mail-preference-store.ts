import type { Kysely } from "kysely";
import type { MailPreferences, MailPreferenceStore } from "../../app/mail/mail-preferences.ts";
import { mailLanguageOf } from "../../core/mail/mail-language.ts";
import type { Schema } from "../schema.ts";

const COLUMNS = ["reminders_by_mail", "mail_language"] as const;

/** What people want by mail, beside what else is known of them. */
export function createMailPreferenceStore(db: Kysely<Schema>): MailPreferenceStore {
  return {
    async read(personId) {
      const person = db.selectFrom("person").select(COLUMNS).where("id", "=", personId);
      return preferencesFrom(await person.executeTakeFirstOrThrow());
    },
    async change(personId, { reminders, language }) {
      if (reminders === undefined && language === undefined) return await this.read(personId);
      const changed = db
        .updateTable("person")
        .set({
          ...(reminders !== undefined && { reminders_by_mail: reminders }),
          ...(language !== undefined && { mail_language: language }),
        })
        .where("id", "=", personId)
        .returning(COLUMNS);
      return preferencesFrom(await changed.executeTakeFirstOrThrow());
    },
  };
}

function preferencesFrom(row: {
  readonly reminders_by_mail: boolean;
  readonly mail_language: string | null;
}): MailPreferences {
  const { reminders_by_mail: reminders, mail_language: language } = row;
  return { reminders, language: language === null ? null : mailLanguageOf(language) };
}
