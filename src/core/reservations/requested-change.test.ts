import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { type ChangeableFields, requestedChange } from "./requested-change.ts";

const STORED: ChangeableFields = {
  spaceIds: ["s1"],
  start: Temporal.Instant.from("2026-11-24T09:00Z"),
  end: Temporal.Instant.from("2026-11-24T10:00Z"),
  timeZone: "Europe/Berlin",
  subject: "Planning",
  notes: "",
  sensitivity: "normal",
  attendees: [
    { email: "a@x.org", name: "A", type: "required" },
    { email: "b@x.org", name: "B", type: "optional" },
  ],
  checkInState: "awaiting_check_in",
  serviceIds: ["coffee", "lunch"],
  visitorIds: [],
  costCenter: null,
};

/** Something else for every field. */
const OTHER: ChangeableFields = {
  spaceIds: ["s2"],
  start: Temporal.Instant.from("2026-11-24T08:00Z"),
  end: Temporal.Instant.from("2026-11-24T11:00Z"),
  timeZone: "Europe/Paris",
  subject: "Review",
  notes: "Bring the figures.",
  sensitivity: "private",
  attendees: [],
  checkInState: "checked_in",
  serviceIds: ["coffee"],
  visitorIds: ["v1"],
  costCenter: "4711",
};

const LOCAL_FIELDS = ["checkInState", "serviceIds", "visitorIds", "costCenter"];

test("each field is told as changed: of the calendar if the event shows it, else local", () => {
  for (const [name, value] of Object.entries(OTHER)) {
    assert.deepEqual(requestedChange(STORED, { [name]: value }, "usher"), {
      fields: [name],
      change: LOCAL_FIELDS.includes(name) ? "local" : "calendar",
    });
  }
});

test("privacy of a reservation made in Outlook is changed here alone", () => {
  const { change } = requestedChange(STORED, { sensitivity: "private" }, "calendar");
  assert.equal(change, "local");
});

test("one field that the event shows makes the whole change one of the calendar", () => {
  const patch = { costCenter: "4711", subject: "Review" };
  assert.deepEqual(requestedChange(STORED, patch, "usher"), {
    fields: ["subject", "costCenter"],
    change: "calendar",
  });
});

test("asking for what is there already changes nothing", () => {
  assert.deepEqual(requestedChange(STORED, STORED, "usher"), { fields: [], change: null });
  assert.deepEqual(requestedChange(STORED, {}, "usher"), { fields: [], change: null });
});

test("the order of attendees and of services is of no account, nor are attendees' names", () => {
  const attendees = STORED.attendees.toReversed().map((attendee) => ({ ...attendee, name: "" }));
  const patch = { attendees, serviceIds: ["lunch", "coffee"] };
  assert.equal(requestedChange(STORED, patch, "usher").change, null);
});

test("one instant written in two ways is one instant", () => {
  const start = Temporal.Instant.from("2026-11-24T10:00+01:00");
  assert.equal(requestedChange(STORED, { start }, "usher").change, null);
});
