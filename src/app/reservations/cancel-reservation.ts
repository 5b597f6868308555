import { transition } from "../../core/reservations/reservation-state.ts";
import { planOutbound } from "../../core/sync/outbound-plan.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { whereItIs } from "./calendar-course.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { judgeIntegration, loadActorFacts, refusalOf } from "./integration-verdict.ts";
import type { ReservationChange, WrittenSyncEvent } from "./ports.ts";
import type { Reservation } from "./reservation.ts";
import { type ReservationView, viewOf } from "./reservation-view.ts";
import { SUB_SOURCES } from "./sub-source.ts";
import { draftSyncEvent } from "./sync-event-draft.ts";
import { changedMeanwhile, findForChange } from "./update-reservation.ts";

export interface CancelRequest {
  readonly id: string;
  readonly cancelNotes: string;
  /** The version that the person saw, from `If-Match`. */
  readonly version?: number;
  /** Of the HTTP request, a UUID; what no request caused is given an id of its own. */
  readonly requestId?: string;
}

const JUDGEMENTS_MAX = 5;

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
    const { id, version } = reservation;
    const change = await deps.store.change({ id, version, requestId }, plan.value);
    if (change.outcome === "changed") {
      deps.wakeLanes();
      deps.announceChange();
      return done(await viewOf(deps, actor, change.reservation));
    }
  }
  return changedMeanwhile();
}

/** A meeting made in Outlook has no sync events of ours; its room declines it all the same. */
const DECLINE = { enqueue: "cancel", mayAlreadyExist: false, supersede: [] } as const;

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

  return done((events) => {
    const last = events.at(-1);
    const dryRun = sync?.dryRun ?? false;
    const plan = answer.mailbox === "room" ? DECLINE : planOutbound(events, "cancel", dryRun);
    // What is to be cancelled has been written somewhere, or will be: the last event says where.
    const intent = whereItIs(
      { answer, providerId: providerId ?? "", mailbox: sync?.roomMailbox ?? "", dryRun },
      reservation,
      last,
    );
    const draft = draftSyncEvent(actor, intent, plan, last);
    return {
      columns: {
        state: next.value,
        cancelNotes,
        syncState: draft === null || dryRun ? "not_required" : "sync_enqueued",
        reasonCode: null,
        reason: null,
        lastUpdatedChannel: actor.channel,
        lastUpdatedSubSource: SUB_SOURCES[actor.channel],
      },
      hold: { kind: "release" },
      supersede: plan.supersede,
      enqueue: draft === null ? [] : [draft],
      audit: {
        actor,
        action: "reservation_cancelled",
        details: { policy_row: answer.row, space_id: space.id },
      },
    };
  });
}
