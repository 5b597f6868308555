import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { updateReservation } from "../../src/app/reservations/update-reservation.ts";
import type { RequestedRecurrence } from "../../src/core/recurrence/requested-series.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { refusalCodes } from "./refusals.ts";
import { at, DATES, find, holdsMatch, openSeries, shown, valueOf, WEEKLY } from "./series-stage.ts";
import { NOW, personActor } from "./stage.ts";

describeOnEachDatabase("changing one occurrence of a series", (database) => {
  test("moves it alone, and the series knows it as an exception", async () => {
    const { stage, id, change, on, occurrences, row } = await openSeries(database());
    const second = await on("2026-12-01");
    const view = valueOf(await change(second, at("2026-12-02", 14)));
    assert.equal(view.reservation.id, second);
    assert.equal(view.reservation.isException, true);
    assert.deepEqual(shown(await occurrences()), [
      "2026-11-24 confirmed 11-24T09:00",
      "2026-12-01 awaiting_confirmation 12-02T13:00",
      "2026-12-08 confirmed 12-08T09:00",
      "2026-12-15 confirmed 12-15T09:00",
    ]);
    const { state, series } = await row();
    assert.equal(state, "awaiting_confirmation");
    assert.deepEqual(series?.exceptions, [
      { originalDate: "2026-12-01", start: "2026-12-02T14:00", durationMinutes: 60 },
    ]);
    const events = await stage.syncEvents();
    assert.deepEqual(
      events.map(({ type, reservation_id }) => [type, reservation_id]),
      [
        ["create", id],
        ["update", id],
      ],
    );
    await holdsMatch(stage);
    // Back to the pattern's own time it is an exception no more.
    valueOf(await change(second, at("2026-12-01", 10)));
    assert.equal((await find(stage, second)).isException, false);
    assert.deepEqual((await row()).series?.exceptions, []);
  });

  test("to another space is known as an exception too", async () => {
    const { stage, change, on, row } = await openSeries(database());
    const second = await on("2026-12-01");
    const { elm, fir, desk } = stage.workplace;
    const view = valueOf(await change(second, { spaceId: elm.id }));
    assert.deepEqual([view.reservation.space.id, view.reservation.isException], [elm.id, true]);
    assert.equal((await row()).space.name, "Oak");
    await holdsMatch(stage);
    for (const elsewhere of [fir, desk]) {
      const refused = await change(second, { spaceId: elsewhere.id });
      assert.deepEqual(refusalCodes(refused), ["scope_not_possible"]);
    }
  });

  test("while the series is being cancelled is refused, and nothing of it stands", async () => {
    const { stage, id, cancel, on, occurrences } = await openSeries(database());
    const second = await on("2026-12-01");
    const { store } = stage.deps;
    let isCancelled = false;
    const deps = {
      ...stage.deps,
      store: {
        ...store,
        // Between the reading of the occurrence and that of its series.
        find: async (sought: string) => {
          if (sought === id && !isCancelled) {
            isCancelled = true;
            valueOf(await cancel(id));
          }
          return store.find(sought);
        },
      },
    };
    const ada = personActor(stage.workplace.ada);
    const patch = at("2026-12-02", 14);
    const refused = await updateReservation(deps, ada, { id: second, patch, scope: "this" });
    assert.equal(refused.ok, false);
    assert.ok((await occurrences()).every(({ state }) => state === "cancelled"));
    await holdsMatch(stage);
  });

  test("to a time that clocks show twice takes the first, as its series tells it", async () => {
    const { stage, change, occurrences } = await openSeries(database());
    const start = Temporal.Instant.from("2027-03-27T23:00:00Z");
    const made = await stage.create(personActor(stage.workplace.ada), {
      start,
      end: start.add({ hours: 1 }),
      timeZone: "Australia/Sydney",
      recurrence: { ...WEEKLY, pattern: { type: "weekly", daysOfWeek: ["sunday"] } },
    });
    const { id } = valueOf(made).view.reservation;
    const [, second] = await occurrences(id);
    // From 01:30 to the second 02:00 of the night that ends the summer there.
    const asked = {
      start: Temporal.Instant.from("2027-04-03T14:30:00Z"),
      end: Temporal.Instant.from("2027-04-03T16:00:00Z"),
    };
    const { reservation } = valueOf(await change(second?.id ?? "", asked));
    assert.deepEqual(
      [reservation.startAt.toISOString(), reservation.endAt.toISOString()],
      ["2027-04-03T14:30:00.000Z", "2027-04-03T15:00:00.000Z"],
    );
    assert.deepEqual((await find(stage, id)).series?.exceptions, [
      { originalDate: "2027-04-04", start: "2027-04-04T01:30", durationMinutes: 30 },
    ]);
    await holdsMatch(stage);
  });

  test("past its neighbour is refused, as Exchange would", async () => {
    const { change, on } = await openSeries(database());
    const refused = await change(await on("2026-12-01"), at("2026-12-08", 14));
    assert.deepEqual(refusalCodes(refused), ["occurrence_crosses_neighbour"]);
  });

  test("to a time that is taken leaves everything as it was", async () => {
    const { stage, change, on, occurrences } = await openSeries(database());
    await stage.create(personActor(stage.workplace.ben), at("2026-12-02", 14));
    const before = await occurrences();
    const refused = await change(await on("2026-12-01"), at("2026-12-02", 14, 30));
    assert.deepEqual(refusalCodes(refused), ["space_taken"]);
    assert.deepEqual(await occurrences(), before);
    await holdsMatch(stage);
  });

  test("cannot give it a subject or people of its own", async () => {
    const { change, on } = await openSeries(database());
    const second = await on("2026-12-01");
    assert.deepEqual(refusalCodes(await change(second, { subject: "Other" })), [
      "whole_series_only",
    ]);
    // What is there already may be said again.
    assert.ok((await change(second, { subject: "Planning" })).ok);
  });

  test("is refused where it has changed since it was read", async () => {
    const { stage, change, on } = await openSeries(database());
    const second = await on("2026-12-01");
    valueOf(await change(second, at("2026-12-01", 12)));
    const again = await updateReservation(stage.deps, personActor(stage.workplace.ada), {
      id: second,
      version: 1,
      patch: at("2026-12-01", 13),
    });
    assert.deepEqual(refusalCodes(again), ["reservation_changed"]);
  });

  test("by a stranger is refused", async () => {
    const { stage, on } = await openSeries(database());
    const refused = await updateReservation(stage.deps, personActor(stage.workplace.ben), {
      id: await on("2026-12-01"),
      patch: at("2026-12-01", 12),
    });
    assert.deepEqual(refusalCodes(refused), ["not_yours"]);
  });
});

