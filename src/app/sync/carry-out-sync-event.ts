import { isGivenUp } from "../../core/reservations/reservation-state.ts";
import { isWrite } from "../../core/sync/outbound-plan.ts";
import { countsAsTry, nextTry } from "../../core/sync/retry-schedule.ts";
import type { HealthCounters } from "../health/health-counters.ts";
import type {
  Calendar,
  CalendarAccess,
  CalendarFailure,
  CalendarResult,
  EventContent,
} from "./calendar.ts";
import { agreedFrom, askedForBy, eventContentOf, withoutSilentRooms } from "./event-content.ts";
import { mayShow } from "./may-show.ts";
import { describeReleases, releaseInRooms, type ReleasingRooms } from "./release-in-rooms.ts";
import type { Reason, Settlement, SyncEventStore } from "./sync-event-store.ts";
import type { SyncLog } from "./sync-log.ts";
import { reasonToGiveUp, reasonToRetry, reasonToWait } from "./sync-reasons.ts";
import type { ClaimedSyncEvent, SyncWork } from "./sync-work.ts";
import {
  cancelInCalendar,
  type CancelledOrGone,
  keyOf,
  type Write,
  writeToCalendar,
} from "./write-to-calendar.ts";

export interface CarryOutDependencies {
  readonly store: SyncEventStore;
  readonly calendar: Calendar;
  readonly rooms: ReleasingRooms;
  /** How often a sync event is tried; property `sn_wsd_rsvsync.max_event_retry_count`. */
  readonly triesMax: () => Promise<number>;
  /** Chance in [0, 1), for the time between tries. */
  readonly random: () => number;
  /** A reservation was changed by this process: open pages need not wait. */
  readonly announceChange: () => void;
  readonly counters: Pick<HealthCounters, "count">;
  readonly log: SyncLog;
}

/**
 * Carries out one sync event: in the recorded mailbox and with the recorded credential, whatever
 * the mode is by now (policy, "Acts already accepted are carried out as they were decided").
 * Whatever happens between two steps, another try finds what this one did and goes on from there.
 */
export async function carryOutSyncEvent(
  deps: CarryOutDependencies,
  claimed: ClaimedSyncEvent,
): Promise<void> {
  const loaded = await deps.store.load(claimed);
  if (loaded === null) return logLostLease(deps.log, claimed);
  const work = asItIsNow(loaded);
  const settlement =
    settleWithoutCall(deps.calendar, work) ?? (await callCalendar(deps, claimed, work));
  if (settlement === null) return logLostLease(deps.log, claimed);
  const isSettled = await deps.store.settle(claimed, settlement);
  if (!isSettled) return logLostLease(deps.log, claimed);
  deps.announceChange();
  deps.counters.count("sync_event_settled", `${work.event.type} ${settlement.kind}`);
  logSettlement(deps.log, work, settlement);
}

/** What needs no call; null where one is needed. */
function settleWithoutCall(calendar: Calendar, work: SyncWork): Settlement | null {
  const { event, reservation } = work;
  // Whatever an earlier try has written, the cancellation that follows finds it by itself.
  const isToBeGone = isGivenUp(reservation.state) || event.isCancelledAfterwards;
  if (isWrite(event.type) && isToBeGone) return { kind: "superseded" };
  return event.dryRun ? { kind: "not_sent", request: describe(calendar, work) } : null;
}

/**
 * A series is given up with the last of its dates as well, and then nobody has asked for a
 * cancellation: what was to show the dates that are left cancels it.
 */
function asItIsNow(work: SyncWork): SyncWork {
  const { event, reservation, series } = work;
  const mayBeThere = event.mayHaveBeenSent || reservation.calendarEventId !== null;
  const isSeriesOver = series !== null && isGivenUp(reservation.state);
  const isUntold = isWrite(event.type) && !event.isCancelledAfterwards;
  const isToBeCancelled = isSeriesOver && isUntold && mayBeThere;
  return isToBeCancelled ? { ...work, event: { ...event, type: "cancel" } } : work;
}

function describe(calendar: Calendar, work: SyncWork): Readonly<Record<string, unknown>> {
  const { event, reservation } = work;
  const { mailbox, type } = event;
  // Of what a dry run never made, no event is known.
  const eventId = reservation.calendarEventId ?? "(unknown)";
  if (type === "release") return describeReleases(work.releases);
  const content = eventContentOf(work);
  switch (type) {
    case "create":
      return calendar.describeWrite({ type, mailbox, key: keyOf(work), content });
    case "update":
      return calendar.describeWrite({ type, mailbox, eventId, content });
    case "cancel":
      return calendar.describeWrite({ type, mailbox, eventId, comment: reservation.cancelNotes });
  }
}

/** Null when the lease is lost before the call. */
async function callCalendar(
  deps: CarryOutDependencies,
  claimed: ClaimedSyncEvent,
  work: SyncWork,
): Promise<Settlement | null> {
  const triesMax = await deps.triesMax();
  // So often its process died, or was stopped, in the middle: something about it is not well.
  if (work.event.attempts >= triesMax)
    return afterFailure(work, INTERRUPTED, triesMax, deps.random());
  const content = eventContentOf(work);
  const isOurs = await deps.store.markSending(claimed, mayShow(work, content));
  if (!isOurs) return null;
  const access: CalendarAccess = {
    credential: work.event.credential,
    mailbox: work.event.mailbox,
    requestId: work.event.requestId,
    isWaitedFor: work.event.isWaitedFor,
  };
  const fail = (failure: CalendarFailure): Settlement =>
    afterFailure(work, failure, triesMax, deps.random());
  if (work.event.type === "release") return released(deps, work, fail);
  if (work.event.type === "cancel") {
    const result = await cancelInCalendar(deps.calendar, access, work);
    if (result.ok) return gone(result.value);
    return isForTheRoom(work, result.failure) ? released(deps, work, fail) : fail(result.failure);
  }
  const result = await write(deps.calendar, access, work, content);
  if (!result.ok) {
    if (isOverAndGone(work, result.failure)) return gone(null);
    const isRooms = isForTheRoom(work, result.failure);
    return isRooms ? released(deps, work, fail) : fail(result.failure);
  }
  const { event, agreed } = result.value;
  const askedFor = askedForBy(content);
  const answeredAt = previousAnswerAt(work, askedFor, event.rooms);
  const { agreed: agreedBefore } = work.reservation;
  return { kind: "written", event, askedFor, agreed, agreedBefore, previousAnswerAt: answeredAt };
}

