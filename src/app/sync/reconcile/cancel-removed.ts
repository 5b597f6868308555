import type { Temporal } from "temporal-polyfill";
import { transition } from "../../../core/reservations/reservation-state.ts";
import type { Actor } from "../../people/actor.ts";
import type { ReservationDependencies } from "../../reservations/dependencies.ts";
import { judgedSeries, sameOccurrence } from "../../reservations/load-series.ts";
import type { ReservationAudit } from "../../reservations/ports.ts";
import type { Reservation } from "../../reservations/reservation.ts";
import type { ChangedOccurrence } from "../../reservations/series-ports.ts";
import { SUB_SOURCES } from "../../reservations/sub-source.ts";

const SYSTEM: Actor = { kind: "system", channel: "system" };
const REMOVED = {
  lastUpdatedChannel: SYSTEM.channel,
  lastUpdatedSubSource: SUB_SOURCES[SYSTEM.channel],
  reasonCode: "meeting_removed",
  reason: "The meeting is not in the organizer's calendar any more.",
} as const;
const AUDIT: ReservationAudit = {
  actor: SYSTEM,
  action: "reservation_cancelled",
  details: { reason_code: REMOVED.reasonCode },
};

/**
 * Cancels what the organizer has removed; of a meeting of several reservations, those that are not
 * over. Nothing is written: there is nothing left to tell. False where somebody changed it meanwhile;
 * the next reconciliation looks again.
 */
export async function cancelRemoved(
  deps: ReservationDependencies,
  reservation: Reservation,
): Promise<boolean> {
  const change = reservation.isParent
    ? await cancelSeveral(deps, reservation)
    : await cancelOne(deps, reservation);
  return change.outcome === "changed";
}

function cancelOne(deps: ReservationDependencies, { id, version, syncMailbox }: Reservation) {
  return deps.store.change({ id, version, syncMailbox, requestId: deps.newId() }, () => ({
    columns: { ...REMOVED, state: "cancelled", syncState: "synchronized" },
    hold: { kind: "release" },
    supersede: [],
    enqueue: [],
    audit: AUDIT,
  }));
}

async function cancelSeveral(deps: ReservationDependencies, row: Reservation) {
  const occurrences = await deps.store.children(row.id);
  const now = deps.now();
  return deps.seriesStore.change(judgedSeries({ row, occurrences }, deps.newId()), () => ({
    columns: { ...REMOVED, syncState: "synchronized" },
    series: null,
    occurrences: {
      changed: occurrences.flatMap((each) => cancelled(each, now) ?? []),
      added: [],
      shared: REMOVED,
    },
    following: null,
    supersede: [],
    enqueue: [],
    audit: AUDIT,
  }));
}

/** Null for what is over: it is history, whatever becomes of the meeting. */
function cancelled(occurrence: Reservation, now: Temporal.Instant): ChangedOccurrence | null {
  if (occurrence.endAt.getTime() <= now.epochMilliseconds) return null;
  const next = transition(occurrence.state, { type: "cancelled_in_calendar" });
  if (!next.ok || next.value === occurrence.state) return null;
  return { ...sameOccurrence(occurrence), state: next.value, hold: "release" };
}
