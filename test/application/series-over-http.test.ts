import assert from "node:assert/strict";
import { test } from "node:test";
import type {
  Reservation,
  ReservationSeries,
  SeriesPreview,
} from "../../src/contract/reservations.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { openHttpStage } from "./http-stage.ts";
import { personActor } from "./stage.ts";

const TIMES = { start: "2026-11-24T09:00:00Z", end: "2026-11-24T10:00:00Z" };
const WEEKLY = {
  pattern: { type: "weekly", days_of_week: ["tuesday"] },
  range: { type: "numbered", number_of_occurrences: 4 },
};

describeOnEachDatabase("a series over HTTP", (database) => {
  test("is made, read with all its occurrences, and told in the API's own words", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { ada, oak } = stage.workplace;
    const body = { space_id: oak.id, ...TIMES, recurrence: WEEKLY };
    const made = await stage.send(personActor(ada), "POST", "/api/v1/reservations", { body });
    assert.equal(made.status, 201, made.text);
    const { id, is_parent, kind, recurrence } = made.body as unknown as Reservation;
    assert.deepEqual([is_parent, kind], [true, "recurring"]);
    assert.deepEqual(recurrence, {
      pattern: {
        type: "weekly",
        interval: 1,
        days_of_week: ["tuesday"],
        first_day_of_week: "sunday",
      },
      range: { type: "numbered", start_date: "2026-11-24", number_of_occurrences: 4 },
      start_time: "10:00",
      duration_minutes: 60,
      time_zone: "Europe/Berlin",
      cancelled_dates: [],
    });
    const path = `/api/v1/reservations/${id}/series`;
    const read = (await stage.send(personActor(ada), "GET", path))
      .body as unknown as ReservationSeries;
    assert.equal(read.series.id, id);
    assert.deepEqual(
      read.occurrences.map(({ original_date, parent_id }) => [original_date, parent_id]),
      ["2026-11-24", "2026-12-01", "2026-12-08", "2026-12-15"].map((date) => [date, id]),
    );
    // An occurrence leads to its series too.
    const ofChild = `/api/v1/reservations/${read.occurrences[1]?.id}/series`;
    const again = await stage.send(personActor(ada), "GET", ofChild);
    assert.deepEqual(again.body, read);
    const others = await stage.send(personActor(stage.workplace.ben), "GET", path);
    assert.equal(others.status, 403);
  });

  test("some of whose dates are taken is refused with these dates, and shown before", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { ada, ben, oak, elm } = stage.workplace;
    const single = { space_id: oak.id, start: "2026-12-01T09:30:00Z", end: "2026-12-01T10:30:00Z" };
    await stage.send(personActor(ben), "POST", "/api/v1/reservations", { body: single });
    const asked = { space_id: oak.id, ...TIMES, recurrence: WEEKLY };

    const shown = await stage.send(
      personActor(ada),
      "POST",
      "/api/v1/reservations/preview-series",
      {
        body: asked,
      },
    );
    assert.equal(shown.status, 200, shown.text);
    const preview = shown.body as unknown as SeriesPreview;
    assert.deepEqual(
      preview.occurrences.map(({ is_free, alternatives }) => [
        is_free,
        ...alternatives.map(({ name }) => name),
      ]),
      [
        [true],
        // Desk is in no calendar, and Fir in another one.
        [false, "Dry", "Elm"],
        [true],
        [true],
      ],
    );
    assert.deepEqual([preview.taken_count, preview.has_more], [1, false]);

    const refused = await stage.send(personActor(ada), "POST", "/api/v1/reservations", {
      body: asked,
    });
    assert.equal(refused.status, 409);
    assert.deepEqual(
      [refused.body["code"], refused.body["dates"]],
      ["space_taken", ["2026-12-01"]],
    );
    const skipped = await stage.send(personActor(ada), "POST", "/api/v1/reservations", {
      body: { ...asked, on_conflict: "skip" },
    });
    assert.equal(skipped.status, 201, skipped.text);
    const { recurrence } = skipped.body as unknown as Reservation;
    assert.deepEqual(recurrence?.cancelled_dates, ["2026-12-01"]);

    const later = { start: "2026-11-24T10:00:00Z", end: "2026-11-24T11:00:00Z" };
    const moved = await stage.send(personActor(ada), "POST", "/api/v1/reservations", {
      body: {
        ...asked,
        ...later,
        dates_elsewhere: [{ original_date: "2026-12-01", space_id: elm.id }],
      },
    });
    assert.equal(moved.status, 201, moved.text);
    const { id } = moved.body as unknown as Reservation;
    const path = `/api/v1/reservations/${id}/series`;
    const { occurrences } = (await stage.send(personActor(ada), "GET", path))
      .body as unknown as ReservationSeries;
    assert.deepEqual(
      occurrences.map(({ space, is_exception }) => [space.name, is_exception]),
      [
        ["Oak", false],
        ["Elm", true],
        ["Oak", false],
        ["Oak", false],
      ],
    );
  });

  test("is changed with the same answers to dates that are taken, which are shown before", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { ada, ben, elm, oak } = stage.workplace;
    const asked = { space_id: oak.id, ...TIMES, recurrence: WEEKLY };
    const body = { space_id: oak.id, start: "2026-12-08T11:00:00Z", end: "2026-12-08T12:00:00Z" };
    await stage.send(personActor(ben), "POST", "/api/v1/reservations", { body });
    const made = await stage.send(personActor(ada), "POST", "/api/v1/reservations", {
      body: asked,
    });
    const { id } = made.body as unknown as Reservation;
    const path = `/api/v1/reservations/${id}`;
    const change = { start: "2026-11-24T11:00:00Z", end: "2026-11-24T12:00:00Z", scope: "all" };
    const shown = await stage.send(personActor(ada), "POST", `${path}/preview-change`, {
      body: { ...change, seats: 2 },
    });
    assert.equal(shown.status, 200, shown.text);
    const preview = shown.body as unknown as SeriesPreview;
    assert.deepEqual([preview.taken_count, preview.occurrences.length], [1, 4]);
    const taken = preview.occurrences.find(({ is_free }) => !is_free);
    assert.deepEqual(
      [taken?.original_date, ...(taken?.alternatives ?? []).map(({ name }) => name)],
      ["2026-12-08", "Dry", "Elm"],
    );
    const stranger = await stage.send(personActor(ben), "POST", `${path}/preview-change`, {
      body: change,
    });
    assert.equal(stranger.status, 403);

    const refused = await stage.send(personActor(ada), "PATCH", path, { body: change });
    assert.deepEqual(
      [refused.body["code"], refused.body["dates"]],
      ["space_taken", ["2026-12-08"]],
    );
    const moved = await stage.send(personActor(ada), "PATCH", path, {
      body: {
        ...change,
        on_conflict: "refuse",
        dates_elsewhere: [{ original_date: "2026-12-08", space_id: elm.id }],
      },
    });
    assert.equal(moved.status, 200, moved.text);
    const { occurrences } = (await stage.send(personActor(ada), "GET", `${path}/series`))
      .body as unknown as ReservationSeries;
    assert.deepEqual(
      occurrences.map(({ space, start }) => [space.name, start.slice(11, 16)]),
      ["Oak", "Oak", "Elm", "Oak"].map((name) => [name, "11:00"]),
    );
  });

  test("can be given as a rule of RFC 5545, and is refused where Exchange has no such series", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { ada, oak } = stage.workplace;
    const send = (rrule: string) =>
      stage.send(personActor(ada), "POST", "/api/v1/reservations", {
        body: { space_id: oak.id, ...TIMES, recurrence: { rrule } },
      });
    const refused = await send("FREQ=MONTHLY;BYMONTHDAY=24,25");
    assert.equal(refused.status, 422);
    assert.equal(refused.body["code"], "several_days_in_a_period");
    assert.deepEqual(
      (refused.body["fields"] as { field: string }[]).map(({ field }) => field),
      ["recurrence"],
    );
    const made = await send("FREQ=MONTHLY;BYDAY=4TU;COUNT=3");
    assert.equal(made.status, 201, made.text);
    const { recurrence } = made.body as unknown as Reservation;
    assert.deepEqual(
      [recurrence?.pattern.type, recurrence?.pattern.index],
      ["relative_monthly", "fourth"],
    );
  });
});
