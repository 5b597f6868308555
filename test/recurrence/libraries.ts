import { createRequire } from "node:module";
import { fromAbsolute, parseDateTime, toZoned } from "@internationalized/date";
import type * as RRuleModule from "rrule";
import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";

// Its ES module is not one that Node can read, and its CommonJS names are not found by Node.
const { rrulestr } = createRequire(import.meta.url)("rrule") as typeof RRuleModule;

/**
 * The same rule, expanded by libraries that know nothing of ours nor of each other: rrule-temporal
 * whole, and rrule for the dates with @internationalized/date for the zone, because rrule's own
 * zones are wrong (it is a port of dateutil, with times of no zone).
 */
export interface ExpandedRule {
  /** RRULE without its end. */
  readonly rule: string;
  /** The first occurrence: DTSTART. */
  readonly start: Temporal.PlainDateTime;
  readonly zone: string;
  /** The first day on which nothing is looked for any more. */
  readonly endDate: Temporal.PlainDate;
}

/** Epoch milliseconds of the occurrences, by rrule-temporal. */
export function expandWithRruleTemporal({ rule, start, zone, endDate }: ExpandedRule): number[] {
  const dtstart = start.toString().replaceAll(/[-:]/g, "");
  const expanded = new RRuleTemporal({
    rruleString: `DTSTART;TZID=${zone}:${dtstart}\nRRULE:${rule}`,
    temporal: Temporal,
  });
  // It may have even the first occurrence too early.
  const from = start.subtract({ days: 1 }).toZonedDateTime(zone);
  return expanded
    .between(from, endDate.toZonedDateTime(zone).subtract({ nanoseconds: 1 }), true)
    .map(({ epochMilliseconds }) => epochMilliseconds);
}

/** Dates of the occurrences, by rrule: "2026-03-29". */
export function datesWithRrule({ rule, start, endDate }: Omit<ExpandedRule, "zone">): string[] {
  const dtstart = start.toString().replaceAll(/[-:]/g, "");
  const expanded = rrulestr(`DTSTART:${dtstart}Z\nRRULE:${rule}`);
  const from = new Date(`${start.toString()}Z`);
  const until = new Date(`${endDate.subtract({ days: 1 }).toString()}T23:59:59Z`);
  return expanded.between(from, until, true).map((date) => date.toISOString().slice(0, 10));
}

/**
 * The clock of a zone by @internationalized/date. It keeps what it was asked: the patterns of a
 * zone ask for the same days again and again.
 */
export class ZoneClock {
  readonly zone: string;
  readonly #instants = new Map<string, number>();
  readonly #shown = new Map<number, string>();

  constructor(zone: string) {
    this.zone = zone;
  }

  /** Epoch milliseconds at which the clock shows "2026-03-29T02:30". */
  epochMsOf(wallTime: string): number {
    const known = this.#instants.get(wallTime);
    if (known !== undefined) return known;
    const epochMs = toZoned(parseDateTime(wallTime), this.zone).toDate().getTime();
    this.#instants.set(wallTime, epochMs);
    return epochMs;
  }

  /** What the clock shows: "2026-03-29T02:30". */
  shownAt(epochMs: number): string {
    const known = this.#shown.get(epochMs);
    if (known !== undefined) return known;
    const text = fromAbsolute(epochMs, this.zone).toString().slice(0, "2026-03-29T02:30".length);
    this.#shown.set(epochMs, text);
    return text;
  }
}
