import type { ReservationState } from "./reservation-state.ts";

/**
 * Which of its children's states a meeting of several reservations shows, the most telling first:
 * what somebody still has to decide, then what stands, then what came of it. A meeting in which one
 * room was had and another lost stands; which one was lost is told by the child.
 */
const MOST_TELLING = [
  "awaiting_confirmation",
  "awaiting_approval",
  "approved",
  "in_progress",
  "confirmed",
  "conflicted",
  "draft",
  "completed",
  "no_show",
  "rejected",
  "cancelled",
] as const satisfies readonly ReservationState[];

/** The state of a meeting that is several reservations, from theirs; without any it is cancelled. */
export function parentState(children: Iterable<ReservationState>): ReservationState {
  const states = new Set(children);
  return MOST_TELLING.find((state) => states.has(state)) ?? "cancelled";
}
