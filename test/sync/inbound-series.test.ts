import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import {
  at,
  consentedTenant,
  day,
  type InboundStage,
  invite,
  type Json,
  openInboundStage,
  type ReservationSeen,
  times,
  weekly,
} from "./inbound-stage.ts";
import { EMPLOYEE, type Room, ROOMS } from "./organisation.ts";

const tenant = consentedTenant();

describeOnEachDatabase("a series made in Outlook", (database) => {
  let stage: InboundStage;
  beforeEach(async () => {
    stage = await openInboundStage(database(), tenant());
  });
  afterEach(() => stage.close());

  const create = async (fields: Json = {}): Promise<string> => {
    const made = await stage.graph("POST", EMPLOYEE, "/events", {
      subject: "Stand-up",
      ...times(0, "10:00", "10:30"),
      ...invite(ROOMS.wren),
      ...weekly(4),
      ...fields,
    });
    return String(made["id"]);
  };
  const path = (id: string) => `/events/${encodeURIComponent(id)}`;
  const occurrences = async (id: string): Promise<readonly Json[]> => {
    const range = `startDateTime=${day(-1)}T00:00:00Z&endDateTime=${day(60)}T00:00:00Z`;
    const { value } = await stage.graph("GET", EMPLOYEE, `${path(id)}/instances?${range}`);
    return value as readonly Json[];
  };
  const occurrence = async (id: string, index: number): Promise<string> =>
    String((await occurrences(id))[index]?.["id"]);
  const standing = (all: readonly ReservationSeen[]) =>
    all.filter(({ isParent, state }) => !isParent && state === "confirmed");
  /** The reservations that hold a space, once they are so. */
  const children = (
    what: string,
    fits: (children: readonly ReservationSeen[]) => boolean,
    rooms?: readonly Room[],
  ) =>
    stage.readUntil(
      what,
      async () => {
        const found = standing(await stage.reservations());
        return fits(found) && found;
      },
      rooms,
    );
  const all4 = (rooms?: readonly Room[]) =>
    children("four are confirmed", (found) => found.length === 4, rooms);
  const starts = (found: readonly ReservationSeen[]) =>
    found.map(({ startAt }) => startAt.toISOString()).toSorted();

  test("is one meeting with a reservation for each occurrence", async () => {
    await create();
    const found = await all4();
    const [parent] = await stage.reservations();
    assert.deepEqual(
      [parent?.kind, parent?.isParent, parent?.state],
      ["recurring", true, "confirmed"],
    );
    assert.deepEqual(
      found.map(({ originalDate }) => originalDate),
      [day(0), day(7), day(14), day(21)],
    );
    assert.equal((await stage.holdsOf("wren")).length, 4);
    assert.deepEqual(await stage.auditOf(parent?.id ?? ""), ["reservation_taken_in"]);
  });

  test("that is read again from the beginning changes nothing", async () => {
    await create();
    await all4();
    const earlier = await stage.reservations();
    assert.deepEqual(await stage.read("wren", true), { kind: "read", changes: 0, wasFull: true });
    assert.deepEqual(await stage.reservations(), earlier);
  });

  test("of which one occurrence is moved moves that one alone", async () => {
    const id = await create();
    const earlier = await all4();
    await stage.graph("PATCH", EMPLOYEE, path(await occurrence(id, 1)), times(8, "15:00", "15:30"));
    const found = await children(
      "it is moved",
      (now) =>
        now.length === 4 &&
        now.some(({ startAt }) => startAt.getTime() === at(8, "15:00").getTime()),
    );
    const moved = found.find(({ isException }) => isException);
    assert.equal(moved?.originalDate, day(7));
    assert.equal(moved.number, earlier[1]?.number);
    assert.equal((await stage.holdsOf("wren")).length, 4);
  });

  test("of which one occurrence is deleted loses that one alone", async () => {
    const id = await create();
    await all4();
    await stage.graph("DELETE", EMPLOYEE, path(await occurrence(id, 2)));
    const found = await children("three are left", (now) => now.length === 3);
    assert.deepEqual(
      found.map(({ originalDate }) => originalDate),
      [day(0), day(7), day(21)],
    );
    const [gone] = (await stage.reservations()).filter(({ state }) => state === "cancelled");
    assert.equal(gone?.reasonCode, "occurrence_removed");
    assert.equal((await stage.holdsOf("wren")).length, 3);
  });

  test("that is moved as a whole moves all of its occurrences, which keep their numbers", async () => {
    const id = await create();
    const earlier = await all4();
    await stage.graph("PATCH", EMPLOYEE, path(id), times(0, "16:00", "17:00"));
    const found = await children(
      "all are moved",
      (now) =>
        now.length === 4 &&
        now.every(({ startAt }) => startAt.getUTCHours() === at(0, "16:00").getUTCHours()),
    );
    assert.deepEqual(
      found.map(({ number }) => number),
      earlier.map(({ number }) => number),
    );
  });

  test("that is cancelled is cancelled whole", async () => {
    const id = await create();
    await all4();
    await stage.graph("POST", EMPLOYEE, `${path(id)}/cancel`, { comment: "" });
    await stage.readUntil("all are cancelled", async () =>
      (await stage.reservations()).every(({ state }) => state === "cancelled"),
    );
    assert.deepEqual(await stage.holdsOf("wren"), []);
  });

  test("in several rooms has a reservation for each room and occurrence", async () => {
    await create({ ...invite(ROOMS.wren, ROOMS.robin), ...weekly(3) });
    const found = await children("six are confirmed", (now) => now.length === 6, ["wren", "robin"]);
    assert.equal(found.filter(({ room }) => room === "robin").length, 3);
    assert.equal((await stage.reservations()).filter(({ isParent }) => isParent).length, 1);
  });

  test("that takes another room follows there, occurrence by occurrence", async () => {
    const id = await create();
    const earlier = await all4();
    await stage.graph("PATCH", EMPLOYEE, path(id), invite(ROOMS.robin));
    const found = await children(
      "all are in the other room",
      (now) => now.length === 4 && now.every(({ room }) => room === "robin"),
      ["wren", "robin"],
    );
    assert.deepEqual(
      found.map(({ number }) => number),
      earlier.map(({ number }) => number),
    );
    assert.deepEqual(await stage.holdsOf("wren"), []);
  });

  test("that leaves its room but for one date keeps that, though the room is read from the beginning", async () => {
    const id = await create();
    await all4();
    await stage.graph("PATCH", EMPLOYEE, path(await occurrence(id, 1)), invite(ROOMS.robin));
    await stage.graph("PATCH", EMPLOYEE, path(id), invite(ROOMS.robin));
    await stage.graph("PATCH", EMPLOYEE, path(await occurrence(id, 1)), invite(ROOMS.wren));
    const isApart = (found: readonly ReservationSeen[]) =>
      found.length === 4 && found.filter(({ room }) => room === "wren").length === 1;
    await children("one is in its first room", isApart, ["wren", "robin"]);
    // The copy of the series that was cancelled stays in the room (facts 2), beside that of the date.
    await stage.read("wren", true);
    await stage.read("wren", true);
    assert.ok(isApart(standing(await stage.reservations())));
  });

  test("of which occurrences take another room has those alone there", async () => {
    const id = await create();
    const earlier = await all4();
    const elsewhere = (found: readonly ReservationSeen[]) =>
      found.filter(({ room }) => room === "robin").map(({ originalDate }) => originalDate);
    const inRooms = (what: string, ...dates: readonly string[]) =>
      children(what, (now) => now.length === 4 && elsewhere(now).join() === dates.join(), [
        "wren",
        "robin",
      ]);
    for (const index of [1, 2]) {
      await stage.graph("PATCH", EMPLOYEE, path(await occurrence(id, index)), invite(ROOMS.robin));
      const dates = [day(7), day(14)].slice(0, index);
      await inRooms(`${dates.join(" and ")} are in the other room`, ...dates);
    }
    await stage.graph("PATCH", EMPLOYEE, path(await occurrence(id, 1)), invite(ROOMS.wren));
    const found = await inRooms("one is back", day(14));
    const numbers = (all: readonly ReservationSeen[]) => all.map(({ number }) => number).toSorted();
    assert.equal(new Set(numbers(found)).size, 4);
    assert.ok(numbers(earlier).filter((each) => numbers(found).includes(each)).length >= 2);
    assert.equal((await stage.holdsOf("wren")).length, 3);
    assert.equal((await stage.holdsOf("robin")).length, 1);
  });

  for (const declinedCopiesStay of [true, false]) {
    const what = declinedCopiesStay ? "as declined" : "no more";
    test(`keeps given up what its room has ${what}, whatever another room tells`, async () => {
      const { settings } = tenant().simulator.world;
      Object.assign(settings, { declinedCopiesStay });
      try {
        const id = await create();
        await all4();
        const other = invite(ROOMS.robin);
        await stage.graph("PATCH", EMPLOYEE, path(await occurrence(id, 2)), other);
        await children("one is elsewhere", (now) => now.some(({ room }) => room === "robin"), [
          "wren",
          "robin",
        ]);
        const range = `startDateTime=${day(-1)}T00:00:00Z&endDateTime=${day(60)}T00:00:00Z`;
        const { value } = await stage.graph("GET", ROOMS.wren, `/calendarView?${range}`);
        for (const { id: inWren } of value as readonly Json[]) {
          const declining = `${path(String(inWren))}/decline`;
          await stage.graph("POST", ROOMS.wren, declining, { sendResponse: true });
        }
        await children("all of its own is given up", (now) => now.length === 1);
        const later = times(14, "15:00", "15:30");
        await stage.graph("PATCH", EMPLOYEE, path(await occurrence(id, 2)), later);
        const isLater = ({ room, startAt }: ReservationSeen) =>
          room === "robin" && startAt.getTime() === at(14, "15:00").getTime();
        const found = await children("the other is later", (now) => now.some(isLater), ["robin"]);
        assert.deepEqual(
          found.map(({ originalDate }) => originalDate),
          [day(14)],
        );
      } finally {
        settings.declinedCopiesStay = false;
      }
    });
  }

  for (const [what, other] of [
    ["a room", ROOMS.robin],
    ["no space here", "room.elsewhere@example.org"],
  ] as const) {
    test(`that its room declined has a date that goes elsewhere there alone: ${what}`, async () => {
      // What goes on for ever goes on for longer than the room can be booked ahead (facts 2).
      const { recurrence } = weekly(4) as { readonly recurrence: Json };
      const range = { type: "noEnd", startDate: day(0) };
      const id = await create({ recurrence: { ...recurrence, range } });
      await stage.roomHasAnswered("wren", 0);
      const change = async (index: number, fields: Json) =>
        stage.graph("PATCH", EMPLOYEE, path(await occurrence(id, index)), fields);
      await change(1, times(8, "15:00", "15:30"));
      await stage.roomHasAnswered("wren", 1);
      await change(2, invite(other));
      const isRoom = other === ROOMS.robin;
      if (isRoom) await stage.roomHasAnswered("robin", 1);
      await stage.read("wren");
      const placed = (await stage.reservations()).filter(({ isParent }) => !isParent);
      assert.deepEqual(
        placed
          .map(({ room, originalDate, state }) => [originalDate, room, state].join())
          .toSorted(),
        [`${day(7)},wren,confirmed`, ...(isRoom ? [`${day(14)},robin,confirmed`] : [])],
      );
    });
  }

  test("was a single meeting first: its reservation becomes the meeting's own row", async () => {
    const single = await stage.graph("POST", EMPLOYEE, "/events", {
      subject: "Stand-up",
      ...times(0, "10:00", "10:30"),
      ...invite(ROOMS.wren),
    });
    const [one] = await children("it is confirmed", (now) => now.length === 1);
    await stage.graph("PATCH", EMPLOYEE, path(String(single["id"])), weekly(4));
    await all4();
    const [own] = await stage.reservations();
    assert.deepEqual([own?.number, own?.isParent, own?.kind], [one?.number, true, "recurring"]);
    assert.equal((await stage.holdsOf("wren")).length, 4);
  });

  test("that becomes a single meeting is one reservation again", async () => {
    const id = await create();
    await all4();
    await stage.graph("PATCH", EMPLOYEE, path(id), { recurrence: null });
    await stage.readUntil("one is left", async () => {
      const all = await stage.reservations();
      const [own] = all;
      return own?.isParent === false && own.state === "confirmed" && standing(all).length === 1;
    });
    assert.equal((await stage.holdsOf("wren")).length, 1);
  });

  test("without end is held as far ahead as the space can be booked", async () => {
    // Else the room declines what goes on for longer than it can be booked ahead (facts 2).
    const { room } = tenant().user(ROOMS.wren);
    Object.assign(room?.processing ?? {}, { enforceSchedulingHorizon: false });
    await create({
      recurrence: {
        pattern: { type: "weekly", interval: 1, daysOfWeek: ["monday"] },
        range: { type: "noEnd", startDate: day(0) },
      },
    });
    const found = await children("some are confirmed", (now) => now.length > 20);
    const last = starts(found).at(-1) ?? "";
    const daysAhead = (Date.parse(last) - Date.now()) / 86_400_000;
    assert.ok(daysAhead > 170 && daysAhead <= 182, String(daysAhead));
  });
});