/**
 * Where rooms are asked again, they are uninvited first; whom somebody has uninvited in Outlook is not
 * asked again.
 */
async function write(
  calendar: Calendar,
  access: CalendarAccess,
  work: SyncWork,
  content: EventContent,
): Promise<CalendarResult<Write>> {
  if (!work.event.asksAgain) return writeToCalendar(calendar, access, work, content);
  const without = withoutSilentRooms(content, work);
  const uninvited = await writeToCalendar(calendar, access, work, without, content);
  if (!uninvited.ok || uninvited.value.keepsRooms) return uninvited;
  // That the rooms are not there is our own doing, and nobody's in Outlook.
  const mayBeShown = [uninvited.value.agreed, agreedFrom(without, [])];
  const reservation = { ...work.reservation, mayBeShown };
  return writeToCalendar(calendar, access, { ...work, reservation }, content);
}

async function released(
  { rooms }: Pick<CarryOutDependencies, "rooms">,
  work: SyncWork,
  fail: (failure: CalendarFailure) => Settlement,
): Promise<Settlement> {
  const result = await releaseInRooms(rooms, work);
  return result.ok ? { kind: "released", record: result.value } : fail(result.failure);
}

/** U5: where system-to-system may not write into the person's calendar, the room lets go itself. */
function isForTheRoom({ event, releases }: SyncWork, { kind }: CalendarFailure): boolean {
  return event.policyRow === "U5" && releases.length > 0 && kind === "access_denied";
}

/** It took place, and has been removed in Outlook since: there is nothing left to show. */
function isOverAndGone({ reservation }: SyncWork, { kind }: CalendarFailure): boolean {
  const isKnown = reservation.calendarEventId !== null;
  return kind === "not_found" && isKnown && reservation.state === "completed";
}

function gone(value: CancelledOrGone): Settlement {
  return { kind: "gone", record: value };
}

const INTERRUPTED: CalendarFailure = {
  kind: "transient",
  code: "interrupted",
  message: "The process that worked on it ended in the middle.",
  mayHaveHappened: true,
};

/**
 * Where a write asks the room anew, the answer that the copy still shows is the one to what was
 * asked before (facts 1.5: whether Exchange resets it is not confirmed).
 */
function previousAnswerAt(
  { event }: SyncWork,
  askedFor: string,
  rooms: readonly { readonly respondedAt: Date | null }[],
): Date | null {
  const asksAnew = event.askedForBefore !== null && event.askedForBefore !== askedFor;
  return asksAnew ? (rooms.find(({ respondedAt }) => respondedAt)?.respondedAt ?? null) : null;
}

function afterFailure(
  work: SyncWork,
  failure: CalendarFailure,
  triesMax: number,
  jitter: number,
): Settlement {
  const { event } = work;
  const counts = countsAsTry(failure.kind);
  const next = nextTry({
    kind: failure.kind,
    type: event.type,
    tries: event.attempts + (counts ? 1 : 0),
    triesMax,
    tryingForMs: event.tryingForMs,
    retryAfterSeconds: failure.retryAfterSeconds ?? null,
    jitter,
  });
  const record = {
    ...(failure.request && { request: failure.request }),
    response: failure.response ?? { code: failure.code },
  };
  const failed = (reason: Reason) => ({
    reason,
    record,
    mayHaveBeenSent: event.mayHaveBeenSent || failure.mayHaveHappened,
  });
  switch (next.action) {
    case "done":
      return { kind: "gone", record: null };
    case "wait_for_token":
      return { kind: "waiting_for_token", ...failed(reasonToWait(work)) };
    case "give_up":
      return { kind: "error", ...failed(reasonToGiveUp(next.code, work, failure)) };
    case "retry":
      return {
        kind: "retry",
        ...failed(reasonToRetry(failure)),
        delayMs: next.delayMs,
        countsAsTry: counts,
        throttledForMs: failure.kind === "throttled" ? next.delayMs : null,
      };
  }
}

function logLostLease(log: SyncLog, { id }: ClaimedSyncEvent): void {
  log.warn({ syncEventId: id }, "another process has taken the sync event over");
}

function logSettlement(
  log: SyncLog,
  { event, reservation }: SyncWork,
  settlement: Settlement,
): void {
  const fields = {
    // By the name under which the server logs the request that it came from.
    request_id: event.requestId,
    syncEventId: event.id,
    reservationId: reservation.id,
    type: event.type,
    outcome: settlement.kind,
    ...("reason" in settlement && { reasonCode: settlement.reason.code }),
  };
  if (settlement.kind === "error") log.error(fields, "sync event was given up");
  else if ("reason" in settlement) log.warn(fields, "sync event did not go through yet");
  else log.info(fields, "sync event was carried out");
}
