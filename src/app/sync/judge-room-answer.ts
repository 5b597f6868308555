import { Temporal } from "temporal-polyfill";
import { counted } from "../../core/counted.ts";
import { occurrenceOn } from "../../core/recurrence/expand-series.ts";
import type { ApprovalState } from "../../core/reservations/approval.ts";
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
import type { ExternalApproval } from "../reservations/reservation.ts";
import { inboundReason } from "./inbound/inbound-reasons.ts";
import type { AwaitedAnswer } from "./lane-store.ts";
import type { RoomAnswerSettlement } from "./room-answer-store.ts";
import type { Reason } from "./sync-event-store.ts";
import { reason, waitingCodeOf } from "./sync-reasons.ts";

/** So many times longer than for a silent room is waited where the copy cannot even be read. */
const UNREADABLE_PATIENCE = 5;

/** One reservation of the meeting, as it is now: itself, or one for each space and occurrence. */
export interface AskedReservation {
  readonly id: string;
  readonly state: ReservationState;
  /** Of a series' occurrence: the date that the pattern gave it. */
  readonly originalDate: string | null;
  readonly roomMailbox: string | null;
  readonly roomName: string;
  readonly externalApproval: ExternalApproval;
  /** What people here say to it: both have to agree (facts workplace 4.2). */
  readonly approval: ApprovalState;
}

/** What the organizer's copy, as it was read, means for a reservation of the meeting. */
export function judgeRoomAnswer(
  awaited: AwaitedAnswer,
  read: CalendarResult<EventAnswers | null>,
  limitMs: number,
  asked: AskedReservation,
): RoomAnswerSettlement {
  const question: Question = { ...awaited, ...asked };
  const { state } = asked;
  if (!read.ok) {
    return courseAfter(read.failure.kind, "update") === "wait_for_token"
      ? waitForToken(question)
      : unreadable(question, read.failure.message, limitMs);
  }
  if (read.value === null) return lose(state, meetingRemoved(question));
  if (isTakenOut(asked, read.value)) {
    return {
      kind: "removed",
      state: after(state, { type: "cancelled_in_calendar" }),
      reason: inboundReason("occurrence_removed", asked.roomName),
    };
  }
  const isOver = awaited.waitedMs >= limitMs;
  const judgement = judge(question, answersFor(asked, read.value), isOver);
  switch (judgement.outcome) {
    case "confirmed":
      return {
        kind: "confirmed",
        state: after(state, {
          type: "room_accepted",
          approvalAwaited: asked.approval === "awaiting_approval",
        }),
        reason: null,
        ...(wasDecidedByPeople(asked) && { externalApproval: "accepted" }),
      };
    case "conflicted":
      return {
        ...lose(state, reason("room_declined", `${asked.roomName} declined the meeting.`)),
        ...(wasDecidedByPeople(asked) && { externalApproval: "declined" }),
      };
    case "awaiting_approval":
      return {
        kind: "pending",
        state: after(state, { type: "room_tentative" }),
        externalApproval: "awaiting_approval",
        nextReadMs: nextApprovalReadDelayMs(awaited.waitedMs),
        reason: reason(
          "room_awaits_approval",
          `The people who look after ${asked.roomName} have yet to agree.`,
        ),
      };
    case "pending":
      return waitOn(question, limitMs);
  }
}

type Question = AwaitedAnswer & AskedReservation;

/** The room's own people had been asked, and this is what they decided (facts workplace 4.2). */
function wasDecidedByPeople({ externalApproval }: AskedReservation): boolean {
  return externalApproval === "awaiting_approval";
}

/** What rooms answer to a series is no answer to a date that was taken out of it in Outlook. */
function isTakenOut({ originalDate }: AskedReservation, { series }: EventAnswers): boolean {
  if (originalDate === null || series === null) return false;
  return occurrenceOn(series, Temporal.PlainDate.from(originalDate)) === undefined;
}

/** A room that declines single occurrences of a series has accepted the series (facts 2). */
function answersFor(
  { originalDate }: AskedReservation,
  { rooms, occurrences }: EventAnswers,
): readonly RoomStatus[] {
  if (originalDate === null) return rooms;
  return occurrences.find((each) => each.originalDate === originalDate)?.rooms ?? rooms;
}

/**
 * An answer to what was asked before a change counts as none, until the waiting is over: then it is
 * what Exchange stands by, and so do we (facts 1.5: whether a change asks anew is not confirmed).
 */
function judge(
  { previousAnswerAt, roomMailbox }: Question,
  rooms: readonly RoomStatus[],
  isOver: boolean,
): RoomJudgement {
  const isVoid = ({ respondedAt }: RoomStatus): boolean =>
    !isOver &&
    previousAnswerAt !== null &&
    respondedAt !== null &&
    respondedAt.getTime() === previousAnswerAt.getTime();
  const answers = rooms.filter((room) => !isVoid(room));
  return judgeRoomAnswers(roomMailbox === null ? [] : [roomMailbox], answers);
}

function waitOn(question: Question, limitMs: number): RoomAnswerSettlement {
  const { state, roomName } = question;
  const { reads, waitedMs, wasAskedAgain } = question;
  const next = nextRead(reads + 1, waitedMs, limitMs, wasAskedAgain);
  switch (next.action) {
    case "read":
      return { kind: "pending", state, nextReadMs: next.delayMs, reason: null };
    case "ask_again":
      return { kind: "ask_again", state, reason: null };
    case "give_up": {
      const waited = counted(Math.round(limitMs / 1000), "second", "seconds");
      const sentence = `${roomName} was asked twice and has not answered the meeting within ${waited} either time.`;
      return lose(state, reason(next.code, sentence));
    }
  }
}

/**
 * The room may have the meeting, and only somebody's connection is missing to know: the space stays
 * held, it is said whose, and the reading goes on once they have connected (decision 3).
 */
function waitForToken({ waitedMs, credential, roomName, state }: Question): RoomAnswerSettlement {
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
function unreadable(question: Question, message: string, limitMs: number): RoomAnswerSettlement {
  const { state, waitedMs, roomName } = question;
  const next = nextRead(question.reads + 1, waitedMs, limitMs * UNREADABLE_PATIENCE, true);
  if (next.action === "read") {
    const isLate = waitedMs >= limitMs;
    const why = isLate ? reason("calendar_retrying", message) : null;
    return { kind: "pending", state, nextReadMs: next.delayMs, reason: why };
  }
  const sentence = `Whether ${roomName} accepted the meeting could not be read: ${message}`;
  return lose(state, reason("room_answer_unreadable", sentence));
}

function meetingRemoved({ roomName }: AskedReservation): Reason {
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
