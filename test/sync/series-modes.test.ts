import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { CreateRequest } from "../../src/app/reservations/create-request.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import type { IntegrationMode } from "../../src/core/integration-rules/question.ts";
import { startTenant, type Tenant } from "../identity/identity-stage.ts";
import { COLLEAGUE, EMPLOYEE, ROOMS, SERVICE } from "./organisation.ts";
import {
  calendarOf,
  occurrenceStarts,
  openSyncStage,
  slot,
  type SyncStage,
  until,
} from "./sync-stage.ts";

let tenant: Tenant;
before(async () => {
  tenant = await startTenant();
  tenant.consentForEverybody();
});
after(() => tenant.close());

const DAILY: CreateRequest["recurrence"] = {
  kind: "pattern",
  pattern: { type: "daily" },
  range: { type: "numbered", numberOfOccurrences: 5 },
};

/** Half an hour from then on. */
function times(startMs: number) {
  const start = Temporal.Instant.fromEpochMilliseconds(startMs);
  return { start, end: start.add({ minutes: 30 }) };
}

describeOnEachDatabase("a series goes to Exchange as one series", (database) => {
  let stage: SyncStage;
  afterEach(() => stage.close());

  const open = async (mode: IntegrationMode) => {
    stage = await openSyncStage(database(), tenant, { mode });
    if (mode === "strict") await stage.connect(SERVICE, "delegated_user");
    if (mode === "personal") await stage.connect(EMPLOYEE, "personal");
    stage.runLanes();
    return mode === "strict" ? SERVICE : EMPLOYEE;
  };
  const states = async (id: string) =>
    (await stage.occurrences(id)).map(({ state }) => state).join(" ");
  const confirmed = (id: string) =>
    until("every occurrence is confirmed", async () => {
      const all = await stage.occurrences(id);
      return all.every(({ state }) => state === "confirmed" || state === "cancelled");
    });
  const synchronized = (id: string) =>
    until("the calendar shows it", async () => {
      const { sync_state: state } = await stage.reservation(id);
      return state === "synchronized";
    });

  /** A room works off cancellations by itself. */
  const shownByRoom = (startsAt: readonly number[]) =>
    until(`the room has ${startsAt.join(" ")}`, () => {
      return occurrenceStarts(tenant, ROOMS.wren).join(" ") === startsAt.join(" ");
    });

  for (const mode of ["normal", "strict", "personal"] as const) {
    test(`in ${mode} mode, and the room accepts all of it`, async () => {
      const mailbox = await open(mode);
      const id = await stage.book({ recurrence: DAILY });
      await confirmed(id);
      const [meeting, ...others] = calendarOf(tenant, mailbox);
      assert.deepEqual(others, []);
      assert.equal(meeting?.isOrganizer, true);
      assert.equal(meeting.kind, "seriesMaster");
      assert.ok(meeting.attendees.some(({ address }) => address === COLLEAGUE));
      const [ofRoom, ...more] = calendarOf(tenant, ROOMS.wren);
      assert.deepEqual(more, []);
      assert.equal(ofRoom?.iCalUId, meeting.iCalUId);
      const row = await stage.reservation(id);
      assert.equal(row.state, "confirmed");
      assert.equal(row.ical_uid, meeting.iCalUId);
      assert.equal(row.sync_state, "synchronized");
      assert.equal(await states(id), Array(5).fill("confirmed").join(" "));
      assert.deepEqual(row.agreed?.["rooms"], [ROOMS.wren]);
    });

    test(`in ${mode} mode shows a moved occurrence, a cancelled one, and then two series`, async () => {
      const mailbox = await open(mode);
      const id = await stage.book({ recurrence: DAILY });
      await confirmed(id);
      const [, second, third, fourth] = await stage.occurrences(id);
      assert.ok(second && third && fourth);

      const moved = second.start_at.getTime() + 3 * 60 * 60 * 1000;
      await stage.change(second.id, times(moved));
      await until("the room agrees to the new time", async () => {
        const { state } = await stage.reservation(second.id);
        return state === "confirmed";
      });
      await stage.cancel(third.id);
      await synchronized(id);
      const startsAt = occurrenceStarts(tenant, mailbox);
      assert.equal(startsAt.length, 4);
      assert.ok(startsAt.includes(moved));
      assert.ok(!startsAt.includes(third.start_at.getTime()));
      await shownByRoom(startsAt);

      const later = fourth.start_at.getTime() + 60 * 60 * 1000;
      await stage.change(fourth.id, times(later), "following");
      const { parent_id: newId } = await stage.reservation(fourth.id);
      assert.ok(newId);
      await confirmed(newId);
      await synchronized(id);
      assert.equal(calendarOf(tenant, mailbox).length, 2);
      const all = occurrenceStarts(tenant, mailbox);
      assert.equal(all.length, 4);
      assert.ok(all.includes(later));
      await shownByRoom(all);
      assert.deepEqual(
        all,
        [...(await stage.occurrences(id)), ...(await stage.occurrences(newId))]
          .filter(({ state }) => state === "confirmed")
          .map(({ start_at: at }) => at.getTime())
          .toSorted((a, b) => a - b),
      );

      await stage.cancel(id, "", "all");
      await stage.cancel(newId, "", "all");
      await until("nothing is left", () => calendarOf(tenant, mailbox).length === 0);
    });
  }

  for (const mode of ["normal", "strict", "personal"] as const) {
    test(`in ${mode} mode has dates in another room, or none, where its own is taken`, async () => {
      const mailbox = await open(mode);
      const day = 24 * 60 * 60 * 1000;
      const firstMs = slot(24).start.epochMilliseconds;
      for (const days of [1, 3]) {
        const taken = await stage.book(times(firstMs + days * day));
        await until("somebody has the room", async () => {
          return (await stage.reservation(taken)).state === "confirmed";
        });
      }
      const elsewhere = { spaceId: stage.spaceId("robin") };
      const { faults } = tenant.simulator.world;
      if (mode === "normal") {
        // What is half written has no room yet, and nobody has taken it off.
        const effect = { kind: "resetBeforeWork" } as const;
        faults.add({ method: "PATCH", path: "/events/[^/]+$", times: 1, effect });
      }
      const originalDate = new Date(firstMs + day).toISOString().slice(0, 10);
      const id = await stage.book({
        recurrence: DAILY,
        onConflict: "skip",
        datesElsewhere: [{ originalDate, ...elsewhere }],
      });
      await until("every room has answered", async () => {
        const all = await stage.occurrences(id);
        return all.every(({ state }) => state !== "awaiting_confirmation");
      });
      await synchronized(id);
      assert.equal(await states(id), Array(4).fill("confirmed").join(" "));
      const series = calendarOf(tenant, mailbox).filter(({ kind }) => kind === "seriesMaster");
      assert.equal(series.length, 1);
      assert.deepEqual(occurrenceStarts(tenant, ROOMS.robin), [firstMs + day]);
      assert.equal(occurrenceStarts(tenant, ROOMS.wren).length, 5);
      assert.ok(faults.list().every(({ met }) => met === 1));
      faults.clear();
    });
  }

  for (const mode of ["normal", "strict", "personal"] as const) {
    test(`in ${mode} mode is changed to where dates are taken: they are elsewhere, or none`, async () => {
      const mailbox = await open(mode);
      const [hour, day] = [60 * 60 * 1000, 24 * 60 * 60 * 1000];
      const firstMs = slot(24).start.epochMilliseconds;
      const dateOf = (days: number) => new Date(firstMs + days * day).toISOString().slice(0, 10);
      for (const days of [1, 3]) {
        const taken = await stage.book(times(firstMs + 2 * hour + days * day));
        await until("somebody has the room", async () => {
          return (await stage.reservation(taken)).state === "confirmed";
        });
      }
      const id = await stage.book({ recurrence: DAILY });
      await confirmed(id);
      const [first, , third] = await stage.occurrences(id);
      assert.ok(first && third);
      const robin = stage.spaceId("robin");
      const elsewhere = (days: number) => ({
        onConflict: "skip" as const,
        datesElsewhere: [{ originalDate: dateOf(days), spaceId: robin }],
      });
      await stage.change(first.id, times(firstMs + 2 * hour), "all", elsewhere(1));
      await confirmed(id);
      await synchronized(id);
      assert.equal(await states(id), "confirmed confirmed confirmed cancelled confirmed");
      assert.deepEqual(occurrenceStarts(tenant, ROOMS.robin), [firstMs + 2 * hour + day]);
      const moved = [0, 2, 4].map((days) => firstMs + 2 * hour + days * day);
      const others = [1, 3].map((days) => firstMs + 2 * hour + days * day);
      await shownByRoom([...moved, ...others].toSorted((a, b) => a - b));

      // What follows is a meeting of its own, which has a date elsewhere from its beginning.
      const later = firstMs + 5 * hour + 2 * day;
      await stage.change(third.id, times(later), "following", elsewhere(4));
      const { parent_id: newId } = await stage.reservation(third.id);
      assert.ok(newId);
      await confirmed(newId);
      await synchronized(id);
      await synchronized(newId);
      const dates = [...(await stage.occurrences(id)), ...(await stage.occurrences(newId))];
      const standing = dates.filter(({ state }) => state === "confirmed");
      // At its new time the date that was left out takes place again.
      assert.equal(standing.length, 5);
      const series = calendarOf(tenant, mailbox).filter(({ kind }) => kind === "seriesMaster");
      assert.equal(series.length, 2);
      await until("the other room has two dates of them", () => {
        const starts = occurrenceStarts(tenant, ROOMS.robin).join(" ");
        return starts === `${firstMs + 2 * hour + day} ${later + 2 * day}`;
      });
    });
  }

  test("keeps a moved occurrence whose write is overtaken just after the series was cut", async () => {
    const mailbox = await open("normal");
    const id = await stage.book({ recurrence: DAILY });
    await confirmed(id);
    const [, second, , fourth] = await stage.occurrences(id);
    assert.ok(second && fourth);
    const moved = second.start_at.getTime() + 3 * 60 * 60 * 1000;
    await stage.change(second.id, times(moved));
    await synchronized(id);

    // Exchange has discarded the exception by then (facts 1.8).
    const { calendar_event_id: master } = await stage.reservation(id);
    const path = `/events/(?!${encodeURIComponent(master ?? "")}$)[^/]+$`;
    const effect = { kind: "changeKeyConflict" } as const;
    const { faults } = tenant.simulator.world;
    faults.add({ method: "PATCH", path, times: 1, effect });
    await stage.cancel(fourth.id, "", "following");
    await synchronized(id);
    const startsAt = occurrenceStarts(tenant, mailbox);
    assert.deepEqual([startsAt.length, startsAt.includes(moved)], [3, true]);
    assert.equal((await stage.reservation(second.id)).start_at.getTime(), moved);
    assert.deepEqual(
      faults.list().map(({ met }) => met),
      [1],
    );
    faults.clear();
  });
});
