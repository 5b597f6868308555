const PATH = /^\/m\/space\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\/?$/i;

/** What the code at a space's door holds. */
export function spaceAddress(origin: string, spaceId: string): string {
  return `${origin}/m/space/${spaceId}`;
}

/** The space that a code names; null where it is none of this Usher's. */
export function spaceIn(text: string, origin: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.origin === origin ? (PATH.exec(url.pathname)?.[1]?.toLowerCase() ?? null) : null;
}
