/** The reader's word for what the server names by a code; the code itself where there is none. */
export function wordOf(words: Readonly<Record<string, string>>, code: string): string {
  return (Object.hasOwn(words, code) ? words[code] : undefined) ?? code;
}
