/**
 * Dates of a series that are given up by a rule of the house: that never were confirmed and are over
 * here while the calendar shows them at a time to come, or that nobody approved in time.
 */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { lapseApprovals } from "../../src/app/reservations/approval/lapse-approvals.ts";
import { endReservations } from "../../src/app/reservations/life/end-reservations.ts";
import type { IntegrationMode } from "../../src/core/integration-rules/question.ts";
import type { Lanes } from "../../src/jobs/lanes.ts";
import { createApprovalStore } from "../../src/store/approval/approval-store.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { setBegun } from "../application/life-stage.ts";
import { consentedTenant } from "./inbound-stage.ts";
import { EMPLOYEE, ROOMS, SERVICE } from "./organisation.ts";
import {
  occurrenceStarts,
  openSyncStage,
  type ReservationNow,
  type SyncStage,
  until,
} from "./sync-stage.ts";

const tenant = consentedTenant();
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

describeOnEachDatabase("a date of a series that comes before it was confirmed", (database) => {
  let stage: SyncStage;
  let lanes: Lanes;
  afterEach(() => stage.close());

  /** Four days in a row, which the calendar shows and the room has accepted; then no lane runs. */
  async function bookSeries(mode: IntegrationMode = "normal", policy = "never") {
    stage = await openSyncStage(database(), tenant(), { mode });
    await database().pool.query("update reservable_module set approval_policy = $1", [policy]);
    if (mode !== "normal") await stage.connect(SERVICE, "delegated_user");
    if (mode === "personal") await stage.connect(EMPLOYEE, "personal");
    lanes = stage.runLanes();
    const id = await stage.book({
      recurrence: {
        kind: "pattern",
        pattern: { type: "daily" },
        range: { type: "numbered", numberOfOccurrences: 4 },
      },
    });
    const accepted = policy === "never" ? "confirmed" : "awaiting_approval";
    await until("the room has accepted all of it", async () =>
      (await stage.occurrences(id)).every(({ state }) => state === accepted),
    );
    await lanes.stop();
    return { id, dates: await stage.occurrences(id) };
  }
  /** It was moved, which nobody has told the calendar, and the time that it was moved to passes. */
  async function moveAndPass(id: string, startAt: Date): Promise<void> {
    const start = Temporal.Instant.fromEpochMilliseconds(startAt.getTime()).add({ hours: 2 });
    await stage.change(id, { start, end: start.add({ hours: 1 }) });
    await setBegun(database(), id, 90);
  }
  const end = () => endReservations({ ...stage.deps, log: SILENT });
  const lapse = () =>
    lapseApprovals({
      ...stage.deps,
      approvals: createApprovalStore(database()),
      counters: { count: () => undefined },
      log: SILENT,
    });
  const standing = async (id: string) => {
    const { state, reason_code: code } = await stage.reservation(id);
    return [state, code, await stage.holds(id)];
  };
  const allDone = (id: string) =>
    until("the calendar has been told", async () =>
      (await stage.events(id)).every(({ state }) => ["processed", "superseded"].includes(state)),
    );
  const startsOf = (dates: readonly (ReservationNow | undefined)[]) =>
    dates.map((each) => each?.start_at.getTime());

  test("is taken out of the calendar that shows it at a time to come", async () => {
    const { id, dates } = await bookSeries();
    const moved = dates[2] ?? assert.fail("the series has four dates");
    await moveAndPass(moved.id, moved.start_at);
    assert.equal(await end(), 1);
    assert.equal(await end(), 0);
    assert.deepEqual(await standing(moved.id), ["cancelled", "never_confirmed", 0]);
    stage.runLanes();
    await allDone(id);
    const left = startsOf([dates[0], dates[1], dates[3]]);
    assert.deepEqual(occurrenceStarts(tenant(), EMPLOYEE), left);
    await until("the room's is told", () => occurrenceStarts(tenant(), ROOMS.wren).length === 3);
    assert.deepEqual(occurrenceStarts(tenant(), ROOMS.wren), left);
  });

  test("is declined by its room where the system may not write for the person", async () => {
    const { id, dates } = await bookSeries("personal");
    const moved = dates[2] ?? assert.fail("the series has four dates");
    await moveAndPass(moved.id, moved.start_at);
    assert.equal(await end(), 1);
    stage.runLanes();
    await allDone(id);
    const left = startsOf([dates[0], dates[1], dates[3]]);
    assert.deepEqual(occurrenceStarts(tenant(), ROOMS.wren), left);
    assert.deepEqual(occurrenceStarts(tenant(), EMPLOYEE), startsOf(dates));
  });

  test("is history where the calendar shows it at a time that is over too", async () => {
    const { id, dates } = await bookSeries();
    const lost = dates[0] ?? assert.fail("the series has four dates");
    await setBegun(database(), lost.id, 90);
    // It took place there as it was agreed, by the clock of the series' zone.
    const { start_at: startAt } = await stage.reservation(lost.id);
    const start = Temporal.Instant.fromEpochMilliseconds(startAt.getTime())
      .toZonedDateTimeISO("Europe/Berlin")
      .toPlainDateTime()
      .toString({ smallestUnit: "minute" });
    const originalDate = lost.start_at.toLocaleDateString("sv-SE", { timeZone: "Europe/Berlin" });
    await database().pool.query(
      `update reservation set agreed = jsonb_set(agreed, '{series,exceptions}', $2::jsonb)
       where id = $1`,
      [id, JSON.stringify([{ originalDate, start, durationMinutes: 60 }])],
    );
    await database().pool.query(
      "update reservation set state = 'conflicted', reason_code = 'room_declined' where id = $1",
      [lost.id],
    );
    const before = await stage.events(id);
    assert.equal(await end(), 1);
    assert.deepEqual(await standing(lost.id), ["cancelled", "room_declined", 0]);
    assert.deepEqual(await stage.events(id), before);
  });

  for (const mode of ["normal", "strict"] as const) {
    test(`is taken out of it in ${mode} mode too where nobody had approved it by its start`, async () => {
      const { id, dates } = await bookSeries(mode, "always");
      const begun = dates[2] ?? assert.fail("the series has four dates");
      // A change that is on its way shows it as well; it has to give way.
      await stage.change(id, { subject: "Calibration" }, "all");
      await setBegun(database(), begun.id, 20);
      await database().pool.query(
        "update reservation set approval_asked_at = now() - interval '1 hour'",
      );
      assert.equal(await lapse(), 1);
      assert.deepEqual(await standing(begun.id), ["rejected", "approval_not_given", 0]);
      stage.runLanes();
      await allDone(id);
      const left = startsOf([dates[0], dates[1], dates[3]]);
      const organizer = mode === "normal" ? EMPLOYEE : SERVICE;
      assert.deepEqual(occurrenceStarts(tenant(), organizer), left);
      await until("the room's is told", () => occurrenceStarts(tenant(), ROOMS.wren).length === 3);
      assert.deepEqual(occurrenceStarts(tenant(), ROOMS.wren), left);
    });
  }
});
