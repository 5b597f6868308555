import assert from "node:assert/strict";
import { test } from "node:test";
import { previewSeriesChange } from "../../src/app/reservations/preview-series-change.ts";
import type { RequestedRecurrence } from "../../src/core/recurrence/requested-series.ts";
import { createPlacesStore } from "../../src/store/places-store.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { refusalCodes } from "./refusals.ts";
import { at, DATES, find, holdsMatch, openSeries, shown, valueOf } from "./series-stage.ts";
import { offer } from "./served.ts";
import { personActor } from "./stage.ts";

/** Ada's Tuesdays at 10 in Oak, and Ben has Oak on the second of them at noon, and on the fourth. */
async function openTaken(database: Parameters<typeof openSeries>[0]) {
  const opened = await openSeries(database);
  const { ben } = opened.stage.workplace;
  for (const date of [DATES[1], DATES[3]]) {
    valueOf(await opened.stage.create(personActor(ben), at(date, 12)));
  }
  return opened;
}

const NOON = at(DATES[0], 12);

describeOnEachDatabase("changing a series where dates are taken", (database) => {
  test("leaves them out: they are given up, and cancelled dates of the series", async () => {
    const { stage, change, on, occurrences, row } = await openTaken(database());
    valueOf(await change(await on(DATES[0]), NOON, "all", { onConflict: "skip" }));
    assert.deepEqual(shown(await occurrences()), [
      "2026-11-24 awaiting_confirmation 11-24T11:00",
      "2026-12-01 cancelled 12-01T09:00",
      "2026-12-08 awaiting_confirmation 12-08T11:00",
      "2026-12-15 cancelled 12-15T09:00",
    ]);
    assert.deepEqual((await row()).series?.cancelledDates, [DATES[1], DATES[3]]);
    await holdsMatch(stage);
  });

  test("has them in another space, as one series, and refuses what is left", async () => {
    const { stage, id, change, on, occurrences } = await openTaken(database());
    const { elm, oak } = stage.workplace;
    const datesElsewhere = [{ originalDate: DATES[1], spaceId: elm.id }];
    const first = await on(DATES[0]);
    const refused = await change(first, NOON, "all", { datesElsewhere });
    assert.deepEqual(refused.ok || refused.refusal.details?.["dates"], [DATES[3]]);
    assert.match(refused.ok ? "" : refused.refusal.message, /^Oak /);

    valueOf(await change(first, NOON, "all", { datesElsewhere, onConflict: "skip" }));
    const standing = (await occurrences()).filter(({ state }) => state !== "cancelled");
    assert.deepEqual(
      standing.map(({ space, isException }) => [space.id, isException]),
      [
        [oak.id, false],
        [elm.id, true],
        [oak.id, false],
      ],
    );
    const events = await stage.syncEvents();
    assert.equal(events.filter((each) => each.reservation_id === id).length, 2);
    await holdsMatch(stage);
    // What is asked for once more is there already.
    valueOf(await change(first, {}, "all", { datesElsewhere }));
    assert.equal((await occurrences())[1]?.space.id, elm.id);
  });

  test("from one date on makes a second series with dates left out and elsewhere", async () => {
    const { stage, change, on, occurrences, row } = await openTaken(database());
    const { elm } = stage.workplace;
    const second = await on(DATES[1]);
    const datesElsewhere = [{ originalDate: DATES[1], spaceId: elm.id }];
    const answer = { onConflict: "skip", datesElsewhere } as const;
    const view = valueOf(await change(second, at(DATES[1], 12), "following", answer));
    const newId = view.reservation.parentId ?? assert.fail("it is of no series");
    const { series } = await find(stage, newId);
    assert.deepEqual(series?.cancelledDates, [DATES[3]]);
    const following = await occurrences(newId);
    assert.deepEqual(
      following.map(({ originalDate, space }) => `${originalDate} ${space.name}`),
      ["2026-12-01 Elm", "2026-12-08 Oak"],
    );
    assert.deepEqual((await row()).series?.cancelledDates, []);
    await holdsMatch(stage);
  });

  test("to another pattern has its new dates elsewhere or left out too", async () => {
    const { stage, change, on, occurrences } = await openSeries(database());
    const { ben, elm } = stage.workplace;
    for (const date of ["2026-11-27", "2026-12-18"]) {
      valueOf(await stage.create(personActor(ben), at(date, 10)));
    }
    const fridays: RequestedRecurrence = {
      kind: "pattern",
      pattern: { type: "weekly", daysOfWeek: ["friday"] },
      range: { type: "numbered", numberOfOccurrences: 5 },
    };
    valueOf(
      await change(await on(DATES[0]), { recurrence: fridays }, "all", {
        onConflict: "skip",
        datesElsewhere: [{ originalDate: "2026-12-25", spaceId: elm.id }],
      }),
    );
    assert.deepEqual(
      (await occurrences()).map(({ originalDate, space }) => `${originalDate} ${space.name}`),
      ["2026-12-04 Oak", "2026-12-11 Oak", "2026-12-25 Elm", "2026-12-15 Oak"].toSorted(),
    );
    await holdsMatch(stage);
  });

  test("is refused where none is left, and where another space does not do", async () => {
    const { stage, change, on, occurrences } = await openTaken(database());
    const { ben, desk, elm, fir, oak } = stage.workplace;
    const before = await occurrences();
    const first = await on(DATES[0]);
    const ask = async (spaceId: string, ...dates: readonly string[]) => {
      const datesElsewhere = dates.map((originalDate) => ({ originalDate, spaceId }));
      return change(first, NOON, "all", { datesElsewhere, onConflict: "skip" });
    };
    assert.deepEqual(refusalCodes(await ask(fir.id, DATES[1])), ["scope_not_possible"]);
    assert.deepEqual(refusalCodes(await ask(desk.id, DATES[1])), ["scope_not_possible"]);
    assert.deepEqual(refusalCodes(await ask(elm.id, "2026-12-02")), ["invalid_request"]);
    assert.deepEqual(refusalCodes(await ask(elm.id, DATES[1], DATES[1])), ["invalid_request"]);
    assert.deepEqual(refusalCodes(await ask(oak.id, DATES[1])), ["invalid_request"]);
    assert.deepEqual(refusalCodes(await ask(elm.id, ...DATES)), ["invalid_request"]);
    valueOf(await stage.create(personActor(ben), { ...at(DATES[1], 12), spaceId: elm.id }));
    const taken = await ask(elm.id, DATES[1]);
    assert.deepEqual(refusalCodes(taken), ["space_taken"]);
    assert.match(taken.ok ? "" : taken.refusal.message, /^Elm and Oak /);

    const alone = { datesElsewhere: [{ originalDate: DATES[1], spaceId: elm.id }] };
    assert.deepEqual(refusalCodes(await change(first, NOON, "this", alone)), ["invalid_request"]);
    for (const date of [DATES[0], DATES[2]]) {
      valueOf(await stage.create(personActor(ben), at(date, 12)));
    }
    const none = await change(first, NOON, "all", { onConflict: "skip" });
    assert.deepEqual(none.ok || none.refusal.details?.["dates"], [...DATES]);
    assert.deepEqual(await occurrences(), before);
    await holdsMatch(stage);
  });

  test("shows before which are taken, and where else there is room, its own space too", async () => {
    const { stage, on, occurrences } = await openTaken(database());
    const { ada, ben, elm } = stage.workplace;
    const preview = async (patch: object, scope: "this" | "following" | "all" = "all") =>
      previewSeriesChange(stage.deps, createPlacesStore(database()), personActor(ada), {
        id: await on(DATES[0]),
        patch,
        scope,
      });
    const before = await occurrences();
    const { occurrences: dates, hasMore, series } = valueOf(await preview(NOON));
    assert.deepEqual(
      dates.map(({ originalDate, isFree, alternatives }) => [
        originalDate,
        isFree,
        ...alternatives.map(({ name }) => name),
      ]),
      [
        [DATES[0], true],
        [DATES[1], false, "Dry", "Elm"],
        [DATES[2], true],
        [DATES[3], false, "Dry", "Elm"],
      ],
    );
    assert.deepEqual([hasMore, series.startTime], [false, "12:00"]);

    valueOf(await stage.create(personActor(ben), { ...at(DATES[2], 10), spaceId: elm.id }));
    const moved = valueOf(await preview({ spaceId: elm.id })).occurrences;
    const third = moved[2] ?? assert.fail("there is no third date");
    assert.deepEqual(
      [third.isFree, ...third.alternatives.map(({ name }) => name)],
      [false, "Dry", "Oak"],
    );
    assert.equal(moved.filter(({ isFree }) => isFree).length, 3);
    assert.deepEqual(valueOf(await preview({})).occurrences, []);
    assert.deepEqual(refusalCodes(await preview(NOON, "this")), ["scope_not_possible"]);
    await stage.setMode("strict");
    assert.deepEqual(refusalCodes(await preview(NOON)), ["not_in_delegated_calendar"]);
    await stage.setMode("normal");
    assert.deepEqual(await occurrences(), before);
    await holdsMatch(stage);
  });

  test("shows another pattern's dates before, and without a change the series from a date on", async () => {
    const { stage, cancel, on, occurrences } = await openSeries(database());
    const { ada, ben } = stage.workplace;
    valueOf(await stage.create(personActor(ben), at("2026-12-11", 10)));
    valueOf(await cancel(await on(DATES[2])));
    const before = await occurrences();
    const preview = async (recurrence?: RequestedRecurrence) => {
      const request = { id: await on(DATES[1]), patch: { ...(recurrence && { recurrence }) } };
      const places = createPlacesStore(database());
      const asked = { ...request, scope: "following" } as const;
      return valueOf(await previewSeriesChange(stage.deps, places, personActor(ada), asked));
    };
    const asItIs = await preview();
    assert.deepEqual(
      [asItIs.series.pattern, asItIs.series.range, asItIs.series.cancelledDates],
      [
        { type: "weekly", interval: 1, daysOfWeek: ["tuesday"], firstDayOfWeek: "sunday" },
        { type: "numbered", startDate: DATES[1], numberOfOccurrences: 3 },
        [DATES[2]],
      ],
    );
    assert.deepEqual(asItIs.occurrences, []);
    const onFridays = await preview({
      kind: "pattern",
      pattern: { type: "weekly", daysOfWeek: ["friday"] },
      range: { type: "numbered", startDate: DATES[1], numberOfOccurrences: 3 },
    });
    assert.deepEqual(
      onFridays.occurrences.map(({ originalDate, isFree }) => [originalDate, isFree]),
      [
        ["2026-12-04", true],
        ["2026-12-11", false],
        ["2026-12-18", true],
      ],
    );
    assert.deepEqual(await occurrences(), before);
  });

  test("counts a date as taken that has no time for a mandatory service", async () => {
    const { stage, id, change, on, occurrences } = await openSeries(database());
    const { ada, ben } = stage.workplace;
    const coffee = await offer(stage, {
      name: "Coffee",
      cleanUpMinutes: 30,
      isBlockerMandatory: true,
    });
    valueOf(await change(id, { services: [coffee] }, "all"));
    valueOf(await stage.create(personActor(ben), at(DATES[1], 13)));
    valueOf(await stage.create(personActor(ben), at(DATES[3], 12)));
    const first = await on(DATES[0]);
    const places = createPlacesStore(database());
    const asked = { id: first, patch: NOON, scope: "all" } as const;
    const preview = valueOf(await previewSeriesChange(stage.deps, places, personActor(ada), asked));
    assert.deepEqual(
      preview.occurrences.map(({ isFree }) => isFree),
      [true, false, true, false],
    );
    valueOf(await change(first, NOON, "all", { onConflict: "skip" }));
    const standing = (await occurrences()).filter(({ state }) => state !== "cancelled");
    assert.deepEqual(
      standing.map(({ originalDate }) => originalDate),
      [DATES[0], DATES[2]],
    );
    await holdsMatch(stage);
  });
});
