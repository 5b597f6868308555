import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { cancelReservation } from "../../src/app/reservations/cancel-reservation.ts";
import { timesOf } from "../../src/app/reservations/life/reservation-check-in.ts";
import { followServices } from "../../src/app/reservations/services/follow-services.ts";
import type { IntegrationMode } from "../../src/core/integration-rules/question.ts";
import type { Database } from "../../src/store/database.ts";
import { createServiceFollowUpStore } from "../../src/store/services/service-follow-up-store.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { blockersOf, offerService } from "../application/served.ts";
import {
  consentedTenant,
  type InboundStage,
  invite,
  openInboundStage,
  times,
} from "./inbound-stage.ts";
import { COLLEAGUE, EMPLOYEE, ROOMS, SERVICE } from "./organisation.ts";
import { calendarOf, openSyncStage, type SyncStage, until } from "./sync-stage.ts";

const tenant = consentedTenant();
const SUBJECTS = ["Preparation of wren", "Clean-up of wren"];

/** A service of all modules, which takes a quarter of an hour before and after. */
async function offerCoffee(database: Database, onEveryReservation = false): Promise<string> {
  const { id } = await database.kysely
    .selectFrom("reservable_module")
    .select("id")
    .executeTakeFirstOrThrow();
  const about = { name: "Coffee", preparationMinutes: 15, cleanUpMinutes: 15, onEveryReservation };
  return offerService(database, id, about);
}

const wallTime = (at: { readonly epochMilliseconds: number }) => ({
  dateTime: new Date(at.epochMilliseconds).toISOString().slice(0, 19),
  timeZone: "UTC",
});

function follow(database: Database, { deps }: SyncStage): Promise<number> {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const followUps = createServiceFollowUpStore(database);
  return followServices({ ...deps, followUps, log });
}

/** Both stand, confirmed by their room. */
async function areConfirmed(database: Database, id: string): Promise<boolean> {
  const states = (await blockersOf(database, id)).map(({ state }) => state);
  return states.join() === "confirmed,confirmed";
}

const settled = (database: Database, id: string) =>
  until("the room confirms the blockers", () => areConfirmed(database, id));

/** What follows Outlook is no urgent work, and is confirmed by what the room shows. */
const settledAsRead = (stage: InboundStage, database: Database, id: string) =>
  stage.readUntil("the room shows the blockers", () => areConfirmed(database, id));

/** What a calendar shows of blockers, as `subject start`, in the order of times. */
function shown(mailbox: string) {
  return calendarOf(tenant(), mailbox)
    .filter(({ subject }) => SUBJECTS.includes(subject))
    .map((each) => ({
      subject: each.subject,
      isOrganizer: each.isOrganizer,
      invited: each.attendees.map(({ address }) => address).toSorted(),
    }))
    .toSorted((left, right) => (left.subject < right.subject ? 1 : -1));
}

describeOnEachDatabase("blockers in the calendar", (database) => {
  let stage: SyncStage;
  afterEach(() => stage.close());

  async function book(mode: IntegrationMode, blockerUser: string | null): Promise<string> {
    stage = await openSyncStage(database(), tenant(), { mode });
    if (mode !== "normal") await stage.connect(SERVICE, "delegated_user");
    if (mode === "personal") await stage.connect(EMPLOYEE, "personal");
    if (blockerUser) await stage.setProperty("sn_wsd_rsv.blocker_user", blockerUser);
    const services = [await offerCoffee(database())];
    stage.runLanes();
    const id = await stage.book({ services });
    await settled(database(), id);
    await until("the meeting too", async () => (await stage.reservation(id)).state === "confirmed");
    return id;
  }

  const both = (isOrganizer: boolean, invited: readonly string[]) =>
    SUBJECTS.map((subject) => ({ subject, isOrganizer, invited: invited.toSorted() }));

  test("C1: in normal mode are the requested-for person's", async () => {
    await book("normal", null);
    assert.deepEqual(shown(EMPLOYEE), both(true, [ROOMS.wren]));
    assert.equal(calendarOf(tenant(), ROOMS.wren).length, 3);
  });

  test("C1: in normal mode are the blocker user's where one is set", async () => {
    await book("normal", COLLEAGUE);
    assert.deepEqual(shown(COLLEAGUE), both(true, [ROOMS.wren]));
    assert.deepEqual(shown(EMPLOYEE), []);
  });

  for (const [mode, row] of [
    ["strict", "C2"],
    ["personal", "C4"],
  ] as const) {
    test(`${row}: in ${mode} mode are the delegated user's, who invites the person`, async () => {
      await book(mode, null);
      assert.deepEqual(shown(SERVICE), both(true, [ROOMS.wren, EMPLOYEE]));
    });

    test(`${row}: in ${mode} mode are the delegated user's, who invites the blocker user`, async () => {
      await book(mode, COLLEAGUE);
      assert.deepEqual(shown(SERVICE), both(true, [ROOMS.wren, COLLEAGUE]));
      assert.deepEqual(shown(EMPLOYEE), []);
    });
  }

  test("keep inviting who was the blocker user when they were made", async () => {
    const id = await book("strict", COLLEAGUE);
    await stage.setProperty("sn_wsd_rsv.blocker_user", "");
    await moveByAQuarter(id);
    assert.deepEqual(shown(SERVICE), both(true, [ROOMS.wren, COLLEAGUE]));
  });

  async function moveByAQuarter(id: string): Promise<void> {
    const quarter = { minutes: 15 };
    const { startAt, endAt } = await meetingNow(stage, id);
    await stage.change(id, { start: startAt.add(quarter), end: endAt.add(quarter) });
    await until("the room confirms the meeting anew", async () => {
      return (await stage.reservation(id)).state === "confirmed";
    });
    await settled(database(), id);
  }

  test("move with their meeting, so that its room accepts all three, and leave with it", async () => {
    const id = await book("normal", null);
    await moveByAQuarter(id);
    const items = calendarOf(tenant(), ROOMS.wren).map(({ subject }) => subject);
    assert.equal(items.length, 3, items.join());
    await stage.cancel(id);
    await until("the room is free", () => calendarOf(tenant(), ROOMS.wren).length === 0);
    assert.deepEqual(shown(EMPLOYEE), []);
  });
});

