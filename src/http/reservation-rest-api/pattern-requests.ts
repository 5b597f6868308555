import type { Temporal } from "temporal-polyfill";
import type { z } from "zod";
import type { recurringPatternSchema } from "../../contract/reservation-rest-api/series.ts";
import type { Weekday } from "../../core/recurrence/calendar-days.ts";
import type { RequestedRecurrence } from "../../core/recurrence/requested-series.ts";
import { instantToWallTime } from "../../core/time/zones.ts";
import {
  countFrom,
  requiredText,
  requiredTime,
  textFrom,
  timeFrom,
  wrongField,
} from "./read-values.ts";
import { WEEKDAYS } from "./recurring-pattern.ts";

type PatternBody = z.output<typeof recurringPatternSchema>;

export interface RequestedPattern {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly timeZone: string;
  readonly recurrence: RequestedRecurrence;
}

const MILLISECONDS_OF_SECOND = 1_000;
const MILLISECONDS_OF_MINUTE = 60_000;

/** Reads the pattern, whose days and hours are those of the zone. */
export function patternFrom(body: PatternBody, timeZone: string): RequestedPattern {
  const start = requiredTime("recurringPattern.startDate", body.startDate, "UTC");
  const wall = instantToWallTime(start, timeZone);
  const repeats = requiredText("recurringPattern.repeats", body.repeats);
  const options = body.options ?? {};
  const interval = countFrom("recurringPattern.options.every", options.every) ?? 1;
  const daysOfWeek = daysFrom(options.daysOfWeek);
  const pattern = patternOf(repeats, { interval, daysOfWeek, wall });
  return {
    start,
    end: start.add({ milliseconds: durationFrom(body.duration) }),
    timeZone,
    recurrence: {
      kind: "pattern",
      pattern,
      range: rangeFrom(options, { repeats, days: daysOfWeek.length, timeZone }),
    },
  };
}

/**
 * The documentation says seconds; its examples, and what that API answers itself, are milliseconds.
 * Less than a minute of milliseconds is nothing that anybody reserves, so that it is seconds.
 */
function durationFrom(sent: PatternBody["duration"]): number {
  const duration = countFrom("recurringPattern.duration", sent);
  if (duration === undefined) throw wrongField("recurringPattern.duration", "It is required.");
  return duration < MILLISECONDS_OF_MINUTE ? duration * MILLISECONDS_OF_SECOND : duration;
}

function daysFrom(sent: string | null | undefined): readonly Weekday[] {
  return [...new Set(textFrom(sent) ?? "")].map((digit) => {
    const day = WEEKDAYS[Number(digit) - 1];
    if (day !== undefined) return day;
    throw wrongField("recurringPattern.options.daysOfWeek", "It is digits from 1 (Monday) to 7.");
  });
}

function patternOf(
  repeats: string,
  asked: {
    readonly interval: number;
    readonly daysOfWeek: readonly Weekday[];
    readonly wall: Temporal.PlainDateTime;
  },
) {
  const { interval, daysOfWeek, wall } = asked;
  switch (repeats) {
    case "daily":
      return { type: "daily", interval };
    case "weekly":
      return { type: "weekly", interval, daysOfWeek, firstDayOfWeek: "monday" };
    case "monthly":
      return { type: "absoluteMonthly", interval, dayOfMonth: wall.day };
    case "yearly":
      return { type: "absoluteYearly", interval, dayOfMonth: wall.day, month: wall.month };
    default:
      throw wrongField(
        "recurringPattern.repeats",
        "It is one of daily, weekly, monthly and yearly.",
      );
  }
}

/** `count` counts weeks of a weekly pattern, so that three days five times are fifteen dates. */
function rangeFrom(
  options: NonNullable<PatternBody["options"]>,
  of: { readonly repeats: string; readonly days: number; readonly timeZone: string },
) {
  const count = countFrom("recurringPattern.options.count", options.count);
  if (count !== undefined) {
    const numberOfOccurrences = of.repeats === "weekly" ? count * of.days : count;
    return { type: "numbered", numberOfOccurrences };
  }
  const end = timeFrom("recurringPattern.options.endDate", options.endDate, "UTC");
  if (end === undefined) {
    throw wrongField("recurringPattern.options.count", "It is required, or else endDate.");
  }
  return { type: "endDate", endDate: instantToWallTime(end, of.timeZone).toPlainDate().toString() };
}
