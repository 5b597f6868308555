import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reservation } from "../../../src/contract/reservations.ts";
import {
  changeFaultOf,
  changePreview,
  formOf,
  requestedChange,
  scopedForm,
} from "./requested-change.ts";

const zone = "Europe/Berlin";

function formWith(part: Partial<Pick<Reservation, "start" | "end">> = {}) {
  return formOf({
    space: { id: "s1" },
    start: "2026-11-26T08:00:00Z",
    end: "2026-11-26T09:00:00Z",
    time_zone: zone,
    subject: "Design review",
    notes: "",
    sensitivity: "normal",
    attendees: [{ email: "maya@example.org", name: "Maya", type: "required" }],
    ...part,
  });
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
