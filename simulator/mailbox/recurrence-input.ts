import { parseDate } from "./calendar-date.ts";
import {
  NO_END_DATE,
  type DayName,
  type Recurrence,
  type RecurrencePattern,
  type RecurrenceRange,
  type WeekIndex,
} from "./recurrence.ts";
import { findZone } from "./time-zones.ts";

/** A recurrence as a client sends it: fields may be missing or null. */
export interface RecurrenceInput {
  readonly pattern?: Partial<Nullable<RecurrencePattern>> | null;
  readonly range?: Partial<Nullable<RecurrenceRange>> | null;
}

type Nullable<T> = { [Key in keyof T]: T[Key] | null };

/** The longest numbered series: 999, as Outlook does. */
const OCCURRENCES_MAX = 999;

export type RecurrenceReading =
  | { readonly ok: true; readonly recurrence: Recurrence }
  | { readonly ok: false; readonly problem: string };

/** Checks a recurrence and fills its defaults, as Graph's answers carry them (facts 1.8). */
export function readRecurrence(
  input: RecurrenceInput,
  startDate: string,
  eventZone: string,
): RecurrenceReading {
  const pattern = readPattern(input.pattern ?? {});
  if (typeof pattern === "string") return { ok: false, problem: pattern };
  const range = readRange(input.range ?? {}, startDate, eventZone);
  if (typeof range === "string") return { ok: false, problem: range };
  return { ok: true, recurrence: { pattern, range } };
}

function readPattern(input: Partial<Nullable<RecurrencePattern>>): RecurrencePattern | string {
  const type = input.type ?? undefined;
  if (!type) return "The recurrence pattern has no type.";
  const interval = input.interval ?? 0;
  if (interval < 1) return "The recurrence interval must be at least 1.";
  const daysOfWeek: readonly DayName[] = input.daysOfWeek ?? [];
  const dayOfMonth = input.dayOfMonth ?? 0;
  const month = input.month ?? 0;
  const needsDays = type === "weekly" || type === "relativeMonthly" || type === "relativeYearly";
  if (needsDays && daysOfWeek.length === 0) return "The recurrence pattern has no daysOfWeek.";
  const needsDay = type === "absoluteMonthly" || type === "absoluteYearly";
  // Fields that the type does not need are validated all the same (facts 1.8).
  if ((needsDay || dayOfMonth !== 0) && (dayOfMonth < 1 || dayOfMonth > 31)) {
    return "The recurrence dayOfMonth must be from 1 to 31.";
  }
  const needsMonth = type === "absoluteYearly" || type === "relativeYearly";
  if ((needsMonth || month !== 0) && (month < 1 || month > 12)) {
    return "The recurrence month must be from 1 to 12.";
  }
  const index: WeekIndex = input.index ?? "first";
  const firstDayOfWeek: DayName = input.firstDayOfWeek ?? "sunday";
  return { type, interval, month, dayOfMonth, daysOfWeek, firstDayOfWeek, index };
}

function readRange(
  input: Partial<Nullable<RecurrenceRange>>,
  startDate: string,
  eventZone: string,
): RecurrenceRange | string {
  const type = input.type ?? undefined;
  if (!type) return "The recurrence range has no type.";
  if (input.startDate !== startDate) {
    return "The recurrence range's startDate must be the date of the event's start.";
  }
  const zoneName = input.recurrenceTimeZone ?? "";
  const recurrenceTimeZone = zoneName === "" ? eventZone : zoneName;
  if (!findZone(recurrenceTimeZone)) return "The recurrenceTimeZone is not known.";
  const count = type === "numbered" ? (input.numberOfOccurrences ?? 0) : 0;
  if (type === "numbered" && (count < 1 || count > OCCURRENCES_MAX)) {
    return `The recurrence numberOfOccurrences must be from 1 to ${OCCURRENCES_MAX}.`;
  }
  const endDate = type === "endDate" ? (input.endDate ?? "") : NO_END_DATE;
  if (type === "endDate") {
    const end = parseDate(endDate);
    if (end === undefined || end < (parseDate(startDate) ?? 0)) {
      return "The recurrence endDate must be a date that is not before its startDate.";
    }
  }
  return { type, startDate, endDate, recurrenceTimeZone, numberOfOccurrences: count };
}