describeOnEachDatabase("changing a whole series", (database) => {
  test("moves each occurrence to come to the new time of day, exceptions too", async () => {
    const { stage, id, change, on, occurrences, row } = await openSeries(database());
    valueOf(await change(await on("2026-12-08"), at("2026-12-09", 16)));
    const view = valueOf(await change(await on("2026-12-01"), at("2026-12-01", 9, 90), "all"));
    assert.equal(view.reservation.originalDate, "2026-12-01");
    assert.deepEqual(
      shown(await occurrences()),
      DATES.map((date) => `${date} awaiting_confirmation ${date.slice(5)}T08:00`),
    );
    const { series, startAt } = await row();
    assert.deepEqual(
      [series?.startTime, series?.durationMinutes, series?.exceptions],
      ["09:00", 90, []],
    );
    assert.equal(startAt.toISOString(), "2026-11-24T08:00:00.000Z");
    const events = await stage.syncEvents();
    assert.ok(events.every(({ reservation_id }) => reservation_id === id));
    await holdsMatch(stage);
  });

  test("may overlap the times that it lets go", async () => {
    const { stage, change, on, occurrences } = await openSeries(database());
    valueOf(await change(await on("2026-12-01"), at("2026-12-01", 10, 90), "all"));
    assert.ok((await occurrences()).every(({ state }) => state === "awaiting_confirmation"));
    await holdsMatch(stage);
  });

  test("to times some of which are taken changes nothing, and tells which", async () => {
    const { stage, change, on, occurrences, row } = await openSeries(database());
    await stage.create(personActor(stage.workplace.ben), at("2026-12-08", 12));
    const before = [await row(), ...(await occurrences())];
    const refused = await change(await on("2026-12-01"), at("2026-12-01", 12), "all");
    assert.ok(!refused.ok);
    assert.equal(refused.refusal.code, "space_taken");
    assert.deepEqual(refused.refusal.details?.["dates"], ["2026-12-08"]);
    assert.deepEqual([await row(), ...(await occurrences())], before);
    assert.equal((await stage.syncEvents()).length, 2);
  });

  test("gives all of it another subject, without asking the room anew", async () => {
    const { change, on, occurrences, row } = await openSeries(database());
    valueOf(await change(await on("2026-12-01"), { subject: "Review", notes: "n" }, "all"));
    const all = [await row(), ...(await occurrences())];
    assert.ok(all.every(({ subject, state }) => subject === "Review" && state === "confirmed"));
  });

  test("moves all of it to another space", async () => {
    const { stage, id, change, occurrences } = await openSeries(database());
    const { elm } = stage.workplace;
    const view = valueOf(await change(id, { spaceId: elm.id }));
    assert.equal(view.reservation.space.id, elm.id);
    const moved = await occurrences();
    assert.ok(moved.every(({ space, isException }) => space.id === elm.id && !isException));
    await holdsMatch(stage);
  });

  test("to another recurrence keeps the occurrences' links, and cancels what is over", async () => {
    const { stage, change, on, occurrences } = await openSeries(database());
    const first = await on("2026-11-24");
    const second = await on("2026-12-01");
    const fridays: RequestedRecurrence = {
      kind: "pattern",
      pattern: { type: "weekly", daysOfWeek: ["friday"] },
      range: { type: "numbered", numberOfOccurrences: 3 },
    };
    valueOf(await change(second, { recurrence: fridays }, "all"));
    assert.deepEqual(shown(await occurrences()), [
      "2026-11-27 awaiting_confirmation 11-27T09:00",
      "2026-12-04 awaiting_confirmation 12-04T09:00",
      "2026-12-11 awaiting_confirmation 12-11T09:00",
      "2026-12-15 cancelled 12-15T09:00",
    ]);
    assert.equal((await find(stage, first)).originalDate, "2026-11-27");
    assert.equal((await find(stage, second)).originalDate, "2026-12-04");
    await holdsMatch(stage);
  });

  test("to another recurrence keeps the time of the series, and the room of a date that was moved", async () => {
    const { stage, change, on, occurrences, row } = await openSeries(database());
    const second = await on("2026-12-01");
    valueOf(await change(second, { spaceId: stage.workplace.elm.id }));
    valueOf(await change(second, at("2026-12-02", 14, 30)));
    const { pattern, range } = WEEKLY;
    const longer: RequestedRecurrence = {
      kind: "pattern",
      pattern,
      range: { ...range, numberOfOccurrences: 5 },
    };
    valueOf(await change(second, { recurrence: longer }, "all"));
    // Only its end is another: the date that was moved stays so.
    assert.equal((await row()).series?.exceptions?.length, 1);
    const daily: RequestedRecurrence = {
      kind: "pattern",
      pattern: { type: "daily" },
      range: { type: "numbered", numberOfOccurrences: 2 },
    };
    const view = valueOf(await change(second, { recurrence: daily }, "following"));
    const following = await occurrences(view.reservation.parentId ?? undefined);
    assert.deepEqual(
      following
        .filter(({ state }) => state !== "cancelled")
        .map(({ startAt, space }) => `${startAt.toISOString().slice(0, 13)} ${space.name}`),
      ["2026-12-01T09 Elm", "2026-12-02T09 Oak"],
    );
  });

  test("to other days needs the recurrence", async () => {
    const { change, on } = await openSeries(database());
    const refused = await change(await on("2026-12-01"), at("2026-12-02", 10), "all");
    assert.deepEqual(refusalCodes(refused), ["recurrence_needed"]);
  });

  test("that ends later adds to it, and one that ends earlier cancels the rest", async () => {
    const { stage, change, on, occurrences } = await openSeries(database());
    const numbered = (numberOfOccurrences: number): RequestedRecurrence => ({
      ...WEEKLY,
      range: { type: "numbered", numberOfOccurrences },
    });
    valueOf(await change(await on("2026-12-01"), { recurrence: numbered(2) }, "all"));
    assert.deepEqual(shown(await occurrences()), [
      "2026-11-24 confirmed 11-24T09:00",
      "2026-12-01 confirmed 12-01T09:00",
      "2026-12-08 cancelled 12-08T09:00",
      "2026-12-15 cancelled 12-15T09:00",
    ]);
    valueOf(await change(await on("2026-12-01"), { recurrence: numbered(3) }, "all"));
    const { length } = (await occurrences()).filter(({ state }) => state !== "cancelled");
    assert.equal(length, 3);
    await holdsMatch(stage);
  });

  test("leaves what is over as it was", async () => {
    const { stage, on, occurrences } = await openSeries(database());
    // Two weeks later.
    const deps = { ...stage.deps, now: () => NOW.add({ hours: 24 * 14 }) };
    const third = await on("2026-12-08");
    const ada = personActor(stage.workplace.ada);
    const patch = at("2026-12-08", 12);
    valueOf(await updateReservation(deps, ada, { id: third, patch, scope: "all" }));
    assert.deepEqual(shown(await occurrences()), [
      "2026-11-24 confirmed 11-24T09:00",
      "2026-12-01 confirmed 12-01T09:00",
      "2026-12-08 awaiting_confirmation 12-08T11:00",
      "2026-12-15 awaiting_confirmation 12-15T11:00",
    ]);
  });

  test("keeps the rules: in strict mode what is in a person's calendar stays as it is", async () => {
    const { stage, change, on, row } = await openSeries(database());
    assert.equal((await row()).syncMailbox, "user");
    await stage.setMode("strict");
    for (const scope of ["this", "following", "all"] as const) {
      const refused = await change(await on("2026-12-01"), at("2026-12-01", 12), scope);
      assert.deepEqual(refusalCodes(refused), ["not_in_delegated_calendar"], scope);
    }
  });
});

