import assert from "node:assert/strict";
import { test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { refusalCodes } from "./refusals.ts";
import { at, DATES, holdsMatch, openSeries, valueOf } from "./series-stage.ts";
import { personActor } from "./stage.ts";

describeOnEachDatabase("cancelling in a series", (database) => {
  test("one occurrence frees its time and is a cancelled date of the series", async () => {
    const { stage, cancel, on, occurrences, row } = await openSeries(database());
    const view = valueOf(await cancel(await on("2026-12-01")));
    assert.deepEqual(
      [view.reservation.state, view.reservation.cancelNotes],
      ["cancelled", "Not needed"],
    );
    assert.deepEqual(
      (await occurrences()).map(({ state }) => state),
      ["confirmed", "cancelled", "confirmed", "confirmed"],
    );
    const { state, series } = await row();
    assert.deepEqual([state, series?.cancelledDates], ["confirmed", ["2026-12-01"]]);
    assert.deepEqual(
      (await stage.syncEvents()).map(({ type }) => type),
      ["create", "update"],
    );
    await holdsMatch(stage);
    assert.ok((await stage.create(personActor(stage.workplace.ben), at("2026-12-01", 10))).ok);
  });

  test("one and all that follow ends the series before it", async () => {
    const { stage, cancel, on, occurrences, row } = await openSeries(database());
    valueOf(await cancel(await on("2026-12-08"), "following"));
    assert.deepEqual(
      (await occurrences()).map(({ state }) => state),
      ["confirmed", "confirmed", "cancelled", "cancelled"],
    );
    assert.equal((await row()).series?.range.numberOfOccurrences, 2);
    assert.equal((await row()).state, "confirmed");
    await holdsMatch(stage);
  });

  test("all of it cancels the meeting", async () => {
    const { stage, id, cancel, on, occurrences, row } = await openSeries(database());
    valueOf(await cancel(await on("2026-12-08"), "all"));
    assert.ok((await occurrences()).every(({ state }) => state === "cancelled"));
    assert.deepEqual([(await row()).state, (await row()).cancelNotes], ["cancelled", "Not needed"]);
    const events = await stage.syncEvents();
    assert.deepEqual([events.at(-1)?.type, events.at(-1)?.reservation_id], ["cancel", id]);
    await holdsMatch(stage);
  });

  test("the last that is left cancels the meeting too", async () => {
    const { stage, cancel, on, row } = await openSeries(database());
    for (const date of DATES) valueOf(await cancel(await on(date)));
    assert.equal((await row()).state, "cancelled");
    assert.equal((await stage.syncEvents()).at(-1)?.type, "cancel");
    await holdsMatch(stage);
  });

  test("before anything was sent sends nothing at all", async () => {
    const { stage, id, cancel } = await openSeries(database(), false);
    valueOf(await cancel(id));
    assert.deepEqual(
      (await stage.syncEvents()).map(({ type, state }) => [type, state]),
      [["create", "superseded"]],
    );
  });

  test("by its row needs no scope, and takes none but the whole", async () => {
    const { id, cancel } = await openSeries(database());
    assert.deepEqual(refusalCodes(await cancel(id, "this")), ["scope_not_possible"]);
  });

  test("in a race with a change of another occurrence loses neither", async () => {
    const { stage, change, cancel, on, occurrences, row } = await openSeries(database());
    const [second, third, fourth] = [await on(DATES[1]), await on(DATES[2]), await on(DATES[3])];
    const outcomes = await Promise.all([
      change(second, at(DATES[1], 13)),
      cancel(third),
      change(fourth, at(DATES[3], 14)),
    ]);
    assert.deepEqual(
      outcomes.map(({ ok }) => ok),
      [true, true, true],
    );
    assert.deepEqual(
      (await occurrences()).map(({ state, startAt }) => `${state} ${startAt.getUTCHours()}`),
      ["confirmed 9", "awaiting_confirmation 12", "cancelled 9", "awaiting_confirmation 13"],
    );
    const { series } = await row();
    assert.deepEqual([series?.exceptions?.length, series?.cancelledDates], [2, [DATES[2]]]);
    await holdsMatch(stage);
  });
});
