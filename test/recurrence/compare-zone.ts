import type { Temporal } from "temporal-polyfill";
import type { RecurrencePattern } from "../../src/core/recurrence/series.ts";
import {
  addComparisons,
  type Comparison,
  comparePattern,
  FIRST_DATE,
  rruleDatesOf,
  YEARS,
} from "./compare.ts";
import { everyPattern } from "./every-pattern.ts";
import { ZoneClock } from "./libraries.ts";
import { asWindowsHasIt, compareZonePair, daysLostToWindows } from "./zone-pairs.ts";

/** What the comparisons of one zone came to. */
export interface ZoneComparison extends Comparison {
  readonly zone: string;
  readonly isNewClock: boolean;
  /** Series of this zone, told in the words of every other, that are not read back as they were. */
  readonly wrongPairs: readonly string[];
  /** The zone that it comes back as, and on how many days of twenty years that has another clock. */
  readonly keptAs: string;
  readonly daysLost: number;
}

export interface ZoneToCompare {
  readonly zone: string;
  /** Among all zones: it chooses the times of day. */
  readonly place: number;
  /** False where a zone before it has the same clock. */
  readonly isNewClock: boolean;
}

const TIMES = ["00:00", "01:30", "02:30", "09:00"];

/** Compares zones one by one; the patterns' dates, which all zones share, are found once. */
export function createZoneComparer(
  zones: readonly string[],
): (zone: ZoneToCompare) => ZoneComparison {
  const patterns = everyPattern().map((pattern) => ({ pattern, dates: rruleDatesOf(pattern) }));
  const isFirstOfType = ({ type }: RecurrencePattern, at: number): boolean =>
    patterns.findIndex((each) => each.pattern.type === type) === at;
  return ({ zone, place, isNewClock }) => {
    const clock = new ZoneClock(zone);
    // One pattern of each type where the zone only names a clock anew.
    const chosen = patterns.filter(({ pattern }, at) => isNewClock || isFirstOfType(pattern, at));
    const compared = chosen.map(({ pattern, dates }, at) =>
      comparePattern(pattern, clock, TIMES[(place + at) % TIMES.length] ?? "02:30", dates),
    );
    return {
      ...addComparisons(compared),
      zone,
      isNewClock,
      wrongPairs: zones.flatMap((shownIn) => compareZonePair(zone, shownIn)),
      keptAs: asWindowsHasIt(zone),
      daysLost: daysLostToWindows(zone),
    };
  };
}

/** The zones, each with whether its clock is one that no zone before it has. */
export function zonesToCompare(zones: readonly string[]): readonly ZoneToCompare[] {
  const clocks = new Set<string>();
  return zones.map((zone, place) => {
    const changes = changesOf(zone);
    const isNewClock = !clocks.has(changes);
    clocks.add(changes);
    return { zone, place, isNewClock };
  });
}

/** All changes of a zone's clock in the years compared: zones that share them are one clock. */
function changesOf(zone: string): string {
  const end = FIRST_DATE.add({ years: YEARS, days: 1 }).toZonedDateTime("UTC").epochMilliseconds;
  const start = FIRST_DATE.subtract({ days: 2 }).toZonedDateTime("UTC").withTimeZone(zone);
  const changes = [start.offset];
  let at: Temporal.ZonedDateTime | null = start.getTimeZoneTransition("next");
  while (at && at.epochMilliseconds <= end) {
    changes.push(`${at.epochMilliseconds}${at.offset}`);
    at = at.getTimeZoneTransition("next");
  }
  return changes.join(" ");
}
