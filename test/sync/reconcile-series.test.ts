import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { CalendarItem, Series } from "../../simulator/mailbox/calendar-item.ts";
import {
  INTEGRATION_MODES,
  type IntegrationMode,
} from "../../src/core/integration-rules/question.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { consentedTenant, type InboundStage } from "./inbound-stage.ts";
import { EMPLOYEE, ROOMS, SERVICE } from "./organisation.ts";
import {
  bookedAndSettled,
  loseCopies,
  openReconcilingStage,
  reconcileWren,
  settle,
} from "./reconcile-stage.ts";
import { slot, until } from "./sync-stage.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const tenant = consentedTenant();

for (const mode of INTEGRATION_MODES) suiteIn(mode);

function suiteIn(mode: IntegrationMode): void {
  describeOnEachDatabase(`reconciling a series in ${mode} mode`, (database) => {
    let stage: InboundStage;
    afterEach(() => stage.close());
    const owner = mode === "strict" ? SERVICE : EMPLOYEE;

    async function booked(): Promise<string> {
      stage = await openReconcilingStage(database(), tenant(), mode);
      return bookedAndSettled(database(), stage, {
        ...slot(48),
        recurrence: {
          kind: "pattern",
          pattern: { type: "daily" },
          range: { type: "numbered", numberOfOccurrences: 4 },
        },
      });
    }
    const reconcile = () => reconcileWren(database(), stage);
    const roomMailbox = () => tenant().simulator.world.mailboxes.of(tenant().user(ROOMS.wren).id);
    const copyInRoom = (): CalendarItem => {
      const [copy] = roomMailbox().masters();
      return copy ?? assert.fail("the room has the series");
    };
    const owesNothing = (): boolean => {
      const copy = copyInRoom();
      const exceptions = Object.values(copy.series?.exceptions ?? {});
      return [copy, ...exceptions].every(({ pending }) => pending === null);
    };
    /** As somebody with rights on the room's calendar does, who changes its copy alone. */
    function changeInRoom(
      change: (series: Series, copy: CalendarItem, dates: readonly string[]) => Series,
    ): void {
      const copy = copyInRoom();
      assert.ok(copy.series);
      const dates = Array.from({ length: 4 }, (_, day) =>
        new Date(copy.startMs + day * DAY_MS).toISOString().slice(0, "2027-03-01".length),
      );
      roomMailbox().put({ ...copy, series: change(copy.series, copy, dates) });
    }

    test("a series and a room that agree are left alone", async () => {
      const id = await booked();
      const earlier = [await stage.events(id), await stage.reservations()];
      assert.deepEqual((await reconcile()).found, {});
      assert.deepEqual([await stage.events(id), await stage.reservations()], earlier);
    });

    test("a series that the room declined but for one date is left alone", async () => {
      const id = await booked();
      const [, second] = await stage.occurrences(id);
      const startMs = (second?.start_at.getTime() ?? 0) + HOUR_MS;
      const lanes = stage.runLanes();
      const [start, end] = [startMs, startMs + HOUR_MS].map((ms) =>
        Temporal.Instant.fromEpochMilliseconds(ms),
      );
      if (start && end) await stage.change(second?.id ?? "", { start, end }, "this");
      await until("the room has heard", async () => {
        const { sync_state: state } = await stage.reservation(id);
        const hasDate = Object.keys(copyInRoom().series?.exceptions ?? {}).length === 1;
        return state === "synchronized" && hasDate && owesNothing();
      });
      await lanes.stop();
      const { myResponse, ...copy } = copyInRoom();
      roomMailbox().put({ ...copy, myResponse: { ...myResponse, response: "declined" } });
      await stage.read("wren", true);
      assert.deepEqual(
        (await stage.occurrences(id)).map(({ state }) => state),
        ["conflicted", "confirmed", "conflicted", "conflicted"],
      );
      await settle(database());
      assert.deepEqual((await reconcile()).found, {});
    });

    test("a series that the room's calendar has lost is written again", async () => {
      const id = await booked();
      loseCopies(tenant(), ROOMS.wren);
      const { found, repaired } = await reconcile();
      assert.deepEqual([found, repaired], [{ missing_in_room: 1 }, { missing_in_room: 1 }]);
      assert.deepEqual(
        (await stage.events(id)).map(({ type, state }) => [type, state]),
        [
          ["create", "processed"],
          ["update", "new"],
        ],
      );
    });

    // In personal mode no right of the system's reaches the person's calendar: what the room's copy
    // shows is taken for what somebody changed, and of what it does not show nothing is assumed.
    if (mode !== "personal") {
      test("a series of which the room still has a date that was cancelled is written again", async () => {
        const id = await booked();
        const earlier = copyInRoom();
        const [, second] = await stage.occurrences(id);
        const lanes = stage.runLanes();
        await stage.cancel(second?.id ?? "", "", "this");
        await until("it is written", async () => {
          const { sync_state: state } = await stage.reservation(id);
          return state === "synchronized";
        });
        await until("the room has heard", () =>
          Promise.resolve(copyInRoom().changeKey !== earlier.changeKey && owesNothing()),
        );
        await lanes.stop();
        await settle(database());
        assert.deepEqual((await reconcile()).found, {});
        roomMailbox().put(earlier);
        const { found, repaired } = await reconcile();
        assert.deepEqual([found, repaired], [{ other_time: 1 }, { other_time: 1 }]);
      });

      test("a series of which the room has one date at another time is written again", async () => {
        const id = await booked();
        changeInRoom(({ exceptions, ...series }, copy, dates) => {
          const moved = { ...copy, kind: "exception" as const, series: null };
          const startMs = copy.startMs + DAY_MS + HOUR_MS;
          const exception = { ...moved, startMs, endMs: startMs + HOUR_MS };
          return { ...series, exceptions: { ...exceptions, [dates[1] ?? ""]: exception } };
        });
        const { found, repaired } = await reconcile();
        assert.deepEqual([found, repaired], [{ other_time: 1 }, { other_time: 1 }]);
        assert.equal((await stage.events(id)).at(-1)?.type, "update");
      });

      test("a series that its organizer's calendar has lost too is cancelled with its dates", async () => {
        const id = await booked();
        loseCopies(tenant(), ROOMS.wren);
        loseCopies(tenant(), owner);
        const { found, repaired } = await reconcile();
        assert.deepEqual([found, repaired], [{ meeting_removed: 1 }, { meeting_removed: 1 }]);
        const all = [await stage.reservation(id), ...(await stage.occurrences(id))];
        assert.equal(all.length, 5);
        for (const { state, reason_code: reasonCode } of all) {
          assert.deepEqual([state, reasonCode], ["cancelled", "meeting_removed"]);
        }
        assert.deepEqual(await stage.holdsOf("wren"), []);
        assert.deepEqual(
          (await stage.events(id)).map(({ type }) => type),
          ["create"],
        );
        assert.equal((await stage.auditOf(id)).at(-1), "reservation_cancelled");
        assert.deepEqual((await reconcile()).found, {});
      });
    }
  });
}
