import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReservationRecord } from "../../src/contract/reservation-rest-api/reservations.ts";
import type { MadeOccurrence } from "../../src/contract/reservation-rest-api/series.ts";
import { formatSysId } from "../../src/core/encoded-query/sys-id.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { openRestApiStage, type RestApiStage, START } from "./rest-api-stage.ts";

interface Made {
  readonly isValid: boolean;
  readonly parent: string;
  readonly successfulReservations: readonly MadeOccurrence[];
  readonly unSuccessfulReservations: readonly MadeOccurrence[];
}
interface Listed {
  readonly reservations: readonly ReservationRecord[];
  readonly occurencesTotalCount: string;
}

const CREATE = "/recurring_reservation/create_series";
const DAILY = {
  duration: 3_600_000,
  repeats: "daily",
  options: { count: 3, daysOfWeek: "", every: 1 },
  label: "Repeats daily, 3 times",
  startDate: START,
};

function series({ workplace }: RestApiStage, pattern: object = {}, reservation: object = {}) {
  return {
    reservation: {
      location: formatSysId(workplace.oak.id),
      reservable_module: formatSysId(workplace.moduleId),
      subject: "Stand-up",
      requested_for: formatSysId(workplace.ada.id),
      is_private: false,
      ...reservation,
    },
    recurringPattern: { ...DAILY, ...pattern },
  };
}

const startsOf = (made: readonly MadeOccurrence[]) => made.map(({ start }) => start);

