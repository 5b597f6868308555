import type { Temporal } from "temporal-polyfill";
import { isBefore } from "../time/interval.ts";
import { isKnownZone } from "../time/zones.ts";
import type { Violation } from "./violation.ts";

/** Somebody who presses the button a little late still gets the slot that began meanwhile. */
export const START_GRACE_MINUTES = 15;
/** No reservation is longer, whatever its module and whoever makes it. */
export const RESERVATION_DURATION_DAYS_MAX = 366;
/** Nothing is planned further ahead, whatever its module and whoever makes it. */
export const RESERVATION_AHEAD_YEARS_MAX = 5;

const DAY_MS = 24 * 60 * 60 * 1000;

export type TimeViolationCode =
  | "unknown_time_zone"
  | "end_not_after_start"
  | "start_in_past"
  | "end_in_past"
  | "not_whole_minutes"
  | "longer_than_a_year"
  | "further_than_five_years";

export interface RequestedTimes {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  /** The IANA zone the times are meant in. */
  readonly timeZone: string;
}

/** What was there before a change: a start that stays where it is may lie in the past. */
export interface TimesBefore {
  readonly start: Temporal.Instant;
}

/**
 * Checks what holds for the times of every reservation; the module's own limits come on top. All
 * that is wrong is listed. For a change, `before` holds the times the reservation has.
 */
export function validateTimes(
  times: RequestedTimes,
  now: Temporal.Instant,
  before?: TimesBefore,
): readonly Violation<TimeViolationCode>[] {
  const zone = isKnownZone(times.timeZone) ? [] : [violationOf("unknown_time_zone")];
  const codes = isBefore(times.start, times.end)
    ? [...codesOfPast(times, now, before), ...codesOfLength(times, now)]
    : (["end_not_after_start"] as const);
  return [...zone, ...codes.map(violationOf)];
}

function codesOfPast(
  { start, end }: RequestedTimes,
  now: Temporal.Instant,
  before: TimesBefore | undefined,
): TimeViolationCode[] {
  if (before?.start.equals(start)) return isBefore(end, now) ? ["end_in_past"] : [];
  const earliest = now.subtract({ minutes: START_GRACE_MINUTES });
  return isBefore(start, earliest) || !isBefore(now, end) ? ["start_in_past"] : [];
}

function codesOfLength({ start, end }: RequestedTimes, now: Temporal.Instant): TimeViolationCode[] {
  const codes: TimeViolationCode[] = [];
  if (!isWholeMinute(start) || !isWholeMinute(end)) codes.push("not_whole_minutes");
  const durationMs = end.epochMilliseconds - start.epochMilliseconds;
  if (durationMs > RESERVATION_DURATION_DAYS_MAX * DAY_MS) codes.push("longer_than_a_year");
  const furthest = now.toZonedDateTimeISO("UTC").add({ years: RESERVATION_AHEAD_YEARS_MAX });
  if (isBefore(furthest.toInstant(), end)) codes.push("further_than_five_years");
  return codes;
}

function isWholeMinute(instant: Temporal.Instant): boolean {
  return instant.epochNanoseconds % 60_000_000_000n === 0n;
}

function violationOf(code: TimeViolationCode): Violation<TimeViolationCode> {
  return { code, ...TEXTS[code] };
}

const TEXTS: Readonly<Record<TimeViolationCode, Omit<Violation, "code">>> = {
  unknown_time_zone: {
    field: "time_zone",
    message: "There is no such time zone.",
    remedy: 'Give an IANA time zone, such as "Europe/Berlin".',
  },
  end_not_after_start: {
    field: "end",
    message: "The end is not after the start.",
    remedy: "Choose an end that is later than the start.",
  },
  start_in_past: {
    field: "start",
    message: "The start is in the past.",
    remedy: "Choose a start from now on.",
  },
  end_in_past: {
    field: "end",
    message: "The end is in the past.",
    remedy: "Choose an end from now on.",
  },
  not_whole_minutes: {
    field: "start",
    message: "Reservations start and end on whole minutes.",
    remedy: "Leave out the seconds.",
  },
  longer_than_a_year: {
    field: "end",
    message: `A reservation lasts ${RESERVATION_DURATION_DAYS_MAX} days at most.`,
    remedy: "Choose an earlier end, or make several reservations.",
  },
  further_than_five_years: {
    field: "end",
    message: `Nothing can be reserved more than ${RESERVATION_AHEAD_YEARS_MAX} years ahead.`,
    remedy: "Choose an earlier time.",
  },
};
