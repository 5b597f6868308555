import type { Catalogue } from "./messages.ts";

/** Words for an act in the audit; one the catalogue does not know keeps its own name, readably. */
export function auditActionWords(t: Catalogue, action: string): string {
  const known = Object.entries(t.audit.actions).find(([name]) => name === action)?.[1];
  if (known !== undefined) return known;
  const words = action.replaceAll(/[._]/g, " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
