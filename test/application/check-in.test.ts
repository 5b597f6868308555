import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { getReservation } from "../../src/app/reservations/get-reservation.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { cancel, holds, lastEvent } from "./acts.ts";
import { arrive, begun, begunSeries, history, leave, openLifeStage, read } from "./life-stage.ts";
import { refusalCodes, valueOf } from "./refusals.ts";
import { API_CLIENT, panelActor, personActor, type Stage } from "./stage.ts";

const verdictsOf = async (stage: Stage, actor: Parameters<typeof arrive>[1], id: string) =>
  valueOf(await getReservation(stage.deps, actor, id)).verdicts;

/** Stops the clock within the first minute of it. */
async function rightAfterStart(stage: Stage, id: string): Promise<void> {
  const { startAt } = await read(stage, id);
  const now = Temporal.Instant.fromEpochMilliseconds(startAt.getTime() + 20_000);
  Object.assign(stage.deps, { now: () => now });
}

describeOnEachDatabase("checking in", (database) => {
  test("is for whoever has to do with it, and a panel at its own door", async () => {
    const stage = await openLifeStage(database());
    const { ada, ben, planner, oak, elm } = stage.workplace;
    const attendees = [{ email: ben.email, name: "Ben", type: "required" }] as const;
    const allowed = [
      personActor(ada),
      personActor(ben),
      personActor(planner, "event_planner", ["user", "planner"]),
      panelActor(oak.id),
      API_CLIENT,
    ];
    for (const actor of allowed) {
      const id = await begun(stage, personActor(ada), 5, { attendees });
      const view = valueOf(await arrive(stage, actor, id));
      assert.deepEqual(
        [view.reservation.state, view.reservation.checkIn.state],
        ["in_progress", "checked_in"],
      );
      assert.ok(view.reservation.checkIn.checkedInAt);
      // Twice does no harm, and is written down once.
      valueOf(await arrive(stage, actor, id));
      assert.equal((await history(stage, id)).filter((act) => act.endsWith("in")).length, 1);
      await stage.database.pool.query("delete from reservation where id = $1", [id]);
      await stage.database.pool.query("delete from space_hold where reservation_id = $1", [id]);
    }
    const id = await begun(stage, personActor(ada), 5);
    for (const actor of [personActor(ben), panelActor(elm.id)]) {
      assert.deepEqual(refusalCodes(await arrive(stage, actor, id)), ["not_yours"]);
    }
  });

  test("opens half an hour before the start, and writes nothing to the calendar", async () => {
    const stage = await openLifeStage(database());
    const ada = personActor(stage.workplace.ada);
    const early = await begun(stage, ada, -40);
    assert.deepEqual(refusalCodes(await arrive(stage, ada, early)), ["check_in_not_open"]);
    assert.deepEqual((await verdictsOf(stage, ada, early)).checkIn.codes, ["check_in_not_open"]);
    const id = await begun(stage, ada, -25, { spaceId: stage.workplace.elm.id });
    const before = (await stage.syncEvents()).length;
    valueOf(await arrive(stage, ada, id));
    assert.equal((await stage.syncEvents()).length, before);
    assert.deepEqual(refusalCodes(await cancel(stage, ada, id)), ["already_checked_in"]);
  });

  test("is refused where nobody has to, and of a whole series", async () => {
    const stage = await openLifeStage(database());
    const ada = personActor(stage.workplace.ada);
    const series = await begunSeries(stage, ada, 5);
    assert.deepEqual(refusalCodes(await arrive(stage, ada, series.id)), ["one_occurrence_only"]);
    assert.equal((await read(stage, series.id)).checkIn.state, "not_required");
    valueOf(await arrive(stage, ada, series.first));
    assert.equal((await read(stage, series.id)).state, "in_progress");
    for (const id of series.others) assert.equal((await read(stage, id)).state, "confirmed");
    await database().pool.query("update reservable_module set check_in_policy = 'by_space'");
    stage.forgetPlaces();
    const id = await begun(stage, ada, 5, { spaceId: stage.workplace.elm.id });
    assert.deepEqual(refusalCodes(await arrive(stage, ada, id)), ["check_in_not_required"]);
  });

  test("of a meeting made in Outlook is ours to note", async () => {
    const stage = await openLifeStage(database());
    const ada = personActor(stage.workplace.ada);
    const id = await begun(stage, ada, 5);
    await database().pool.query("update reservation set origin = 'calendar'");
    assert.equal(valueOf(await arrive(stage, ada, id)).reservation.state, "in_progress");
  });
});

