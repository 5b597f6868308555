import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import type { BulkStep } from "../../src/contract/admin.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { TOMORROW_MORNING } from "../support/tomorrow-morning.ts";
import { type HttpStage, openHttpStage } from "./http-stage.ts";
import { API_CLIENT, goByRealClock, personActor } from "./stage.ts";
import type { TestSpace } from "./workplace.ts";

/** Bulk work looks at the database's clock, so that these times are real. */
const FIRST = TOMORROW_MORNING;

describeOnEachDatabase("bulk work", (database) => {
  let stage: HttpStage;
  const admin = () => personActor(stage.workplace.admin, "portal", ["user", "admin"]);
  const db = () => database().kysely;

  beforeEach(async () => {
    const opened = await openHttpStage(database());
    goByRealClock(opened);
    stage = opened;
  });
  afterEach(() => stage.close());

  async function book(space: TestSpace, hours: number, kind: "single" | "group" = "single") {
    const start = FIRST.add({ hours });
    const created = await stage.create(API_CLIENT, {
      spaceId: space.id,
      start,
      end: start.add({ minutes: 30 }),
      requestedFor: stage.workplace.ada.id,
      kind,
    });
    assert.ok(created.ok, JSON.stringify(created));
    return created.value.view.reservation.id;
  }

  async function configure(space: TestSpace, columns: { active?: boolean; dry_run?: boolean }) {
    const { id } = await db()
      .updateTable("reservable_sync_configuration")
      .set(columns)
      .where("space_id", "=", space.id)
      .returning("id")
      .executeTakeFirstOrThrow();
    stage.forgetPlaces();
    return id;
  }

  async function exportOf(configurationId: string, cursor?: string): Promise<BulkStep> {
    const path = `/api/v1/admin/sync-configurations/${configurationId}/export`;
    const body = cursor === undefined ? {} : { cursor };
    const answer = await stage.send(admin(), "POST", path, { body });
    assert.equal(answer.status, 200, answer.text);
    return answer.body as BulkStep;
  }

  const events = () =>
    db()
      .selectFrom("sync_event")
      .select(["reservation_id", "type", "state", "priority", "policy_row", "dry_run"])
      .orderBy("id")
      .execute();
  const stateOf = async (id: string) =>
    (
      await db()
        .selectFrom("reservation")
        .select("state")
        .where("id", "=", id)
        .executeTakeFirstOrThrow()
    ).state;

  const childrenOf = (id: string) =>
    db()
      .selectFrom("reservation")
      .select(["id", "state"])
      .where("parent_id", "=", id)
      .orderBy("original_date")
      .execute();

  test("what was booked before the space was synced is written, oldest start first, as bulk work", async () => {
    const { oak } = stage.workplace;
    await configure(oak, { active: false });
    const later = await book(oak, 48);
    const sooner = await book(oak, 24);
    const id = await configure(oak, { active: true });
    assert.deepEqual(await exportOf(id), {
      enqueued: 2,
      refused: {},
      remaining: 0,
      next_cursor: null,
    });
    const common = { type: "create", state: "new", priority: 1, policy_row: "C1", dry_run: false };
    assert.deepEqual(await events(), [
      { ...common, reservation_id: sooner },
      { ...common, reservation_id: later },
    ]);
    assert.equal(await stateOf(sooner), "awaiting_confirmation");
    assert.equal((await exportOf(id)).enqueued, 0);
  });

  test("a series is written as one, and its room is asked for each date that is to come", async () => {
    const { oak } = stage.workplace;
    await configure(oak, { active: false });
    const start = FIRST.add({ hours: 24 });
    const made = await stage.create(API_CLIENT, {
      spaceId: oak.id,
      start,
      end: start.add({ minutes: 30 }),
      requestedFor: stage.workplace.ada.id,
      recurrence: {
        kind: "pattern",
        pattern: { type: "daily" },
        range: { type: "numbered", numberOfOccurrences: 3 },
      },
    });
    assert.ok(made.ok, JSON.stringify(made));
    const { id } = made.value.view.reservation;
    // Its first date is over by now, and another was given up.
    const [first, second, third] = await childrenOf(id);
    assert.ok(first && second && third);
    const over = { start_at: new Date("2026-01-05"), end_at: new Date("2026-01-06") };
    await db().updateTable("reservation").set(over).where("id", "in", [id, first.id]).execute();
    await db()
      .updateTable("reservation")
      .set({ state: "conflicted" })
      .where("id", "=", second.id)
      .execute();
    const configuration = await configure(oak, { active: true });
    assert.equal((await exportOf(configuration)).enqueued, 1);
    assert.deepEqual(
      (await events()).map((event) => [event.reservation_id, event.type, event.policy_row]),
      [[id, "create", "C1"]],
    );
    assert.equal(await stateOf(id), "awaiting_confirmation");
    assert.deepEqual(
      (await childrenOf(id)).map(({ state }) => state),
      ["confirmed", "conflicted", "awaiting_confirmation"],
    );
    assert.equal((await exportOf(configuration)).enqueued, 0);
  });

  test("in strict mode it is written to the delegated user's calendar, by rule C2", async () => {
    const { oak } = stage.workplace;
    await configure(oak, { active: false });
    await book(oak, 24);
    const id = await configure(oak, { active: true });
    await stage.setMode("strict");
    await exportOf(id);
    assert.deepEqual(
      (await stage.syncEvents()).map((event) => [
        event.policy_row,
        event.credential,
        event.mailbox,
      ]),
      [["C2", "delegated_user", "service@usher.example"]],
    );
  });

  test("what the rules refuse is counted by its code, and left as it is", async () => {
    const { oak } = stage.workplace;
    await configure(oak, { active: false });
    const group = await book(oak, 24, "group");
    await book(oak, 25);
    const id = await configure(oak, { active: true });
    await stage.setMode("personal");
    const step = await exportOf(id);
    assert.deepEqual([step.enqueued, step.refused], [1, { group_not_supported: 1 }]);
    assert.equal(await stateOf(group), "confirmed");
  });

  test("a dry run records once what would be sent, and nothing is asked of the room", async () => {
    const { oak } = stage.workplace;
    await configure(oak, { active: false });
    const id = await book(oak, 24);
    const configuration = await configure(oak, { active: true, dry_run: true });
    assert.equal((await exportOf(configuration)).enqueued, 1);
    assert.deepEqual(
      (await events()).map((event) => [event.state, event.dry_run]),
      [["new", true]],
    );
    assert.equal(await stateOf(id), "confirmed");
    await db().updateTable("sync_event").set({ state: "not_sent" }).execute();
    assert.equal((await exportOf(configuration)).enqueued, 0);
    await configure(oak, { dry_run: false });
    assert.equal((await exportOf(configuration)).enqueued, 1);
    assert.equal(await stateOf(id), "awaiting_confirmation");
  });

  test("what is over, cancelled, or on its way already is not exported", async () => {
    const { oak } = stage.workplace;
    await book(oak, 24);
    const cancelled = await book(oak, 26);
    const cancel = `/api/v1/reservations/${cancelled}/cancel`;
    assert.equal((await stage.send(admin(), "POST", cancel, { body: {} })).status, 200);
    const id = await configure(oak, { active: true });
    const before = await events();
    assert.equal((await exportOf(id)).enqueued, 0);
    assert.deepEqual(await events(), before);
  });

  test("a space that is not synced is refused", async () => {
    const id = await configure(stage.workplace.oak, { active: false });
    const path = `/api/v1/admin/sync-configurations/${id}/export`;
    const { status, body } = await stage.send(admin(), "POST", path, { body: {} });
    assert.deepEqual([status, body["code"]], [409, "not_synced"]);
  });

  async function giveUp(id: string, code: string): Promise<void> {
    await db()
      .updateTable("sync_event")
      .set({ state: "error", reason_code: code, processed_at: new Date() })
      .where("reservation_id", "=", id)
      .execute();
    await db()
      .updateTable("reservation")
      .set({ state: "conflicted", reason_code: code, reason: "It was given up." })
      .where("id", "=", id)
      .execute();
    await db().deleteFrom("space_hold").where("reservation_id", "=", id).execute();
  }

  const sendAgain = async (body: object): Promise<BulkStep> => {
    const path = "/api/v1/admin/sync-events/send-again";
    const answer = await stage.send(admin(), "POST", path, { body });
    assert.equal(answer.status, 200, answer.text);
    return answer.body as BulkStep;
  };

  test("after an outage everything of one cause is sent again, oldest promises first", async () => {
    const { oak, elm } = stage.workplace;
    const later = await book(oak, 48);
    const sooner = await book(elm, 24);
    const other = await book(oak, 72);
    await giveUp(later, "calendar_unreachable");
    await giveUp(sooner, "calendar_unreachable");
    await giveUp(other, "calendar_refused");
    const step = await sendAgain({ reason_code: "calendar_unreachable" });
    assert.deepEqual(step, { enqueued: 2, refused: {}, remaining: 0, next_cursor: null });
    const due = await db()
      .selectFrom("sync_event")
      .select(["reservation_id", "priority"])
      .where("state", "=", "new")
      .orderBy("due_at")
      .execute();
    assert.deepEqual(due, [
      { reservation_id: sooner, priority: 1 },
      { reservation_id: later, priority: 1 },
    ]);
    assert.equal(await stateOf(sooner), "awaiting_confirmation");
    assert.equal(await stateOf(other), "conflicted");
  });

  test("a space that somebody else has by now is counted, and does not stop the others", async () => {
    const { oak } = stage.workplace;
    const lost = await book(oak, 24);
    const kept = await book(oak, 48);
    for (const id of [lost, kept]) await giveUp(id, "calendar_unreachable");
    await book(oak, 24);
    const step = await sendAgain({});
    assert.deepEqual([step.enqueued, step.refused], [1, { space_taken: 1 }]);
    assert.equal(await stateOf(kept), "awaiting_confirmation");
  });

  test("meetings that are over are not written any more", async () => {
    const id = await book(stage.workplace.oak, 24);
    await giveUp(id, "calendar_unreachable");
    await db()
      .updateTable("reservation")
      .set({
        start_at: new Date(Date.now() - 7_200_000),
        end_at: new Date(Date.now() - 3_600_000),
      })
      .where("id", "=", id)
      .execute();
    assert.equal((await sendAgain({})).enqueued, 0);
  });

  test("a cursor that is not ours is refused", async () => {
    const path = "/api/v1/admin/sync-events/send-again";
    const { status, body } = await stage.send(admin(), "POST", path, { body: { cursor: "x" } });
    assert.deepEqual([status, body["code"]], [400, "invalid_cursor"]);
  });
});
