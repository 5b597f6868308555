import { createContext, use } from "react";
import { createFormats, type Formats } from "../format/formats.ts";
import { english } from "./en/english.ts";

/** What every language must say; another one is a second object of this type. */
export type Catalogue = typeof english;

export interface Messages {
  readonly t: Catalogue;
  readonly formats: Formats;
}

/** Languages by their BCP 47 tag. Dates and numbers follow the reader's region in any of them. */
const CATALOGUES: Readonly<Record<string, Catalogue>> = { en: english };

/** The words and formats for the first of the reader's languages that there is a catalogue for. */
export function messagesFor(languages: readonly string[]): Messages {
  for (const language of languages) {
    const catalogue = CATALOGUES[language.split("-")[0] ?? ""];
    if (catalogue) return { t: catalogue, formats: createFormats(language) };
  }
  return { t: english, formats: createFormats("en-GB") };
}

export const MessagesContext = createContext<Messages>(messagesFor(["en-GB"]));

export function useMessages(): Messages {
  return use(MessagesContext);
}
