import {
  type ReservationEvent,
  type ReservationState,
  transition,
} from "../../core/reservations/reservation-state.ts";
import {
  judgeRoomAnswers,
  nextApprovalReadDelayMs,
  nextRead,
  type RoomJudgement,
} from "../../core/sync/confirmation-plan.ts";
import { courseAfter } from "../../core/sync/failure-kind.ts";
import type { CalendarResult, EventAnswers, RoomStatus } from "./calendar.ts";
import type { AwaitedAnswer } from "./lane-store.ts";
import type { RoomAnswerSettlement } from "./room-answer-store.ts";
import type { Reason } from "./sync-event-store.ts";
import { reason, waitingCodeOf } from "./sync-reasons.ts";

/** So many times longer than for a silent room is waited where the copy cannot even be read. */
const UNREADABLE_PATIENCE = 5;

/** What the organizer's copy, as it was read, means for a reservation in this state. */
export function judgeRoomAnswer(
  awaited: AwaitedAnswer,
  read: CalendarResult<EventAnswers | null>,
  limitMs: number,
  state: ReservationState,
): RoomAnswerSettlement {
  if (!read.ok) {
    return courseAfter(read.failure.kind, "update") === "wait_for_token"
      ? waitForToken(awaited, state)
      : unreadable(awaited, read.failure.message, limitMs, state);
  }
  if (read.value === null) return lose(state, meetingRemoved(awaited));
  const isOver = awaited.waitedMs >= limitMs;
  const judgement = judge(awaited, read.value.rooms, isOver);
  switch (judgement.outcome) {
    case "confirmed":
      return {
        kind: "confirmed",
        state: after(state, { type: "room_accepted", approvalAwaited: false }),
      };
    case "conflicted":
      return lose(state, reason("room_declined", `${awaited.roomName} declined the meeting.`));
    case "awaiting_approval":
      return {
        kind: "pending",
        state: after(state, { type: "room_tentative" }),
        nextReadMs: nextApprovalReadDelayMs(awaited.waitedMs),
        reason: reason(
          "room_awaits_approval",
          `The people who look after ${awaited.roomName} have yet to agree.`,
        ),
      };
    case "pending":
      return waitOn(awaited, limitMs, state);
  }
}

/**
 * An answer to what was asked before a change counts as none, until the waiting is over: then it is
 * what Exchange stands by, and so do we (facts 1.5: whether a change asks anew is not confirmed).
 */
function judge(
  awaited: AwaitedAnswer,
  rooms: readonly RoomStatus[],
  isOver: boolean,
): RoomJudgement {
  const isVoid = ({ respondedAt }: RoomStatus): boolean =>
    !isOver &&
    awaited.previousAnswerAt !== null &&
    respondedAt !== null &&
    respondedAt.getTime() === awaited.previousAnswerAt.getTime();
  const answers = rooms.filter((room) => !isVoid(room));
  return judgeRoomAnswers(awaited.roomMailbox === null ? [] : [awaited.roomMailbox], answers);
}

function waitOn(
  awaited: AwaitedAnswer,
  limitMs: number,
  state: ReservationState,
): RoomAnswerSettlement {
  const next = nextRead(awaited.reads + 1, awaited.waitedMs, limitMs);
  if (next.action === "read") {
    return { kind: "pending", state, nextReadMs: next.delayMs, reason: null };
  }
  const waited = `${Math.round(limitMs / 1000)} seconds`;
  return lose(
    state,
    reason(next.code, `${awaited.roomName} has not answered the meeting within ${waited}.`),
  );
}

/**
 * The room may have the meeting, and only somebody's connection is missing to know: the space stays
 * held, it is said whose, and the reading goes on once they have connected (decision 3).
 */
function waitForToken(
  { waitedMs, credential, roomName }: AwaitedAnswer,
  state: ReservationState,
): RoomAnswerSettlement {
  const code = waitingCodeOf(credential);
  const sentence = `Whether ${roomName} accepted the meeting cannot be read: ${MISSING[code]}`;
  const nextReadMs = nextApprovalReadDelayMs(waitedMs);
  return { kind: "pending", state, nextReadMs, reason: reason(code, sentence) };
}

const MISSING = {
  personal_token_missing: "the connection to Outlook is missing or was withdrawn.",
  delegated_user_not_connected: "the delegated user's connection is missing or was withdrawn.",
  application_credential_rejected:
    "Microsoft Entra ID does not accept the application's credential.",
} as const;

/** A failed read says nothing of the room; a calendar that is gone for long must not block it. */
function unreadable(
  awaited: AwaitedAnswer,
  message: string,
  limitMs: number,
  state: ReservationState,
): RoomAnswerSettlement {
  const next = nextRead(awaited.reads + 1, awaited.waitedMs, limitMs * UNREADABLE_PATIENCE);
  if (next.action === "read") {
    const isLate = awaited.waitedMs >= limitMs;
    const why = isLate ? reason("calendar_retrying", message) : null;
    return { kind: "pending", state, nextReadMs: next.delayMs, reason: why };
  }
  const sentence = `Whether ${awaited.roomName} accepted the meeting could not be read: ${message}`;
  return lose(state, reason("room_answer_unreadable", sentence));
}

function meetingRemoved({ roomName }: AwaitedAnswer): Reason {
  return reason(
    "meeting_removed",
    `The meeting was removed from the calendar before ${roomName} answered.`,
  );
}

function lose(state: ReservationState, why: Reason): RoomAnswerSettlement {
  return { kind: "conflicted", state: after(state, { type: "room_lost" }), reason: why };
}

/** An answer that comes when the reservation is past it changes nothing. */
function after(state: ReservationState, event: ReservationEvent): ReservationState {
  const next = transition(state, event);
  return next.ok ? next.value : state;
}
