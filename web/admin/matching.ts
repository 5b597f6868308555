/** Whether every word typed occurs in one of the texts, in whatever case. */
export function matching(filter: string, texts: readonly string[]): boolean {
  const haystack = texts.join("\n").toLocaleLowerCase();
  return filter
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}
