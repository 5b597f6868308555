/** How a series without an end goes on where the calendar says more of it than its pattern does. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { afterEach, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { rollSeriesOn } from "../../src/app/reservations/roll-series.ts";
import { createSeriesRollingStore } from "../../src/store/series-rolling-store.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import {
  at,
  consentedTenant,
  day,
  type InboundStage,
  invite,
  openInboundStage,
  times,
} from "./inbound-stage.ts";
import { EMPLOYEE, type Room, ROOMS } from "./organisation.ts";
import { until } from "./sync-stage.ts";

const tenant = consentedTenant();
const ROOMS_READ = ["wren", "robin"] as const;
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

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
    const windowOf = (days: number) =>
      database().pool.query("update reservable_module set days_ahead_max = $1", [
        Math.ceil((at(days, "12:00").getTime() - Date.now()) / 86_400_000),
      ]);
    const roll = () =>
      rollSeriesOn({
        rolling: createSeriesRollingStore(database()),
        now: () => Temporal.Now.instant(),
        newId: randomUUID,
        announceChange: () => undefined,
        log: SILENT,
      });
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
      assert.equal(await roll(), 1);
      assert.deepEqual(await datesIn("wren"), [0, 7, 21].map(day));
      await heldIn("robin", [14]);
      assert.deepEqual(await datesIn("wren"), [0, 7, 21].map(day));
      assert.equal((await stage.holdsOf("wren")).length, 3);
      assert.equal(await roll(), 0);
    }

    test("made in Outlook takes it there once its day has come", async () => {
      await open();
      const made = await stage.graph("POST", EMPLOYEE, "/events", {
        subject: "Budget",
        ...times(0, "10:00", "11:00"),
        recurrence: {
          pattern: { type: "weekly", interval: 1, daysOfWeek: ["monday"] },
          range: { type: "noEnd", startDate: day(0) },
        },
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
