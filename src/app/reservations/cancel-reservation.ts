import { transition } from "../../core/reservations/reservation-state.ts";
import { planPlaces, type PlacesPlan } from "../../core/sync/calendar-places.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { reason } from "../sync/sync-reasons.ts";
import { draftsOf } from "./calendar-course.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { judgeIntegration, loadActorFacts, refusalOf } from "./integration-verdict.ts";
import type { ReservationChange, SyncEventDraft, WrittenSyncEvent } from "./ports.ts";
import type { Reservation } from "./reservation.ts";
import { type ReservationView, viewOf } from "./reservation-view.ts";
import { SUB_SOURCES } from "./sub-source.ts";
import { changedMeanwhile, findForChange, JUDGEMENTS_MAX } from "./update-reservation.ts";

export interface CancelRequest {
  readonly id: string;
  readonly cancelNotes: string;
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
    if (reservation.state === "cancelled") return done(await viewOf(deps, actor, reservation));
    const plan = await judgeCancellation(deps, actor, reservation, request.cancelNotes);
    if (!plan.ok) return plan;
    const { id, version, syncMailbox } = reservation;
    const judged = { id, version, syncMailbox, requestId };
    const change = await deps.store.change(judged, plan.value);
    if (change.outcome === "changed") {
      deps.wakeLanes();
      deps.announceChange();
      return done(await viewOf(deps, actor, change.reservation));
    }
  }
  return changedMeanwhile();
}

async function judgeCancellation(
  deps: ReservationDependencies,
  actor: Actor,
  reservation: Reservation,
  cancelNotes: string,
): Promise<Outcome<(events: readonly WrittenSyncEvent[]) => ReservationChange>> {
  const next = transition(reservation.state, { type: "cancelled" });
  if (!next.ok) return refused(next.problem.code, next.problem.message, next.problem.remedy);
  const { kind, requestedFor, space, syncMailbox, origin } = reservation;
  const providerId = space.synced ? space.providerId : null;
  const actorFacts = await loadActorFacts(deps.facts, actor);
  const judged = { kind, requestedForId: requestedFor.id, providerId };
  const act = { action: "cancel", syncMailbox, origin } as const;
  const answer = await judgeIntegration(actorFacts, actor, judged, act);
  if (!answer.allowed) return refusalOf(answer);
  const sync = (await deps.facts.space(space.id))?.sync ?? null;

  const dryRun = sync?.dryRun ?? false;
  // What is to be cancelled was written somewhere, or will be: its own event says where.
  const intent = { answer, providerId: providerId ?? "", mailbox: "", dryRun };

  return done((events) => {
    const places = planPlaces(events, null, dryRun);
    const enqueue = draftsOf(actor, places, intent, intent);
    return {
      columns: {
        state: next.value,
        cancelNotes,
        ...syncColumns(places, enqueue),
        lastUpdatedChannel: actor.channel,
        lastUpdatedSubSource: SUB_SOURCES[actor.channel],
      },
      hold: { kind: "release" },
      supersede: places.supersede,
      enqueue,
      audit: {
        actor,
        action: "reservation_cancelled",
        details: { policy_row: answer.row, space_id: space.id },
      },
    };
  });
}

/** Nothing is sent for a dry run, nor once synchronisation is off; then a meeting stays, and why. */
function syncColumns(
  { standing, isUnderWay }: PlacesPlan<WrittenSyncEvent>,
  enqueue: readonly SyncEventDraft[],
): Pick<ReservationChange["columns"], "syncState" | "reasonCode" | "reason"> {
  const isTold = enqueue.some((draft) => !draft.dryRun);
  const [stays] = standing;
  if (!isTold && stays !== undefined) {
    const { code, sentence } = reason(
      "calendar_not_told",
      `Nothing is sent for this space at present, so the meeting stands in the calendar of ${stays.mailbox}.`,
    );
    return { syncState: "sync_required", reasonCode: code, reason: sentence };
  }
  const syncState = isTold || isUnderWay ? "sync_enqueued" : "not_required";
  return { syncState, reasonCode: null, reason: null };
}
