import assert from "node:assert/strict";
import { test } from "node:test";
import type { Updateable } from "kysely";
import type { PersonActor } from "../../app/people/actor.ts";
import { createHealthCounters } from "../../app/health/health-counters.ts";
import type { HealthNotice } from "../../core/health/notices.ts";
import type { RoomSyncRow } from "../sync-rows.ts";
import { buildPerson, buildSpace, buildSyncConfiguration } from "../testing/build-rows.ts";
import { buildProvider, buildReservation } from "../testing/build-rows.ts";
import { describeOnEachDatabase } from "../testing/test-database.ts";
import { createHealthCountStore } from "./health-count-store.ts";
import { createHealthReader } from "./health-reader.ts";
import { createNoticeStore } from "./notice-store.ts";

const NOTICE: HealthNotice = {
  code: "room_unreadable",
  severity: "error",
  subjectKind: "room",
  subjectId: "c1",
  subjectName: "Wren",
  sentence: "It has not been read.",
  remedy: "Give access.",
  count: 1,
};
const OTHER: HealthNotice = { ...NOTICE, subjectId: "c2", severity: "warning" };

describeOnEachDatabase("the stores of health", (database) => {
  const notices = () => createNoticeStore(database().kysely);
  const reader = () => createHealthReader(database().kysely);
  const counts = () => createHealthCountStore(database().kysely);
  const open = () => notices().list({ isResolved: false, limit: 100 });

  async function syncedRoom(name = "Wren") {
    const db = database().kysely;
    const space = await buildSpace(db, { name });
    const provider = await buildProvider(db, { client_secret_sealed: Buffer.from("sealed") });
    const configuration = await buildSyncConfiguration(db, {
      space_id: space.id,
      provider_id: provider.id,
      updated_at: new Date(Date.now() - 3_600_000),
    });
    await db
      .updateTable("calendar_provider")
      .set({ updated_at: new Date(Date.now() - 3_600_000) })
      .execute();
    return { space, provider, configuration };
  }

  async function syncEvent(columns: {
    readonly state: string;
    readonly priority?: number;
    readonly reason_code?: string;
    readonly minutesAgo?: number;
    readonly mailbox?: string;
    readonly credential_person_id?: string;
  }) {
    const { space, provider } = await syncedRoom();
    const startAt = new Date(Date.now() + 3_600_000);
    const { id } = await buildReservation(database().kysely, {
      space_id: space.id,
      start_at: startAt,
      end_at: new Date(startAt.getTime() + 1_800_000),
    });
    const { minutesAgo = 0, mailbox = "ada@example.org", ...rest } = columns;
    const at = new Date(Date.now() - minutesAgo * 60_000);
    await database()
      .kysely.insertInto("sync_event")
      .values({
        ...rest,
        reservation_id: id,
        provider_id: provider.id,
        type: "create",
        policy_row: "C1",
        mailbox,
        sync_mailbox: "user",
        credential: "application",
        channel: "portal",
        due_at: at,
        created_at: at,
        ...(["error", "processed"].includes(columns.state) && { processed_at: at }),
      })
      .execute();
  }

  test("a notice is raised once, seen again, and resolved when its cause is gone", async () => {
    assert.deepEqual(await notices().apply([NOTICE]), { raised: 1, resolved: 0 });
    const [first] = await open();
    assert.deepEqual(await notices().apply([{ ...NOTICE, count: 4 }, OTHER]), {
      raised: 1,
      resolved: 0,
    });
    const [again, other] = await open();
    assert.equal(again?.id, first?.id);
    assert.equal(again?.count, 4);
    assert.deepEqual(again?.since, first?.since);
    assert.equal(other?.subjectId, "c2");
    assert.deepEqual(await notices().apply([OTHER]), { raised: 0, resolved: 1 });
    assert.deepEqual(
      (await open()).map(({ subjectId }) => subjectId),
      ["c2"],
    );
    const [resolved] = await notices().list({ isResolved: true, limit: 10 });
    assert.ok(resolved?.resolvedAt);
  });

  test("what comes back after it was resolved is a notice anew", async () => {
    await notices().apply([NOTICE]);
    await notices().apply([]);
    assert.deepEqual(await notices().apply([NOTICE]), { raised: 1, resolved: 0 });
  });

  test("acknowledging names who did, once, in the audit too, and leaves the notice open", async () => {
    const person = await buildPerson(database().kysely);
    const actor: PersonActor = {
      kind: "person",
      personId: person.id,
      roles: ["admin"],
      channel: "portal",
    };
    await notices().apply([NOTICE]);
    const [notice] = await open();
    assert.ok(notice);
    for (let time = 0; time < 2; time += 1) {
      const acknowledged = await notices().acknowledge(notice.id, actor);
      assert.equal(acknowledged?.acknowledgedBy, person.displayName);
    }
    assert.equal((await open()).length, 1);
    const audit = await database().kysely.selectFrom("audit_entry").select("action").execute();
    assert.deepEqual(audit, [{ action: "notice_acknowledged" }]);
    assert.equal(await notices().acknowledge("00000000-0000-4000-8000-000000000000", actor), null);
  });

  test("counts of several processes add up, and what failed to be written is kept", async () => {
    const [one, two] = [createHealthCounters(counts()), createHealthCounters(counts())];
    one.count("sync_event_settled", "create written");
    one.count("sync_event_settled", "create written");
    two.count("sync_event_settled", "create written", 3);
    two.count("change_lag", "2");
    let fails = true;
    const broken = createHealthCounters({
      add: (counted) => (fails ? Promise.reject(new Error("away")) : counts().add(counted)),
    });
    broken.count("changes_taken_in", "", 7);
    await assert.rejects(broken.flush(), /away/);
    fails = false;
    await Promise.all([one.flush(), two.flush(), broken.flush()]);
    await one.flush();
    const report = await reader().report();
    assert.deepEqual(report.settled, [{ type: "create", outcome: "written", count: 5 }]);
    assert.equal(report.lag.find(({ boundSeconds }) => boundSeconds === 2)?.count, 1);
    assert.equal(report.changesTakenIn, 7);
  });

  test("counts that are folded away stay in the totals", async () => {
    await counts().add([{ name: "sync_event_settled", label: "create written", by: 5 }]);
    const old = new Date(Date.now() - 40 * 86_400_000);
    for (const label of ["create written", "update written"]) {
      await database()
        .kysely.insertInto("health_count")
        .values({ name: "sync_event_settled", hour: old, label, count: "10" })
        .execute();
    }
    assert.equal(await counts().foldOld(), 2);
    assert.equal(await counts().foldOld(), 0);
    assert.deepEqual((await reader().totals()).settled, [
      { label: "create written", count: 15 },
      { label: "update written", count: 10 },
    ]);
    assert.equal((await reader().report()).settled[0]?.count, 5);
  });

  test("counts of days gone by are kept by the day, and told as before", async () => {
    const dayMs = 86_400_000;
    const today = Math.floor(Date.now() / dayMs) * dayMs;
    const daysAgo = [29, 5, 5, 0];
    for (const [at, days] of daysAgo.entries()) {
      await database()
        .kysely.insertInto("health_count")
        .values({
          name: "drift_found",
          hour: new Date(today - days * dayMs + at * 3_600_000 * (days === 0 ? 0 : 1)),
          label: "moved",
          count: "10",
        })
        .execute();
    }
    const told = async () => (await reader().report()).drift[0]?.foundLast30Days;
    assert.equal(await told(), 40);
    await counts().foldOld();
    const rows = await database()
      .kysely.selectFrom("health_count")
      .select(["hour", "count"])
      .orderBy("hour")
      .execute();
    assert.deepEqual(
      rows.map(({ hour, count }) => [(today - hour.getTime()) / dayMs, Number(count)]),
      [
        [29, 10],
        [5, 20],
        [0, 10],
      ],
    );
    assert.equal(await told(), 40);
  });

  test("the report tells the queue by state and priority, and what has waited longest", async () => {
    await syncEvent({ state: "new", minutesAgo: 20 });
    await syncEvent({ state: "new", priority: 1 });
    await syncEvent({ state: "waiting_for_token" });
    await syncEvent({ state: "processed" });
    const report = await reader().report();
    assert.deepEqual(
      report.queue.map(({ state, priority, count }) => [state, priority, count]),
      [
        ["new", 0, 1],
        ["new", 1, 1],
        ["waiting_for_token", 0, 1],
      ],
    );
    const waitedMs = Date.now() - (report.oldestWaiting?.createdAt.getTime() ?? 0);
    assert.ok(waitedMs > 19 * 60_000);
  });

  test("errors are told by cause, of a day and of 30 days, and what is older is not", async () => {
    await syncEvent({ state: "error", reason_code: "calendar_refused", minutesAgo: 5 });
    await syncEvent({ state: "error", reason_code: "calendar_refused", minutesAgo: 3 * 24 * 60 });
    await syncEvent({ state: "error", reason_code: "calendar_refused", minutesAgo: 40 * 24 * 60 });
    assert.deepEqual((await reader().report()).errors, [
      { reasonCode: "calendar_refused", lastDay: 1, last30Days: 2 },
    ]);
  });

  test("mailboxes are told that Exchange asked to leave alone, not those that it did once", async () => {
    await database()
      .kysely.insertInto("mailbox_lane")
      .values([
        { mailbox: "now@example.org", throttled_until: new Date(Date.now() + 60_000) },
        { mailbox: "once@example.org", throttled_until: new Date(Date.now() - 60_000) },
      ])
      .execute();
    const { mailboxes } = await reader().report();
    assert.deepEqual(
      mailboxes.map(({ mailbox, callsUnderWay }) => [mailbox, callsUnderWay]),
      [["now@example.org", 0]],
    );
  });

  test("rooms are told by their source, those that are not well first", async () => {
    const well = await syncedRoom("Wren");
    const failing = await syncedRoom("Kestrel");
    const set = (id: string, columns: Updateable<RoomSyncRow>) =>
      database()
        .kysely.updateTable("room_sync")
        .set(columns)
        .where("configuration_id", "=", id)
        .execute();
    const at = new Date();
    const read = { last_read_at: at, last_full_read_at: at };
    await set(well.configuration.id, { source: "subscription", state: "active", ...read });
    await set(failing.configuration.id, { state: "failing", reason: "Denied." });
    const { rooms } = await reader().report();
    assert.deepEqual([rooms.count, rooms.readWhole], [2, 1]);
    assert.deepEqual(
      rooms.worst.map(({ spaceName, state }) => [spaceName, state]),
      [
        ["Kestrel", "failing"],
        ["Wren", "active"],
      ],
    );
  });

  test("the facts name rooms that are not read, people who are waited for, and errors", async () => {
    const { configuration } = await syncedRoom();
    const person = await buildPerson(database().kysely);
    await syncEvent({
      state: "waiting_for_token",
      credential_person_id: person.id,
      minutesAgo: 1500,
    });
    await syncEvent({ state: "new", minutesAgo: 20 });
    await syncEvent({
      state: "error",
      reason_code: "calendar_mailbox_missing",
      mailbox: "gone@example.org",
    });
    const facts = await reader().facts("normal");
    assert.ok(facts.rooms.some(({ configurationId }) => configurationId === configuration.id));
    const room = facts.rooms.find(({ configurationId }) => configurationId === configuration.id);
    assert.ok((room?.unreadForSeconds ?? 0) > 3500);
    assert.deepEqual(facts.missingMailboxes, [{ mailbox: "gone@example.org", count: 1 }]);
    assert.deepEqual(facts.errors, []);
    assert.equal(facts.queue.overdueCount, 1);
    assert.ok((facts.queue.overdueForSeconds ?? 0) > 1100);
    assert.equal(facts.queue.waitingForPeopleCount, 1);
    assert.equal(facts.providers[0]?.application.state, "connected");
  });
});
