/** How a series without an end goes on where the calendar says more of it than its pattern does. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { afterEach, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { rollSeriesOn } from "../../src/app/reservations/roll-series.ts";
import type { Database } from "../../src/store/database.ts";
import { createSeriesRollingStore } from "../../src/store/series-rolling-store.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import {
  at,
  consentedTenant,
  day,
  type InboundStage,
  invite,
  type Json,
  openInboundStage,
  times,
} from "./inbound-stage.ts";
import { EMPLOYEE, type Room, ROOMS } from "./organisation.ts";
import { until } from "./sync-stage.ts";

const tenant = consentedTenant();
const ROOMS_READ = ["wren", "robin"] as const;
const EVERY_MONDAY: Json = {
  recurrence: {
    pattern: { type: "weekly", interval: 1, daysOfWeek: ["monday"] },
    range: { type: "noEnd", startDate: day(0) },
  },
};
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Up to that day, counted as `day` counts them, and no further. */
const allowDaysAhead = ({ pool }: Database, days: number) =>
  pool.query("update reservable_module set days_ahead_max = $1", [
    Math.ceil((at(days, "12:00").getTime() - Date.now()) / 86_400_000),
  ]);
const roll = (database: Database) =>
  rollSeriesOn({
    rolling: createSeriesRollingStore(database),
    now: () => Temporal.Now.instant(),
    newId: randomUUID,
    announceChange: () => undefined,
    log: SILENT,
  });

describeOnEachDatabase(
  "a series without an end, of which a later date is in another room",
  (database) => {
    let stage: InboundStage;
    afterEach(() => stage.close());

    async function open(): Promise<void> {
      stage = await openInboundStage(database(), tenant());
      for (const room of ROOMS_READ) {
        const { processing } = tenant().user(ROOMS[room]).room ?? assert.fail("it is a room");
        // As far as it may be booked, it takes a series without an end (facts 2).
        processing.enforceSchedulingHorizon = false;
      }
      await windowOf(7);
    }
    const windowOf = (days: number) => allowDaysAhead(database(), days);
    const datesIn = async (room: Room): Promise<readonly string[]> =>
      (await stage.reservations())
        .filter((each) => !each.isParent && each.room === room && each.state === "confirmed")
        .map(({ originalDate }) => originalDate ?? "")
        .toSorted((left, right) => left.localeCompare(right));
    const heldIn = (room: Room, days: readonly number[]) =>
      stage.readUntil(
        `${room} has ${days.join()}`,
        async () => (await datesIn(room)).join() === days.map(day).join(),
        ROOMS_READ,
      );

    /** The third Monday, beyond what may be booked yet, is put into Robin in Outlook. */
    async function moveThird(eventId: string): Promise<void> {
      const from = at(13, "00:00").toISOString();
      const to = at(15, "00:00").toISOString();
      const window = `startDateTime=${from}&endDateTime=${to}`;
      const { value } = await stage.graph(
        "GET",
        EMPLOYEE,
        `/events/${eventId}/instances?${window}`,
      );
      const [third] = value as readonly { readonly id: string }[];
      await stage.graph("PATCH", EMPLOYEE, `/events/${third?.id}`, invite(ROOMS.robin));
      await until("the other room has answered", () =>
        [...tenant().simulator.world.mailboxes.of(tenant().user(ROOMS.robin).id).items()].some(
          ({ myResponse }) => myResponse.timeMs !== null,
        ),
      );
      for (const room of ROOMS_READ) await stage.read(room);
    }

    async function goesOn(): Promise<void> {
      await windowOf(21);
      assert.equal(await roll(database()), 1);
      assert.deepEqual(await datesIn("wren"), [0, 7, 21].map(day));
      await heldIn("robin", [14]);
      assert.deepEqual(await datesIn("wren"), [0, 7, 21].map(day));
      assert.equal((await stage.holdsOf("wren")).length, 3);
      assert.equal(await roll(database()), 0);
    }

    test("made in Outlook takes it there once its day has come", async () => {
      await open();
      const made = await stage.graph("POST", EMPLOYEE, "/events", {
        subject: "Budget",
        ...times(0, "10:00", "11:00"),
        ...EVERY_MONDAY,
        ...invite(ROOMS.wren),
      });
      await heldIn("wren", [0, 7]);
      await moveThird(encodeURIComponent(String(made["id"])));
      assert.deepEqual([await datesIn("wren"), await datesIn("robin")], [[0, 7].map(day), []]);
      await goesOn();
    });

    test("made here takes it there too", async () => {
      await open();
      stage.runLanes();
      const start = Temporal.Instant.fromEpochMilliseconds(at(0, "10:00").getTime());
      const id = await stage.book({
        start,
        end: start.add({ hours: 1 }),
        recurrence: {
          kind: "pattern",
          pattern: { type: "weekly", daysOfWeek: ["monday"] },
          range: { type: "noEnd" },
        },
      });
      await heldIn("wren", [0, 7]);
      const { calendar_event_id: eventId } = await stage.reservation(id);
      await moveThird(encodeURIComponent(String(eventId)));
      await goesOn();
    });
  },
);

