import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { cancelReservation } from "../../src/app/reservations/cancel-reservation.ts";
import type { ReservationPatch } from "../../src/app/reservations/judge-update.ts";
import type { Scope } from "../../src/app/reservations/load-series.ts";
import { previewSeries } from "../../src/app/reservations/preview-series.ts";
import { rollSeriesOn } from "../../src/app/reservations/roll-series.ts";
import { followServices } from "../../src/app/reservations/services/follow-services.ts";
import { updateReservation } from "../../src/app/reservations/update-reservation.ts";
import { createPlacesStore } from "../../src/store/places-store.ts";
import { createSeriesRollingStore } from "../../src/store/series-rolling-store.ts";
import { createServiceFollowUpStore } from "../../src/store/services/service-follow-up-store.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { refusalCodes } from "./refusals.ts";
import { at, DATES, find, valueOf, WEEKLY } from "./series-stage.ts";
import { offer, standingBlockers } from "./served.ts";
import { goByRealClock, openStage, personActor, type Stage } from "./stage.ts";

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A stage with coffee, which takes a quarter of an hour before, and half an hour after. */
async function openServed(database: Parameters<typeof openStage>[0], isBlockerMandatory = false) {
  const stage = await openStage(database);
  const ada = personActor(stage.workplace.ada);
  const coffee = await offer(stage, {
    name: "Coffee",
    preparationMinutes: 15,
    cleanUpMinutes: 30,
    isBlockerMandatory,
  });
  const desk = { spaceId: stage.workplace.desk.id };
  return {
    stage,
    ada,
    coffee,
    wanted: { ...desk, recurrence: WEEKLY, services: [coffee] },
    change: (id: string, patch: ReservationPatch, scope?: Scope) =>
      updateReservation(stage.deps, ada, { id, patch, ...(scope && { scope }) }),
    cancel: (id: string, scope?: Scope) =>
      cancelReservation(stage.deps, ada, { id, cancelNotes: "", ...(scope && { scope }) }),
    /** By date: `11-24 preparation 08:45-09:00`. */
    blockers: async (seriesId: string) => {
      const dates = await stage.deps.store.children(seriesId);
      const all = await Promise.all(
        dates.map(async ({ id, originalDate }) =>
          (await standingBlockers(stage.database, id)).map((text) =>
            `${originalDate?.slice(5)} ${text}`.replace(" of Desk", ""),
          ),
        ),
      );
      return all.flat();
    },
    on: async (seriesId: string, date: string) =>
      (await stage.deps.store.children(seriesId)).find((each) => each.originalDate === date)?.id ??
      assert.fail(date),
  };
}

function follow(stage: Stage): Promise<number> {
  const followUps = createServiceFollowUpStore(stage.database);
  return followServices({ ...stage.deps, followUps, log: SILENT });
}

const around = (dates: readonly string[], [clean, prepare] = ["10:00-10:30", "08:45-09:00"]) =>
  dates.flatMap((date) => [
    `${date.slice(5)} clean_up ${clean}`,
    `${date.slice(5)} preparation ${prepare}`,
  ]);

