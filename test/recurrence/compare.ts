import { Temporal } from "temporal-polyfill";
import { occurrencesIn } from "../../src/core/recurrence/expand-series.ts";
import { ruleOfPattern } from "../../src/core/recurrence/rfc5545/to-rfc5545.ts";
import type { RecurrencePattern, Series } from "../../src/core/recurrence/series.ts";
import {
  datesWithRrule,
  type ExpandedRule,
  expandWithRruleTemporal,
  type ZoneClock,
} from "./libraries.ts";

export interface Comparison {
  /** Occurrences compared with those of each library. */
  readonly compared: number;
  readonly explained: Explained;
  /** Disagreements that nothing explains. */
  readonly unexplained: readonly string[];
}

/** Disagreements with rrule-temporal whose cause is known; with rrule there are none. */
export interface Explained {
  /** Occurrences at times that clocks skip: RFC 5545 leaves them out, and Exchange has them. */
  readonly skippedByClocks: number;
  /** It leaves such days out before BYSETPOS counts, and so has another day of that month. */
  readonly chosenInstead: number;
  /** Where clocks skip the first start, it has all others at the moved time too. */
  readonly movedWithFirst: number;
  /** It misses a change of the clocks, and is not at the rule's time on the clock of the zone. */
  readonly missedChange: number;
  /** A time shown twice, as clocks go back: RFC 5545 means the first, and it has the second. */
  readonly secondOfTwo: number;
}

/** Where the twenty years start: a leap day, so that five more follow. */
export const FIRST_DATE = Temporal.PlainDate.from("2020-02-29");
export const YEARS = 20;

/**
 * Compares a pattern's occurrences over twenty years in a clock's zone, at a time of day such as
 * "02:30", with those of both libraries.
 */
export function comparePattern(
  pattern: RecurrencePattern,
  clock: ZoneClock,
  time: string,
  rruleDates: readonly string[] = rruleDatesOf(pattern),
): Comparison {
  const { zone } = clock;
  const expanded = expandedRule(pattern, zone, time);
  const window = {
    start: FIRST_DATE.toZonedDateTime(zone).toInstant(),
    end: expanded.endDate.toZonedDateTime(zone).toInstant(),
  };
  const starts = occurrencesIn(seriesOf(pattern, zone, time), window)
    .filter(({ originalDate }) => Temporal.PlainDate.compare(originalDate, expanded.endDate) < 0)
    .map(({ start }) => start.epochMilliseconds);
  const label = `${expanded.rule} at ${time} in ${zone}`;
  const byRrule = rruleDates.map((date) => clock.epochMsOf(`${date}T${time}`));
  const { explained, unexplained } = judgeRruleTemporal(starts, expanded, time, clock);
  return {
    compared: starts.length,
    explained,
    unexplained: [
      ...differences(`${label}, rrule`, starts, byRrule),
      ...unexplained.map((each) => `${label}, rrule-temporal: ${each}`),
    ],
  };
}

/** Puts each disagreement with rrule-temporal down to its cause, by what another clock shows. */
function judgeRruleTemporal(
  ours: readonly number[],
  expanded: ExpandedRule,
  time: string,
  clock: ZoneClock,
): Pick<Comparison, "explained" | "unexplained"> {
  const theirs = expandWithRruleTemporal(expanded);
  const theirSet = new Set(theirs);
  const ourSet = new Set(ours);
  const missing = new Set(ours.filter((each) => !theirSet.has(each)));
  const showsTime = (epochMs: number): boolean => clock.shownAt(epochMs).endsWith(time);
  const isCountedOtherwise = (epochMs: number): boolean =>
    expanded.rule.includes("BYSETPOS") &&
    showsTime(epochMs) &&
    hasSkippedDay(clock, clock.shownAt(epochMs).slice(0, "2026-03".length), time);
  const unexplained: string[] = [];
  let chosenInstead = 0;
  let atAnotherTime = 0;
  let secondOfTwo = 0;
  const [first] = ours;
  const isFirstSkipped = first !== undefined && !showsTime(first);
  for (const each of theirs.filter((its) => !ourSet.has(its))) {
    const meant = [...missing].find((mine) => Math.abs(mine - each) <= OFFSET_CHANGE_MAX_MS);
    if (meant !== undefined && !showsTime(each)) {
      missing.delete(meant);
      atAnotherTime += 1;
    } else if (
      meant !== undefined &&
      meant < each &&
      clock.shownAt(meant) === clock.shownAt(each)
    ) {
      missing.delete(meant);
      secondOfTwo += 1;
    } else if (isCountedOtherwise(each)) chosenInstead += 1;
    else unexplained.push(`has ${clock.shownAt(each)}`);
  }
  const left = [...missing].filter((each) => !isCountedOtherwise(each));
  const skipped = left.filter((each) => !showsTime(each));
  const lacking = left.filter(showsTime).map((each) => `lacks ${clock.shownAt(each)}`);
  return {
    explained: {
      skippedByClocks: skipped.length,
      chosenInstead,
      movedWithFirst: isFirstSkipped ? atAnotherTime : 0,
      missedChange: isFirstSkipped ? 0 : atAnotherTime,
      secondOfTwo,
    },
    unexplained: [...unexplained, ...lacking],
  };
}

