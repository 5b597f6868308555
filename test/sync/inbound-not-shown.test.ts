import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import {
  consentedTenant,
  type InboundStage,
  invite,
  openInboundStage,
  times,
} from "./inbound-stage.ts";
import { loseCopies } from "./reconcile-stage.ts";
import { EMPLOYEE, ROOMS } from "./organisation.ts";
import { calendarOf, slot, until } from "./sync-stage.ts";

const tenant = consentedTenant();

/** What no change of the room's calendar tells. */
describeOnEachDatabase("a reservation of which the room shows nothing", (database) => {
  let stage: InboundStage;
  afterEach(() => stage.close());

  /** By the organizer's copy, before anybody has read the room. */
  async function confirmed(): Promise<string> {
    stage = await openInboundStage(database(), tenant());
    const lanes = stage.runLanes();
    const id = await stage.book();
    await until(
      "the organizer's copy says so",
      async () => (await stage.reservation(id)).state === "confirmed",
    );
    await lanes.stop();
    return id;
  }
  async function standsForMinutes(minutes: number): Promise<void> {
    const since = new Date(Date.now() - minutes * 60_000);
    await database().kysely.updateTable("reservation").set({ standing_since: since }).execute();
  }
  async function inOutlook(id: string, method: string, what: string, body = {}): Promise<void> {
    const { calendar_event_id: eventId } = await stage.reservation(id);
    const path = `/events/${encodeURIComponent(eventId ?? "")}${what}`;
    await stage.graph(method, EMPLOYEE, path, body);
  }
  async function declineInRoom(): Promise<void> {
    const { value } = await stage.graph("GET", ROOMS.wren, "/events?$top=1");
    const [copy] = value as readonly { readonly id: string }[];
    const path = `/events/${encodeURIComponent(copy?.id ?? "")}`;
    await stage.graph("POST", ROOMS.wren, `${path}/decline`, { sendResponse: true });
  }
  async function standing(id: string) {
    const one = (await stage.reservations()).find((each) => each.id === id);
    const { state, reasonCode, attendees } = one ?? assert.fail("it is there");
    const people = attendees.map(({ email }) => email);
    return { state, reasonCode, people, holds: await stage.holds(id) };
  }

  test("is cancelled once its organizer has removed it, though its copy came and went unseen", async () => {
    const id = await confirmed();
    await inOutlook(id, "POST", "/cancel", { comment: "" });
    loseCopies(tenant(), ROOMS.wren);
    await standsForMinutes(2);
    const reading = await stage.read("wren");
    assert.equal(reading.kind === "read" && reading.changes, 1);
    const { state, reasonCode, holds } = await standing(id);
    assert.deepEqual([state, reasonCode, holds], ["cancelled", "meeting_removed", 0]);
    assert.ok((await stage.auditOf(id)).includes("reservation_cancelled_in_outlook"));
  });

  test("is cancelled so too where the room was read whole a minute after it was confirmed", async () => {
    const id = await confirmed();
    await inOutlook(id, "POST", "/cancel", { comment: "" });
    loseCopies(tenant(), ROOMS.wren);
    await standsForMinutes(3);
    await database()
      .kysely.updateTable("room_sync")
      .set({ last_full_read_at: new Date(Date.now() - 90_000) })
      .execute();
    await stage.read("wren");
    assert.equal((await standing(id)).state, "cancelled");
  });

  test("is in the room that Outlook gave it in the place of one that never showed it", async () => {
    const id = await confirmed();
    await inOutlook(id, "PATCH", "", invite(ROOMS.robin));
    loseCopies(tenant(), ROOMS.wren);
    loseCopies(tenant(), ROOMS.robin);
    await standsForMinutes(2);
    await stage.read("wren");
    assert.deepEqual(await stage.holdsOf("wren"), []);
    assert.equal((await stage.reservations()).find((each) => each.id === id)?.room, "robin");
  });

  test("is cancelled date by date where nothing of its series is left in the calendar", async () => {
    stage = await openInboundStage(database(), tenant());
    const lanes = stage.runLanes();
    const recurrence = {
      kind: "pattern" as const,
      pattern: { type: "daily" },
      range: { type: "numbered", numberOfOccurrences: 2 },
    };
    const id = await stage.book({ ...slot(24), recurrence });
    const states = async () => (await stage.occurrences(id)).map(({ state }) => state);
    await until("the organizer's copy says so", async () =>
      (await states()).every((state) => state === "confirmed"),
    );
    await lanes.stop();
    const owner = tenant().simulator.world.mailboxes.of(tenant().user(EMPLOYEE).id);
    const [master] = calendarOf(tenant(), EMPLOYEE);
    assert.ok(master?.series);
    const cancelledDates = (await stage.occurrences(id)).map(({ start_at: start }) =>
      new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin" }).format(start),
    );
    owner.put({ ...master, series: { ...master.series, cancelledDates } });
    loseCopies(tenant(), ROOMS.wren);
    await standsForMinutes(2);
    await stage.read("wren");
    assert.deepEqual(await states(), ["cancelled", "cancelled"]);
  });

  test("is conflicted once its organizer is told that the room lets go", async () => {
    const id = await confirmed();
    await declineInRoom();
    await until("the organizer is told", async () => {
      const { calendar_event_id: eventId } = await stage.reservation(id);
      const path = `/events/${encodeURIComponent(eventId ?? "")}`;
      return JSON.stringify(await stage.graph("GET", EMPLOYEE, path)).includes('"declined"');
    });
    await standsForMinutes(2);
    await stage.read("wren");
    const { state, reasonCode, holds } = await standing(id);
    assert.deepEqual([state, reasonCode, holds], ["conflicted", "room_declined", 0]);
  });

  test("is left to the next reconciliation while its organizer has it", async () => {
    const id = await confirmed();
    loseCopies(tenant(), ROOMS.wren);
    await standsForMinutes(2);
    const earlier = await standing(id);
    const reading = await stage.read("wren");
    assert.deepEqual(reading, { kind: "read", changes: 0, wasFull: true });
    assert.deepEqual(await standing(id), earlier);
  });

  test("and that has lost the room is as Outlook says once the room is read whole", async () => {
    const id = await confirmed();
    await stage.read("wren");
    await declineInRoom();
    await stage.readUntil(
      "it is conflicted",
      async () => (await stage.reservation(id)).state === "conflicted",
    );
    await inOutlook(id, "PATCH", "", invite(ROOMS.wren, "guest@example.org"));
    await stage.read("wren", true);
    const { state, reasonCode, people } = await standing(id);
    assert.deepEqual(
      [state, reasonCode, people],
      ["conflicted", "room_declined", ["guest@example.org"]],
    );
    await inOutlook(id, "POST", "/cancel", { comment: "" });
    await stage.read("wren", true);
    assert.equal((await standing(id)).state, "cancelled");
  });

  test("is cancelled with its meeting, though it was made in Outlook and seen in another room", async () => {
    stage = await openInboundStage(database(), tenant());
    const made = await stage.graph("POST", EMPLOYEE, "/events", {
      subject: "Budget",
      ...times(0, "10:00", "11:00"),
      ...invite(ROOMS.wren),
    });
    const path = `/events/${encodeURIComponent(String(made["id"]))}`;
    const isIn = async (room: string) => {
      const [one] = await stage.reservations();
      return one?.room === room && one.state === "confirmed";
    };
    await stage.readUntil("it is confirmed", () => isIn("wren"));
    await stage.graph("PATCH", EMPLOYEE, path, invite(ROOMS.robin));
    await stage.roomHasAnswered("robin", 1);
    await stage.readUntil("it has followed", () => isIn("robin"));
    await stage.graph("POST", EMPLOYEE, `${path}/cancel`, { comment: "" });
    loseCopies(tenant(), ROOMS.robin);
    await standsForMinutes(2);
    await stage.read("robin");
    const [one] = await stage.reservations();
    assert.deepEqual([one?.state, one?.reasonCode], ["cancelled", "meeting_removed"]);
    assert.deepEqual(await stage.holdsOf("robin"), []);
  });

  test("is given up after some minutes where its room was never told, and is not taken in again", async () => {
    stage = await openInboundStage(database(), tenant());
    tenant().simulator.world.settings.roomDecisionDelayMs = [3000, 3000];
    await stage.graph("POST", EMPLOYEE, "/events", {
      subject: "Budget",
      ...times(0, "10:00", "11:00"),
      ...invite(ROOMS.wren, ROOMS.robin),
    });
    const inRobin = async () => {
      const rooms = (await stage.reservations()).filter(({ room }) => room === "robin");
      return rooms.filter(({ originalDate, isParent }) => !isParent && originalDate === null);
    };
    await stage.readUntil("it is taken in", async () => (await inRobin()).length === 1);
    loseCopies(tenant(), ROOMS.robin);
    await standsForMinutes(5);
    await stage.read("robin");
    assert.equal((await inRobin())[0]?.state, "awaiting_confirmation");
    await standsForMinutes(15);
    await stage.read("robin");
    const given = (await inRobin()).map(({ state, reasonCode }) => [state, reasonCode]);
    assert.deepEqual(given, [["cancelled", "room_declined"]]);
    assert.deepEqual(await stage.holdsOf("robin"), []);
    await stage.read("wren", true);
    assert.equal((await inRobin()).length, 1);
  });
});
