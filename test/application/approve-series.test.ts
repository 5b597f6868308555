import assert from "node:assert/strict";
import { test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import type { RequestedRecurrence } from "../../src/core/recurrence/requested-series.ts";
import { rollSeriesOn } from "../../src/app/reservations/roll-series.ts";
import { createSeriesRollingStore } from "../../src/store/series-rolling-store.ts";
import { holds, lastEvent, update } from "./acts.ts";
import {
  type ApprovalStage,
  approve,
  lapse,
  openApprovalStage,
  reject,
  roomAccepts,
  START,
  waiting,
  waitingFor,
} from "./approval-stage.ts";
import { history, read, setBegun } from "./life-stage.ts";
import { refusalCodes, valueOf } from "./refusals.ts";

const DAILY: RequestedRecurrence = {
  kind: "pattern",
  pattern: { type: "daily" },
  range: { type: "numbered", numberOfOccurrences: 4 },
};

async function waitingSeries(stage: ApprovalStage, recurrence = DAILY) {
  const id = await waiting(stage, stage.ada, { recurrence });
  const states = async () =>
    (await stage.deps.store.children(id)).map(
      ({ state, approval }) => `${state} ${approval.state}`,
    );
  const ids = (await stage.deps.store.children(id)).map((each) => each.id);
  return { id, ids, states };
}

describeOnEachDatabase("a series that somebody has to approve", (database) => {
  test("is approved as a whole, with one word", async () => {
    const stage = await openApprovalStage(database());
    const { id, states } = await waitingSeries(stage);
    assert.deepEqual(await waitingFor(stage, stage.nadia), [[id, 4]]);
    const { reservation } = valueOf(await approve(stage, stage.nadia, id));
    const { state, approval } = reservation;
    assert.deepEqual(
      [state, approval.state, approval.decidedBy?.displayName, approval.comment],
      ["confirmed", "approved", "Nadia", "Enjoy"],
    );
    assert.deepEqual(await states(), Array(4).fill("confirmed approved"));
    assert.deepEqual(await waitingFor(stage, stage.nadia), []);
    assert.deepEqual((await history(stage, id)).slice(-1), ["reservation_approved"]);
    assert.deepEqual(refusalCodes(await reject(stage, stage.ben, id)), ["already_decided"]);
  });

  test("can be approved before all of its rooms have answered, and then waits for them", async () => {
    const stage = await openApprovalStage(database());
    const { id, ids, states } = await waitingSeries(stage);
    await database().pool.query(
      "update reservation set state = 'awaiting_confirmation' where id = $1",
      [ids[1]],
    );
    valueOf(await approve(stage, stage.nadia, id));
    assert.deepEqual(await states(), [
      "confirmed approved",
      "approved approved",
      "confirmed approved",
      "confirmed approved",
    ]);
  });

  test("loses both of two dates that are rejected at the same time", async () => {
    const stage = await openApprovalStage(database());
    const { id, ids } = await waitingSeries(stage);
    const [first = "", second = ""] = ids;
    const { store } = stage.deps;
    let isRead = false;
    const find: typeof store.find = async (wanted) => {
      const found = await store.find(wanted);
      if (wanted === first && !isRead) {
        isRead = true;
        valueOf(await reject(stage, stage.ben, second));
      }
      return found;
    };
    const deps = { ...stage.deps, store: { ...store, find } };
    valueOf(await reject({ ...stage, deps }, stage.nadia, first));
    assert.equal((await read(stage, id)).series?.cancelledDates?.length, 2);
  });

  test("has an occurrence of its own decided on alone", async () => {
    const stage = await openApprovalStage(database());
    const { id, ids, states } = await waitingSeries(stage);
    const [first = "", second = ""] = ids;
    valueOf(await approve(stage, stage.nadia, first));
    valueOf(await reject(stage, stage.ben, second));
    assert.deepEqual(await states(), [
      "confirmed approved",
      "rejected rejected",
      "awaiting_approval awaiting_approval",
      "awaiting_approval awaiting_approval",
    ]);
    const row = await read(stage, id);
    assert.deepEqual([row.state, row.approval.state], ["awaiting_approval", "awaiting_approval"]);
    assert.equal(row.series?.cancelledDates?.length, 1);
    assert.deepEqual(await waitingFor(stage, stage.nadia), [[id, 2]]);
    const event = await lastEvent(stage);
    assert.deepEqual([event.type, event.reservation_id, event.channel], ["update", id, "system"]);
    assert.equal((await holds(stage)).length, 3);
    valueOf(await approve(stage, stage.nadia, id));
    assert.deepEqual((await states()).toSorted(), [
      ...Array<string>(3).fill("confirmed approved"),
      "rejected rejected",
    ]);
  });

  test("is rejected as a whole, and the meeting cancelled once", async () => {
    const stage = await openApprovalStage(database());
    const { id, states } = await waitingSeries(stage);
    const { reservation } = valueOf(await reject(stage, stage.ben, id));
    assert.deepEqual(
      [reservation.state, reservation.approval.state, reservation.reasonCode],
      ["rejected", "rejected", "approval_rejected"],
    );
    assert.deepEqual(await states(), Array(4).fill("rejected rejected"));
    assert.deepEqual(await holds(stage), []);
    const told = (await stage.syncEvents()).slice(1);
    assert.deepEqual(
      told.map(({ type, policy_row: row }) => [type, row]),
      [["cancel", "U1"]],
    );
  });

  test("loses a date before its calendar was told, and is made as its person asked for", async () => {
    const stage = await openApprovalStage(database());
    const created = await stage.create(stage.ada, { recurrence: DAILY });
    const { id } = valueOf(created).view.reservation;
    const [, second] = await stage.deps.store.children(id);
    valueOf(await reject(stage, stage.nadia, second?.id ?? ""));
    const events = await stage.syncEvents();
    assert.deepEqual(
      events.map(({ type, state, channel }) => [type, state, channel]),
      [["create", "new", "portal"]],
    );
  });

  test("is rejected before its room has answered, whose answer nobody awaits any more", async () => {
    const stage = await openApprovalStage(database());
    const { id } = await waitingSeries(stage);
    const { id: eventId } = await lastEvent(stage);
    await database().pool.query(
      "insert into room_confirmation (reservation_id, sync_event_id, asked_at, next_read_at) values ($1, $2, now(), now())",
      [id, eventId],
    );
    valueOf(await reject(stage, stage.nadia, id));
    const awaited = database().kysely.selectFrom("room_confirmation").selectAll();
    assert.deepEqual(await awaited.execute(), []);
  });

  test("made in Outlook is declined by its room as a whole, or date by date", async () => {
    const stage = await openApprovalStage(database());
    const { id, ids } = await waitingSeries(stage);
    await database().pool.query("update reservation set origin = 'calendar'");
    valueOf(await reject(stage, stage.ben, ids[0] ?? ""));
    valueOf(await reject(stage, stage.ben, id));
    const { rows } = await database().pool.query(
      `select type, policy_row, array(select reservation_id from sync_event_release
         where sync_event_id = id) as releases
       from sync_event where type <> 'create' order by id`,
    );
    assert.deepEqual(rows, [
      { type: "release", policy_row: "U12", releases: [ids[0]] },
      { type: "release", policy_row: "U12", releases: [id] },
    ]);
    assert.equal((await read(stage, id)).state, "rejected");
  });

  test("has an exception that came later decided on by itself", async () => {
    const stage = await openApprovalStage(database());
    const { id, ids, states } = await waitingSeries(stage);
    valueOf(await approve(stage, stage.nadia, id));
    const [first = ""] = ids;
    const start = START.add({ hours: 2 });
    valueOf(await update(stage, stage.ada, first, { start, end: start.add({ hours: 1 }) }));
    await roomAccepts(database(), id);
    assert.deepEqual(await states(), [
      "awaiting_approval awaiting_approval",
      ...Array<string>(3).fill("confirmed approved"),
    ]);
    assert.equal((await read(stage, id)).approval.state, "approved");
    assert.deepEqual(await waitingFor(stage, stage.nadia), [[first, 1]]);
    valueOf(await reject(stage, stage.ben, first));
    const row = await read(stage, id);
    assert.deepEqual([row.state, row.approval.state], ["confirmed", "approved"]);
  });

  test("is asked about anew where all of it moves, and the rest of it goes on", async () => {
    const stage = await openApprovalStage(database());
    const { id, ids, states } = await waitingSeries(stage);
    valueOf(await approve(stage, stage.nadia, id));
    const start = START.add({ hours: 2 });
    valueOf(await update(stage, stage.ada, id, { start, end: start.add({ hours: 1 }) }));
    await roomAccepts(database(), id);
    assert.deepEqual(await states(), Array(4).fill("awaiting_approval awaiting_approval"));
    assert.deepEqual(await waitingFor(stage, stage.nadia), [[id, 4]]);
    // The first has begun without anybody's word, the others still wait.
    await setBegun(database(), ids[0] ?? "", 5);
    await database().pool.query(
      "update reservation set approval_asked_at = now() - interval '1 day'",
    );
    assert.equal(await lapse(stage), 1);
    assert.deepEqual((await states()).toSorted(), [
      ...Array<string>(3).fill("awaiting_approval awaiting_approval"),
      "rejected not_given",
    ]);
    valueOf(await approve(stage, stage.nadia, id));
    assert.equal((await read(stage, id)).state, "confirmed");
  });

  test("is for others to decide on where dates of it are in their spaces", async () => {
    const stage = await openApprovalStage(database());
    const { pool } = database();
    const { id, ids, states } = await waitingSeries(stage);
    // The first date has a room of a module that Nadia does not approve for.
    await pool.query("insert into reservable_module (id, name) values (gen_random_uuid(), 'Labs')");
    await pool.query(
      "insert into module_approver select id, $1::uuid from reservable_module where name = 'Labs'",
      [stage.ben.personId],
    );
    const { elm } = stage.workplace;
    await pool.query(
      "update space set module_id = (select id from reservable_module where name = 'Labs') where id = $1",
      [elm.id],
    );
    await pool.query("update reservation set space_id = $1 where id = $2", [elm.id, ids[0]]);
    assert.deepEqual(await waitingFor(stage, stage.nadia), [[id, 3]]);
    assert.deepEqual(await waitingFor(stage, stage.ben), [
      [ids[0], 1],
      [id, 3],
    ]);
    const { reservation } = valueOf(await approve(stage, stage.nadia, id));
    const { state, approval } = reservation;
    assert.deepEqual(
      [state, approval.state, approval.decidedBy],
      ["awaiting_approval", "awaiting_approval", null],
    );
    assert.deepEqual(refusalCodes(await approve(stage, stage.nadia, id)), ["not_an_approver"]);
    assert.deepEqual(refusalCodes(await reject(stage, stage.nadia, id)), ["not_an_approver"]);
    valueOf(await reject(stage, stage.ben, ids[0] ?? ""));
    assert.deepEqual(await states(), [
      "rejected rejected",
      ...Array<string>(3).fill("confirmed approved"),
    ]);
    assert.equal((await read(stage, id)).state, "confirmed");
  });

  test("has later dates stand as was decided for the series", async () => {
    const stage = await openApprovalStage(database());
    const { pool } = database();
    await pool.query("update reservable_module set days_ahead_max = 3");
    stage.forgetPlaces();
    const endless = { ...DAILY, range: { type: "noEnd" } } as RequestedRecurrence;
    const { id, states } = await waitingSeries(stage, endless);
    const rolling = createSeriesRollingStore(database());
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const rollOn = async (days: number) => {
      await pool.query("update reservable_module set days_ahead_max = $1", [days]);
      await rollSeriesOn({ ...stage.deps, rolling, log });
      return new Set(await states());
    };
    assert.deepEqual(await rollOn(5), new Set(["awaiting_approval awaiting_approval"]));
    valueOf(await approve(stage, stage.nadia, id));
    assert.deepEqual(await rollOn(7), new Set(["confirmed approved"]));
    // That one of them waits by itself is no matter of those to come.
    const [first] = await stage.deps.store.children(id);
    assert.ok(first);
    const start = START.add({ hours: 2 });
    valueOf(await update(stage, stage.ada, first.id, { start, end: start.add({ hours: 1 }) }));
    await roomAccepts(database(), id);
    assert.deepEqual(
      await rollOn(9),
      new Set(["awaiting_approval awaiting_approval", "confirmed approved"]),
    );
    assert.equal((await states()).filter((each) => each.startsWith("awaiting")).length, 1);
  });
});

describeOnEachDatabase("what nobody has decided on by its start", (database) => {
  test("is given up, its space free, the calendar told, and the person reads why", async () => {
    const stage = await openApprovalStage(database());
    const id = await waiting(stage, stage.ada);
    const later = await waiting(stage, stage.ada, { spaceId: stage.workplace.elm.id });
    await setBegun(database(), id, 0);
    // It was asked for a moment ago, for now: people have some minutes.
    assert.equal(await lapse(stage), 0);
    await database().pool.query(
      "update reservation set approval_asked_at = now() - interval '15 minutes'",
    );
    assert.equal(await lapse(stage), 1);
    assert.equal(await lapse(stage), 0);
    const { state, approval, reasonCode, reason } = await read(stage, id);
    assert.deepEqual(
      [state, approval.state, reasonCode],
      ["rejected", "not_given", "approval_not_given"],
    );
    assert.match(reason ?? "", /^Nobody had approved it by its start, so Oak was released/);
    assert.equal((await holds(stage)).length, 1);
    const event = await lastEvent(stage);
    assert.deepEqual([event.type, event.policy_row, event.channel], ["cancel", "U1", "system"]);
    assert.deepEqual((await history(stage, id)).slice(-1), ["reservation_not_approved"]);
    assert.equal((await read(stage, later)).state, "awaiting_approval");
    assert.deepEqual(refusalCodes(await approve(stage, stage.nadia, id)), ["reservation_is_over"]);
  });

  test("is given up once, by whichever of two processes comes first", async () => {
    const stage = await openApprovalStage(database());
    const { oak, elm, fir, desk } = stage.workplace;
    const ids: string[] = [];
    for (const { id: spaceId } of [oak, elm, fir, desk]) {
      ids.push(await waiting(stage, stage.ada, { spaceId }));
    }
    for (const id of ids) await setBegun(database(), id, 5);
    await database().pool.query(
      "update reservation set approval_asked_at = now() - interval '1 hour'",
    );
    const counts = await Promise.all([lapse(stage), lapse(stage)]);
    assert.equal(counts[0] + counts[1], ids.length);
    for (const id of ids) {
      const acts = (await history(stage, id)).filter((act) => act === "reservation_not_approved");
      assert.equal(acts.length, 1);
    }
  });
});
