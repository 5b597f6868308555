import type { Reservation } from "../../../src/contract/reservations.ts";
import type { Catalogue } from "../../ui/messages/messages.ts";

/** What happened, in a few words; null where the catalogue has none for the code. */
export function reasonWords(t: Catalogue, code: string | null): string | null {
  const known = Object.entries(t.reservations.reasonTitles).find(([name]) => name === code);
  return known?.[1] ?? null;
}

/** The heading above a reservation's reason. */
export function reasonTitle(
  t: Catalogue,
  { state, reason_code: code }: Pick<Reservation, "state" | "reason_code">,
): string {
  const fallback =
    state === "conflicted" ? t.reservations.conflictedTitle : t.reservations.reasonTitle;
  return reasonWords(t, code) ?? fallback;
}
