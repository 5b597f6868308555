import { Temporal } from "temporal-polyfill";
import { occurrenceOn, occurrencesIn } from "../../recurrence/expand-series.ts";
import { holdingWindow } from "../../recurrence/holding-window.ts";
import type { Series } from "../../recurrence/series.ts";
import { type Interval, isBefore } from "../../time/interval.ts";
import type { RoomResponse } from "../confirmation-plan.ts";
import { type Invitation, saidOn } from "./invitations.ts";
import type { RoomCopy, Timing } from "./views.ts";

/** One space for one time, as the meeting wants it, with what the room says to it. */
export interface Slot extends Interval {
  readonly spaceId: string;
  readonly originalDate: string | null;
  readonly isException: boolean;
  readonly answer: SlotAnswer;
  /** The answer was seen earlier: it counts for what is new, and says nothing new of the rest. */
  readonly isRemembered: boolean;
  /** The room has let it go, or never had it, and now has it: somebody asks for it, or asks anew. */
  readonly isAskedFor: boolean;
  /** The room's own calendar, as it was read now, has it. */
  readonly isInRoom: boolean;
  /** Only the organizer's copy tells that the room is to have it. */
  readonly isUnseen: boolean;
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
  /** By the organizer's copy; null where that was not read. */
  readonly invitation: Invitation | null;
  /** Whether an occurrence of the series is in this room, by the date that the pattern gave it. */
  readonly takes: (originalDate: string) => boolean;
  /** The series is in this room, and not only some of its dates. */
  readonly hasSeries: boolean;
  /** What it says while its own calendar has shown no copy; `invited`: what the organizer's copy does. */
  readonly unseen: SlotAnswer | "invited";
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
  const isUnseen = copy === null;
  const isNew = copy?.kind === "read" && copy.isNew;
  const isInRoom = (answer: SlotAnswer): boolean => copy?.kind === "read" && HAS_IT.has(answer);
  const isAskedFor = (answer: SlotAnswer): boolean => isNew && isInRoom(answer);
  if (timing.kind === "single") {
    const { start, end } = timing;
    const answer = answerOf(room, timing, null, { start, end });
    const isException = false;
    return [
      {
        spaceId,
        originalDate: null,
        isException,
        start,
        end,
        answer,
        isRemembered,
        isAskedFor: isAskedFor(answer),
        isInRoom: isInRoom(answer),
        isUnseen,
      },
    ];
  }
  const { series } = timing;
  const window = holdingWindow(now, room.daysAhead, series.zone);
  const end = isBefore(window.end, heldUntil) ? heldUntil : window.end;
  return occurrencesIn(series, { start: now, end }).flatMap((occurrence) => {
    const originalDate = occurrence.originalDate.toString();
    if (!room.takes(originalDate)) return [];
    const answer = answerOf(room, timing, originalDate, occurrence);
    return [
      {
        spaceId,
        originalDate,
        isException: occurrence.kind === "exception" || !room.hasSeries,
        start: occurrence.start,
        end: occurrence.end,
        answer,
        isRemembered,
        isAskedFor: isAskedFor(answer),
        isInRoom: isInRoom(answer),
        isUnseen,
      },
    ];
  });
}

const HAS_IT: ReadonlySet<SlotAnswer> = new Set(["accepted", "tentatively_accepted", "none"]);

/**
 * Whether the room's own calendar has the meeting, or the occurrence of a series, at that time, and has
 * not declined it.
 */
export function hasTime(
  copy: RoomCopy | undefined,
  originalDate: string | null,
  time: Interval,
): boolean {
  const kind = originalDate === null ? "single" : "series";
  return copy?.kind === "read" && HAS_IT.has(answerOfRead(copy, kind, originalDate, time, null));
}

/** Whether the room's own calendar shows that date of a series, whatever it has answered. */
export function hasDate(copy: RoomCopy | undefined, originalDate: string): boolean {
  if (copy?.kind !== "read" || copy.timing.kind === "single") return false;
  return occurrenceOfDate(copy.timing.series, originalDate) !== undefined;
}

function answerOf(
  { copy, invitation, unseen }: RoomView,
  timing: Timing,
  originalDate: string | null,
  time: Interval,
): SlotAnswer {
  const said = invitation && saidOn(invitation, originalDate);
  switch (copy?.kind) {
    case undefined:
      return unseen === "invited" ? (said ?? "unknown") : unseen;
    case "known":
      return answerOfKnown(copy, timing.kind, originalDate, time, said);
    case "gone":
      // Invited anew, it has yet to answer, unless nobody has told it; else it has let the meeting go.
      if (said === "none" && copy.isLate !== true) return "none";
      return said === null ? "let_go" : "declined";
    case "read":
      return answerOfRead(copy, timing.kind, originalDate, time, said);
  }
}

function answerOfRead(
  copy: Extract<RoomCopy, { kind: "read" }>,
  kind: Timing["kind"],
  originalDate: string | null,
  time: Interval,
  said: RoomResponse | null,
): SlotAnswer {
  if (kind === "series") {
    const alone = copy.singles.find((single) => isSameTime(single, time));
    if (alone !== undefined) return alone.response;
  }
  if (copy.timing.kind !== kind) {
    // A room that has declined the series shows no more than what it was asked for alone.
    return kind === "series" && said === "declined" ? "declined" : "unknown";
  }
  const shown = timeIn(copy.timing, originalDate);
  // A room takes out of its calendar what it does not take part in.
  if (shown === undefined) return "declined";
  if (!isSameTime(shown, time)) return "unknown";
  return copy.responseByDate.get(originalDate ?? "") ?? copy.response;
}

function answerOfKnown(
  { response, isSeries, series, singles }: Extract<RoomCopy, { kind: "known" }>,
  kind: Timing["kind"],
  originalDate: string | null,
  time: Interval,
  said: RoomResponse | null,
): SlotAnswer {
  if (isSeries && kind === "single") return response;
  const alone = singles.find((single) => isSameTime(single, time));
  if (alone !== undefined) return alone.response;
  if (!isSeries) return "unknown";
  if (series === null || occurrenceOfDate(series, originalDate) !== undefined) return response;
  // It had not that date, unless it has been asked for it since.
  return said === "none" ? "none" : "declined";
}

function isSameTime(left: Interval, right: Interval): boolean {
  return left.start.equals(right.start) && left.end.equals(right.end);
}

/** When the occurrence is; undefined where it does not take place. */
function timeIn(timing: Timing, originalDate: string | null): Interval | undefined {
  return timing.kind === "single" ? timing : occurrenceOfDate(timing.series, originalDate);
}

function occurrenceOfDate(series: Series, originalDate: string | null): Interval | undefined {
  if (originalDate === null) return undefined;
  return occurrenceOn(series, Temporal.PlainDate.from(originalDate));
}