describeOnEachDatabase("a series made by a program written for ServiceNow", (database) => {
  test("is one series, whose dates have their own sys_ids", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const made = await stage.result<Made>("POST", CREATE, series(stage));
    assert.equal(made.isValid, true);
    assert.deepEqual(startsOf(made.successfulReservations), [
      "2026-11-24T09:00:00Z",
      "2026-11-25T09:00:00Z",
      "2026-11-26T09:00:00Z",
    ]);
    assert.deepEqual(made.unSuccessfulReservations, []);
    const parent = await stage.record(made.parent);
    assert.deepEqual(
      [parent.is_parent, parent.reservation_subtype.value],
      [true, "recurring_parent"],
    );
    const date = await stage.record(made.successfulReservations[1]?.sys_id ?? "");
    assert.deepEqual(
      [date.source_reservation, date.reservation_subtype.value, date.end],
      [made.parent, "occurrence", "2026-11-25T10:00:00Z"],
    );
    assert.deepEqual(date.recurring_pattern, {
      duration: "3600000",
      repeats: "daily",
      label: "Repeats daily, 3 times",
      startDate: "2026-11-24 09:00:00",
      amountOfDates: "3",
      options: { count: 3, daysOfWeek: "", every: 1, endDate: null },
    });
    const events = await stage.syncEvents();
    assert.deepEqual(
      events.map(({ type }) => type),
      ["create"],
    );
  });

  test("leaves out the dates that are taken, and names them", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    await stage.add({ start: "2026-11-25T09:30:00Z", end: "2026-11-25T10:30:00Z" });
    const made = await stage.result<Made>("POST", CREATE, series(stage));
    assert.equal(made.successfulReservations.length, 2);
    const [taken] = made.unSuccessfulReservations;
    assert.deepEqual(
      [taken?.inserted, taken?.collision, taken?.sys_id, taken?.start, taken?.end],
      [false, true, null, "2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z"],
    );
    const refused = await stage.failure("POST", CREATE, series(stage));
    assert.equal(refused.slice(0, 3), "409");
  });

  test("has the days, the length and the hours that the pattern means", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const make = async (pattern: object, location: string) => {
      const body = series(stage, pattern, { location });
      const made = await stage.result<Made>("POST", CREATE, body);
      return made.successfulReservations;
    };
    const { oak, elm, fir, dry, desk } = stage.workplace;
    // Counted in weeks, and in seconds as the documentation's text has it.
    const weekly = await make(
      { repeats: "weekly", options: { count: 2, daysOfWeek: "24" }, duration: 1_800 },
      oak.id,
    );
    assert.deepEqual(startsOf(weekly), [
      "2026-11-24T09:00:00Z",
      "2026-11-26T09:00:00Z",
      "2026-12-01T09:00:00Z",
      "2026-12-03T09:00:00Z",
    ]);
    assert.equal(weekly[0]?.end, "2026-11-24T09:30:00Z");
    const every = await make({ options: { count: 2, every: 14 } }, elm.id);
    assert.deepEqual(startsOf(every), ["2026-11-24T09:00:00Z", "2026-12-08T09:00:00Z"]);
    const monthly = await make({ repeats: "monthly", options: { count: 2 } }, fir.id);
    assert.deepEqual(startsOf(monthly), ["2026-11-24T09:00:00Z", "2026-12-24T09:00:00Z"]);
    const until = await make({ options: { endDate: "2026-11-25T23:00:00Z" } }, dry.id);
    assert.equal(until.length, 3, "that is a day later where the space is");
    // Ten o'clock stays ten o'clock when clocks change.
    const summer = await make(
      { startDate: "2027-03-27T09:00:00Z", options: { count: 2 } },
      desk.id,
    );
    assert.deepEqual(startsOf(summer), ["2027-03-27T09:00:00Z", "2027-03-28T08:00:00Z"]);
  });

  test("is refused where the pattern says too little or what nobody understands", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const refused = (pattern: object, reservation: object = {}) =>
      stage.failure("POST", CREATE, series(stage, pattern, reservation));
    assert.equal(await refused({ repeats: "fortnightly" }), "400 invalid_request");
    assert.equal(await refused({ options: {} }), "400 invalid_request");
    assert.equal(await refused({ duration: null }), "400 invalid_request");
    assert.equal(await refused({ startDate: "soon" }), "400 invalid_request");
    assert.equal(
      await refused({ repeats: "weekly", options: { count: 1, daysOfWeek: "8" } }),
      "400 invalid_request",
    );
    assert.match(await refused({ repeats: "weekly", options: { count: 1 } }), /^422 /);
    assert.equal(await refused({ duration: 0 }), "422 end_not_after_start");
    assert.equal(await refused({}, { shift: "1" }), "422 shift_not_supported");
    assert.equal(await refused({}, { requested_for: "" }), "422 requested_for_required");
  });

  test("is listed six dates at a time, but for those that are left out", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const made = await stage.result<Made>("POST", CREATE, series(stage, { options: { count: 8 } }));
    const list = async (query: string) =>
      await stage.result<Listed>("GET", `/recurring_reservation/list/${made.parent}?${query}`);
    const ids = made.successfulReservations.map(({ sys_id: sysId }) => sysId);
    const idsIn = ({ reservations }: Listed) => reservations.map(({ sys_id: sysId }) => sysId);
    const first = await list("");
    assert.deepEqual([idsIn(first), first.occurencesTotalCount], [ids.slice(0, 6), "8"]);
    assert.deepEqual(idsIn(await list("start_index=6&end_index=12")), ids.slice(6));
    assert.deepEqual(idsIn(await list(`end_index=2&occurrence_sys_id=${ids[0]}`)), ids.slice(1, 3));
    const single = await stage.add({ location: stage.workplace.elm.id });
    assert.equal(
      await stage.failure("GET", `/recurring_reservation/list/${single}`),
      "404 reservation_not_found",
    );
  });

  test("is cancelled by date or as a whole, and it is told which dates are", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const made = await stage.result<Made>("POST", CREATE, series(stage));
    const [first, second, third] = made.successfulReservations.map(({ sys_id: sysId }) => sysId);
    const cancel = async (sysId: string | null | undefined, query = "", body?: object) =>
      await stage.result("PATCH", `/recurring_reservation/cancel_series/${sysId}${query}`, body);
    assert.deepEqual(await cancel(second, "?cancel_notes=Holiday"), {
      seriesId: second,
      success: true,
      successCanceledOccurrences: [second],
      failedToCancelOccurrenceReservations: [],
      user_msg: "It is cancelled.",
    });
    assert.equal((await stage.record(second ?? "")).cancel_notes, "Holiday");
    const whole = (await cancel(made.parent, "", { cancel_notes: "Over" })) as {
      successCanceledOccurrences: string[];
    };
    assert.deepEqual(whole.successCanceledOccurrences, [first, third]);
    assert.equal((await stage.record(made.parent)).state.value, "cancelled");
    const single = await stage.add();
    assert.equal(
      await stage.failure("PATCH", `/recurring_reservation/cancel_series/${single}`),
      "404 reservation_not_found",
    );
  });

  test("is an iCalendar text with an event for each date that stands", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const made = await stage.result<Made>("POST", CREATE, series(stage));
    await stage.result("PATCH", `/reservation/cancel/${made.successfulReservations[0]?.sys_id}`);
    const text = await stage.result<string>("GET", `/reservation/icalendar/${made.parent}`);
    assert.deepEqual(
      text.split("\r\n").filter((line) => line.startsWith("DTSTART")),
      ["DTSTART:20261125T090000Z", "DTSTART:20261126T090000Z"],
    );
    await stage.result("PATCH", `/recurring_reservation/cancel_series/${made.parent}`);
    const after = await stage.result<string>("GET", `/reservation/icalendar/${made.parent}`);
    assert.match(after, /METHOD:CANCEL\r\n/);
    assert.equal(after.match(/BEGIN:VEVENT/g)?.length, 3);
  });
});