describeOnEachDatabase("checking out", (database) => {
  test("ends it with this minute, frees the space and tells the calendar", async () => {
    const stage = await openLifeStage(database());
    const ada = personActor(stage.workplace.ada);
    const id = await begun(stage, ada, 20);
    valueOf(await arrive(stage, ada, id));
    const { reservation } = valueOf(await leave(stage, ada, id));
    assert.deepEqual([reservation.state, reservation.checkIn.state], ["completed", "checked_out"]);
    const lengthMs = reservation.endAt.getTime() - reservation.startAt.getTime();
    assert.ok([20, 21].includes(lengthMs / 60_000), `${lengthMs}`);
    assert.deepEqual(await holds(stage), []);
    const event = await lastEvent(stage);
    assert.deepEqual([event.type, event.policy_row], ["update", "U1"]);
    assert.deepEqual(refusalCodes(await leave(stage, ada, id)), ["already_checked_out"]);
  });

  test("of an occurrence shortens that one, in one series", async () => {
    const stage = await openLifeStage(database());
    const ada = personActor(stage.workplace.ada);
    const series = await begunSeries(stage, ada, 20);
    valueOf(await arrive(stage, ada, series.first));
    const { reservation } = valueOf(await leave(stage, ada, series.first));
    assert.deepEqual([reservation.state, reservation.isException], ["completed", true]);
    assert.equal((await lastEvent(stage)).reservation_id, series.id);
    assert.equal((await holds(stage)).length, 2);
    assert.equal((await read(stage, series.id)).state, "confirmed");
    assert.equal((await read(stage, series.id)).series?.exceptions?.length, 1);
  });

  test("within its first minute cancels it, here and in the calendar", async () => {
    const stage = await openLifeStage(database());
    const ada = personActor(stage.workplace.ada);
    const id = await begun(stage, ada, 0);
    await rightAfterStart(stage, id);
    valueOf(await arrive(stage, ada, id));
    const { reservation } = valueOf(await leave(stage, ada, id));
    assert.deepEqual([reservation.state, reservation.reasonCode], ["cancelled", "ended_at_once"]);
    assert.deepEqual(await holds(stage), []);
    const event = await lastEvent(stage);
    assert.deepEqual([event.type, event.policy_row, event.channel], ["cancel", "U1", "portal"]);
  });

  test("of an occurrence within its first minute takes that date out of its series", async () => {
    const stage = await openLifeStage(database());
    const ada = personActor(stage.workplace.ada);
    const series = await begunSeries(stage, ada, 0);
    await rightAfterStart(stage, series.first);
    valueOf(await arrive(stage, ada, series.first));
    const { reservation } = valueOf(await leave(stage, ada, series.first));
    assert.equal(reservation.state, "cancelled");
    const { type, reservation_id: told } = await lastEvent(stage);
    assert.deepEqual([type, told], ["update", series.id]);
    const meeting = await read(stage, series.id);
    assert.deepEqual(
      [meeting.state, meeting.series?.cancelledDates?.length, (await holds(stage)).length],
      ["confirmed", 1, 2],
    );
  });

  test("within the first minute of what is not ours to change is noted, as it is later", async () => {
    const stage = await openLifeStage(database());
    const ada = personActor(stage.workplace.ada);
    const id = await begun(stage, ada, 0);
    await database().pool.query("update reservation set origin = 'calendar'");
    await rightAfterStart(stage, id);
    valueOf(await arrive(stage, ada, id));
    const { reservation } = valueOf(await leave(stage, ada, id));
    assert.deepEqual(
      [reservation.state, reservation.checkIn.state],
      ["in_progress", "checked_out"],
    );
    assert.equal((await holds(stage)).length, 1);
  });

  test("before the start takes the check-in back", async () => {
    const stage = await openLifeStage(database());
    const ada = personActor(stage.workplace.ada);
    const id = await begun(stage, ada, -10);
    assert.deepEqual(refusalCodes(await leave(stage, ada, id)), ["not_checked_in"]);
    valueOf(await arrive(stage, ada, id));
    const { reservation } = valueOf(await leave(stage, ada, id));
    assert.deepEqual(
      [reservation.state, reservation.checkIn.state],
      ["confirmed", "awaiting_check_in"],
    );
    valueOf(await cancel(stage, ada, id));
  });

  test("where the event is not ours to change is noted, and the space stays taken", async () => {
    const stage = await openLifeStage(database());
    const ada = personActor(stage.workplace.ada);
    const id = await begun(stage, ada, 20);
    await database().pool.query("update reservation set origin = 'calendar'");
    const before = (await stage.syncEvents()).length;
    valueOf(await arrive(stage, ada, id));
    const verdict = (await verdictsOf(stage, ada, id)).checkOut;
    assert.deepEqual([verdict.allowed, verdict.row], [true, "U10"]);
    assert.match(verdict.reason ?? "", /Outlook/);
    const { reservation } = valueOf(await leave(stage, ada, id));
    assert.deepEqual(
      [reservation.state, reservation.checkIn.state],
      ["in_progress", "checked_out"],
    );
    assert.equal((await holds(stage)).length, 1);
    assert.equal((await stage.syncEvents()).length, before);
  });

  test("is not for those who are only invited", async () => {
    const stage = await openLifeStage(database());
    const { ada, ben } = stage.workplace;
    const attendees = [{ email: ben.email, name: "Ben", type: "required" }] as const;
    const id = await begun(stage, personActor(ada), 5, { attendees });
    valueOf(await arrive(stage, personActor(ben), id));
    assert.deepEqual(refusalCodes(await leave(stage, personActor(ben), id)), ["not_yours"]);
  });
});
