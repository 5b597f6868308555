import type { Reservation } from "../../../src/contract/reservations.ts";

/** A reservation that wants somebody to do something about it, or at least to know. */
export interface Need {
  /**
   * `conflicted`: it has no space; `refused`: the calendar did not take it; `waiting`: an answer is
   * long in coming; `lost`: its space was released, or not given, since the last day.
   */
  readonly kind: "conflicted" | "refused" | "waiting" | "lost";
  readonly reservation: Reservation;
}

/** So long what became of a reservation is told. */
export const TOLD_FOR_HOURS = 24;

/** A room answers within minutes, people within a day; afterwards it is worth a word. */
const PATIENCE_MINUTES = { room: 15, people: 24 * 60 } as const;

/** What needs the person among what is theirs: what has no space first, then by start. */
export function needsOf(
  reservations: readonly Reservation[],
  { personId, now, dismissed }: { personId: string; now: string; dismissed: readonly string[] },
): readonly Need[] {
  const nowMs = Date.parse(now);
  const known = new Map(reservations.map((reservation) => [reservation.id, reservation]));
  const needs = [...known.values()].flatMap((reservation) => {
    const kind = kindOf(reservation, nowMs);
    return kind === null ? [] : [{ kind, reservation }];
  });
  const isTold = ({ kind, reservation }: Need) =>
    kind !== "lost" ||
    (reservation.requested_for.id === personId && !dismissed.includes(reservation.id));
  return needs
    .filter(isTold)
    .toSorted(
      (one, other) =>
        KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) ||
        Date.parse(one.reservation.start) - Date.parse(other.reservation.start),
    );
}

const KINDS: readonly Need["kind"][] = ["conflicted", "refused", "waiting", "lost"];

function kindOf(reservation: Reservation, nowMs: number): Need["kind"] | null {
  const { state, end, sync_event_state: sent, updated_at: updatedAt } = reservation;
  if (state === "no_show" || state === "rejected") {
    const isNews = Date.parse(updatedAt) > nowMs - TOLD_FOR_HOURS * 60 * 60_000;
    return isNews ? "lost" : null;
  }
  if (state === "cancelled" || state === "completed" || Date.parse(end) <= nowMs) return null;
  if (state === "conflicted") return "conflicted";
  if (sent === "error") return "refused";
  const since = waitingSince(reservation);
  return since !== null && Date.parse(since.at) + since.patienceMinutes * 60_000 <= nowMs
    ? "waiting"
    : null;
}

/** Since when somebody's answer is awaited; null where nothing is, or it is the person's own turn. */
function waitingSince({
  state,
  approval,
  updated_at: updatedAt,
  sync_event_state: sent,
}: Reservation) {
  // Whoever is to connect Outlook is told so, for all that waits for it at once.
  if (sent === "waiting_for_token") return null;
  if (state === "awaiting_approval") {
    return { at: approval?.asked_at ?? updatedAt, patienceMinutes: PATIENCE_MINUTES.people };
  }
  if (state !== "awaiting_confirmation") return null;
  return { at: updatedAt, patienceMinutes: PATIENCE_MINUTES.room };
}
