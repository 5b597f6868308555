import { done, type Outcome } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { cancelSeries } from "./cancel-series.ts";
import { cancelSeveralRooms } from "./cancel-several-rooms.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { judgeCancellation } from "./judge-cancellation.ts";
import type { Scope } from "./load-series.ts";
import { changedMeanwhile } from "./reservation-refusals.ts";
import { type ReservationView, viewOf } from "./reservation-view.ts";
import { judgeServicesAtEnd } from "./services/judge-services.ts";
import { loadSeveralRooms } from "./several-rooms.ts";
import { findForChange, JUDGEMENTS_MAX } from "./update-reservation.ts";

export interface CancelRequest {
  readonly id: string;
  readonly cancelNotes: string;
  /** Of a series: by default an occurrence alone, or all of it where its row is named. */
  readonly scope?: Scope;
  /** The version that the person saw, from `If-Match`. */
  readonly version?: number;
  /** Of the HTTP request, a UUID; what no request caused is given an id of its own. */
  readonly requestId?: string;
}

/**
 * Cancels a reservation: the space is free for others at once, and what may have reached the
 * calendar is cancelled there. Cancelling what is cancelled changes nothing.
 */
export async function cancelReservation(
  deps: ReservationDependencies,
  actor: Actor,
  request: CancelRequest,
): Promise<Outcome<ReservationView>> {
  const { requestId = deps.newId() } = request;
  for (let judgements = 0; judgements < JUDGEMENTS_MAX; judgements++) {
    const found = await findForChange(deps, actor, request);
    if (!found.ok) return found;
    const reservation = found.value;
    if (reservation.series !== null) {
      const cancelled = await cancelSeries(deps, actor, reservation, { ...request, requestId });
      if (cancelled !== "stale") return cancelled;
      continue;
    }
    const several = await loadSeveralRooms(deps, reservation);
    if (several !== null) {
      const cancelled = await cancelSeveralRooms(deps, actor, several, { ...request, requestId });
      if (cancelled !== "stale") return cancelled;
      continue;
    }
    if (reservation.state === "cancelled") return done(await viewOf(deps, actor, reservation));
    const plan = await judgeCancellation(deps, actor, reservation, request.cancelNotes);
    if (!plan.ok) return plan;
    const { id, version, syncMailbox } = reservation;
    const judged = { id, version, syncMailbox, requestId };
    const at = { state: "cancelled" } as const;
    const services = await judgeServicesAtEnd(deps, actor, reservation, at, requestId);
    if (!services.ok) return services;
    const change = await deps.store.change(judged, (events) => ({
      ...plan.value(events),
      ...services.value,
    }));
    if (change.outcome === "changed") {
      deps.wakeLanes();
      deps.announceChange();
      return done(await viewOf(deps, actor, change.reservation));
    }
  }
  return changedMeanwhile();
}
