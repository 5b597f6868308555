import type { AdminNotice, HealthReport, RoomHealth } from "../../app/health/ports.ts";
import type { ReconciliationRecord } from "../../app/sync/reconcile/ports.ts";
import type { AdminNotice as NoticeAnswer, Health, Reconciliation } from "../../contract/health.ts";
import { lagWithin } from "../../core/health/change-lag.ts";
import { textOrNull } from "../instants.ts";

export function presentHealth(report: HealthReport): Health {
  const { rooms, tokens, lag } = report;
  return {
    at: report.at.toISOString(),
    queue: report.queue.map(({ state, priority, count }) => ({ state, priority, count })),
    oldest_waiting: report.oldestWaiting && {
      sync_event_id: report.oldestWaiting.syncEventId,
      created_at: report.oldestWaiting.createdAt.toISOString(),
    },
    settled_last_day: report.settled.map(({ type, outcome, count }) => ({ type, outcome, count })),
    errors: report.errors.map((error) => ({
      reason_code: error.reasonCode,
      last_day: error.lastDay,
      last_30_days: error.last30Days,
    })),
    lag: {
      buckets: lag.map(({ boundSeconds, count }) => ({ within_seconds: boundSeconds, count })),
      within_seconds_50: lagWithin(lag, 0.5) ?? null,
      within_seconds_95: lagWithin(lag, 0.95) ?? null,
      changes_taken_in: report.changesTakenIn,
    },
    mailboxes: report.mailboxes.map(({ mailbox, throttledUntil, callsUnderWay }) => ({
      mailbox,
      throttled_until: textOrNull(throttledUntil),
      calls_under_way: callsUnderWay,
    })),
    rooms: {
      count: rooms.count,
      read_whole: rooms.readWhole,
      by_source: rooms.bySource.map(({ source, state, count }) => ({ source, state, count })),
      worst: rooms.worst.map(presentRoom),
    },
    tokens: {
      personal: tokens.personal.map(({ state, count }) => ({ state, count })),
      credentials: tokens.credentials.map((credential) => ({
        provider_id: credential.providerId,
        provider_name: credential.providerName,
        kind: credential.kind,
        state: credential.state,
        reason: credential.reason,
        last_used_at: textOrNull(credential.lastUsedAt),
      })),
    },
    drift: report.drift.map((drift) => ({
      kind: drift.kind,
      found_last_day: drift.foundLastDay,
      repaired_last_day: drift.repairedLastDay,
      found_last_30_days: drift.foundLast30Days,
      repaired_last_30_days: drift.repairedLast30Days,
    })),
    double_booked: report.doubleBooked,
    last_reconciliation:
      report.lastReconciliation && presentReconciliation(report.lastReconciliation),
  };
}

type ShownRoom = Health["rooms"]["worst"][number];

function presentRoom(room: RoomHealth): ShownRoom {
  return {
    sync_configuration_id: room.configurationId,
    space_name: room.spaceName,
    room_mailbox: room.roomMailbox,
    source: room.source as ShownRoom["source"],
    state: room.state as ShownRoom["state"],
    reason: room.reason,
    subscription_expires_at: textOrNull(room.subscriptionExpiresAt),
    last_read_at: textOrNull(room.lastReadAt),
  };
}

export function presentReconciliation(record: ReconciliationRecord): Reconciliation {
  return {
    id: record.id,
    scope: record.scope,
    scope_name: record.scopeName,
    cause: record.cause,
    repairs: record.repairs,
    state: record.state,
    asked_by: record.askedBy,
    rooms_total: record.roomsTotal,
    rooms_done: record.roomsDone,
    rooms_failed: record.roomsFailed,
    found: { ...record.found },
    repaired: { ...record.repaired },
    changes_taken_in: record.changesTakenIn,
    created_at: record.createdAt.toISOString(),
    finished_at: textOrNull(record.finishedAt),
  };
}

export function presentNotice(notice: AdminNotice): NoticeAnswer {
  return {
    id: notice.id,
    code: notice.code,
    severity: notice.severity,
    subject_kind: notice.subjectKind,
    subject_id: notice.subjectId,
    subject_name: notice.subjectName,
    sentence: notice.sentence,
    remedy: notice.remedy,
    count: notice.count,
    since: notice.since.toISOString(),
    last_seen_at: notice.lastSeenAt.toISOString(),
    resolved_at: textOrNull(notice.resolvedAt),
    acknowledged_at: textOrNull(notice.acknowledgedAt),
    acknowledged_by: notice.acknowledgedBy,
  };
}
