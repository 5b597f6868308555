export const MAIL_LANGUAGES = ["en", "de"] as const;
/** In which mail is written. */
export type MailLanguage = (typeof MAIL_LANGUAGES)[number];

/** The language where it is one that mail is written in; else English. */
export function mailLanguageOf(text: string | null): MailLanguage {
  return MAIL_LANGUAGES.find((language) => language === text) ?? "en";
}
