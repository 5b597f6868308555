import { done, type Outcome } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { getReservation } from "./get-reservation.ts";
import { type ReservationView, viewsOf } from "./reservation-view.ts";

/**
 * The rooms of one meeting at one date, this reservation's among them, by name: a meeting that
 * invites several rooms is a reservation for each. For those who may open the reservation.
 */
export async function readMeetingRooms(
  deps: ReservationDependencies,
  actor: Actor,
  id: string,
): Promise<Outcome<readonly ReservationView[]>> {
  const view = await getReservation(deps, actor, id);
  if (!view.ok) return view;
  const { id: ownId, parentId, isParent, kind, originalDate } = view.value.reservation;
  // The row of a series has dates, not rooms.
  if (isParent && kind === "recurring") return done([]);
  const meetingId = isParent ? ownId : parentId;
  if (meetingId === null) return done([view.value]);
  const children = await deps.store.children(meetingId);
  const rooms = children
    .filter((child) => child.originalDate === originalDate)
    .toSorted((left, right) => left.space.name.localeCompare(right.space.name));
  return done(await viewsOf(deps, actor, rooms));
}
