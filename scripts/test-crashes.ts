/**
 * `npm run test:crashes -- --kills 50`: kills the server again and again while it books, for as
 * long as you like. Options: `--bookings 500`, `--database embedded|server` (both unless told),
 * `--seed n` to repeat a run, `--faults` for an Exchange that misbehaves as well.
 */
import process from "node:process";
import { parseArgs } from "node:util";
import { testableKinds } from "../src/store/testing/test-database.ts";
import { runKilledServer } from "../test/crashes/killed-server.ts";

const { values } = parseArgs({
  options: {
    bookings: { type: "string", default: "500" },
    kills: { type: "string", default: "50" },
    database: { type: "string" },
    seed: { type: "string" },
    faults: { type: "boolean", default: false },
  },
});
/** With many kills and faults, some tries come a good while after the last. */
const SETTLING_LIMIT_MS = 15 * 60_000;

const seed = wholeNumber("seed", values.seed ?? String(Date.now() % 2 ** 32));
const databases = testableKinds().filter((kind) => (values.database ?? kind) === kind);
if (databases.length === 0) throw new Error(`There is no database "${values.database}" here.`);
for (const database of databases) {
  console.log(`${database}, seed ${seed}`);
  await runKilledServer({
    database,
    seed,
    faults: values.faults,
    settlingLimitMs: SETTLING_LIMIT_MS,
    bookings: wholeNumber("bookings", values.bookings),
    kills: wholeNumber("kills", values.kills),
    report: (line) => console.log(line),
  });
  console.log(`${database}: every answered booking stands once, and nothing else does.`);
}
process.exit(0);

function wholeNumber(name: string, text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new Error(`--${name} is a whole number, not "${text}".`);
}