/** Whether clocks skip the time of day on some day of a month such as "2026-03". */
function hasSkippedDay(clock: ZoneClock, month: string, time: string): boolean {
  const { daysInMonth } = Temporal.PlainYearMonth.from(month);
  return Array.from({ length: daysInMonth }, (_, index) => String(index + 1).padStart(2, "0")).some(
    (day) => !clock.shownAt(clock.epochMsOf(`${month}-${day}T${time}`)).endsWith(time),
  );
}

/** Clocks change by two hours at most. */
const OFFSET_CHANGE_MAX_MS = 2 * 60 * 60 * 1000;

/** The dates of a pattern over the twenty years by rrule; they are the same in every zone. */
export function rruleDatesOf(pattern: RecurrencePattern): string[] {
  return datesWithRrule(expandedRule(pattern, "UTC", "12:00"));
}

export function addComparisons(comparisons: readonly Comparison[]): Comparison {
  const sum = (valueOf: (comparison: Comparison) => number): number =>
    comparisons.reduce((total, each) => total + valueOf(each), 0);
  return {
    compared: sum(({ compared }) => compared),
    explained: {
      skippedByClocks: sum(({ explained }) => explained.skippedByClocks),
      chosenInstead: sum(({ explained }) => explained.chosenInstead),
      movedWithFirst: sum(({ explained }) => explained.movedWithFirst),
      missedChange: sum(({ explained }) => explained.missedChange),
      secondOfTwo: sum(({ explained }) => explained.secondOfTwo),
    },
    unexplained: comparisons.flatMap(({ unexplained }) => unexplained),
  };
}

function expandedRule(pattern: RecurrencePattern, zone: string, time: string): ExpandedRule {
  const anywhere = seriesOf(pattern, "UTC", time);
  const [first] = occurrencesIn(anywhere, {
    start: FIRST_DATE.toZonedDateTime("UTC").toInstant(),
    end: FIRST_DATE.add({ years: YEARS }).toZonedDateTime("UTC").toInstant(),
  });
  if (!first) throw new Error(`${JSON.stringify(pattern)} has no day in ${YEARS} years`);
  return {
    rule: ruleOfPattern(pattern),
    start: first.originalDate.toPlainDateTime(anywhere.startTime),
    zone,
    endDate: FIRST_DATE.add({ years: YEARS }),
  };
}

function seriesOf(pattern: RecurrencePattern, zone: string, time: string): Series {
  return {
    pattern,
    range: { type: "noEnd", startDate: FIRST_DATE },
    startTime: Temporal.PlainTime.from(time),
    durationMinutes: 60,
    zone,
    exceptions: [],
    cancelledDates: [],
  };
}

/** Says the first few differences: a list of thousands tells nobody more. */
function differences(label: string, ours: readonly number[], theirs: readonly number[]): string[] {
  const said = (values: readonly number[], others: readonly number[], who: string): string[] => {
    const known = new Set(others);
    return values
      .filter((value) => !known.has(value))
      .slice(0, 3)
      .map((value) => `${label}: only ${who} ${new Date(value).toISOString()}`);
  };
  const found = [...said(ours, theirs, "we have"), ...said(theirs, ours, "it has")];
  const isSameLength = ours.length === theirs.length;
  return found.length > 0 || isSameLength ? found : [`${label}: ${ours.length}, ${theirs.length}`];
}
