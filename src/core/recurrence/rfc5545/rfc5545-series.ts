import type { Temporal } from "temporal-polyfill";

/**
 * A series as RFC 5545 writes it in the VEVENTs of one UID. All times are wall times of the zone:
 * who reads a calendar file brings times in UTC or another zone into it first.
 */
export interface Rfc5545Series {
  /** IANA zone: the TZID of the times. */
  readonly zone: string;
  /** DTSTART: the first occurrence. */
  readonly start: Temporal.PlainDateTime;
  /** Length on the clock on the wall. */
  readonly durationMinutes: number;
  /** The value of RRULE. */
  readonly rule: string;
  /** EXDATE. */
  readonly excluded: readonly Temporal.PlainDateTime[];
  /** RDATE. */
  readonly added: readonly Temporal.PlainDateTime[];
  /** The VEVENTs with a RECURRENCE-ID. */
  readonly overrides: readonly Rfc5545Override[];
}

export interface Rfc5545Override {
  /** RECURRENCE-ID: the start that the rule gave. */
  readonly recurrenceId: Temporal.PlainDateTime;
  readonly start: Temporal.PlainDateTime;
  readonly durationMinutes: number;
}
