import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import {
  consentedTenant,
  type InboundStage,
  invite,
  type Json,
  openInboundStage,
} from "./inbound-stage.ts";
import { EMPLOYEE, type Room, ROOMS } from "./organisation.ts";
import { calendarOf, slot, until } from "./sync-stage.ts";

const tenant = consentedTenant();
const DAILY = {
  recurrence: {
    kind: "pattern",
    pattern: { type: "daily" },
    range: { type: "numbered", numberOfOccurrences: 4 },
  },
} as const;
const ALL: readonly Room[] = ["wren", "robin", "swift"];

// Nobody reads a person's own calendar: what its meetings are is told by their rooms alone.
describeOnEachDatabase("a meeting in a person's own calendar", (database) => {
  let stage: InboundStage;
  afterEach(() => stage.close());

  async function booked(more: object = {}): Promise<string> {
    stage = await openInboundStage(database(), tenant(), "personal");
    await stage.connect(EMPLOYEE, "personal");
    stage.runLanes();
    const id = await stage.book({ ...slot(48), ...more });
    await heldIn({ wren: "recurrence" in more ? 4 : 1 });
    await until("it is written", async () => {
      const { state, sync_state: syncState } = await stage.reservation(id);
      return state === "confirmed" && syncState === "synchronized";
    });
    await stage.read("wren");
    return id;
  }
  const path = async (id: string): Promise<string> =>
    `/events/${encodeURIComponent((await stage.reservation(id)).calendar_event_id ?? "")}`;
  const invites = async (id: string, ...rooms: readonly Room[]): Promise<void> => {
    const body = invite(...rooms.map((room) => ROOMS[room]));
    await stage.graph("PATCH", EMPLOYEE, await path(id), body);
  };
  /** The rooms are read until each holds so many times and has answered, and those not named none. */
  const heldIn = (expected: Partial<Record<Room, number>>): Promise<boolean> =>
    stage.readUntil(
      `held in ${JSON.stringify(expected)}`,
      async () => {
        const held = await Promise.all(ALL.map(async (room) => (await stage.holdsOf(room)).length));
        const isHeld = ALL.every((room, at) => held[at] === (expected[room] ?? 0));
        const all = await stage.reservations();
        return isHeld && all.every(({ state }) => state !== "awaiting_confirmation");
      },
      ALL,
    );
  const ofRoom = async (room: Room) =>
    (await stage.reservations())
      .filter((each) => each.room === room && !each.isParent)
      .map(({ state, reasonCode }) => [state, reasonCode].join(" ").trim());
  const invited = (): readonly string[] => {
    const [event] = calendarOf(tenant(), EMPLOYEE);
    const rooms = event?.attendees.filter(({ type }) => type === "resource") ?? [];
    return rooms.map(({ address }) => address.toLowerCase()).toSorted();
  };

  test("that Outlook gives a second room is in both, and out of the one that is taken off again", async () => {
    const id = await booked();
    await invites(id, "wren", "robin");
    await heldIn({ wren: 1, robin: 1 });
    await invites(id, "wren");
    await heldIn({ wren: 1 });
    assert.deepEqual(await ofRoom("robin"), ["cancelled room_removed"]);
    await invites(id, "wren", "robin");
    await heldIn({ wren: 1, robin: 1 });
    await invites(id, "robin");
    await heldIn({ robin: 1 });
    assert.equal((await stage.reservation(id)).state, "confirmed");
  });

  test("is out of a room that is taken off before it has answered, and moves as often as it is moved", async () => {
    const id = await booked();
    for (const room of ["wren", "robin"] as const) {
      Object.assign(tenant().user(ROOMS[room]).room?.processing ?? {}, {
        automateProcessing: "AutoUpdate",
      });
    }
    await invites(id, "wren", "robin");
    const awaited = async () => (await ofRoom("robin")).includes("awaiting_confirmation");
    await stage.readUntil("robin is awaited", awaited, ["robin"]);
    await invites(id, "wren");
    await heldIn({ wren: 1 });
    assert.deepEqual(await ofRoom("robin"), ["cancelled room_removed"]);
    for (const hours of [50, 52]) {
      const { start, end } = slot(hours);
      const at = (time: typeof start) => ({
        dateTime: time.toString().slice(0, 19),
        timeZone: "UTC",
      });
      await stage.graph("PATCH", EMPLOYEE, await path(id), { start: at(start), end: at(end) });
      await stage.readUntil("it is held where it was moved last", async () => {
        const [held] = await stage.holdsOf("wren");
        return held?.startAt.getTime() === start.epochMilliseconds;
      });
    }
  });

  test("that is in two rooms follows where one of them gives way to a third", async () => {
    const id = await booked();
    await invites(id, "wren", "robin");
    await heldIn({ wren: 1, robin: 1 });
    await invites(id, "wren", "swift");
    await heldIn({ wren: 1, swift: 1 });
    await invites(id, "robin");
    await heldIn({ robin: 1 });
    await stage.graph("DELETE", EMPLOYEE, await path(id));
    await heldIn({});
    assert.equal((await stage.reservation(id)).state, "cancelled");
    assert.deepEqual((await ofRoom("robin")).at(-1), "cancelled meeting_removed");
  });

  test("keeps the second room when it is changed here", async () => {
    const id = await booked();
    await invites(id, "wren", "robin");
    await heldIn({ wren: 1, robin: 1 });
    await stage.change(id, { subject: "In both" });
    await until("it is written", () =>
      Promise.resolve(calendarOf(tenant(), EMPLOYEE)[0]?.subject === "In both"),
    );
    assert.deepEqual(invited(), [ROOMS.robin, ROOMS.wren]);
    await heldIn({ wren: 1, robin: 1 });
  });

  test("loses the second room once that lets it go", async () => {
    const id = await booked();
    await invites(id, "wren", "robin");
    await heldIn({ wren: 1, robin: 1 });
    const { value } = await stage.graph("GET", ROOMS.robin, "/events?$top=5");
    const [copy] = value as readonly Json[];
    const declined = `/events/${encodeURIComponent(String(copy?.["id"]))}/decline`;
    await stage.graph("POST", ROOMS.robin, declined, { sendResponse: true });
    await heldIn({ wren: 1 });
    assert.deepEqual(await ofRoom("robin"), ["conflicted room_let_go"]);
    assert.deepEqual(await ofRoom("wren"), ["confirmed"]);
  });

  test("that is moved here to another room is not in the first again, whose calendar is behind", async () => {
    const id = await booked();
    await stage.change(id, { spaceId: stage.spaceId("robin") });
    await heldIn({ robin: 1 });
    for (const room of ALL) await stage.read(room, true);
    await heldIn({ robin: 1 });
    assert.deepEqual((await stage.reservations()).length, 1);
  });

  test("out of which a room is taken here stays out of it", async () => {
    const id = await booked();
    await invites(id, "wren", "robin");
    await heldIn({ wren: 1, robin: 1 });
    const robin = (await stage.reservations()).find(({ room }) => room === "robin");
    await stage.cancel(robin?.id ?? "");
    for (let readings = 0; readings < 5; readings += 1) await stage.read("wren", true);
    assert.deepEqual(await stage.holdsOf("robin"), []);
    await until("it is written", () => Promise.resolve(invited().join() === ROOMS.wren));
    await heldIn({ wren: 1 });
    assert.deepEqual(await ofRoom("robin"), ["cancelled"]);
  });

  test("that is a series is in the rooms that Outlook gives it", async () => {
    const id = await booked(DAILY);
    await invites(id, "wren", "robin");
    await heldIn({ wren: 4, robin: 4 });
    await invites(id, "wren");
    await heldIn({ wren: 4 });
    await invites(id, "wren", "swift");
    await heldIn({ wren: 4, swift: 4 });
    await invites(id, "swift", "robin");
    await heldIn({ robin: 4, swift: 4 });
    await stage.change(id, { subject: "Moved" }, "all");
    await until("it is written", () =>
      Promise.resolve(calendarOf(tenant(), EMPLOYEE)[0]?.subject === "Moved"),
    );
    assert.deepEqual(invited(), [ROOMS.robin, ROOMS.swift]);
  });
});
