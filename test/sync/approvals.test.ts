import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { decideApproval } from "../../src/app/reservations/approval/decide-approval.ts";
import type { IntegrationMode } from "../../src/core/integration-rules/question.ts";
import type { Database } from "../../src/store/database.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import {
  consentedTenant,
  type InboundStage,
  invite,
  type Json,
  openInboundStage,
  times,
  weekly,
} from "./inbound-stage.ts";
import { COLLEAGUE, EMPLOYEE, ROOMS, SERVICE } from "./organisation.ts";
import { calendarOf, openSyncStage, type SyncStage, until } from "./sync-stage.ts";

const tenant = consentedTenant();
const MODES = ["normal", "strict", "personal"] as const;

/** The colleague approves what is reserved in all rooms. */
async function askColleague({ pool }: Database, stage: SyncStage): Promise<void> {
  await pool.query("update reservable_module set approval_policy = 'always'");
  await pool.query("insert into module_approver select id, $1::uuid from reservable_module", [
    stage.people[COLLEAGUE],
  ]);
}

async function decide(stage: SyncStage, id: string, verdict: "approved" | "rejected") {
  const request = { id, verdict, comment: "Being painted" };
  const decided = await decideApproval(stage.deps, stage.actor(COLLEAGUE), request);
  assert.ok(decided.ok, JSON.stringify(decided));
  return decided.value.reservation;
}

const roomsAnswer = () =>
  calendarOf(tenant(), EMPLOYEE)[0]?.attendees.find(({ address }) => address === ROOMS.wren)?.status
    .response;
const roomIsFree = () =>
  until("the room's calendar is free", () => calendarOf(tenant(), ROOMS.wren).length === 0);

describeOnEachDatabase("approving a meeting made here", (database) => {
  let stage: SyncStage;
  afterEach(() => stage.close());

  async function book(mode: IntegrationMode): Promise<string> {
    stage = await openSyncStage(database(), tenant(), { mode });
    await askColleague(database(), stage);
    if (mode !== "normal") await stage.connect(SERVICE, "delegated_user");
    if (mode === "personal") await stage.connect(EMPLOYEE, "personal");
    stage.runLanes();
    return stage.book();
  }
  const inState = (id: string, state: string) =>
    until(`it is ${state}`, async () => (await stage.reservation(id)).state === state);

  for (const mode of MODES) {
    test(`in ${mode} mode confirms it, once its room has accepted`, async () => {
      const id = await book(mode);
      await inState(id, "awaiting_approval");
      const waiting = await stage.reservation(id);
      assert.deepEqual(
        [waiting.external_approval, waiting.reason_code, await stage.holds(id)],
        ["not_required", null, 1],
      );
      assert.equal(calendarOf(tenant(), ROOMS.wren).length, 1, "the room is held in Outlook too");
      assert.equal((await decide(stage, id, "approved")).state, "confirmed");
      assert.equal((await stage.events(id)).length, 1);
    });
  }

  for (const mode of ["normal", "strict"] as const) {
    test(`in ${mode} mode, or not: what is rejected is cancelled where it was written`, async () => {
      const id = await book(mode);
      await inState(id, "awaiting_approval");
      assert.equal((await decide(stage, id, "rejected")).state, "rejected");
      await roomIsFree();
      await until("it is gone", () => calendarOf(tenant(), EMPLOYEE).length === 0);
      assert.deepEqual(calendarOf(tenant(), SERVICE), []);
      await until("it is recorded", async () =>
        (await stage.events(id)).every(({ state }) => state === "processed"),
      );
      const { state, reason_code: reasonCode } = await stage.reservation(id);
      assert.deepEqual([state, reasonCode], ["rejected", "approval_rejected"]);
    });
  }

  test("in personal mode, or not: its room declines, where the system may not write", async () => {
    const id = await book("personal");
    await inState(id, "awaiting_approval");
    await decide(stage, id, "rejected");
    await roomIsFree();
    assert.equal(calendarOf(tenant(), EMPLOYEE).length, 1, "the meeting itself stays");
    await until("the organizer is told", () => roomsAnswer() === "declined");
    assert.equal((await stage.reservation(id)).state, "rejected");
  });
});

