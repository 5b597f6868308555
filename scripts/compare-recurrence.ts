/**
 * `npm run test:recurrence`: compares our occurrences with those of other libraries over twenty
 * years, every pattern in some telling zones; with `-- --all` every pattern on every clock of the
 * world and every pair of zones, which takes about a quarter of an hour and says how far it is.
 * `--zones 0-99` takes only the zones at these places, so that it can be done in stretches, which
 * together compare what one run does; `--jobs 1` leaves the other processors alone.
 */
import { availableParallelism } from "node:os";
import process from "node:process";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { TELLING_ZONES } from "../src/core/recurrence/series.arbitrary.ts";
import { addComparisons } from "../test/recurrence/compare.ts";
import {
  type ZoneComparison,
  type ZoneToCompare,
  zonesToCompare,
} from "../test/recurrence/compare-zone.ts";
import { everyPattern } from "../test/recurrence/every-pattern.ts";

const { values } = parseArgs({
  options: {
    all: { type: "boolean", default: false },
    zones: { type: "string" },
    jobs: { type: "string", default: String(availableParallelism()) },
  },
});
const zones = values.all ? Intl.supportedValuesOf("timeZone") : TELLING_ZONES;
const [from = 0, to = zones.length - 1] = values.zones?.split("-").map(Number) ?? [];
const jobs = Number(values.jobs);
if (![from, to, jobs].every(Number.isInteger) || from > to || to >= zones.length || jobs < 1) {
  console.error(`--zones is a range such as 0-${zones.length - 1}, and --jobs a number from 1 on.`);
  process.exit(2);
}
const startedMs = performance.now();

function say(text: string): void {
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
  console.log(`${seconds.padStart(5)} s  ${text}`);
}

/** Everything wrong is said as soon as it is found. */
function tell({ zone, wrongPairs, unexplained, explained, keptAs, daysLost }: ZoneComparison) {
  for (const each of wrongPairs.slice(0, 20)) console.log(each);
  if (daysLost > 0)
    console.log(`${zone} comes back as ${keptAs}, other on ${daysLost} of 7305 days`);
  for (const each of unexplained.slice(0, 20)) console.log(each);
  const { missedChange: missed } = explained;
  if (missed > 0) say(`${zone}: rrule-temporal misses a change of the clocks, ${missed} times`);
}

/** Each worker has one zone at a time; whoever is done takes the next. */
async function compareAll(waiting: ZoneToCompare[]): Promise<readonly ZoneComparison[]> {
  const total = waiting.length;
  const outcomes: ZoneComparison[] = [];
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(
        new URL("../test/recurrence/compare-zones-worker.ts", import.meta.url),
        { workerData: zones },
      );
      const next = (): void => {
        const zone = waiting.shift();
        if (zone !== undefined) worker.postMessage(zone, []);
        else void worker.terminate().then(() => resolve(), reject);
      };
      worker.on("error", reject);
      worker.on("message", (outcome: ZoneComparison) => {
        outcomes.push(outcome);
        tell(outcome);
        if (outcomes.length % 10 === 0) say(`${outcomes.length} of ${total} zones`);
        next();
      });
      next();
    });
  await Promise.all(Array.from({ length: Math.min(jobs, total) }, work));
  return outcomes;
}

const outcomes = await compareAll(zonesToCompare(zones).slice(from, to + 1));
const wrongPairs = outcomes.reduce((sum, each) => sum + each.wrongPairs.length, 0);
const newClocks = outcomes.filter(({ isNewClock }) => isNewClock).length;
const sum = addComparisons(outcomes);
const { skippedByClocks, chosenInstead, movedWithFirst, missedChange } = sum.explained;
say(`zones ${from} to ${to} of ${zones.length}, ${newClocks} of them with a clock that is new`);
say(`${outcomes.length * zones.length} pairs of zones: ${wrongPairs} not read back as they were`);
say(`${everyPattern().length} patterns: ${sum.compared} occurrences compared with each library`);
say(
  `rrule-temporal leaves out ${skippedByClocks} that clocks skip, has ${chosenInstead} in their ` +
    `place, ${movedWithFirst} moved with a skipped first, ${missedChange} of a missed clock change`,
);
say(`${sum.unexplained.length} disagreements unexplained`);
process.exitCode = wrongPairs + sum.unexplained.length === 0 ? 0 : 1;
