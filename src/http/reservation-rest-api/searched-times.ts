import { Temporal } from "temporal-polyfill";
import { type Interval, isBefore } from "../../core/time/interval.ts";
import { instantToWallTime, wallTimeToInstant } from "../../core/time/zones.ts";
import { problem } from "../problem-error.ts";
import {
  flagFrom,
  refuseShift,
  requiredTime,
  textFrom,
  wrongField,
  zoneFrom,
} from "./read-values.ts";

type Sent = string | boolean | null | undefined;

export interface SearchedTimes {
  readonly wanted: Interval;
  /** What is looked at around it: whole days where they are asked for. */
  readonly windowIn: (buildingZone: string) => Interval;
}

/** A search looks at so many days at most: more is a report, not a choice. */
const WINDOW_DAYS_MAX = 31;

export function searchedTimesFrom(query: {
  readonly start?: Sent;
  readonly end?: Sent;
  readonly timezone?: Sent;
  readonly shift?: Sent;
  readonly include_reservations_within_days?: Sent;
  readonly schedule_view_obj?: Sent;
}): SearchedTimes {
  refuseShift(query.shift);
  const zone = zoneFrom(query.timezone);
  const wanted = {
    start: requiredTime("start", query.start, zone),
    end: requiredTime("end", query.end, zone),
  };
  if (!isBefore(wanted.start, wanted.end)) {
    throw problem("end_not_after_start", "The end is not after the start.", "Give a later end.");
  }
  const day = scheduleDayFrom(query.schedule_view_obj);
  const isByDay = flagFrom(
    "include_reservations_within_days",
    query.include_reservations_within_days,
  );
  if (isBefore(wanted.start.add({ hours: 24 * WINDOW_DAYS_MAX }), wanted.end)) {
    throw wrongField("end", `It is more than ${WINDOW_DAYS_MAX} days after the start.`);
  }
  return {
    wanted,
    windowIn(buildingZone) {
      if (day !== null) return wholeDays(day.date, day.date, day.zone ?? zone ?? buildingZone);
      if (isByDay !== true) return wanted;
      const within = zone ?? buildingZone;
      const first = instantToWallTime(wanted.start, within).toPlainDate();
      const last = instantToWallTime(wanted.end.subtract({ nanoseconds: 1 }), within);
      return wholeDays(first, last.toPlainDate(), within);
    },
  };
}

function wholeDays(first: Temporal.PlainDate, last: Temporal.PlainDate, zone: string): Interval {
  return {
    start: wallTimeToInstant(first.toPlainDateTime(), zone),
    end: wallTimeToInstant(last.add({ days: 1 }).toPlainDateTime(), zone),
  };
}

function scheduleDayFrom(sent: Sent) {
  const text = textFrom(sent);
  if (text === undefined) return null;
  const { schedule_view_date: day, timezone } = jsonFrom("schedule_view_obj", text);
  return {
    date: plainDateFrom(day),
    zone: typeof timezone === "string" ? zoneFrom(timezone) : undefined,
  };
}

function plainDateFrom(value: unknown): Temporal.PlainDate {
  try {
    if (typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value)) {
      return Temporal.PlainDate.from(value);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw wrongField("schedule_view_obj", "Its schedule_view_date is no date, as 2026-11-24.");
}

/** An object that an address has as JSON. */
export function jsonFrom(field: string, text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw wrongField(field, "It is not a JSON object.");
}