async function meetingNow({ deps }: SyncStage, id: string) {
  const reservation = await deps.store.find(id);
  assert.ok(reservation);
  const { start, end } = timesOf(reservation);
  return { startAt: start, endAt: end, reservation };
}

describeOnEachDatabase("blockers of what happens in Outlook", (database) => {
  let stage: InboundStage;
  afterEach(() => stage.close());

  test("a meeting made there has the services of every reservation", async () => {
    stage = await openInboundStage(database(), tenant());
    await offerCoffee(database(), true);
    stage.runLanes();
    const body = { subject: "In Outlook", ...times(0, "10:00", "11:00"), ...invite(ROOMS.wren) };
    await stage.graph("POST", EMPLOYEE, "/events", body);
    const taken = await stage.readUntil("it is taken in", async () => {
      const [one] = await stage.reservations();
      return one?.state === "confirmed" && one;
    });
    assert.equal(await follow(database(), stage), 1);
    await settledAsRead(stage, database(), taken.id);
    const { reservation } = await meetingNow(stage, taken.id);
    assert.deepEqual(
      reservation.services.chosen.map(({ name }) => name),
      ["Coffee"],
    );
    // Read back, they are what they were.
    await stage.read("wren");
    assert.equal(await follow(database(), stage), 0);
    const kinds = (await stage.reservations()).map(({ kind }) => kind);
    assert.deepEqual(kinds, ["single", "blocker", "blocker"]);
  });

  test("a meeting that is moved or cancelled there takes its blockers along", async () => {
    stage = await openInboundStage(database(), tenant());
    const services = [await offerCoffee(database())];
    stage.runLanes();
    const id = await stage.book({ services });
    await settled(database(), id);
    await until(
      "the room confirms",
      async () => (await stage.reservation(id)).state === "confirmed",
    );
    await stage.read("wren");
    const path = `/events/${encodeURIComponent((await stage.reservation(id)).calendar_event_id ?? "")}`;
    const before = (await meetingNow(stage, id)).startAt;
    await stage.graph("PATCH", EMPLOYEE, path, times(0, "14:00", "15:00"));
    await stage.readUntil("it is where Outlook has it", async () => {
      const { startAt, reservation } = await meetingNow(stage, id);
      return reservation.state === "confirmed" && !startAt.equals(before);
    });
    assert.equal(await follow(database(), stage), 1);
    await settledAsRead(stage, database(), id);
    const { startAt, endAt } = await meetingNow(stage, id);
    const blockers = (await stage.deps.store.blockers(id)).map(timesOf);
    assert.deepEqual(
      blockers.map(({ start, end }) => [String(start), String(end)]),
      [
        [String(startAt.subtract({ minutes: 15 })), String(startAt)],
        [String(endAt), String(endAt.add({ minutes: 15 }))],
      ],
    );
    await stage.graph("DELETE", EMPLOYEE, path);
    await stage.readUntil("it is cancelled", async () => {
      return (await stage.reservation(id)).state === "cancelled";
    });
    await follow(database(), stage);
    await until("the room is free", () => calendarOf(tenant(), ROOMS.wren).length === 0);
    assert.deepEqual(await stage.holdsOf("wren"), []);
  });

  for (const isAllowed of [true, false]) {
    const outcome = isAllowed
      ? "has that time where its room takes it"
      : "loses a room that declines it";
    test(`a meeting that is moved there onto its own clean-up ${outcome}`, async () => {
      stage = await openInboundStage(database(), tenant());
      const { room } = tenant().user(ROOMS.wren);
      Object.assign(room?.processing ?? {}, { allowConflicts: isAllowed });
      const services = [await offerCoffee(database())];
      stage.runLanes();
      const id = await stage.book({ services });
      await settled(database(), id);
      await until("the room confirms", async () => {
        return (await stage.reservation(id)).state === "confirmed";
      });
      await stage.read("wren");
      const { calendar_event_id: eventId } = await stage.reservation(id);
      const { startAt, endAt } = await meetingNow(stage, id);
      const by = { minutes: 10 };
      const moved = { start: wallTime(startAt.add(by)), end: wallTime(endAt.add(by)) };
      await stage.graph("PATCH", EMPLOYEE, `/events/${encodeURIComponent(eventId ?? "")}`, moved);
      const state = isAllowed ? "confirmed" : "conflicted";
      await stage.readUntil(`it is ${state} where it is now`, async () => {
        const now = await meetingNow(stage, id);
        return now.reservation.state === state && now.startAt.equals(startAt.add(by));
      });
      await follow(database(), stage);
      const held = (await stage.holdsOf("wren")).map((each) => [
        each.startAt.toISOString(),
        each.endAt.toISOString(),
      ]);
      const text = (at: typeof startAt) => new Date(at.epochMilliseconds).toISOString();
      const [start, end] = [startAt.add(by), endAt.add(by)];
      const around = [
        [text(start.subtract({ minutes: 15 })), text(start)],
        [text(start), text(end)],
        [text(end), text(end.add({ minutes: 15 }))],
      ];
      assert.deepEqual(held, isAllowed ? around : []);
    });
  }

  test("each room of a meeting that is given a second one has services of its own", async () => {
    stage = await openInboundStage(database(), tenant());
    const services = [await offerCoffee(database())];
    stage.runLanes();
    const id = await stage.book();
    await until(
      "the room confirms",
      async () => (await stage.reservation(id)).state === "confirmed",
    );
    await stage.read("wren");
    const path = `/events/${encodeURIComponent((await stage.reservation(id)).calendar_event_id ?? "")}`;
    await stage.graph("PATCH", EMPLOYEE, path, invite(ROOMS.wren, ROOMS.robin));
    const rooms = await stage.readUntil(
      "both rooms have it",
      async () => {
        const children = (await stage.reservations()).filter((each) => each.parentId === id);
        const isSo = children.every(({ state }) => state === "confirmed");
        return isSo && children.length === 2 && children;
      },
      ["wren", "robin"],
    );
    const wren = rooms.find(({ room }) => room === "wren");
    assert.ok(wren);
    await assert.rejects(stage.change(id, { services }), /one_occurrence_only/);
    await stage.change(wren.id, { services });
    const ofEach = async () =>
      Promise.all(rooms.map(async (each) => (await stage.deps.store.blockers(each.id)).length));
    assert.deepEqual(new Set(await ofEach()), new Set([0, 2]));
    const { startAt, endAt } = await meetingNow(stage, wren.id);
    await stage.change(wren.id, {
      start: startAt.add({ minutes: 20 }),
      end: endAt.add({ hours: 1 }),
    });
    const [preparation, cleanUp] = (await stage.deps.store.blockers(wren.id)).map(timesOf);
    assert.equal(String(preparation?.end), String(startAt.add({ minutes: 20 })));
    assert.equal(String(cleanUp?.start), String(endAt.add({ hours: 1 })));
    await stage.cancel(wren.id);
    assert.deepEqual(await ofEach(), [0, 0]);
    assert.deepEqual(await stage.holdsOf("wren"), []);
  });
});

describeOnEachDatabase("a blocker in the blocker user's calendar", (database) => {
  let stage: SyncStage;
  afterEach(() => stage.close());

  test("is cancelled with nobody's own token in personal mode, as it is in another's calendar", async () => {
    stage = await openSyncStage(database(), tenant());
    await stage.setProperty("sn_wsd_rsv.blocker_user", COLLEAGUE);
    stage.runLanes();
    const id = await stage.book({ kind: "blocker", attendees: [] });
    await until(
      "the room confirms",
      async () => (await stage.reservation(id)).state === "confirmed",
    );
    assert.equal((await stage.reservation(id)).calendar_mailbox, COLLEAGUE);
    await stage.setProperty("sn_wsd_rsvsync.sync_integration_mode", "personal");
    await stage.connect(EMPLOYEE, "personal");
    await until(
      "the mode is known",
      async () => (await stage.deps.facts.integrationMode()) === "personal",
    );
    const request = { id, cancelNotes: "" };
    const cancelled = await cancelReservation(stage.deps, stage.actor(EMPLOYEE), request);
    assert.equal(!cancelled.ok && cancelled.refusal.code, "not_requested_for");
  });
});
