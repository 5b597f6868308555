/**
 * Where system-to-system may not write into the person's calendar (policy, U5), each room lets go in
 * its own name what was given up, however much at once, and the meeting stays in the person's
 * calendar.
 */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { decideApproval } from "../../src/app/reservations/approval/decide-approval.ts";
import { lapseApprovals } from "../../src/app/reservations/approval/lapse-approvals.ts";
import { createHealthCounters } from "../../src/app/health/health-counters.ts";
import { createHealthCountStore } from "../../src/store/health/health-count-store.ts";
import { createHealthReader } from "../../src/store/health/health-reader.ts";
import { createApprovalStore } from "../../src/store/approval/approval-store.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { setBegun } from "../application/life-stage.ts";
import { consentedTenant } from "./inbound-stage.ts";
import { COLLEAGUE, EMPLOYEE, ROOMS, SERVICE } from "./organisation.ts";
import {
  calendarOf,
  occurrenceStarts,
  openSyncStage,
  type ReservationNow,
  type SyncStage,
  until,
} from "./sync-stage.ts";

const tenant = consentedTenant();
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

describeOnEachDatabase(
  "dates of a series that its rooms have to decline themselves",
  (database) => {
    let stage: SyncStage;
    afterEach(() => stage.close());

    /** Five days in a row, all of which wait for the colleague's approval. */
    async function bookSeries() {
      stage = await openSyncStage(database(), tenant(), { mode: "personal" });
      const { pool } = database();
      await pool.query("update reservable_module set approval_policy = 'always'");
      await pool.query("insert into module_approver select id, $1::uuid from reservable_module", [
        stage.people[COLLEAGUE],
      ]);
      await stage.connect(SERVICE, "delegated_user");
      await stage.connect(EMPLOYEE, "personal");
      const lanes = stage.runLanes();
      const id = await stage.book({
        recurrence: {
          kind: "pattern",
          pattern: { type: "daily" },
          range: { type: "numbered", numberOfOccurrences: 5 },
        },
      });
      await allWait(id);
      return { id, lanes, dates: await stage.occurrences(id) };
    }
    const allWait = (id: string) =>
      until("all of it waits for approval", async () =>
        (await stage.occurrences(id)).every(({ state }) => state === "awaiting_approval"),
      );
    async function decide(id: string, verdict: "approved" | "rejected"): Promise<void> {
      const request = { id, verdict, comment: "Being painted" };
      const decided = await decideApproval(stage.deps, stage.actor(COLLEAGUE), request);
      assert.ok(decided.ok, JSON.stringify(decided));
    }
    const allDone = (id: string) =>
      until("the rooms have been told", async () =>
        (await stage.events(id)).every(
          ({ state }) => state === "processed" || state === "superseded",
        ),
      );
    function assertShown(room: string, dates: readonly (ReservationNow | undefined)[]): void {
      const startsAt = dates.map((each) => each?.start_at.getTime());
      assert.deepEqual(occurrenceStarts(tenant(), room), startsAt);
    }

    test("decline all that was rejected one by one while no lane ran", async () => {
      const { id, lanes, dates } = await bookSeries();
      await lanes.stop();
      await decide(dates[1]?.id ?? "", "rejected");
      await decide(dates[3]?.id ?? "", "rejected");
      stage.runLanes();
      await allDone(id);
      assertShown(ROOMS.wren, [dates[0], dates[2], dates[4]]);
      assertShown(EMPLOYEE, dates);
    });

    test("leave nothing to write after them, where that would be refused as well", async () => {
      const { id, lanes, dates } = await bookSeries();
      await lanes.stop();
      await decide(dates[1]?.id ?? "", "rejected");
      // As where a change made in Outlook is taken in while this is under way.
      await database().pool.query(
        `insert into sync_event (reservation_id, provider_id, type, policy_row, mailbox,
           sync_mailbox, credential, channel, priority)
         select reservation_id, provider_id, type, policy_row, mailbox, sync_mailbox, credential,
           channel, priority
         from sync_event where reservation_id = $1 order by id desc limit 1`,
        [id],
      );
      stage.runLanes();
      await allDone(id);
      const states = (await stage.events(id)).map(({ type, state }) => `${type} ${state}`);
      assert.deepEqual(states, ["create processed", "update processed", "update superseded"]);
      assert.equal((await stage.reservation(id)).sync_state, "synchronized");
      assertShown(ROOMS.wren, [dates[0], dates[2], dates[3], dates[4]]);
    });

    test("decline all that lapsed while no lane ran", async () => {
      const { id, lanes, dates } = await bookSeries();
      await lanes.stop();
      const { pool } = database();
      for (const [at, minutesAgo] of [
        [0, 36],
        [2, 5],
      ] as const) {
        const date = dates[at]?.id ?? "";
        await setBegun(database(), date, minutesAgo);
        await pool.query(
          "update reservation set end_at = now() + interval '1 hour' where id = $1",
          [date],
        );
        await pool.query("update reservation set approval_asked_at = now() - interval '1 hour'");
      }
      const approvals = createApprovalStore(database());
      const counters = createHealthCounters(createHealthCountStore(database().kysely));
      const lapsing = { ...stage.deps, approvals, counters, log: SILENT };
      assert.equal(await lapseApprovals(lapsing), 2);
      await counters.flush();
      const facts = await createHealthReader(database().kysely).facts("personal");
      assert.equal(facts.approvalsLapsed, 2);
      stage.runLanes();
      await allDone(id);
      assertShown(ROOMS.wren, [dates[1], dates[3], dates[4]]);
      assertShown(EMPLOYEE, dates);
    });

    test("decline all that was rejected with the series, and keep what was approved before", async () => {
      const { id, dates } = await bookSeries();
      await decide(dates[2]?.id ?? "", "approved");
      await decide(id, "rejected");
      await allDone(id);
      assertShown(ROOMS.wren, [dates[2]]);
      assertShown(EMPLOYEE, dates);
      const record = (await stage.events(id)).at(-1);
      assert.equal(record?.type, "update");
      const declines = [0, 1, 3, 4].map(() => ({ was_present: true }));
      assert.deepEqual(record.response, { declines });
    });

    test("decline each in the room where it is, where all of it is rejected", async () => {
      const { id, dates } = await bookSeries();
      await stage.change(dates[1]?.id ?? "", { spaceId: stage.spaceId("robin") });
      await until(
        "the other room has accepted",
        () => calendarOf(tenant(), ROOMS.robin).length === 1,
      );
      await allWait(id);
      await decide(id, "rejected");
      await allDone(id);
      assertShown(ROOMS.wren, []);
      assertShown(ROOMS.robin, []);
      assertShown(EMPLOYEE, dates);
      assert.equal((await stage.reservation(id)).state, "rejected");
    });

    test("decline what was rejected before the rest was, while no lane ran", async () => {
      const { id, lanes, dates } = await bookSeries();
      await stage.change(dates[1]?.id ?? "", { spaceId: stage.spaceId("robin") });
      await until(
        "the other room has accepted",
        () => calendarOf(tenant(), ROOMS.robin).length === 1,
      );
      await allWait(id);
      await lanes.stop();
      for (const date of dates) await decide(date.id, "rejected");
      stage.runLanes();
      await allDone(id);
      assertShown(ROOMS.wren, []);
      assertShown(ROOMS.robin, []);
      assertShown(EMPLOYEE, dates);
    });

    const subjectShown = () => calendarOf(tenant(), EMPLOYEE)[0]?.subject;
    const states = async (id: string) =>
      (await stage.events(id)).map(({ type, state }) => `${type} ${state}`);

    test("leave what the person had changed before and nobody had sent, which is sent then", async () => {
      const { id, lanes, dates } = await bookSeries();
      await lanes.stop();
      await stage.change(id, { subject: "Calibration" }, "all");
      await decide(dates[1]?.id ?? "", "rejected");
      await decide(dates[3]?.id ?? "", "rejected");
      const left = [dates[0], dates[2], dates[4]];
      stage.runLanes();
      await until("the change is in the calendar", () => subjectShown() === "Calibration");
      await allDone(id);
      assert.deepEqual((await states(id)).slice(1), [
        "update superseded",
        "update superseded",
        "update processed",
        "update processed",
      ]);
      assert.equal((await stage.reservation(id)).sync_state, "synchronized");
      assertShown(EMPLOYEE, left);
      await until(
        "the room has it too",
        () => occurrenceStarts(tenant(), ROOMS.wren).length === left.length,
      );
      assertShown(ROOMS.wren, left);
    });

    test("leave what waits for the person to connect again, while the room is free at once", async () => {
      const { id, lanes, dates } = await bookSeries();
      await lanes.stop();
      await stage.change(id, { subject: "Calibration" }, "all");
      await stage.disconnect(EMPLOYEE);
      const again = stage.runLanes();
      const lastIs = (state: string) =>
        until(`the last is ${state}`, async () => (await states(id)).at(-1) === `update ${state}`);
      await lastIs("waiting_for_token");
      await decide(dates[1]?.id ?? "", "rejected");
      const left = [dates[0], ...dates.slice(2)];
      await until(
        "the room has let the date go",
        () => occurrenceStarts(tenant(), ROOMS.wren).length === left.length,
      );
      assertShown(ROOMS.wren, left);
      await lastIs("waiting_for_token");
      const waiting = await stage.reservation(id);
      assert.deepEqual(
        [waiting.sync_state, waiting.reason_code],
        ["sync_required", "personal_token_missing"],
      );
      await stage.connect(EMPLOYEE, "personal");
      await stage.resume.onConnected(stage.people[EMPLOYEE] ?? "");
      again.wake();
      await lastIs("processed");
      assert.equal(subjectShown(), "Calibration");
      assertShown(EMPLOYEE, left);
      const { sync_state: sync, reason_code: reason } = await stage.reservation(id);
      assert.deepEqual([sync, reason], ["synchronized", null]);
    });

    test("are declined only once where somebody changes the series meanwhile", async () => {
      const { id, lanes, dates } = await bookSeries();
      await lanes.stop();
      await decide(dates[1]?.id ?? "", "rejected");
      await stage.change(id, { subject: "Calibration" }, "all");
      stage.runLanes();
      await allDone(id);
      const left = [dates[0], ...dates.slice(2)];
      assertShown(EMPLOYEE, left);
      await until(
        "the room has it too",
        () => occurrenceStarts(tenant(), ROOMS.wren).length === left.length,
      );
      assertShown(ROOMS.wren, left);
    });
  },
);
