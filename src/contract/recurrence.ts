import { z } from "zod";

const weekday = z.enum([
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
]);

/** Exchange's six patterns; each type reads the fields that it needs. */
export const recurrencePatternSchema = z.strictObject({
  type: z.enum([
    "daily",
    "weekly",
    "absolute_monthly",
    "relative_monthly",
    "absolute_yearly",
    "relative_yearly",
  ]),
  /** Days, weeks, months or years from one to the next. */
  interval: z.int().default(1),
  /** Of the weekly and relative ones. */
  days_of_week: z.array(weekday).max(7).optional(),
  /** Of the weekly one: which days are of one week, where weeks are left out. */
  first_day_of_week: weekday.optional(),
  /** Of the absolute ones; a month without that day has its last day instead. */
  day_of_month: z.int().optional(),
  /** Of the yearly ones. */
  month: z.int().optional(),
  /** Of the relative ones; several days of the week are one choice. */
  index: z.enum(["first", "second", "third", "fourth", "last"]).optional(),
});

export type RecurrencePattern = z.input<typeof recurrencePatternSchema>;

export const recurrenceRangeSchema = z.strictObject({
  type: z.enum(["no_end", "end_date", "numbered"]),
  /** The first date from which the pattern applies; by default that of the start. */
  start_date: z.iso.date().optional(),
  end_date: z.iso.date().optional(),
  number_of_occurrences: z.int().optional(),
});

/** A pattern and its range, or the value of an RRULE (RFC 5545) that has one of these patterns. */
export const requestedRecurrenceSchema = z.union([
  z.strictObject({ pattern: recurrencePatternSchema, range: recurrenceRangeSchema }),
  z.strictObject({ rrule: z.string().max(1000) }),
]);

export type RequestedRecurrence = z.input<typeof requestedRecurrenceSchema>;

/** A series as it stands. */
export const recurrenceSchema = z.object({
  pattern: recurrencePatternSchema,
  range: recurrenceRangeSchema.required({ start_date: true }),
  /** Wall time in the zone, `09:30`. */
  start_time: z.string(),
  /** On the clock on the wall. */
  duration_minutes: z.int(),
  time_zone: z.string(),
  /** Dates of the pattern on which nothing takes place. */
  cancelled_dates: z.array(z.iso.date()),
});
export type Recurrence = z.infer<typeof recurrenceSchema>;