describeOnEachDatabase("services of a series", (database) => {
  test("keep time free around each of its dates, and its row says which they are", async () => {
    const { stage, ada, wanted, blockers } = await openServed(database());
    const made = valueOf(await stage.create(ada, wanted)).view;
    const { id, services } = made.reservation;
    assert.deepEqual(
      [services.chosen.map(({ name }) => name), services.blockers, made.blockersLeftOut],
      [["Coffee"], [], []],
    );
    assert.deepEqual(await blockers(id), around(DATES));
    assert.equal(await follow(stage), 0);
  });

  test("follow one date that moves onto their own time, and go with one that is cancelled", async () => {
    const { stage, ada, wanted, blockers, on, change, cancel } = await openServed(database());
    const { id } = valueOf(await stage.create(ada, wanted)).view.reservation;
    const [first, second, third, fourth] = DATES;
    const { start } = at(first, 10);
    const later = { start: start.add({ minutes: 15 }), end: start.add({ minutes: 75 }) };
    valueOf(await change(await on(id, first), later));
    valueOf(await cancel(await on(id, second)));
    assert.deepEqual(await blockers(id), [
      ...around([first], ["10:15-10:45", "09:00-09:15"]),
      ...around([third, fourth]),
    ]);
    valueOf(await cancel(await on(id, fourth), "following"));
    assert.deepEqual((await blockers(id)).slice(2), around([third]));
    valueOf(await cancel(id));
    assert.deepEqual(await blockers(id), []);
    assert.equal(await follow(stage), 0);
  });

  test("follow all of it, and what follows as a series of its own", async () => {
    const { stage, ada, wanted, coffee, blockers, on, change } = await openServed(database());
    const { id } = valueOf(await stage.create(ada, wanted)).view.reservation;
    valueOf(await change(id, at(DATES[0], 11)));
    assert.deepEqual(await blockers(id), around(DATES, ["11:00-11:30", "09:45-10:00"]));
    const third = await on(id, DATES[2]);
    const view = valueOf(await change(third, at(DATES[2], 13), "following"));
    const following = view.reservation.parentId ?? assert.fail("it is a date of a series");
    assert.notEqual(following, id);
    const moved = around(DATES.slice(2), ["13:00-13:30", "11:45-12:00"]);
    assert.deepEqual(await blockers(following), moved);
    const { services } = await find(stage, following);
    assert.deepEqual(
      services.chosen.map((service) => service.id),
      [coffee],
    );
  });

  test("are chosen and called off for one date or for all, and no calendar is told", async () => {
    const { stage, ada, wanted, coffee, blockers, on, change } = await openServed(database());
    const synced = { ...wanted, spaceId: stage.workplace.oak.id, services: [] };
    const { id } = valueOf(await stage.create(ada, synced)).view.reservation;
    const told = (await stage.syncEvents()).length;
    valueOf(await change(id, { services: [coffee] }));
    assert.equal((await blockers(id)).length, 8);
    valueOf(await change(await on(id, DATES[1]), { services: [] }));
    assert.deepEqual(
      (await blockers(id)).filter((text) => text.startsWith("12-01")),
      [],
    );
    valueOf(await change(await on(id, DATES[2]), { services: [] }, "following"));
    assert.equal((await blockers(id)).length, 2);
    const own = (await stage.syncEvents()).filter(({ reservation_id: of }) => of === id);
    assert.deepEqual(
      own.map(({ type }) => type),
      ["create"],
    );
    assert.ok((await stage.syncEvents()).length > told, "blockers are in calendars of their own");
    const unknown = await change(id, { services: [randomUUID()] });
    assert.deepEqual(refusalCodes(unknown), ["service_not_offered"]);
  });

  test("that are mandatory make a date taken where their time is, shown before it is booked", async () => {
    const { stage, ada, wanted, blockers } = await openServed(database(), true);
    const { start } = at(DATES[1], 11);
    const right = { spaceId: wanted.spaceId, start, end: start.add({ minutes: 30 }) };
    valueOf(await stage.create(personActor(stage.workplace.ben), right));
    const { recurrence, services } = wanted;
    const preview = valueOf(
      await previewSeries(stage.deps, createPlacesStore(database()), ada, {
        ...at(DATES[0], 10),
        spaceId: wanted.spaceId,
        timeZone: "Europe/Berlin",
        recurrence,
        services,
      }),
    );
    assert.deepEqual(
      preview.occurrences.map(({ isFree }) => isFree),
      [true, false, true, true],
    );
    const refused = await stage.create(ada, wanted);
    assert.deepEqual(refusalCodes(refused), ["space_taken"]);
    const made = valueOf(await stage.create(ada, { ...wanted, onConflict: "skip" }));
    const { id, series } = made.view.reservation;
    assert.deepEqual(series?.cancelledDates, [DATES[1]]);
    assert.deepEqual(await blockers(id), around([DATES[0], DATES[2], DATES[3]]));
  });

  test("that are not mandatory are left out of a date where their time is taken", async () => {
    const { stage, ada, wanted, blockers } = await openServed(database());
    const { start } = at(DATES[1], 11);
    const right = { spaceId: wanted.spaceId, start, end: start.add({ minutes: 30 }) };
    valueOf(await stage.create(personActor(stage.workplace.ben), right));
    const { id } = valueOf(await stage.create(ada, wanted)).view.reservation;
    const without = around(DATES).filter((text) => text !== "12-01 clean_up 10:00-10:30");
    assert.deepEqual(await blockers(id), without);
  });

  test("come with the dates that the series rolls on to", async () => {
    const { stage, ada, wanted, blockers } = await openServed(database());
    goByRealClock(stage);
    const days = (count: number) =>
      database().pool.query("update reservable_module set days_ahead_max = $1", [count]);
    await days(5);
    stage.forgetPlaces();
    const start = Temporal.Now.plainDateISO("Europe/Berlin")
      .add({ days: 1 })
      .toPlainDateTime({ hour: 9 })
      .toZonedDateTime("Europe/Berlin")
      .toInstant();
    const daily = {
      kind: "pattern",
      pattern: { type: "daily" },
      range: { type: "noEnd" },
    } as const;
    const asked = { ...wanted, start, end: start.add({ hours: 1 }), recurrence: daily };
    const { id } = valueOf(await stage.create(ada, asked)).view.reservation;
    assert.equal((await blockers(id)).length, 10);
    await days(7);
    const rolling = createSeriesRollingStore(database());
    assert.equal(await rollSeriesOn({ ...stage.deps, rolling, log: SILENT }), 1);
    await follow(stage);
    assert.equal((await blockers(id)).length, 14);
  });
});
