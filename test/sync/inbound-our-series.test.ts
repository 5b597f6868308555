import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import {
  INTEGRATION_MODES,
  type IntegrationMode,
} from "../../src/core/integration-rules/question.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import {
  consentedTenant,
  type InboundStage,
  type Json,
  openInboundStage,
} from "./inbound-stage.ts";
import { EMPLOYEE, ROOMS, SERVICE } from "./organisation.ts";
import { calendarOf, slot, until } from "./sync-stage.ts";

const tenant = consentedTenant();

for (const mode of INTEGRATION_MODES) suiteIn(mode);

function suiteIn(mode: IntegrationMode): void {
  describeOnEachDatabase(`a series made here, in ${mode} mode`, (database) => {
    let stage: InboundStage;
    afterEach(() => stage.close());

    const owner = mode === "strict" ? SERVICE : EMPLOYEE;
    async function booked(): Promise<string> {
      stage = await openInboundStage(database(), tenant(), mode);
      if (mode === "personal") await stage.connect(EMPLOYEE, "personal");
      stage.runLanes();
      const id = await stage.book({
        ...slot(48),
        recurrence: {
          kind: "pattern",
          pattern: { type: "daily" },
          range: { type: "numbered", numberOfOccurrences: 4 },
        },
      });
      await until("all are confirmed", async () =>
        (await stage.occurrences(id)).every(({ state }) => state === "confirmed"),
      );
      await until("it is written", async () => {
        const { sync_state: state } = await stage.reservation(id);
        return state === "synchronized";
      });
      await stage.read("wren");
      return id;
    }
    const path = async (id: string) =>
      `/events/${encodeURIComponent((await stage.reservation(id)).calendar_event_id ?? "")}`;
    const occurrence = async (id: string, index: number): Promise<Json> => {
      const from = new Date(Date.now() - 86_400_000).toISOString();
      const to = new Date(Date.now() + 30 * 86_400_000).toISOString();
      const range = `startDateTime=${from}&endDateTime=${to}`;
      const { value } = await stage.graph("GET", owner, `${await path(id)}/instances?${range}`);
      return (value as readonly Json[])[index] ?? assert.fail("the occurrence is there");
    };
    const isConfirmed = ({ state }: { readonly state: string }) => state === "confirmed";
    const states = async (id: string) => (await stage.occurrences(id)).map(({ state }) => state);
    const untouched = async (id: string) =>
      assert.deepEqual(
        (await stage.events(id)).map(({ type }) => type),
        ["create"],
      );

    test("is not taken for one made in Outlook, and its echo changes nothing", async () => {
      const id = await booked();
      const earlier = await stage.reservations();
      assert.equal(earlier.length, 5);
      assert.deepEqual(await stage.read("wren", true), { kind: "read", changes: 0, wasFull: true });
      assert.deepEqual(await stage.reservations(), earlier);
      await untouched(id);
    });

    test("of which its organizer moves one occurrence moves that one", async () => {
      const id = await booked();
      const { id: eventId, start } = await occurrence(id, 1);
      const [{ dateTime }] = [start as { readonly dateTime: string }];
      const later = (minutes: number) => ({
        dateTime: new Date(Date.parse(`${dateTime.slice(0, 19)}Z`) + minutes * 60_000)
          .toISOString()
          .slice(0, 19),
        timeZone: "UTC",
      });
      const body = { start: later(60), end: later(120) };
      await stage.graph("PATCH", owner, `/events/${encodeURIComponent(String(eventId))}`, body);
      const moved = await stage.readUntil("it is moved", async () => {
        const all = await stage.reservations();
        const one = all.find(({ isException }) => isException);
        return one?.state === "confirmed" && one;
      });
      assert.equal(moved.startAt.toISOString().slice(0, 19), later(60).dateTime);
      assert.equal((await stage.holdsOf("wren")).length, 4);
      await untouched(id);
    });

    test("of which its organizer deletes one occurrence loses that one", async () => {
      const id = await booked();
      const { id: eventId } = await occurrence(id, 2);
      await stage.graph("DELETE", owner, `/events/${encodeURIComponent(String(eventId))}`);
      await stage.readUntil("one is gone", async () => {
        const now = await states(id);
        return now.join(" ") !== "confirmed confirmed confirmed confirmed";
      });
      assert.equal((await states(id)).filter((state) => state === "confirmed").length, 3);
      const gone = (await stage.reservations()).find(({ state }) => state !== "confirmed");
      assert.deepEqual([gone?.state, gone?.reasonCode], ["cancelled", "occurrence_removed"]);
      assert.equal((await stage.holdsOf("wren")).length, 3);
      await untouched(id);
    });

    test("that is cancelled in Outlook is over here", async () => {
      const id = await booked();
      await stage.graph("POST", owner, `${await path(id)}/cancel`, { comment: "" });
      await stage.readUntil("it is over", async () =>
        (await states(id)).every((state) => state !== "confirmed"),
      );
      assert.deepEqual(await stage.holdsOf("wren"), []);
      await untouched(id);
    });

    test("that Outlook moves into two other rooms is written in both", async () => {
      const id = await booked();
      const { attendees } = await stage.graph("GET", owner, await path(id));
      const people = (attendees as readonly Json[]).filter(({ type }) => type !== "resource");
      const rooms = [ROOMS.robin, ROOMS.swift].map((address) => ({
        type: "resource",
        emailAddress: { address, name: address },
      }));
      await stage.graph("PATCH", owner, await path(id), { attendees: [...people, ...rooms] });
      await until("both rooms have all dates, and the first has none", async () => {
        const all = ["wren", "robin", "swift"] as const;
        for (const room of all) await stage.read(room);
        const held = await Promise.all(all.map((room) => stage.holdsOf(room)));
        return held.map(({ length }) => length).join() === "0,4,4";
      });
      await stage.change(id, { subject: "Moved" }, "all");
      await until("it is written", async () => {
        const [event] = calendarOf(tenant(), owner);
        return event?.subject === "Moved";
      });
      const [event] = calendarOf(tenant(), owner);
      const invited = event?.attendees.filter(({ type }) => type === "resource") ?? [];
      assert.deepEqual(invited.map(({ address }) => address).toSorted(), [
        ROOMS.robin,
        ROOMS.swift,
      ]);
      assert.deepEqual(Object.keys(event?.series?.exceptions ?? {}), []);
    });

    // Where nobody reads a person's own calendar, nobody sees which room was asked.
    const skip = mode === "personal";
    test(
      "of which a date asks another room in vain has lost its room there",
      { skip },
      async () => {
        const id = await booked();
        await stage.book({ ...slot(72), spaceId: stage.spaceId("robin") });
        await until("it is taken", async () => (await stage.reservations()).every(isConfirmed));
        const [, second] = await stage.occurrences(id);
        const { id: eventId, attendees } = await occurrence(id, 1);
        const people = (attendees as readonly Json[]).filter(({ type }) => type !== "resource");
        const room = { type: "resource", emailAddress: { address: ROOMS.robin, name: "Robin" } };
        const asked = { attendees: [...people, room] };
        await stage.graph("PATCH", owner, `/events/${encodeURIComponent(String(eventId))}`, asked);
        const lost = await stage.readUntil("no room has it", async () =>
          (await stage.reservations()).find(({ state }) => state === "conflicted"),
        );
        assert.deepEqual([lost.id, lost.room], [second?.id, "robin"]);
        assert.equal((await stage.holdsOf("wren")).length, 3);
      },
    );

    test("keeps a date in another room that tells once more of one that was called off there", async () => {
      const id = await booked();
      const [first, second] = await stage.occurrences(id);
      for (const each of [first, second]) {
        await stage.change(each?.id ?? "", { spaceId: stage.spaceId("robin") }, "this");
      }
      await stage.readUntil("both are there", async () => {
        await stage.read("robin");
        return (await stage.holdsOf("robin")).length === 2 && (await areWritten());
      });
      await stage.cancel(first?.id ?? "");
      await until("it is written", areWritten);
      const { delta } = tenant().simulator.world.settings;
      delta.replayProbability = 1;
      try {
        for (let readings = 0; readings < 12; readings += 1) await stage.read("robin");
      } finally {
        delta.replayProbability = 0;
      }
      const stands = await stage.reservation(second?.id ?? "");
      assert.deepEqual([stands.state, stands.reason_code], ["confirmed", null]);
    });

    test("cancelled in Outlook has nothing left to be told, though a change of it was given up", async () => {
      const id = await booked();
      await stage.graph("DELETE", owner, await path(id));
      await stage.change(id, { subject: "Too late" }, "all");
      await until("it is given up", async () => (await stage.events(id)).at(-1)?.state === "error");
      assert.equal((await stage.reservation(id)).sync_state, "sync_required");
      await stage.read("wren");
      const { state, sync_state: syncState } = await stage.reservation(id);
      assert.deepEqual([state, syncState], ["cancelled", "synchronized"]);
    });

    test("cancelled in Outlook with a date that is over has nothing left to be told either", async () => {
      const id = await booked();
      const [first] = await stage.occurrences(id);
      const { pool } = database();
      await pool.query("delete from space_hold where reservation_id = $1", [first?.id]);
      await pool.query("update reservation set state = 'completed' where id = $1", [first?.id]);
      await stage.graph("DELETE", owner, await path(id));
      await stage.change(id, { subject: "Too late" }, "all");
      await until("it is given up", async () => (await stage.events(id)).at(-1)?.state === "error");
      await stage.read("wren");
      const { state, sync_state: syncState } = await stage.reservation(id);
      assert.deepEqual([state, syncState], ["completed", "synchronized"]);
    });

    const areWritten = async (): Promise<boolean> => {
      const { rows } = await database().pool.query(
        "select 1 from sync_event where state in ('new', 'processing')",
      );
      return rows.length === 0;
    };

    test("of which no date stands any more leaves the calendar where another goes on", async () => {
      const id = await booked();
      const [first, second] = await stage.occurrences(id);
      // As where its room had lost it, and its time has passed.
      const { pool } = database();
      await pool.query("delete from space_hold where reservation_id = $1", [first?.id]);
      await pool.query("update reservation set state = 'cancelled' where id = $1", [first?.id]);
      await stage.change(second?.id ?? "", { subject: "Goes on" }, "following");
      await until("both are written", areWritten);
      assert.equal((await stage.reservation(id)).state, "cancelled");
      assert.equal((await stage.reservation(id)).sync_state, "synchronized");
      const left = calendarOf(tenant(), owner).filter(({ isCancelled }) => !isCancelled);
      assert.deepEqual(
        left.map(({ subject }) => subject),
        ["Goes on"],
      );
    });
  });
}
