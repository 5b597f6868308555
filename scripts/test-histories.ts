/**
 * `npm run test:histories -- --histories 20000 --jobs 2`: histories of synchronisation for as long
 * as you like, each from a seed of its own (`--from 1`), of so many steps (`--steps 40`), on one
 * database (`--database server|embedded`). `--seed n` tells one history step by step, and where it
 * fails the shortest that fails alike; `--only 3,7` leaves out all other steps.
 */
import process from "node:process";
import { parseArgs } from "node:util";
import { testableKinds } from "../src/store/testing/test-database.ts";
import { startThrowawayPostgres } from "../src/store/testing/throwaway-postgres.ts";
import { runHistories, stepsUpTo, type Summary } from "../test/histories/run-histories.ts";
import { runHistory } from "../test/histories/run-history.ts";
import { shrinkHistory } from "../test/histories/shrink.ts";
import { openStage } from "../test/histories/stage.ts";
import { tellFailure } from "../test/histories/tell-failure.ts";

const { values } = parseArgs({
  options: {
    histories: { type: "string", default: "500" },
    steps: { type: "string", default: "40" },
    jobs: { type: "string", default: "2" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
    only: { type: "string" },
    database: { type: "string", default: testableKinds().at(-1) ?? "embedded" },
  },
});
const FAILURES_MAX = 10;
const PROGRESS_EVERY_MS = 10_000;

const database = values.database === "embedded" ? "embedded" : "server";
const configured = process.env["USHER_TEST_DATABASE_URL"] || process.env["DATABASE_URL"];
const postgres = database === "server" && !configured ? await startThrowawayPostgres() : null;
if (postgres) process.env["USHER_TEST_DATABASE_URL"] = postgres.url;

const isWell = values.seed === undefined ? await runMany() : await replay(values.seed);
await postgres?.stop();
process.exitCode = isWell ? 0 : 1;

async function runMany(): Promise<boolean> {
  let toldMs = performance.now();
  const summary = await runHistories({
    database,
    firstSeed: wholeNumber("from", values.from),
    histories: wholeNumber("histories", values.histories),
    steps: wholeNumber("steps", values.steps),
    jobs: wholeNumber("jobs", values.jobs),
    failuresMax: FAILURES_MAX,
    onResult(now) {
      if (performance.now() - toldMs < PROGRESS_EVERY_MS) return;
      toldMs = performance.now();
      console.log(inWords(now));
    },
  });
  console.log(inWords(summary));
  for (const { seed } of summary.failed) await replay(String(seed));
  console.log(JSON.stringify(summary));
  return summary.failed.length === 0;
}

async function replay(seedText: string): Promise<boolean> {
  const seed = wholeNumber("seed", seedText);
  const steps = values.only
    ? values.only.split(",").map((step) => wholeNumber("only", step))
    : stepsUpTo(wholeNumber("steps", values.steps));
  const stage = await openStage(database);
  const result = await runHistory(stage, seed, steps);
  console.log(tellFailure(result, steps));
  if (result.failures.length > 0 && values.only === undefined) {
    console.log("The shortest that fails alike:");
    const shortest = await shrinkHistory(stage, result, steps);
    console.log(tellFailure(shortest.result, shortest.steps));
  }
  await stage.close();
  return result.failures.length === 0;
}

function inWords({ histories, steps, seconds, failed }: Summary): string {
  const rate = (steps / seconds).toFixed(0);
  return `${histories} histories, ${steps} steps, ${rate} steps a second, ${failed.length} failed`;
}

function wholeNumber(name: string, text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new Error(`--${name} takes whole numbers, not "${text}".`);
}
