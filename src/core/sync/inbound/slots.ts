import { Temporal } from "temporal-polyfill";
import { occurrenceOn, occurrencesIn } from "../../recurrence/expand-series.ts";
import { holdingWindow } from "../../recurrence/holding-window.ts";
import { type Interval, isBefore } from "../../time/interval.ts";
import type { RoomResponse } from "../confirmation-plan.ts";
import type { RoomCopy, Timing } from "./views.ts";

/** One space for one time, as the meeting wants it, with what the room says to it. */
export interface Slot extends Interval {
  readonly spaceId: string;
  readonly originalDate: string | null;
  readonly isException: boolean;
  readonly answer: SlotAnswer;
  /** The answer was seen earlier: it counts for what is new, and says nothing new of the rest. */
  readonly isRemembered: boolean;
}

/**
 * A room's answer; or `unknown`: its copy does not show this time, so what it says is of another;
 * `let_go`: it had the meeting and has not any more, and whose doing that was cannot be seen.
 */
export type SlotAnswer = RoomResponse | "unknown" | "let_go";

/** What is known of one room of the meeting. */
export interface RoomView {
  readonly spaceId: string;
  /** Null where the room's calendar has shown no copy yet. */
  readonly copy: RoomCopy | null;
  /** Its answer by the organizer's copy; null where that was not read, or does not list it. */
  readonly invited: RoomResponse | null;
  /** What it says while its own calendar has shown no copy. */
  readonly unseen: SlotAnswer;
  readonly daysAhead: number;
}

/**
 * The times that the meeting takes in the room. Of a series those that are not over, as far ahead
 * as the space is held, and further where something is held already: until `heldUntil`.
 */
export function slotsOf(
  room: RoomView,
  timing: Timing,
  now: Temporal.Instant,
  heldUntil: Temporal.Instant,
): readonly Slot[] {
  const { spaceId, copy } = room;
  const isRemembered = copy?.kind === "known";
  if (timing.kind === "single") {
    const { start, end } = timing;
    const answer = answerOf(room, timing, null, { start, end });
    const isException = false;
    return [{ spaceId, originalDate: null, isException, start, end, answer, isRemembered }];
  }
  const { series } = timing;
  const window = holdingWindow(now, room.daysAhead, series.zone);
  const end = isBefore(window.end, heldUntil) ? heldUntil : window.end;
  return occurrencesIn(series, { start: now, end }).map((occurrence) => {
    const originalDate = occurrence.originalDate.toString();
    return {
      spaceId,
      originalDate,
      isException: occurrence.kind === "exception",
      start: occurrence.start,
      end: occurrence.end,
      answer: answerOf(room, timing, originalDate, occurrence),
      isRemembered,
    };
  });
}

function answerOf(
  { copy, invited, unseen }: RoomView,
  timing: Timing,
  originalDate: string | null,
  time: Interval,
): SlotAnswer {
  switch (copy?.kind) {
    case undefined:
      return unseen;
    case "known":
      return isOfOtherTime(copy, time) ? "unknown" : copy.response;
    case "gone":
      // Invited anew, it has yet to answer; else it is the room that has let the meeting go.
      if (invited === "none") return "none";
      return invited === null ? "let_go" : "declined";
    case "read": {
      if (copy.timing.kind !== timing.kind) return answerOfPart(copy, invited, time);
      const shown = timeIn(copy.timing, originalDate);
      // A room takes out of its calendar what it does not take part in.
      if (shown === undefined) return "declined";
      const isSame = shown.start.equals(time.start) && shown.end.equals(time.end);
      if (!isSame) return "unknown";
      return copy.responseByDate.get(originalDate ?? "") ?? copy.response;
    }
  }
}

/**
 * A room that has declined the series may be asked for one occurrence and take it: its copy is a
 * single meeting then. Without its refusal such a copy may only be older than the series.
 */
function answerOfPart(
  { timing, response }: Extract<RoomCopy, { kind: "read" }>,
  invited: RoomResponse | null,
  time: Interval,
): SlotAnswer {
  if (invited !== "declined" || timing.kind !== "single") return "unknown";
  const isIt = timing.start.equals(time.start) && timing.end.equals(time.end);
  return isIt ? response : "declined";
}

function isOfOtherTime(copy: Extract<RoomCopy, { kind: "known" }>, time: Interval): boolean {
  return (
    copy.time !== null && !(copy.time.start.equals(time.start) && copy.time.end.equals(time.end))
  );
}

/** When the occurrence is; undefined where it does not take place. */
function timeIn(timing: Timing, originalDate: string | null): Interval | undefined {
  if (timing.kind === "single") return timing;
  return originalDate === null
    ? undefined
    : occurrenceOn(timing.series, Temporal.PlainDate.from(originalDate));
}
