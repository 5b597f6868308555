import type { Temporal } from "temporal-polyfill";
import { isBefore } from "../../core/time/interval.ts";
import { type Outcome, refused } from "../outcome.ts";
import type { PanelActor } from "../people/actor.ts";
import type { Created, CreateRequest } from "../reservations/create-request.ts";
import { createReservation } from "../reservations/create-reservation.ts";
import type { ReservationDependencies } from "../reservations/dependencies.ts";
import { updateOneOrGroup } from "../reservations/group/update-one-or-group.ts";
import { refusedBy } from "../reservations/life/end-now.ts";
import { timesOf } from "../reservations/life/reservation-check-in.ts";
import { reservationNotFound } from "../reservations/reservation-refusals.ts";
import { type ReservationView, viewOf } from "../reservations/reservation-view.ts";
import type { TogetherDependencies } from "../reservations/together-ports.ts";
import type { UpdateRequest } from "../reservations/update-reservation.ts";
import { RESERVED_HERE } from "./read-door.ts";

/** What is asked for at a door: nothing else can be said there. */
export type ReserveAtDoor = Pick<
  CreateRequest,
  "start" | "end" | "subject" | "requestId" | "idempotency"
>;

/** Reserves the space at whose door the panel hangs, from now on, for whom the panel reserves. */
export async function reserveAtDoor(
  deps: ReservationDependencies,
  panel: PanelActor,
  request: ReserveAtDoor,
): Promise<Outcome<Created>> {
  if (isBefore(deps.now(), request.start)) {
    return refused(
      "door_only",
      "At a door the space is reserved from now on, and for no later time.",
      "Use the portal to reserve it for later.",
    );
  }
  return createReservation(deps, panel, {
    ...RESERVED_HERE,
    ...request,
    spaceId: panel.spaceId,
  });
}

export type ExtendAtDoor = Pick<UpdateRequest, "id" | "version" | "requestId"> & {
  readonly end: Temporal.Instant;
};

/** Gives what goes on another end. What the rules leave to others is said first. */
export async function extendAtDoor(
  deps: TogetherDependencies,
  panel: PanelActor,
  { end, ...request }: ExtendAtDoor,
): Promise<Outcome<ReservationView>> {
  const reservation = await deps.store.find(request.id);
  if (reservation === null) return reservationNotFound();
  const { verdicts } = await viewOf(deps, panel, reservation);
  if (!verdicts.update.allowed) return refusedBy(verdicts.update);
  if (reservation.isParent || isBefore(deps.now(), timesOf(reservation).start)) {
    return refused(
      "door_only",
      "At a door only what goes on is given another end.",
      "Use the portal to change what comes later.",
    );
  }
  return updateOneOrGroup(deps, panel, { ...request, patch: { end } });
}
