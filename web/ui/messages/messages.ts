import { createContext, use } from "react";
import type { Language } from "./language.ts";
import { isLanguage, languageOf } from "./language.ts";
import { createFormats, type Formats } from "../format/formats.ts";
import { german } from "./de/german.ts";
import { english } from "./en/english.ts";

/** What every language must say; another one is a second object of this type. */
export type Catalogue = typeof english;

export interface Messages {
  readonly t: Catalogue;
  readonly formats: Formats;
}

/** Dates and numbers follow the reader's region in any of them. */
const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en: english, de: german };

/** The words and formats for the first of the reader's languages that there is a catalogue for. */
export function messagesFor(languages: readonly string[]): Messages {
  for (const tag of languages) {
    const language = languageOf(tag);
    if (isLanguage(language)) return { t: CATALOGUES[language], formats: createFormats(tag) };
  }
  return { t: english, formats: createFormats("en-GB") };
}

export const MessagesContext = createContext<Messages>(messagesFor(["en-GB"]));

export function useMessages(): Messages {
  return use(MessagesContext);
}
