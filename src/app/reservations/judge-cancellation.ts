import { auditedRule } from "./audited-rule.ts";
import { transition } from "../../core/reservations/reservation-state.ts";
import { planPlaces, type PlacesPlan } from "../../core/sync/calendar-places.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { reason } from "../sync/sync-reasons.ts";
import { draftsOf } from "./calendar-course.ts";
import { intentWhereItIs } from "./sync-event-draft.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import {
  judgedAsItIs,
  judgeIntegration,
  loadActorFacts,
  refusalOf,
} from "./integration-verdict.ts";
import type { ReservationChange, SyncEventDraft, WrittenSyncEvent } from "./ports.ts";
import type { Reservation } from "./reservation.ts";
import { SUB_SOURCES } from "./sub-source.ts";

/** Judges a cancellation of the whole meeting, and what it means for the calendar. */
export async function judgeCancellation(
  deps: ReservationDependencies,
  actor: Actor,
  reservation: Reservation,
  cancelNotes: string,
): Promise<Outcome<(events: readonly WrittenSyncEvent[]) => ReservationChange>> {
  const next = transition(reservation.state, { type: "cancelled" });
  if (!next.ok) return refused(next.problem.code, next.problem.message, next.problem.remedy);
  const { space, syncMailbox, origin } = reservation;
  const { judgedProviderId: providerId } = reservation;
  const actorFacts = await loadActorFacts(deps.facts, actor);
  const judged = judgedAsItIs(reservation, providerId);
  const act = { action: "cancel", syncMailbox, origin } as const;
  const answer = await judgeIntegration(actorFacts, actor, judged, act);
  if (!answer.allowed) return refusalOf(answer);
  const sync = (await deps.facts.space(space.id))?.sync ?? null;

  const dryRun = sync?.dryRun ?? false;
  const intent = intentWhereItIs(answer, providerId, dryRun);

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
        details: { ...auditedRule(answer), space_id: space.id },
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
