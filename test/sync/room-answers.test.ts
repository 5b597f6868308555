import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { ROOM_PROCESSING_DEFAULTS } from "../../simulator/rooms/room-processing.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { startTenant, type Tenant } from "../identity/identity-stage.ts";
import { EMPLOYEE, ROOMS } from "./organisation.ts";
import { calendarOf, openSyncStage, slot, type SyncStage, until } from "./sync-stage.ts";

let tenant: Tenant;
before(async () => {
  tenant = await startTenant();
  tenant.consentForEverybody();
});
after(() => tenant.close());

const LIMIT_MS = 4000;

describeOnEachDatabase("the room's answer", (database) => {
  let stage: SyncStage;
  beforeEach(async () => {
    Object.assign(processing(), structuredClone(ROOM_PROCESSING_DEFAULTS));
    stage = await openSyncStage(database(), tenant);
    stage.runLanes();
  });
  afterEach(() => stage.close());

  const processing = () => tenant.user(ROOMS.wren).room?.processing ?? assert.fail("no room");
  const settings = () => tenant.simulator.world.settings;
  const inState = (id: string, state: string, deadlineMs?: number) =>
    until(
      `the reservation is ${state}`,
      async () => (await stage.reservation(id)).state === state,
      deadlineMs,
    );
  const version = async (id: string) => (await stage.reservation(id)).version;

  test("a declined room leaves the organizer's meeting standing and frees the space", async () => {
    processing().maximumDurationInMinutes = 10;
    const id = await stage.book();
    await inState(id, "conflicted");
    const reservation = await stage.reservation(id);
    assert.equal(reservation.reason_code, "room_declined");
    assert.equal(reservation.version, 2);
    assert.equal(await stage.holds(id), 0);
    assert.equal(calendarOf(tenant, EMPLOYEE).length, 1);
  });

  test("a conflicted reservation takes another room, which is asked and accepts", async () => {
    processing().maximumDurationInMinutes = 10;
    const id = await stage.book();
    await inState(id, "conflicted");
    await stage.change(id, { spaceId: stage.spaceId("robin") });
    await inState(id, "confirmed");
    assert.equal(await stage.holds(id), 1);
    assert.equal((await stage.reservation(id)).reason_code, null);
    assert.equal(calendarOf(tenant, ROOMS.robin).length, 1);
    assert.equal(calendarOf(tenant, ROOMS.wren).length, 0);
  });

  test("a room that stays silent makes the reservation conflicted, with the reason", async () => {
    stage.limits.roomAnswerMs = LIMIT_MS;
    // A room decides on one request after the other, so this one is left to its silence.
    settings().roomDecisionDelayMs = [600_000, 600_000];
    const id = await stage.book({ room: "swift" });
    await inState(id, "conflicted");
    const { reason_code: code, reason } = await stage.reservation(id);
    assert.equal(code, "room_did_not_answer");
    assert.match(reason ?? "", /swift was asked twice .* 4 seconds/);
    assert.equal(await stage.holds(id), 0);
  });

  test("a room that does not come to it is invited again, and accepts", async () => {
    stage.limits.roomAnswerMs = LIMIT_MS;
    settings().roomDecisionDelayMs = [LIMIT_MS + 1000, LIMIT_MS + 1000];
    const id = await stage.book();
    await until("the room has been asked", () => calendarOf(tenant, ROOMS.wren).length === 1);
    settings().roomDecisionDelayMs = [50, 150];
    await inState(id, "confirmed");
    assert.deepEqual(
      (await stage.events(id)).map(({ type, state }) => [type, state]),
      [
        ["create", "processed"],
        ["update", "processed"],
      ],
    );
    assert.equal(calendarOf(tenant, EMPLOYEE).length, 1);
    assert.equal(calendarOf(tenant, ROOMS.wren).length, 1);
  });

  test("an answer that never reached the organizer is read in the room's own calendar", async () => {
    stage.limits.roomAnswerMs = LIMIT_MS / 2;
    settings().roomDecisionDelayMs = [600_000, 600_000];
    await database().pool.query(
      `insert into room_sync (configuration_id, state, credential)
       select id, 'active', 'application' from reservable_sync_configuration
       on conflict (configuration_id) do update set credential = 'application'`,
    );
    // The room that is left to its silence in another test, too.
    const id = await stage.book({ room: "swift" });
    const copy = await until("the room has it", () => calendarOf(tenant, ROOMS.swift)[0]);
    tenant.simulator.world.mailboxes.of(tenant.user(ROOMS.swift).id).put({
      ...copy,
      pending: null,
      myResponse: { response: "accepted", timeMs: Date.now() },
    });
    await inState(id, "confirmed");
    assert.equal((await stage.events(id)).length, 1);
  });

  test("a room whose people have to agree is awaited as an approval", async () => {
    Object.assign(processing(), { allBookInPolicy: false, allRequestInPolicy: true });
    const id = await stage.book();
    await inState(id, "awaiting_approval");
    const awaiting = await stage.reservation(id);
    assert.equal(awaiting.reason_code, "room_awaits_approval");
    assert.equal(awaiting.external_approval, "awaiting_approval");
    assert.equal(await stage.holds(id), 1);
  });

  test("a meeting that is removed in Outlook meanwhile makes the reservation conflicted", async () => {
    settings().roomDecisionDelayMs = [600_000, 600_000];
    const id = await stage.book({ room: "swift" });
    const meeting = await until("it is there", () => calendarOf(tenant, EMPLOYEE)[0]);
    tenant.simulator.world.mailboxes.of(tenant.user(EMPLOYEE).id).remove(meeting.key);
    await inState(id, "conflicted");
    assert.equal((await stage.reservation(id)).reason_code, "meeting_removed");
  });

  test("a new time is confirmed by a new answer where Exchange resets the old one", async () => {
    const id = await stage.book();
    await inState(id, "confirmed");
    await stage.change(id, slot(48));
    assert.equal((await stage.reservation(id)).state, "awaiting_confirmation");
    await inState(id, "confirmed");
    assert.equal(calendarOf(tenant, ROOMS.wren)[0]?.startMs, slot(48).start.epochMilliseconds);
  });

  test("a new time that the room declines is not taken for accepted by its old answer", async () => {
    const id = await stage.book();
    await inState(id, "confirmed");
    const confirmedAs = await version(id);
    processing().maximumDurationInMinutes = 40;
    const { start } = slot(48);
    await stage.change(id, { start, end: start.add({ hours: 1 }) });
    await inState(id, "conflicted");
    assert.equal(await version(id), confirmedAs + 2);
  });

  test("an answer from before the change counts at the limit where Exchange never asks anew", async () => {
    const id = await stage.book();
    await inState(id, "confirmed");
    settings().rescheduleResetsResponses = false;
    stage.limits.roomAnswerMs = LIMIT_MS;
    await stage.change(id, slot(48));
    await until(
      "the change is there",
      async () => (await stage.events(id))[1]?.state === "processed",
    );
    const writtenAtMs = performance.now();
    await inState(id, "confirmed");
    assert.ok(performance.now() - writtenAtMs > LIMIT_MS / 2);
  });

  test("a change of the subject keeps the room's answer", async () => {
    const id = await stage.book();
    await inState(id, "confirmed");
    await stage.change(id, { subject: "Another subject" });
    await until(
      "the change is there",
      async () => (await stage.events(id))[1]?.state === "processed",
    );
    assert.equal((await stage.reservation(id)).state, "confirmed");
  });

  test("answers are read in batches, with one call at a time", async () => {
    settings().serviceTimeMs = 20;
    settings().roomDecisionDelayMs = [1500, 1600];
    const ids = await Promise.all(Array.from({ length: 30 }, (_, n) => stage.book(slot(30 + n))));
    for (const id of ids) await inState(id, "confirmed", 60_000);
    const entries = tenant.simulator.world.journal.entries();
    assert.ok(entries.some(({ inBatch }) => inBatch));
    assert.ok(Math.max(...entries.map(({ concurrent }) => concurrent)) <= 4);
    assert.deepEqual(
      entries.filter(({ status }) => status === 429),
      [],
    );
  });
});
