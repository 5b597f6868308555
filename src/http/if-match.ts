import { problem } from "./problem-error.ts";

/** The version in `If-Match`; none where the header is missing or says that any will do. */
export function versionFrom(ifMatch: string | undefined): { readonly version?: number } {
  if (ifMatch === undefined || ifMatch.trim() === "*") return {};
  const version = /^\s*(?:W\/)?"(\d{1,9})"\s*$/.exec(ifMatch)?.[1];
  if (version === undefined) {
    throw problem(
      "invalid_if_match",
      "If-Match is not an entity tag of ours.",
      "Send the ETag as it came with what is to be changed, its quotation marks included.",
    );
  }
  return { version: Number(version) };
}
