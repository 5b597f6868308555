import type { CredentialUse } from "./access-tokens.ts";
import type { Calendar } from "./calendar.ts";
import { judgeRoomAnswer } from "./judge-room-answer.ts";
import type { AwaitedAnswer, ClaimedAnswers } from "./lane-store.ts";
import { withOwnAnswers } from "./rooms-own-answers.ts";
import type { RoomCalendar } from "./room-calendar.ts";
import type { RoomAnswerSettlement, RoomAnswerStore } from "./room-answer-store.ts";
import type { SyncLog } from "./sync-log.ts";

export interface ReadRoomAnswersDependencies {
  readonly store: RoomAnswerStore;
  readonly calendar: Calendar;
  readonly roomCalendar: RoomCalendar;
  /**
   * How long a room is waited for, in milliseconds; property
   * `sn_wsd_rsvsync.exchange_callback_time_limit`.
   */
  readonly roomAnswerLimitMs: () => Promise<number>;
  readonly newId: () => string;
  readonly announceChange: () => void;
  readonly log: SyncLog;
}

/**
 * Reads what rooms have answered, from the organizer's copies in one mailbox, each with the
 * credential that wrote it; and confirms the reservations, or marks them as conflicted.
 */
export async function readRoomAnswers(
  deps: ReadRoomAnswersDependencies,
  claimed: ClaimedAnswers,
): Promise<void> {
  const limitMs = await deps.roomAnswerLimitMs();
  for (const answers of byCredential(claimed.answers)) {
    const [first] = answers;
    if (first === undefined) continue;
    // Of no act of anybody's, and for several reservations at once.
    const requestId = deps.newId();
    const read = await deps.calendar.readEvents(
      { credential: first.credential, mailbox: claimed.mailbox, requestId },
      answers.map(({ eventId }) => eventId),
    );
    for (const awaited of answers) {
      const told = read.get(awaited.eventId);
      if (told === undefined) continue;
      const isOver = awaited.waitedMs >= limitMs;
      const event = isOver ? await withOwnAnswers(deps, awaited, told, requestId) : told;
      const settlements = new Map<string, RoomAnswerSettlement>();
      const isSettled = await deps.store.settle(awaited, (asked) => {
        const settlement = judgeRoomAnswer(awaited, event, limitMs, asked);
        settlements.set(asked.id, settlement);
        return settlement;
      });
      if (isSettled) tell(deps, requestId, awaited, [...settlements.values()]);
    }
  }
}

function tell(
  deps: ReadRoomAnswersDependencies,
  requestId: string,
  { reservationId, reads, waitedMs }: AwaitedAnswer,
  settlements: readonly RoomAnswerSettlement[],
): void {
  const told = settlements.filter(({ kind, reason }) => kind !== "pending" || reason !== null);
  const [first] = told;
  if (first === undefined) return;
  deps.announceChange();
  const fields = {
    request_id: requestId,
    reservationId,
    reads: reads + 1,
    waitedMs: Math.round(waitedMs),
    ...(told.length > 1 && { reservations: told.length }),
  };
  const lost = told.find(({ kind }) => kind === "conflicted");
  if (lost?.reason) {
    deps.log.warn({ ...fields, reasonCode: lost.reason.code }, "the room was not had");
  } else {
    deps.log.info({ ...fields, outcome: first.kind }, "the room has answered");
  }
}

function byCredential(answers: readonly AwaitedAnswer[]): Iterable<readonly AwaitedAnswer[]> {
  return Map.groupBy(answers, ({ credential }) => credentialKey(credential)).values();
}

function credentialKey(use: CredentialUse): string {
  return [use.kind, use.providerId, use.kind === "personal" ? use.personId : ""].join(" ");
}
