import assert from "node:assert/strict";
import { test } from "node:test";
import type { Attendee } from "../../reservations/attendees.ts";
import { series, single, WORDS } from "./meetings.arbitrary.ts";
import { asAgreed, type MeetingView, mergeMeeting } from "./merge-meeting.ts";
import type { Timing } from "./views.ts";

test("here, there and agreed: whoever alone changed a field is followed, else the calendar", () => {
  const values = ["a", "b", "c"];
  const view = (subject: string, hour: number): MeetingView => ({
    ...WORDS,
    subject,
    timing: single(hour),
    rooms: ["elbe@example.org"],
  });
  for (const here of values) {
    for (const there of values) {
      for (const agreed of values) {
        for (const [mine, theirs, before] of times3()) {
          const merged = mergeMeeting(
            view(here, mine),
            view(there, theirs),
            asAgreed(view(agreed, before)),
            false,
          );
          const wantedSubject = there === agreed ? here : there;
          const wantedHour = theirs === before ? mine : theirs;
          assert.equal(merged.meeting.subject, wantedSubject);
          assert.deepEqual(merged.meeting.timing, single(wantedHour));
          const isBoth = new Set([here, there, agreed]).size === 3;
          assert.equal(merged.overruled.includes("subject"), isBoth);
          assert.equal(
            merged.overruled.includes("times"),
            new Set([mine, theirs, before]).size === 3,
          );
          // Once more: what was merged is not merged otherwise.
          const again = mergeMeeting(merged.meeting, view(there, theirs), merged.agreed, false);
          assert.deepEqual(again, { ...merged, taken: [], overruled: [] });
        }
      }
    }
  }
});

function times3(): readonly (readonly [number, number, number])[] {
  const all = [0, 1, 2];
  return all.flatMap((a) => all.flatMap((b) => all.map((c) => [a, b, c] as const)));
}

test("what is written here and shown otherwise is as the calendar says, though that was agreed", () => {
  const view = (hour: number): MeetingView => ({ ...WORDS, timing: single(hour), rooms: [] });
  const written = mergeMeeting(view(1), view(0), asAgreed(view(0)), true);
  assert.deepEqual(written.meeting.timing, single(0));
  assert.deepEqual([written.taken, written.overruled], [["times"], ["times"]]);
  const onItsWay = mergeMeeting(view(1), view(0), asAgreed(view(0)), false);
  assert.deepEqual(onItsWay.meeting.timing, single(1));
  assert.deepEqual(onItsWay.taken, []);
});

test("people are merged one by one: whoever was added on either side is there", () => {
  const person = (name: string): Attendee => ({
    email: `${name}@example.org`,
    name,
    type: "required",
  });
  const view = (...names: readonly string[]): MeetingView => ({
    ...WORDS,
    attendees: names.map(person),
    timing: single(0),
    rooms: [],
  });
  const agreed = asAgreed(view("bo", "cy", "invited"));
  const { meeting } = mergeMeeting(
    view("bo", "cy", "di"),
    view("bo", "ed", "invited"),
    agreed,
    false,
  );
  assert.deepEqual(
    meeting.attendees.map(({ name }) => name),
    ["bo", "di", "ed"],
  );
});

test("single dates that either side changed are both as they were changed", () => {
  const agreed = asAgreed({ ...WORDS, timing: series(0), rooms: [] });
  const merged = mergeMeeting(
    { ...WORDS, timing: series(0, [3]), rooms: [] },
    { ...WORDS, timing: series(0, [4]), rooms: [] },
    agreed,
    false,
  );
  assert.deepEqual(merged.meeting.timing, series(0, [3, 4]));
  assert.deepEqual([merged.taken, merged.overruled], [["occurrences"], []]);
});

test("a date that was taken out here stays out of the series that Outlook changes as a whole", () => {
  const view = (timing: Timing): MeetingView => ({ ...WORDS, timing, rooms: [] });
  const agreed = asAgreed(view(series(0, [2])));
  // With a new rule a series starts afresh (facts 1.8): the second of March is there again.
  const merge = (isWritten: boolean) =>
    mergeMeeting(view(series(0, [2, 3])), view(series(1)), agreed, isWritten);
  const onItsWay = merge(false);
  assert.deepEqual(onItsWay.meeting.timing, series(1, [3]));
  assert.deepEqual(onItsWay.agreed.series, agreed.series);
  assert.deepEqual(merge(true).meeting.timing, series(1));
});
