import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { startTenant, type Tenant } from "../identity/identity-stage.ts";
import { EMPLOYEE } from "./organisation.ts";
import { openInboundStage } from "./inbound-stage.ts";
import { calendarOf, until } from "./sync-stage.ts";

let tenant: Tenant;
before(async () => {
  tenant = await startTenant();
  tenant.consentForEverybody();
});
after(() => tenant.close());

describeOnEachDatabase("a date that was cancelled in Outlook meanwhile", (database) => {
  test("stays cancelled whatever is written, and is cancelled here once it is read", async (t) => {
    const stage = await openInboundStage(database(), tenant);
    t.after(() => stage.close());
    stage.runLanes();
    const id = await stage.book({
      recurrence: {
        kind: "pattern",
        pattern: { type: "daily" },
        range: { type: "numbered", numberOfOccurrences: 4 },
      },
    });
    const states = async () => (await stage.occurrences(id)).map(({ state }) => state).join(" ");
    await until(
      "all is confirmed",
      async () => (await states()) === "confirmed confirmed confirmed confirmed",
    );
    const master = calendarOf(tenant, EMPLOYEE)[0];
    const third = (await stage.occurrences(id))[2];
    assert.ok(master?.series && third);
    const date = Temporal.Instant.fromEpochMilliseconds(third.start_at.getTime())
      .toZonedDateTimeISO("Europe/Berlin")
      .toPlainDate()
      .toString();
    tenant.simulator.world.mailboxes.of(tenant.user(EMPLOYEE).id).put({
      ...master,
      series: { ...master.series, cancelledDates: [date] },
    });

    await stage.change(id, { subject: "Another subject" }, "all");
    await until("it is written", async () =>
      (await stage.events(id)).every(({ state }) => state === "processed"),
    );
    await stage.readUntil(
      "the date is cancelled",
      async () => (await states()) === "confirmed confirmed cancelled confirmed",
    );
    const lost = await stage.reservation(third.id);
    assert.equal(lost.reason_code, "occurrence_removed");
    assert.equal(await stage.holds(third.id), 0);
    const row = await stage.reservation(id);
    assert.equal(row.state, "confirmed");
    const { series } = await database()
      .kysely.selectFrom("reservation_series")
      .select("series")
      .executeTakeFirstOrThrow();
    assert.deepEqual(series["cancelledDates"], [date]);
    const agreed = row.agreed as { readonly series: { readonly cancelledDates: unknown } };
    assert.deepEqual(agreed.series.cancelledDates, [date]);
  });

  test("while the series is being written is given up here with the write", async (t) => {
    const stage = await openInboundStage(database(), tenant);
    t.after(() => stage.close());
    stage.runLanes();
    const id = await stage.book({
      recurrence: {
        kind: "pattern",
        pattern: { type: "daily" },
        range: { type: "numbered", numberOfOccurrences: 4 },
      },
    });
    const states = async () => (await stage.occurrences(id)).map(({ state }) => state).join(" ");
    await until("all is confirmed", async () => /^(confirmed ?){4}$/.test(await states()));
    const [first, , third] = await stage.occurrences(id);
    assert.ok(first && third);
    // With a date of its own, the series is read again between its master and its occurrences.
    await stage.cancel(first.id);
    await until(
      "it is written",
      async () => (await stage.reservation(id)).sync_state === "synchronized",
    );
    const { faults, mailboxes } = tenant.simulator.world;
    faults.add({ method: "GET", mailbox: EMPLOYEE, effect: { kind: "latency", latencyMs: 400 } });
    await stage.change(id, { subject: "Another subject" }, "all");
    const master = await until("its master is written", () => {
      const [shown] = calendarOf(tenant, EMPLOYEE);
      return shown?.subject === "Another subject" && shown;
    });
    assert.ok(master.series);
    const date = Temporal.Instant.fromEpochMilliseconds(third.start_at.getTime())
      .toZonedDateTimeISO("Europe/Berlin")
      .toPlainDate()
      .toString();
    const cancelledDates = [...master.series.cancelledDates, date];
    mailboxes
      .of(tenant.user(EMPLOYEE).id)
      .put({ ...master, series: { ...master.series, cancelledDates } });
    // No room has been read since.
    await until(
      "the date is cancelled",
      async () => (await states()) === "cancelled confirmed cancelled confirmed",
    );
    faults.clear();
    const lost = await stage.reservation(third.id);
    assert.deepEqual([lost.reason_code, await stage.holds(third.id)], ["occurrence_removed", 0]);
  });
});
