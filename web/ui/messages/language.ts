/** The languages there is a catalogue for, each in its own words. */
export const LANGUAGES = { en: "English", de: "Deutsch" } as const;

export type Language = keyof typeof LANGUAGES;

const STORAGE_KEY = "usher.language";

/** What was chosen on this device; null where the browser's languages hold. */
export function readLanguage(storage: Storage): Language | null {
  const stored = storage.getItem(STORAGE_KEY);
  return stored !== null && isLanguage(stored) ? stored : null;
}

const listeners = new Set<() => void>();

/** Keeps the choice on this device; every open page follows it. */
export function chooseLanguage(language: Language | null, storage: Storage): void {
  if (language === null) storage.removeItem(STORAGE_KEY);
  else storage.setItem(STORAGE_KEY, language);
  for (const listener of listeners) listener();
}

/** Calls back whenever a language is chosen, here or in another tab. Answers how to stop it. */
export function onLanguageChosen(listener: () => void): () => void {
  // Browsers tell of a change in every tab but the one that made it.
  const hear = ({ key }: StorageEvent): void => {
    if (key === STORAGE_KEY || key === null) listener();
  };
  listeners.add(listener);
  globalThis.addEventListener("storage", hear);
  return () => {
    listeners.delete(listener);
    globalThis.removeEventListener("storage", hear);
  };
}

/**
 * The reader's languages, the first the one they want. A region that the browser names for the
 * chosen language stays, since dates and times are written by it.
 */
export function languagesOf(storage: Storage, browser: readonly string[]): readonly string[] {
  const chosen = readLanguage(storage);
  if (chosen === null) return browser;
  const regional = browser.find((tag) => languageOf(tag) === chosen);
  return [regional ?? chosen, ...browser];
}

/** Of whoever reads this page. A private window may keep the page from its storage. */
export function languagesHere(): readonly string[] {
  try {
    return languagesOf(localStorage, navigator.languages);
  } catch {
    return navigator.languages;
  }
}

/** Of a BCP 47 tag, without its region. */
export function languageOf(tag: string): string {
  return tag.split("-")[0]?.toLowerCase() ?? "";
}

/** The first of the tags' languages that there is a catalogue for; else English. */
export function firstLanguageOf(tags: readonly string[]): Language {
  return tags.map(languageOf).find(isLanguage) ?? "en";
}

export function isLanguage(name: string): name is Language {
  return Object.hasOwn(LANGUAGES, name);
}
