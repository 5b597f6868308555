import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { rollSeriesOn } from "../../src/app/reservations/roll-series.ts";
import type { RequestedRecurrence } from "../../src/core/recurrence/requested-series.ts";
import { createSeriesRollingStore } from "../../src/store/series-rolling-store.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { goByRealClock, openStage, personActor, type Stage } from "./stage.ts";

const DAILY: RequestedRecurrence = {
  kind: "pattern",
  pattern: { type: "daily" },
  range: { type: "noEnd" },
};

/** The database's clock decides what is due, so that these times are real. */
async function book(stage: Stage, recurrence: RequestedRecurrence, hour = 9) {
  goByRealClock(stage);
  const start = Temporal.Now.plainDateISO("Europe/Berlin")
    .add({ days: 1 })
    .toPlainDateTime({ hour })
    .toZonedDateTime("Europe/Berlin")
    .toInstant();
  const end = start.add({ minutes: 30 });
  const made = await stage.create(personActor(stage.workplace.ada), { start, end, recurrence });
  if (!made.ok) throw new Error(made.refusal.message);
  return made.value.view.reservation.id;
}

function roll(stage: Stage) {
  return rollSeriesOn({
    rolling: createSeriesRollingStore(stage.database),
    now: () => Temporal.Now.instant(),
    newId: randomUUID,
    announceChange: () => undefined,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
}

async function allowDaysAhead(stage: Stage, days: number): Promise<void> {
  await stage.database.pool.query("update reservable_module set days_ahead_max = $1", [days]);
}

describeOnEachDatabase("a series rolls on", (database) => {
  test("day by day, once for each day", async () => {
    const stage = await openStage(database());
    await allowDaysAhead(stage, 10);
    const id = await book(stage, DAILY);
    assert.equal((await stage.deps.store.children(id)).length, 10);
    assert.equal(await roll(stage), 0);
    // As if the days had passed: what may be booked now goes further.
    await allowDaysAhead(stage, 13);
    assert.equal(await roll(stage), 1);
    const children = await stage.deps.store.children(id);
    assert.equal(children.length, 13);
    assert.ok(children.every(({ state }) => state === "awaiting_confirmation"));
    assert.equal(await roll(stage), 0);
    const { rows } = await database().pool.query("select 1 from space_hold");
    assert.equal(rows.length, 13);
  });

  test("onto dates that are taken as conflicted, and says why", async () => {
    const stage = await openStage(database());
    await allowDaysAhead(stage, 10);
    const id = await book(stage, DAILY);
    await allowDaysAhead(stage, 12);
    const [first] = await stage.deps.store.children(id);
    assert.ok(first);
    const start = Temporal.Instant.fromEpochMilliseconds(first.startAt.getTime()).add({
      hours: 24 * 10,
    });
    const end = start.add({ minutes: 30 });
    const other = await stage.create(
      personActor(stage.workplace.planner, "event_planner", ["user", "planner"]),
      { start, end },
    );
    assert.ok(other.ok);
    await roll(stage);
    const children = await stage.deps.store.children(id);
    assert.deepEqual(
      children.slice(-2).map(({ state, reasonCode }) => [state, reasonCode]),
      [
        ["conflicted", "double_booked"],
        ["awaiting_confirmation", null],
      ],
    );
  });

  test("beyond dates that are taken, though they are all that it has left", async () => {
    const stage = await openStage(database());
    const { pool } = database();
    await allowDaysAhead(stage, 2);
    const id = await book(stage, DAILY);
    const [first] = await stage.deps.store.children(id);
    assert.ok(first);
    const start = Temporal.Instant.fromEpochMilliseconds(first.startAt.getTime()).add({
      hours: 24 * 2,
    });
    const planner = personActor(stage.workplace.planner, "event_planner", ["user", "planner"]);
    const other = await stage.create(planner, { start, end: start.add({ minutes: 30 }) });
    assert.ok(other.ok);
    // As if the days had passed: those that it had are over.
    await pool.query("update reservation set state = 'completed' where parent_id = $1", [id]);
    const standing = async () =>
      (await stage.deps.store.children(id)).map(({ state }) => state).slice(2);
    await allowDaysAhead(stage, 3);
    assert.equal(await roll(stage), 1);
    assert.deepEqual(await standing(), ["conflicted"]);
    await allowDaysAhead(stage, 4);
    assert.equal(await roll(stage), 1);
    assert.deepEqual(await standing(), ["conflicted", "confirmed"]);
    // What its room has declined does not go on without one.
    await pool.query(
      `update reservation set state = 'conflicted', reason_code = 'room_declined'
       where id = $1 or parent_id = $1 and state <> 'completed'`,
      [id],
    );
    await allowDaysAhead(stage, 5);
    assert.equal(await roll(stage), 0);
  });

  test("to its end, and then is looked at no more until it changes", async () => {
    const stage = await openStage(database());
    await allowDaysAhead(stage, 10);
    const fortnight = { ...DAILY, range: { type: "numbered", numberOfOccurrences: 12 } } as const;
    const id = await book(stage, fortnight);
    await allowDaysAhead(stage, 30);
    assert.equal(await roll(stage), 1);
    assert.equal((await stage.deps.store.children(id)).length, 12);
    await allowDaysAhead(stage, 40);
    assert.equal(await roll(stage), 0);
    await database().pool.query(
      `update reservation_series
       set series = jsonb_set(series, '{range,numberOfOccurrences}', '14'), held_until = now()`,
    );
    assert.equal(await roll(stage), 1);
    assert.equal((await stage.deps.store.children(id)).length, 14);
  });

  test("no further once it is cancelled", async () => {
    const stage = await openStage(database());
    await allowDaysAhead(stage, 10);
    await book(stage, DAILY);
    await database().pool.query("update reservation set state = 'cancelled'");
    await allowDaysAhead(stage, 20);
    assert.equal(await roll(stage), 0);
  });
});
