/** A path of this site to come back to; anything else (another site, no path) becomes `/`. */
export function pathWithin(path: string | null): string {
  if (path === null || !/^\/(?![/\\])/.test(path)) return "/";
  const base = "https://usher.invalid";
  const url = URL.canParse(path, base) ? new URL(path, base) : null;
  return url?.origin === base ? `${url.pathname}${url.search}` : "/";
}
