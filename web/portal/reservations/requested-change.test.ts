import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reservation } from "../../../src/contract/reservations.ts";
import {
  changeFaultOf,
  changePreview,
  formOf,
  requestedChange,
  scopedForm,
  type ShownReservation,
  timesOf,
  zoneOf,
} from "./requested-change.ts";

const zone = "Europe/Berlin";

const RESERVATION: ShownReservation = {
  space: { id: "s1" },
  start: "2026-11-26T08:00:00Z",
  end: "2026-11-26T09:00:00Z",
  time_zone: zone,
  subject: "Design review",
  notes: "",
  sensitivity: "normal",
  attendees: [{ email: "maya@example.org", name: "Maya", type: "required" }],
  recurrence: null,
  original_date: null,
};

function formWith(part: Partial<Pick<Reservation, "start" | "end">> = {}) {
  return formOf({ ...RESERVATION, ...part }, null);
}

test("a form that was not touched asks for no change", () => {
  assert.deepEqual(requestedChange(formWith(), formWith(), zone), {});
});

test("only the fields that differ are sent", () => {
  const before = formWith();
  assert.deepEqual(requestedChange(before, { ...before, subject: "Review" }, zone), {
    subject: "Review",
  });
  assert.deepEqual(requestedChange(before, { ...before, isPrivate: true, attendees: [] }, zone), {
    sensitivity: "private",
    attendees: [],
  });
});

test("another end sends both times, as instants", () => {
  const before = formWith();
  assert.deepEqual(requestedChange(before, { ...before, to: "10:30" }, zone), {
    start: "2026-11-26T08:00:00.000Z",
    end: "2026-11-26T09:30:00.000Z",
  });
});

test("a reservation over several days keeps its length when its start moves", () => {
  const before = formWith({ end: "2026-11-28T15:00:00Z" });
  assert.equal(changeFaultOf(before), null);
  assert.deepEqual(requestedChange(before, { ...before, date: "2026-11-30" }, zone), {
    start: "2026-11-30T08:00:00.000Z",
    end: "2026-12-02T15:00:00.000Z",
  });
});

test("an end before the start is a fault within one day, not over midnight", () => {
  assert.equal(changeFaultOf({ ...formWith(), to: "08:00" }), "ends_before_start");
  assert.equal(changeFaultOf(formWith({ end: "2026-11-27T05:00:00Z" })), null);
});

test("another time or room of several dates is looked at before it is asked for", () => {
  const before = formWith();
  const later = { ...before, from: "09:15" };
  const seats = before.attendees.length + 1;
  assert.deepEqual(changePreview(before, later, zone, "all"), {
    start: "2026-11-26T08:15:00.000Z",
    end: "2026-11-26T09:00:00.000Z",
    scope: "all",
    seats,
  });
  const elsewhere = changePreview(before, { ...before, spaceId: "elm" }, zone, "following");
  assert.deepEqual([elsewhere?.space_id, elsewhere?.scope], ["elm", "following"]);
  const recurrence = { rrule: "FREQ=DAILY" };
  assert.deepEqual(changePreview(before, before, zone, "all", recurrence)?.recurrence, recurrence);
  assert.equal(changePreview(before, { ...before, subject: "Review" }, zone, "all"), null);
  assert.equal(changePreview(before, later, zone, "this"), null);
  assert.equal(changePreview(before, later, zone, null), null);
  assert.equal(changePreview(before, { ...later, to: "08:00" }, zone, "all"), null);
});

test("one date of a series keeps the series' words, and all of it keeps its days", () => {
  const before = formWith();
  const asked = { ...before, date: "2026-11-27", from: "09:15", subject: "Review" };
  const sent = (scope: Parameters<typeof scopedForm>[2]) =>
    Object.keys(requestedChange(before, scopedForm(before, asked, scope), zone));
  assert.deepEqual(sent(null), ["start", "end", "subject"]);
  assert.deepEqual(sent("this"), ["start", "end"]);
  assert.deepEqual(scopedForm(before, asked, "all").date, "2026-11-26");
  assert.equal(scopedForm(before, asked, "following").subject, "Review");
});

test("a date that was moved shows its own time alone, and with others that of the series", () => {
  const recurrence: Reservation["recurrence"] = {
    pattern: { type: "weekly", interval: 1, days_of_week: ["wednesday"] },
    range: { type: "no_end", start_date: "2026-11-18" },
    start_time: "23:30",
    duration_minutes: 60,
    time_zone: "America/Chicago",
    cancelled_dates: [],
  };
  const moved = { ...RESERVATION, recurrence, original_date: "2026-11-25" };
  const whenOf = (scope: Parameters<typeof formOf>[1]) => {
    const { date, from, to, daysLong } = formOf(moved, scope);
    return [zoneOf(moved, scope), date, from, to, daysLong];
  };
  assert.deepEqual(whenOf("this"), [zone, "2026-11-26", "09:00", "10:00", 0]);
  const pattern = ["America/Chicago", "2026-11-25", "23:30", "00:30", 1];
  assert.deepEqual(whenOf("following"), pattern);
  assert.deepEqual(whenOf("all"), pattern);
  // Another end for all of them is counted from the series' own beginning.
  const typed = { ...formOf(moved, "all"), to: "01:00" };
  assert.deepEqual(timesOf(typed, zoneOf(moved, "all")), {
    start: "2026-11-26T05:30:00.000Z",
    end: "2026-11-26T07:00:00.000Z",
  });
});
