import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, test } from "node:test";
import { PgBoss } from "pg-boss";
import { openTestDatabase, testableKinds } from "../../src/store/testing/test-database.ts";
import { startSchedules } from "../../src/jobs/schedules.ts";

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

for (const kind of testableKinds()) {
  test(`a job that is due runs in one of the processes only (${kind})`, async () => {
    const opened = await openTestDatabase(kind, { migrated: true });
    open.push(() => opened.drop());
    const executeSql = (text: string, values?: unknown[]) =>
      opened.database.pool.query(text, values);
    let runs = 0;
    const jobs = [
      { name: "clean-up", cron: "0 3 * * *", run: () => Promise.resolve((runs += 1)) },
    ] as const;
    for (let process = 0; process < 2; process += 1) {
      const schedules = await startSchedules({ executeSql, jobs, log: SILENT, pollSeconds: 1 });
      open.push(() => schedules.stop());
    }
    // What the clock would do at three o'clock.
    const clock = new PgBoss({ db: { executeSql }, supervise: false, schedule: false });
    await clock.start();
    open.push(() => clock.stop({ graceful: false, close: false }));
    const kept = await clock.getSchedules();
    assert.deepEqual(
      kept.map(({ name, cron, timezone }) => [name, cron, timezone]),
      [["clean-up", "0 3 * * *", "UTC"]],
    );
    const id = await clock.send("clean-up", {});
    assert.ok(id);
    const deadlineMs = performance.now() + 20_000;
    while ((await clock.getJobById("clean-up", id))?.state !== "completed") {
      assert.ok(performance.now() < deadlineMs, "the job never ran");
      await delay(50);
    }
    assert.equal(runs, 1);
  });
}
