import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { checkIn } from "../../src/app/reservations/life/check-in.ts";
import { checkOut } from "../../src/app/reservations/life/check-out.ts";
import { releaseNoShows } from "../../src/app/reservations/life/release-no-shows.ts";
import type { IntegrationMode } from "../../src/core/integration-rules/question.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { askForCheckIn, setBegun } from "../application/life-stage.ts";
import { startTenant, type Tenant } from "../identity/identity-stage.ts";
import { begunInOutlook } from "./begun-in-outlook.ts";
import { type InboundStage, openInboundStage } from "./inbound-stage.ts";
import { EMPLOYEE, ROOMS, SERVICE } from "./organisation.ts";
import { loseCopies } from "./reconcile-stage.ts";
import { calendarOf, openSyncStage, type SyncStage, until } from "./sync-stage.ts";

let tenant: Tenant;
before(async () => {
  tenant = await startTenant();
  tenant.consentForEverybody();
});
after(() => tenant.close());

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

const release = (stage: SyncStage) => releaseNoShows({ ...stage.deps, log: SILENT });

const roomsAnswer = () =>
  calendarOf(tenant, EMPLOYEE)[0]?.attendees.find(({ address }) => address === ROOMS.wren)?.status
    .response;

describeOnEachDatabase("a no-show of a meeting made here", (database) => {
  let stage: SyncStage;
  afterEach(() => stage.close());

  async function bookAndMiss(mode: IntegrationMode): Promise<string> {
    stage = await openSyncStage(database(), tenant, { mode });
    await askForCheckIn(database());
    if (mode !== "normal") await stage.connect(SERVICE, "delegated_user");
    if (mode === "personal") await stage.connect(EMPLOYEE, "personal");
    stage.runLanes();
    const id = await stage.book();
    await until(
      "the room confirms",
      async () => (await stage.reservation(id)).state === "confirmed",
    );
    // Half an hour long: over, if it is not released in time.
    await database().pool.query(
      "update reservation set end_at = end_at + interval '1 hour' where id = $1",
      [id],
    );
    await setBegun(database(), id, 31);
    assert.equal(await release(stage), 1);
    return id;
  }

  for (const mode of ["normal", "strict"] as const) {
    test(`is cancelled in ${mode} mode in the calendar that holds it`, async () => {
      const id = await bookAndMiss(mode);
      await until("the room's calendar is free", () => calendarOf(tenant, ROOMS.wren).length === 0);
      assert.deepEqual(calendarOf(tenant, EMPLOYEE), []);
      assert.deepEqual(calendarOf(tenant, SERVICE), []);
      const { state, reason_code: reasonCode } = await stage.reservation(id);
      assert.deepEqual([state, reasonCode], ["no_show", "nobody_checked_in"]);
    });
  }

  test("is let go by its room in personal mode, where the system may not write for the person", async () => {
    const id = await bookAndMiss("personal");
    await until("the room's calendar is free", () => calendarOf(tenant, ROOMS.wren).length === 0);
    assert.equal(calendarOf(tenant, EMPLOYEE).length, 1, "the meeting itself stays");
    await until("the organizer is told", () => roomsAnswer() === "declined");
    const events = await until("it is recorded", async () => {
      const all = await stage.events(id);
      return all.every(({ state }) => state === "processed") && all;
    });
    assert.equal(events.at(-1)?.type, "cancel");
    assert.deepEqual(events.at(-1)?.response, { declines: [{ was_present: true }] });
  });

  async function bookAndComeIn(minutesAgo = 10): Promise<string> {
    stage = await openSyncStage(database(), tenant);
    await askForCheckIn(database());
    stage.runLanes();
    const id = await stage.book();
    await until(
      "the room confirms",
      async () => (await stage.reservation(id)).state === "confirmed",
    );
    await setBegun(database(), id, minutesAgo);
    assert.ok((await checkIn(stage.deps, stage.actor(EMPLOYEE), { id })).ok);
    return id;
  }

  test("is not one once somebody has been there, and leaving early shortens the meeting", async () => {
    const id = await bookAndComeIn();
    assert.equal(await release(stage), 0);
    const left = await checkOut(stage.deps, stage.actor(EMPLOYEE), { id });
    assert.ok(left.ok);
    const endMs = left.value.reservation.endAt.getTime();
    await until("the room's calendar shows it", () => {
      const [copy] = calendarOf(tenant, ROOMS.wren);
      return copy !== undefined && copy.endMs === endMs;
    });
    assert.equal((await stage.reservation(id)).state, "completed");
  });

  test("is not one either where it is left within its first minute, which frees the room at once", async () => {
    // That it has begun this minute must still be so when it is left.
    const id = await bookAndComeIn(-1);
    const { start_at: startAt } = await stage.reservation(id);
    const now = Temporal.Instant.fromEpochMilliseconds(startAt.getTime() + 20_000);
    const left = await checkOut({ ...stage.deps, now: () => now }, stage.actor(EMPLOYEE), { id });
    assert.ok(left.ok);
    await until("the room's calendar is free", () => calendarOf(tenant, ROOMS.wren).length === 0);
    assert.deepEqual(calendarOf(tenant, EMPLOYEE), []);
    const { state, reason_code: reasonCode } = await stage.reservation(id);
    assert.deepEqual([state, reasonCode], ["cancelled", "ended_at_once"]);
  });

  test("is not one where the meeting was removed in Outlook, and leaving tells nobody anything", async () => {
    const id = await bookAndComeIn();
    loseCopies(tenant, EMPLOYEE);
    assert.ok((await checkOut(stage.deps, stage.actor(EMPLOYEE), { id })).ok);
    const sent = () => stage.events(id);
    await until("it is told", async () => (await sent()).every(({ state }) => state !== "new"));
    await until("it has come to its end", async () =>
      (await sent()).every(({ state }) => state !== "processing"),
    );
    assert.deepEqual(
      (await sent()).map(({ type, state }) => [type, state]),
      [
        ["create", "processed"],
        ["update", "processed"],
      ],
    );
    const { state, sync_state: syncState, reason_code: code } = await stage.reservation(id);
    assert.deepEqual([state, syncState, code], ["completed", "synchronized", null]);
  });
});

describeOnEachDatabase("a no-show of a meeting made in Outlook", (database) => {
  let stage: InboundStage;
  afterEach(() => stage.close());

  for (const mode of ["normal", "strict", "personal"] as const) {
    test(`is let go by its room in ${mode} mode, the meeting stays, and it is not taken in again`, async () => {
      stage = await openInboundStage(database(), tenant, mode);
      await askForCheckIn(database());
      const taken = await begunInOutlook(stage);
      assert.equal(await release(stage), 0, "it has been known for a moment only");
      await database().pool.query(
        "update reservation set standing_since = now() - interval '31 minutes'",
      );
      assert.equal(await release(stage), 1);
      // The room still has it until it is told.
      await stage.read("wren", true);
      assert.deepEqual(
        (await stage.reservations()).map(({ id, state }) => [id, state]),
        [[taken.id, "no_show"]],
      );
      stage.runLanes();
      await until("the room's calendar is free", () => calendarOf(tenant, ROOMS.wren).length === 0);
      await until("the organizer is told", () => roomsAnswer() === "declined");
      await until("it is recorded", async () =>
        (await stage.events(taken.id)).every(({ state }) => state === "processed"),
      );
      await stage.read("wren", true);
      const [only, ...others] = await stage.reservations();
      assert.deepEqual(
        [only?.state, only?.reasonCode, others],
        ["no_show", "nobody_checked_in", []],
      );
      assert.deepEqual(await stage.holdsOf("wren"), []);
    });
  }
});