describeOnEachDatabase("approving a meeting made in Outlook", (database) => {
  let stage: InboundStage;
  afterEach(() => stage.close());

  async function open(mode: IntegrationMode): Promise<void> {
    stage = await openInboundStage(database(), tenant(), mode);
    // What a room had before was agreed with others, and stands.
    await stage.read("wren");
    await askColleague(database(), stage);
  }
  const create = async (fields: Json = {}): Promise<string> => {
    const made = await stage.graph("POST", EMPLOYEE, "/events", {
      subject: "Budget",
      ...times(0, "10:00", "11:00"),
      ...invite(ROOMS.wren),
      ...fields,
    });
    return encodeURIComponent(String(made["id"]));
  };
  const waiting = (count = 1) =>
    stage.readUntil("it waits for approval", async () => {
      const all = (await stage.reservations()).filter(({ isParent }) => !isParent);
      const some = all.filter(({ state }) => state === "awaiting_approval");
      return some.length === count && some;
    });

  for (const mode of MODES) {
    test(`in ${mode} mode confirms it, and nothing is written to Exchange`, async () => {
      await open(mode);
      await create();
      const [one] = await waiting();
      assert.deepEqual([one?.origin, one?.externalApproval], ["calendar", "not_required"]);
      const writes = stage.writesToExchange();
      assert.equal((await decide(stage, one?.id ?? "", "approved")).state, "confirmed");
      await stage.read("wren", true);
      const [after, ...others] = await stage.reservations();
      assert.deepEqual([after?.state, others], ["confirmed", []]);
      assert.equal(stage.writesToExchange(), writes);
    });

    test(`in ${mode} mode, or not: its room declines, the meeting stays, and it is not taken in again`, async () => {
      await open(mode);
      await create();
      const [one] = await waiting();
      const id = one?.id ?? "";
      assert.equal((await decide(stage, id, "rejected")).state, "rejected");
      // The room still has it until it is told.
      await stage.read("wren", true);
      assert.deepEqual(
        (await stage.reservations()).map((each) => [each.id, each.state]),
        [[id, "rejected"]],
      );
      stage.runLanes();
      await roomIsFree();
      await until("the organizer is told", () => roomsAnswer() === "declined");
      assert.equal(calendarOf(tenant(), EMPLOYEE).length, 1, "the meeting itself stays");
      await until("it is recorded", async () =>
        (await stage.events(id)).every(({ state }) => state === "processed"),
      );
      await stage.read("wren", true);
      const [only, ...others] = await stage.reservations();
      assert.deepEqual(
        [only?.state, only?.reasonCode, others],
        ["rejected", "approval_rejected", []],
      );
      assert.deepEqual(await stage.holdsOf("wren"), []);
    });
  }

  test("made here too takes both words where the room's own people decide as well", async () => {
    await open("normal");
    const { processing } = tenant().user(ROOMS.wren).room ?? assert.fail("it is a room");
    Object.assign(processing, { allBookInPolicy: false, allRequestInPolicy: true });
    try {
      stage.runLanes();
      const id = await stage.book();
      await until("both are asked", async () => {
        const { external_approval: external, state } = await stage.reservation(id);
        return state === "awaiting_approval" && external === "awaiting_approval";
      });
      assert.equal((await decide(stage, id, "approved")).state, "approved");
      const { value } = await stage.graph("GET", ROOMS.wren, "/events?$top=5");
      const [copy] = value as readonly Json[];
      const event = encodeURIComponent(String(copy?.["id"]));
      await stage.graph("POST", ROOMS.wren, `/events/${event}/accept`, { sendResponse: true });
      await stage.readUntil("both have agreed", async () => {
        const { external_approval: external, state } = await stage.reservation(id);
        return state === "confirmed" && external === "accepted";
      });
    } finally {
      Object.assign(processing, { allBookInPolicy: true, allRequestInPolicy: false });
    }
  });

  test("that the room had before it was read for the first time is not asked about", async () => {
    stage = await openInboundStage(database(), tenant());
    await askColleague(database(), stage);
    await create();
    await stage.roomHasAnswered("wren", 1);
    await stage.read("wren");
    assert.deepEqual(
      (await stage.reservations()).map(({ state }) => state),
      ["confirmed"],
    );
    await create(times(1, "10:00", "11:00"));
    await waiting();
  });

  test("is asked about anew once it is moved in Outlook, but not where it is shortened", async () => {
    await open("normal");
    const event = await create();
    const [one] = await waiting();
    const id = one?.id ?? "";
    await decide(stage, id, "approved");
    await stage.graph("PATCH", EMPLOYEE, `/events/${event}`, times(0, "10:00", "10:30"));
    const shortened = await stage.readUntil("it is shortened", async () => {
      const [now] = await stage.reservations();
      return now?.startAt && now.endAt.getTime() - now.startAt.getTime() === 30 * 60_000 && now;
    });
    assert.notEqual(shortened.state, "awaiting_approval");
    await stage.graph("PATCH", EMPLOYEE, `/events/${event}`, times(0, "14:00", "15:00"));
    const [moved] = await waiting();
    assert.equal(moved?.id, id);
    const { approval } = (await stage.deps.store.find(id)) ?? assert.fail("it is gone");
    assert.deepEqual(
      [approval.state, approval.decidedBy, approval.comment],
      ["awaiting_approval", null, null],
    );
  });

  test("races with its removal in Outlook, which holds", async () => {
    await open("normal");
    const event = await create();
    const [one] = await waiting();
    const id = one?.id ?? "";
    await stage.graph("POST", EMPLOYEE, `/events/${event}/cancel`, { comment: "" });
    await roomIsFree();
    const request = { id, verdict: "approved", comment: "" } as const;
    await Promise.all([
      stage.read("wren"),
      decideApproval(stage.deps, stage.actor(COLLEAGUE), request),
    ]);
    await stage.readUntil("it is cancelled", async () => {
      const [now] = await stage.reservations();
      return now?.state === "cancelled";
    });
    assert.deepEqual(await stage.holdsOf("wren"), []);
    const late = await decideApproval(stage.deps, stage.actor(COLLEAGUE), request);
    assert.ok(late.ok || /already_decided|reservation_is_over/.test(late.refusal.code));
  });

  /** Rejected, and declined by its room. */
  async function reject(id: string, count = 1): Promise<void> {
    await decide(stage, id, "rejected");
    stage.runLanes();
    await roomIsFree();
    await until("it is recorded", async () =>
      (await stage.events(id)).every(({ state }) => state === "processed"),
    );
    await stage.read("wren");
    const { rows } = await database().pool.query("select from calendar_item");
    assert.equal(rows.length, 0, "the room has nothing any more");
    assert.equal((await stage.reservations()).length, count);
  }

  for (const what of ["words", "people"] as const) {
    test(`is asked about anew once it is sent again for the same time, for other ${what}`, async () => {
      await open("normal");
      const event = await create();
      const [one] = await waiting();
      await reject(one?.id ?? "");
      const patch =
        what === "words" ? { subject: "Budget, please" } : invite(ROOMS.wren, COLLEAGUE);
      await stage.graph("PATCH", EMPLOYEE, `/events/${event}`, patch);
      if (what === "people") {
        // Of people alone Exchange tells those that were added or removed, and no room (facts 1.5).
        await stage.read("wren");
        assert.equal((await stage.reservations()).length, 1);
        await stage.graph("PATCH", EMPLOYEE, `/events/${event}`, { subject: "Budget, please" });
      }
      const [again] = await waiting();
      assert.notEqual(again?.id, one?.id);
      assert.equal((await stage.holdsOf("wren")).length, 1);
      const before = await stage.reservation(one?.id ?? "");
      assert.deepEqual([before.state, before.reason_code], ["rejected", "approval_rejected"]);
      await stage.read("wren", true);
      assert.equal((await waiting())[0]?.id, again?.id, "it is known by now");
      assert.equal((await decide(stage, again?.id ?? "", "approved")).state, "confirmed");
      await stage.read("wren", true);
      const states = (await stage.reservations()).map(({ state }) => state);
      assert.deepEqual(states, ["rejected", "confirmed"]);
      assert.equal(calendarOf(tenant(), ROOMS.wren).length, 1);
    });
  }

  test("of a series is asked about anew as well", async () => {
    await open("normal");
    const event = await create(weekly(3));
    const dates = await waiting(3);
    await reject(dates[0]?.parentId ?? "", 4);
    await stage.graph("PATCH", EMPLOYEE, `/events/${event}`, { subject: "Budget, please" });
    const again = await waiting(3);
    assert.notEqual(again[0]?.parentId, dates[0]?.parentId);
    await stage.read("wren", true);
    await decide(stage, again[0]?.parentId ?? "", "approved");
    await stage.read("wren", true);
    const states = (await stage.reservations()).map(({ state }) => state);
    assert.deepEqual(states, [...Array(4).fill("rejected"), ...Array(4).fill("confirmed")]);
  });

  test("of two rooms is asked about anew for the one that was not given", async () => {
    await open("normal");
    await stage.read("robin");
    const event = await create(invite(ROOMS.wren, ROOMS.robin));
    const rooms = ["wren", "robin"] as const;
    const inRoom = (state: string, count: number) =>
      stage.readUntil(
        `${count} are ${state}`,
        async () => {
          const all = (await stage.reservations()).filter(({ isParent }) => !isParent);
          const some = all.filter((each) => each.state === state);
          return some.length === count && some;
        },
        rooms,
      );
    const both = await inRoom("awaiting_approval", 2);
    const [wren, robin] = rooms.map((room) => both.find((each) => each.room === room)?.id ?? "");
    await decide(stage, robin ?? "", "approved");
    await decide(stage, wren ?? "", "rejected");
    stage.runLanes();
    await roomIsFree();
    await stage.read("wren");
    await stage.graph("PATCH", EMPLOYEE, `/events/${event}`, { subject: "Budget, please" });
    const [again] = await inRoom("awaiting_approval", 1);
    assert.equal(again?.room, "wren");
    for (const room of rooms) await stage.read(room, true);
    const [same] = await inRoom("awaiting_approval", 1);
    assert.equal(same?.id, again?.id);
    assert.equal((await inRoom("confirmed", 1))[0]?.id, robin);
  });

  test("of a series takes one word for all of it", async () => {
    await open("normal");
    await create(weekly(4));
    const dates = await waiting(4);
    const id = dates[0]?.parentId ?? "";
    const row = await stage.reservation(id);
    assert.deepEqual([row.state, row.approval_state], ["awaiting_approval", "awaiting_approval"]);
    assert.equal((await decide(stage, id, "approved")).state, "confirmed");
    await stage.read("wren", true);
    const states = (await stage.reservations()).map(({ state }) => state);
    assert.deepEqual(states, Array(5).fill("confirmed"));
  });

  test("of a series, or not: its room declines all of it", async () => {
    await open("normal");
    await create(weekly(4));
    const dates = await waiting(4);
    const id = dates[0]?.parentId ?? "";
    await decide(stage, id, "rejected");
    stage.runLanes();
    await roomIsFree();
    await until("it is recorded", async () =>
      (await stage.events(id)).every(({ state }) => state === "processed"),
    );
    await stage.read("wren", true);
    const states = (await stage.reservations()).map(({ state }) => state);
    assert.deepEqual(states, Array(5).fill("rejected"));
    assert.deepEqual(await stage.holdsOf("wren"), []);
  });
});