describeOnEachDatabase("a series without an end of which a date has taken place", (database) => {
  let stage: InboundStage;
  afterEach(() => stage.close());

  const windowOf = (days: number) => allowDaysAhead(database(), days);
  const states = async () =>
    (await stage.reservations())
      .filter(({ isParent }) => !isParent)
      .map(({ originalDate, state }) => `${originalDate} ${state}`)
      .toSorted();

  /** Three Mondays, of which the first is over. */
  async function open(): Promise<string> {
    stage = await openInboundStage(database(), tenant());
    const { processing } = tenant().user(ROOMS.wren).room ?? assert.fail("it is a room");
    processing.enforceSchedulingHorizon = false;
    await windowOf(14);
    const made = await stage.graph("POST", EMPLOYEE, "/events", {
      subject: "Budget",
      ...times(0, "10:00", "11:00"),
      ...EVERY_MONDAY,
      ...invite(ROOMS.wren),
    });
    await stage.readUntil("all are confirmed", async () => {
      const confirmed = [0, 7, 14].map((days) => `${day(days)} confirmed`);
      return (await states()).join() === confirmed.join();
    });
    const { rows } = await database().pool.query<{ readonly id: string }>(
      "update reservation set state = 'completed' where original_date = $1 returning id",
      [day(0)],
    );
    await database().pool.query("delete from space_hold where reservation_id = $1", [rows[0]?.id]);
    return `/events/${encodeURIComponent(String(made["id"]))}`;
  }

  test("does not go on once it was removed in Outlook", async () => {
    const path = await open();
    await stage.graph("POST", EMPLOYEE, `${path}/cancel`, { comment: "" });
    const over = [`${day(0)} completed`, `${day(7)} cancelled`, `${day(14)} cancelled`];
    await stage.readUntil("it is over", async () => (await states()).join() === over.join());
    await windowOf(21);
    await roll(database());
    assert.deepEqual(await states(), over);
    assert.deepEqual(await stage.holdsOf("wren"), []);
    await stage.read("wren", true);
    assert.deepEqual(await states(), over);
  });

  test("goes on where its room has declined the last date alone", async () => {
    await open();
    const { value } = await stage.graph("GET", ROOMS.wren, "/events?$top=5");
    const [copy] = value as readonly Json[];
    const [from, to] = [at(13, "00:00"), at(15, "00:00")].map((date) => date.toISOString());
    const master = `/events/${encodeURIComponent(String(copy?.["id"]))}`;
    const window = `startDateTime=${from}&endDateTime=${to}`;
    const { value: found } = await stage.graph("GET", ROOMS.wren, `${master}/instances?${window}`);
    const [third] = found as readonly Json[];
    const id = encodeURIComponent(String(third?.["id"]));
    await stage.graph("POST", ROOMS.wren, `/events/${id}/decline`, { sendResponse: true });
    const declined = [`${day(0)} completed`, `${day(7)} confirmed`, `${day(14)} cancelled`];
    await stage.readUntil(
      "the date is lost",
      async () => (await states()).join() === declined.join(),
    );
    await windowOf(21);
    assert.equal(await roll(database()), 1);
    assert.deepEqual(await states(), [...declined, `${day(21)} confirmed`]);
    await stage.read("wren", true);
    assert.deepEqual(await states(), [...declined, `${day(21)} confirmed`]);
  });
});
