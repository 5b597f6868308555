import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { ROOM_PROCESSING_DEFAULTS } from "../../simulator/rooms/room-processing.ts";
import type { CreateRequest } from "../../src/app/reservations/create-request.ts";
import { createLifeStore } from "../../src/store/life/life-store.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { setBegun } from "../application/life-stage.ts";
import { startTenant, type Tenant } from "../identity/identity-stage.ts";
import { COLLEAGUE, EMPLOYEE, ROOMS } from "./organisation.ts";
import { calendarOf, openSyncStage, slot, type SyncStage, until } from "./sync-stage.ts";

let tenant: Tenant;
before(async () => {
  tenant = await startTenant();
  tenant.consentForEverybody();
});
after(() => tenant.close());

const DAILY: CreateRequest["recurrence"] = {
  kind: "pattern",
  pattern: { type: "daily" },
  range: { type: "numbered", numberOfOccurrences: 5 },
};

describeOnEachDatabase("what a room answers to a series", (database) => {
  let stage: SyncStage;
  beforeEach(async () => {
    Object.assign(processing(), structuredClone(ROOM_PROCESSING_DEFAULTS));
    stage = await openSyncStage(database(), tenant);
    stage.runLanes();
  });
  afterEach(() => stage.close());

  const processing = () => tenant.user(ROOMS.wren).room?.processing ?? assert.fail("no room");
  const settings = () => tenant.simulator.world.settings;
  const states = async (id: string) => (await stage.occurrences(id)).map(({ state }) => state);
  const questions = async () =>
    (await database().pool.query("select reservation_id from room_confirmation")).rows;
  const untilNothingAwaited = (id: string) =>
    until("the room has answered", async () => {
      const all = await states(id);
      return !all.includes("awaiting_confirmation") && all;
    });

  /** Somebody's own meeting in the room, that Usher does not know of. */
  const takeInOutlook = async (hours: number) => {
    const { start, end } = slot(hours);
    const token = await stage.applicationToken();
    const at = (instant: typeof start) => ({
      dateTime: instant.toString().replace("Z", ""),
      timeZone: "UTC",
    });
    const made = await fetch(`${tenant.simulator.httpsUrl}/v1.0/users/${COLLEAGUE}/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({
        subject: "Here first",
        start: at(start),
        end: at(end),
        attendees: [{ type: "resource", emailAddress: { address: ROOMS.wren } }],
      }),
    });
    assert.equal(made.status, 201);
    await until("the room has accepted it", () =>
      calendarOf(tenant, ROOMS.wren).some(({ myResponse }) => myResponse.response === "accepted"),
    );
  };

  /** What somebody does in Outlook to the second date of their series. */
  const changeSecond = async (eventId: string, method: string, action: string, body: object) => {
    const events = `${tenant.simulator.httpsUrl}/v1.0/users/${EMPLOYEE}/events`;
    const headers = {
      authorization: `Bearer ${await stage.applicationToken()}`,
      "content-type": "application/json",
    };
    const { start } = slot(48);
    const range = `startDateTime=${start.toString()}&endDateTime=${start.add({ hours: 1 }).toString()}`;
    const path = `${events}/${encodeURIComponent(eventId)}/instances?${range}`;
    const answer: unknown = await (await fetch(path, { headers })).json();
    const { value } = answer as { readonly value: readonly { readonly id: string }[] };
    const target = `${events}/${encodeURIComponent(value[0]?.id ?? "")}${action}`;
    const changed = await fetch(target, { method, headers, body: JSON.stringify(body) });
    assert.ok(changed.ok, String(changed.status));
  };
  /** Two hours in place of one. */
  const makeLonger = (eventId: string) => {
    const end = slot(48).start.add({ hours: 2 }).toString().replace("Z", "");
    return changeSecond(eventId, "PATCH", "", { end: { dateTime: end, timeZone: "UTC" } });
  };

  test("declines of single dates are those dates' alone", async () => {
    Object.assign(processing(), { conflictPercentageAllowed: 50, maximumConflictInstances: 2 });
    await takeInOutlook(24 + 48);
    const id = await stage.book({ recurrence: DAILY });
    assert.deepEqual(await untilNothingAwaited(id), [
      "confirmed",
      "confirmed",
      "conflicted",
      "confirmed",
      "confirmed",
    ]);
    const [, , lost] = await stage.occurrences(id);
    assert.equal(lost?.reason_code, "room_declined");
    assert.equal(await stage.holds(lost.id), 0);
    assert.equal((await stage.reservation(id)).state, "confirmed");
    // Another room is the way out, for this date alone.
    await stage.change(lost.id, { spaceId: stage.spaceId("robin") });
    await until(
      "the other room has it",
      async () => (await stage.reservation(lost.id)).state === "confirmed",
    );
    assert.equal(calendarOf(tenant, EMPLOYEE).length, 1, "it is still one series");
    assert.equal(calendarOf(tenant, ROOMS.robin).length, 1);
  });

  test("a declined series is lost whole, and frees the space", async () => {
    await takeInOutlook(24 + 48);
    const id = await stage.book({ recurrence: DAILY });
    assert.deepEqual(await untilNothingAwaited(id), Array(5).fill("conflicted"));
    const row = await stage.reservation(id);
    assert.equal(row.state, "conflicted");
    const { rows } = await database().pool.query("select 1 from space_hold");
    assert.equal(rows.length, 0);
    assert.equal(calendarOf(tenant, EMPLOYEE).length, 1, "nothing is deleted");
  });

  test("a series whose room stays silent is asked twice, and then lost", async () => {
    stage.limits.roomAnswerMs = 2000;
    settings().roomDecisionDelayMs = [600_000, 600_000];
    const id = await stage.book({ recurrence: DAILY, room: "swift" });
    assert.deepEqual(await untilNothingAwaited(id), Array(5).fill("conflicted"));
    const [first] = await stage.occurrences(id);
    assert.equal(first?.reason_code, "room_did_not_answer");
    assert.deepEqual(
      (await stage.events(id)).map(({ type }) => type),
      ["create", "update"],
    );
  });

  test("a date that grows in Outlook while its room is silent is asked about again, in its room", async () => {
    stage.limits.roomAnswerMs = 2000;
    settings().roomDecisionDelayMs = [0, 0];
    const id = await stage.book({ recurrence: DAILY });
    const eventId = await until("it is written, and the room has accepted", async () => {
      const [copy] = calendarOf(tenant, ROOMS.wren);
      const { calendar_event_id: made } = await stage.reservation(id);
      return copy?.myResponse.response === "accepted" && made;
    });
    settings().roomDecisionDelayMs = [3000, 3000];
    await makeLonger(eventId);
    await until("it is written again", async () => {
      const written = (await stage.events(id)).filter(({ state }) => state === "processed");
      return written.length === 2;
    });
    const [grown] = Object.values(calendarOf(tenant, EMPLOYEE)[0]?.series?.exceptions ?? {});
    assert.equal((grown?.endMs ?? 0) - (grown?.startMs ?? 0), 7_200_000);
    const invited = grown?.attendees?.map(({ address }) => address);
    assert.ok(invited === undefined || invited.includes(ROOMS.wren), String(invited));
  });

  test("a date that is taken out in Outlook before its room answers is not confirmed with the others", async () => {
    settings().roomDecisionDelayMs = [600_000, 600_000];
    const id = await stage.book({ recurrence: DAILY, room: "swift" });
    await until("its answer is awaited", async () => (await questions()).length === 1);
    const { calendar_event_id: eventId } = await stage.reservation(id);
    await changeSecond(eventId ?? assert.fail("it is written"), "POST", "/cancel", {});
    const [, second] = await stage.occurrences(id);
    assert.ok(second);
    await until(
      "it is cancelled here",
      async () => (await stage.reservation(second.id)).state === "cancelled",
    );
    assert.equal((await stage.reservation(second.id)).reason_code, "occurrence_removed");
    assert.equal(await stage.holds(second.id), 0);
    const awaited = (await states(id)).filter((state) => state === "awaiting_confirmation");
    assert.deepEqual([awaited.length, (await questions()).length], [4, 1]);
    const { rows } = await database().pool.query<{ dates: readonly string[] }>(
      "select series->'cancelledDates' as dates from reservation_series",
    );
    assert.deepEqual(rows[0]?.dates.length, 1, "the series does not have it any more");
  });

  test("a series that is cancelled before its room answers is not asked about any more", async () => {
    settings().roomDecisionDelayMs = [600_000, 600_000];
    const id = await stage.book({ recurrence: DAILY, room: "swift" });
    await until("its answer is awaited", async () => (await questions()).length === 1);
    await stage.cancel(id);
    assert.deepEqual(await questions(), []);
  });

  test("a series that is cancelled but for what is over is not asked about any more", async () => {
    settings().roomDecisionDelayMs = [600_000, 600_000];
    const id = await stage.book({ recurrence: DAILY, room: "swift" });
    await until("its answer is awaited", async () => (await questions()).length === 1);
    const [first, second] = await stage.occurrences(id);
    assert.ok(first && second);
    await setBegun(database(), first.id, 120);
    // Nor does the calendar show it at a time to come.
    await database().pool.query("update reservation set agreed = null where id = $1", [id]);
    assert.equal(await createLifeStore(database()).lapse(10), 1);
    assert.equal((await questions()).length, 1, "of what is to come it is");
    await stage.cancel(second.id, "", "following");
    assert.equal((await stage.reservation(id)).state, "cancelled");
    assert.deepEqual(await questions(), []);
  });

  test("a series that the room's people have to agree to is awaited as an approval", async () => {
    Object.assign(processing(), { allBookInPolicy: false, allRequestInPolicy: true });
    const id = await stage.book({ recurrence: DAILY });
    assert.deepEqual(await untilNothingAwaited(id), Array(5).fill("awaiting_approval"));
    const [first] = await stage.occurrences(id);
    assert.equal(first?.external_approval, "awaiting_approval");
    assert.equal((await stage.reservation(id)).state, "awaiting_approval");
  });

  test("a write that was given up loses every occurrence, and takes it again when sent again", async () => {
    await stage.setProperty("sn_wsd_rsvsync.max_event_retry_count", "1");
    tenant.simulator.world.faults.add({
      method: "POST",
      mailbox: EMPLOYEE,
      effect: { kind: "unavailable", retryAfterSeconds: null },
    });
    const id = await stage.book({ recurrence: DAILY, room: "robin" });
    assert.deepEqual(await untilNothingAwaited(id), Array(5).fill("conflicted"));
    tenant.simulator.world.faults.clear();
    const [event] = await stage.events(id);
    assert.equal(event?.state, "error");
    await stage.sendAgain(event.id);
    await until("all of it is confirmed", async () => {
      const all = await states(id);
      return all.every((state) => state === "confirmed");
    });
    const { rows } = await database().pool.query("select 1 from space_hold");
    assert.equal(rows.length, 5);
  });
});
