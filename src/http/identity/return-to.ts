/**
 * The path of this application that a browser may be sent back to; "/" where what was asked for
 * leads anywhere else. Browsers read "//host" and "/\host" as other hosts, which the URL parser
 * does too.
 */
export function safeReturnPath(returnTo: string, publicUrl: string): string {
  if (!returnTo.startsWith("/") || !URL.canParse(returnTo, publicUrl)) return "/";
  const target = new URL(returnTo, publicUrl);
  if (target.origin !== new URL(publicUrl).origin) return "/";
  return pathOf(target);
}

/** The path with a word about how the flow ended, in place of the word of an earlier one. */
export function withResult(
  path: string,
  publicUrl: string,
  result: Readonly<Record<string, string>>,
): string {
  const target = new URL(safeReturnPath(path, publicUrl), publicUrl);
  for (const name of ["connected", "consented", "connection_error", "sign_in_error"]) {
    target.searchParams.delete(name);
  }
  for (const [name, value] of Object.entries(result)) target.searchParams.set(name, value);
  return pathOf(target);
}

function pathOf(target: URL): string {
  // "/.//host" is a path here, and becomes "//host", another host, once its dots are resolved.
  const pathname = target.pathname.replace(/^\/+/, "/");
  return pathname + target.search + target.hash;
}