describeOnEachDatabase("changing an occurrence and all that follow", (database) => {
  test("makes two series of it, and two meetings", async () => {
    const { stage, id, change, on, occurrences, row } = await openSeries(database());
    const third = await on("2026-12-08");
    const view = valueOf(
      await change(third, { ...at("2026-12-08", 15), subject: "New" }, "following"),
    );
    const newId = view.reservation.parentId ?? assert.fail("it is of no series");
    assert.notEqual(newId, id);
    assert.deepEqual(shown(await occurrences()), [
      "2026-11-24 confirmed 11-24T09:00",
      "2026-12-01 confirmed 12-01T09:00",
    ]);
    assert.deepEqual(shown(await occurrences(newId)), [
      "2026-12-08 awaiting_confirmation 12-08T14:00",
      "2026-12-15 awaiting_confirmation 12-15T14:00",
    ]);
    assert.deepEqual((await row()).series?.range, {
      type: "numbered",
      startDate: "2026-11-24",
      numberOfOccurrences: 2,
    });
    const following = await find(stage, newId);
    assert.deepEqual(
      [following.subject, following.state, following.series?.startTime],
      ["New", "awaiting_confirmation", "15:00"],
    );
    assert.deepEqual(following.series?.range, {
      type: "numbered",
      startDate: "2026-12-08",
      numberOfOccurrences: 2,
    });
    assert.deepEqual([(await row()).subject, (await row()).state], ["Planning", "confirmed"]);
    const events = (await stage.syncEvents()).map(({ type, reservation_id }) => [
      type,
      reservation_id,
    ]);
    assert.deepEqual(events, [
      ["create", id],
      ["update", id],
      ["create", newId],
    ]);
    await holdsMatch(stage);
    // The new meeting waits with asking the room until the old one has let go of it.
    const { rows } = await stage.database.pool.query<{ count: number }>(
      "select count(*)::integer as count from given_up_time where reservation_id = $1",
      [id],
    );
    assert.deepEqual(rows, [{ count: 2 }]);
  });

  test("from the first on is the whole series", async () => {
    const { stage, id, change, on } = await openSeries(database());
    valueOf(await change(await on("2026-11-24"), at("2026-11-24", 15), "following"));
    const events = await stage.syncEvents();
    assert.ok(events.every(({ reservation_id }) => reservation_id === id));
  });

  test("to times some of which are taken changes nothing", async () => {
    const { stage, change, on, occurrences, row } = await openSeries(database());
    await stage.create(personActor(stage.workplace.ben), at("2026-12-15", 15));
    const before = [await row(), ...(await occurrences())];
    const refused = await change(await on("2026-12-08"), at("2026-12-08", 15), "following");
    assert.ok(!refused.ok);
    assert.deepEqual(refused.refusal.details?.["dates"], ["2026-12-15"]);
    assert.deepEqual([await row(), ...(await occurrences())], before);
  });
});
