import { createContext, use } from "react";
import type { Language } from "./language.ts";
import { isLanguage, languageOf } from "./language.ts";
import { createFormats, type Formats } from "../format/formats.ts";
import { german } from "./de/german.ts";
import { english } from "./en/english.ts";
import { sayAsIs, sayIn, type SayForReader, type Sentences } from "./said-by-server.ts";

/** What every language must say; another one is a second object of this type. */
export type Catalogue = typeof english;

export interface Messages {
  readonly t: Catalogue;
  readonly formats: Formats;
  /** What the server says, in the reader's language. */
  readonly say: SayForReader;
}

/** Dates and numbers follow the reader's region in any of them. */
const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en: english, de: german };

/** What the server says in English, in the others; loaded by those who read them. */
const SENTENCES: Readonly<Record<Language, () => Promise<Sentences | null>>> = {
  en: async () => null,
  de: async () => (await import("./de/sentences/german-sentences.ts")).germanSentences,
};

/** The words and formats for the first of the reader's languages that there is a catalogue for. */
export function messagesFor(languages: readonly string[]): Messages {
  const { tag, language } = chosenFrom(languages);
  return { t: CATALOGUES[language], formats: createFormats(tag), say: sayAsIs };
}

/** The same, with what the server says; that stays English where its words could not be loaded. */
export async function loadMessages(languages: readonly string[]): Promise<Messages> {
  const { language } = chosenFrom(languages);
  const sentences = await SENTENCES[language]().catch((error: unknown) => {
    reportError(error);
    return {};
  });
  const messages = messagesFor(languages);
  return sentences === null ? messages : { ...messages, say: sayIn(sentences) };
}

function chosenFrom(languages: readonly string[]): { tag: string; language: Language } {
  for (const tag of languages) {
    const language = languageOf(tag);
    if (isLanguage(language)) return { tag, language };
  }
  return { tag: "en-GB", language: "en" };
}

export const MessagesContext = createContext<Messages>(messagesFor(["en-GB"]));

export function useMessages(): Messages {
  return use(MessagesContext);
}
