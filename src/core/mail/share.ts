import type { ReservationState } from "../reservations/reservation-state.ts";

export const SHARED_ABOUT = ["details", "created", "updated", "cancelled"] as const;
/** What somebody wants others to be told of a reservation: how it is, or what became of it. */
export type SharedAbout = (typeof SHARED_ABOUT)[number];

/** What they are told by the time that they are: never that something stands which does not. */
export function toldAs(about: SharedAbout, state: ReservationState): SharedAbout {
  if (state === "cancelled" || state === "rejected") return "cancelled";
  return about === "cancelled" ? "details" : about;
}
