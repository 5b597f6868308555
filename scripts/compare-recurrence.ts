/**
 * `npm run test:recurrence`: compares our occurrences with those of other libraries over twenty
 * years, every pattern in some telling zones; with `-- --all` every pattern on every clock of the
 * world and every pair of zones, which takes a quarter of an hour and says how far it is.
 */
import process from "node:process";
import { parseArgs } from "node:util";
import { TELLING_ZONES } from "../src/core/recurrence/series.arbitrary.ts";
import {
  addComparisons,
  type Comparison,
  comparePattern,
  FIRST_DATE,
  rruleDatesOf,
  YEARS,
} from "../test/recurrence/compare.ts";
import { everyPattern } from "../test/recurrence/every-pattern.ts";
import { ZoneClock } from "../test/recurrence/libraries.ts";
import {
  asWindowsHasIt,
  compareZonePair,
  daysLostToWindows,
} from "../test/recurrence/zone-pairs.ts";

const { values } = parseArgs({ options: { all: { type: "boolean", default: false } } });
const zones = values.all ? Intl.supportedValuesOf("timeZone") : TELLING_ZONES;
const patterns = everyPattern().map((pattern) => ({ pattern, dates: rruleDatesOf(pattern) }));
const times = ["00:00", "01:30", "02:30", "09:00"];
const startedMs = performance.now();

function say(text: string): void {
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
  console.log(`${seconds.padStart(5)} s  ${text}`);
}

/** All changes of a zone's clock in the years compared: zones that share them are one clock. */
function changesOf(zone: string): string {
  const end = FIRST_DATE.add({ years: YEARS, days: 1 }).toZonedDateTime("UTC").epochMilliseconds;
  let at = FIRST_DATE.subtract({ days: 2 }).toZonedDateTime("UTC").withTimeZone(zone);
  const changes = [at.offset];
  for (;;) {
    const next = at.getTimeZoneTransition("next");
    if (!next || next.epochMilliseconds > end) return changes.join(" ");
    changes.push(`${next.epochMilliseconds}${next.offset}`);
    at = next;
  }
}

/** Every pattern on a clock that is new; one of each type where a zone only has another name. */
function compareZone(zone: string, place: number, isNewClock: boolean): Comparison {
  const clock = new ZoneClock(zone);
  const chosen = isNewClock
    ? patterns
    : patterns.filter(
        ({ pattern }, at) =>
          patterns.findIndex((each) => each.pattern.type === pattern.type) === at,
      );
  return addComparisons(
    chosen.map(({ pattern, dates }, at) =>
      comparePattern(pattern, clock, times[(place + at) % times.length] ?? "02:30", dates),
    ),
  );
}

// The quick part comes first, and everything wrong is said as soon as it is found.
const pairs = zones.flatMap((seriesZone) =>
  zones.flatMap((shownIn) => compareZonePair(seriesZone, shownIn)),
);
for (const each of pairs.slice(0, 50)) console.log(each);
say(`${zones.length ** 2} pairs of zones: ${pairs.length} series not read back as they were`);

for (const zone of zones) {
  const lost = daysLostToWindows(zone);
  const kept = asWindowsHasIt(zone);
  if (lost > 0) console.log(`${zone} comes back as ${kept}, other on ${lost} of 7305 days`);
}

const clocks = new Set<string>();
const outcomes: Comparison[] = [];
for (const [place, zone] of zones.entries()) {
  const changes = changesOf(zone);
  const outcome = compareZone(zone, place, !clocks.has(changes));
  outcomes.push(outcome);
  clocks.add(changes);
  for (const each of outcome.unexplained.slice(0, 20)) console.log(each);
  const { missedChange: missed } = outcome.explained;
  if (missed > 0) say(`${zone}: rrule-temporal misses a change of the clocks, ${missed} times`);
  if ((place + 1) % 10 === 0) say(`${place + 1} of ${zones.length} zones`);
}
const total = addComparisons(outcomes);
const { skippedByClocks, chosenInstead, movedWithFirst, missedChange } = total.explained;
say(
  `${patterns.length} patterns on ${clocks.size} clocks in ${zones.length} zones: ` +
    `${total.compared} occurrences compared`,
);
say(
  `rrule-temporal leaves out ${skippedByClocks} that clocks skip, has ${chosenInstead} in their ` +
    `place, ${movedWithFirst} moved with a skipped first, ${missedChange} of a missed clock change`,
);
say(`${total.unexplained.length} disagreements unexplained`);
process.exitCode = pairs.length + total.unexplained.length === 0 ? 0 : 1;
