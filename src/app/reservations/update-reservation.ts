import { done, type Outcome } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { changeSeries } from "./change-series.ts";
import { changeSeveralRooms } from "./change-several-rooms.ts";
import type { ConflictAnswer } from "./create-request.ts";
import { refuseDatesOfNoSeries } from "./dates-elsewhere.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { judgeUpdate, type ReservationPatch } from "./judge-update.ts";
import type { Scope } from "./load-series.ts";
import type { Reservation } from "./reservation.ts";
import { changedMeanwhile, reservationNotFound } from "./reservation-refusals.ts";
import { type ReservationView, viewOf } from "./reservation-view.ts";
import { mayAct, notYours } from "./rights.ts";
import { followsItsMeeting, serviceTimeTaken } from "./services/service-refusals.ts";
import { loadSeveralRooms } from "./several-rooms.ts";
import { spaceTaken } from "./space-taken.ts";

export interface UpdateRequest extends ConflictAnswer {
  readonly id: string;
  readonly patch: ReservationPatch;
  /** Of a series: by default an occurrence alone, or all of it where its row is named. */
  readonly scope?: Scope;
  /** The version that the person saw, from `If-Match`; without it, the newest is changed. */
  readonly version?: number;
  /** Of the HTTP request, a UUID; what no request caused is given an id of its own. */
  readonly requestId?: string;
}

/** A reservation that rooms' answers keep changing is judged anew so often before giving up. */
export const JUDGEMENTS_MAX = 5;

/**
 * Changes a reservation. A new time or space is taken before the old one is let go: where it is
 * taken by somebody else, everything stays as it was.
 */
export async function updateReservation(
  deps: ReservationDependencies,
  actor: Actor,
  request: UpdateRequest,
): Promise<Outcome<ReservationView>> {
  const { requestId = deps.newId() } = request;
  for (let judgements = 0; judgements < JUDGEMENTS_MAX; judgements++) {
    const found = await findForChange(deps, actor, request);
    if (!found.ok) return found;
    if (found.value.series !== null) {
      const changed = await changeSeries(deps, actor, found.value, { ...request, requestId });
      if (changed !== "stale") return changed;
      continue;
    }
    const noSeries = refuseDatesOfNoSeries(request.datesElsewhere);
    if (noSeries !== null) return noSeries;
    const several = await loadSeveralRooms(deps, found.value);
    if (several !== null) {
      const changed = await changeSeveralRooms(deps, actor, several, { ...request, requestId });
      if (changed !== "stale") return changed;
      continue;
    }
    const judged = await judgeUpdate(deps, actor, found.value, { ...request, requestId });
    if (!judged.ok) return judged;
    if (judged.value === null) return done(await viewOf(deps, actor, found.value));

    const { id, version, syncMailbox } = found.value;
    const act = { id, version, syncMailbox, requestId };
    const change = await deps.store.change(act, judged.value.plan);
    if (change.outcome === "space_taken") return spaceTaken(judged.value.spaceName);
    if (change.outcome === "service_time_taken") {
      return serviceTimeTaken(judged.value.spaceName, change.part);
    }
    if (change.outcome === "changed") {
      deps.wakeLanes();
      deps.announceChange();
      return done(await viewOf(deps, actor, change.reservation));
    }
  }
  return changedMeanwhile();
}

/** The reservation, if it is there, the actor may act on it, and it is the version they saw. */
export async function findForChange(
  deps: ReservationDependencies,
  actor: Actor,
  request: { readonly id: string; readonly version?: number },
): Promise<Outcome<Reservation>> {
  const reservation = await deps.store.find(request.id);
  if (reservation === null) return reservationNotFound();
  if (!mayAct(actor, reservation)) return notYours();
  if (reservation.blocks !== null) return followsItsMeeting(reservation.blocks);
  if (request.version !== undefined && request.version !== reservation.version) {
    return changedMeanwhile();
  }
  return done(reservation);
}
