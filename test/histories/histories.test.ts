import assert from "node:assert/strict";
import process from "node:process";
import { after, before, describe, test } from "node:test";
import { testableKinds } from "../../src/store/testing/test-database.ts";
import {
  startThrowawayPostgres,
  type ThrowawayPostgres,
} from "../../src/store/testing/throwaway-postgres.ts";
import { runHistories, stepsUpTo } from "./run-histories.ts";
import { runHistory } from "./run-history.ts";
import { shrinkHistory } from "./shrink.ts";
import { openStage } from "./stage.ts";
import { tellFailure } from "./tell-failure.ts";

const FIRST_SEED = Number(process.env["USHER_TEST_SEED"] ?? 1);
const HISTORIES = Number(process.env["USHER_TEST_HISTORIES"] ?? 500);
const STEPS = 40;
const FEW_STEPS = stepsUpTo(STEPS);

/** Throws with the shortest story that is wrong alike. */
async function fail(kind: "embedded" | "server", seed: number): Promise<never> {
  const stage = await openStage(kind);
  try {
    const result = await runHistory(stage, seed, FEW_STEPS);
    const shortest = await shrinkHistory(stage, result, FEW_STEPS);
    throw new Error(
      `${tellFailure(shortest.result, shortest.steps)}\nWhole: --seed ${seed} --steps ${STEPS}`,
    );
  } finally {
    await stage.close();
  }
}

describe("however people act, Exchange fails and processes die", () => {
  let postgres: ThrowawayPostgres | null = null;
  const kind = testableKinds().at(-1) ?? "embedded";
  before(async () => {
    const isThere = process.env["USHER_TEST_DATABASE_URL"] || process.env["DATABASE_URL"];
    if (kind === "embedded" || isThere) return;
    // The processes that share the work are to share the server.
    postgres = await startThrowawayPostgres();
    if (postgres) process.env["USHER_TEST_DATABASE_URL"] = postgres.url;
  });
  after(async () => {
    if (!postgres) return;
    delete process.env["USHER_TEST_DATABASE_URL"];
    await postgres.stop();
  });

  test(`both sides agree in the end, in ${HISTORIES} histories of ${STEPS} steps`, async (t) => {
    const summary = await runHistories({
      database: kind,
      firstSeed: FIRST_SEED,
      histories: HISTORIES,
      steps: STEPS,
      jobs: 2,
      failuresMax: 1,
    });
    const rate = (summary.steps / summary.seconds).toFixed(0);
    t.diagnostic(`USHER_TEST_SEED=${FIRST_SEED}, ${rate} steps a second`);
    const [failed] = summary.failed;
    if (failed) await fail(kind, failed.seed);
    assert.equal(summary.histories, HISTORIES);
  });

  test("a history is the same story each time, whichever database it runs on", async () => {
    const seed = FIRST_SEED + 7;
    const stories = [];
    for (const each of [kind, kind, "embedded"] as const) {
      const stage = await openStage(each);
      try {
        await runHistory(stage, seed + 1, FEW_STEPS);
        const { story, failures } = await runHistory(stage, seed, FEW_STEPS);
        assert.deepEqual(failures, []);
        stories.push(story);
      } finally {
        await stage.close();
      }
    }
    assert.ok((stories[0]?.length ?? 0) > STEPS);
    assert.deepEqual(stories[1], stories[0]);
    assert.deepEqual(stories[2], stories[0]);
  });
});
