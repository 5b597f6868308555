import assert from "node:assert/strict";
import { test } from "node:test";
import type { Origin } from "../../integration-rules/question.ts";
import { isPerhapsSentAgain } from "./sent-again.ts";
import {
  carriedOut,
  copy,
  NOW,
  ours,
  plan,
  ROOMS,
  seenAt,
  series,
  single,
  WORDS,
} from "./meetings.arbitrary.ts";
import { asAgreed } from "./merge-meeting.ts";
import type { MeetingHere, MeetingThere, Placement, RoomCopy } from "./views.ts";

test("made here and over here, it is taken in anew once its room has it anew, or at another time", () => {
  for (const state of ["no_show", "completed", "rejected"] as const) {
    const here = ours({ state });
    const shown = (hour: number, isNew: boolean) =>
      seenAt(single(hour), null, { elbe: { ...copy(single(hour)), isNew } as RoomCopy });
    assert.equal(plan(shown(0, false), here), null, "its room has yet to let go");
    for (const there of [shown(0, true), shown(1, true), shown(1, false)]) {
      const made = plan(there, here);
      assert.deepEqual(
        [made?.isNew, made?.origin, made?.words.subject],
        [true, "calendar", "Planning"],
      );
      const [again] = made?.placements ?? [];
      assert.deepEqual([again?.isNew, again?.state], [true, "confirmed"]);
      assert.equal(plan({ ...there, organizerCopy: { kind: "gone" } }, here), null);
      for (const outbound of ["unwritten", "stuck"] as const) {
        assert.equal(plan(there, { ...here, outbound }), null, "it is still to leave the calendar");
      }
    }
  }
});

test("made here, dates of a series that is over are taken in anew only where the room has it anew", () => {
  const one = ours().placements[0];
  const dates = ["2027-03-02", "2027-03-03"].map((originalDate, days) => {
    const [start, end] = [24, 25].map((hours) => NOW.add({ hours: hours + 24 * days }));
    return { ...one, id: originalDate, originalDate, state: "no_show", start, end } as Placement;
  });
  const parts = {
    isParent: true,
    kind: "recurring",
    timing: series(0),
    placements: dates,
  } as const;
  const here = ours({ state: "no_show" }, parts);
  const shown = (isNew: boolean) =>
    seenAt(series(0), null, { elbe: { ...copy(series(0)), isNew } as RoomCopy });
  assert.equal(plan(shown(false), here), null);
  const made = plan(shown(true), here);
  assert.deepEqual([made?.isNew, made?.isParent, made?.kind], [true, true, "recurring"]);
});

test("made here, dates of a series that is over are taken in at the time that Outlook has moved them to", () => {
  const one = ours().placements[0];
  const dates = ["2027-03-02", "2027-03-03"].map((originalDate, days) => {
    const [start, end] = [24, 25].map((hours) => NOW.add({ hours: hours + 24 * days }));
    const ended = days === 0 ? { state: "cancelled", reasonCode: "occurrence_removed" } : {};
    const parts = { id: originalDate, originalDate, start, end, state: "rejected", ...ended };
    return { ...one, ...parts } as Placement;
  });
  const parts = { isParent: true, kind: "recurring", placements: dates } as const;
  const here = ours({ state: "rejected" }, { ...parts, timing: series(0, [2, 3]) });
  // A date that was never here is one that its room may have had all along.
  const shown = seenAt(series(1), {}, { elbe: copy(series(1, [3])) });
  const made = plan(shown, here);
  assert.deepEqual(
    made?.placements.map(({ originalDate, start, state }) => [originalDate, start, state]),
    [["2027-03-02", NOW.add({ hours: 25 }), "confirmed"]],
  );
  assert.deepEqual([made.isNew, made.origin, made.kind], [true, "calendar", "recurring"]);
  const unread = { ...shown, organizerCopy: { kind: "unreadable" } } as const;
  assert.equal(plan(unread, here), null, "its room may be behind");
});

const DATES = ["2027-03-02", "2027-03-03", "2027-03-04", "2027-03-05"];
/** A series of either side that stands, of which the second date was given up, and let go then. */
function seriesWithout(origin: Origin, second: Partial<Placement>): MeetingHere {
  const one = ours().placements[0];
  const isOurs = origin === "usher";
  const placements = DATES.map((originalDate, days) => {
    const [start, end] = [24, 25].map((hours) => NOW.add({ hours: hours + 24 * days }));
    const givenUp = days === 1 ? { state: "rejected", ...second } : {};
    return { ...one, id: originalDate, originalDate, start, end, ...givenUp } as Placement;
  });
  const timing = series(0, isOurs ? [3] : []);
  const agreed = asAgreed({ ...WORDS, timing: series(0), rooms: ["elbe@example.org"] });
  const parts = { isParent: true, kind: "recurring", origin, agreed, placements } as const;
  return { ...ours(), ...parts, timing, state: "confirmed" };
}
const shownWith = (cancelled: readonly number[] = []) =>
  seenAt(series(0), null, { elbe: copy(series(0, cancelled)) });
const released = (secondsAgo: number) => ({ releasedAt: NOW.subtract({ seconds: secondsAgo }) });

for (const origin of ["usher", "calendar"] as const) {
  const made = origin === "usher" ? "here" : "in Outlook";
  const datesOf = (there: MeetingThere, here: MeetingHere) =>
    (plan(there, here)?.placements ?? []).map((each) => [
      each.originalDate,
      each.isNew,
      each.state,
      each.approval,
    ]);

  test(`of a series made ${made}, a date that was given up is there anew once its room has it again`, () => {
    for (const state of ["rejected", "no_show"] as const) {
      const here = seriesWithout(origin, { state, ...released(60) });
      assert.deepEqual(datesOf(shownWith(), here), [
        ["2027-03-03", true, "confirmed", "not_required"],
      ]);
      assert.deepEqual(datesOf(shownWith([3]), here), [], "its room has let go");
    }
  });

  test(`of a series made ${made}, it is not while what is shown may be of before`, () => {
    for (const releasedAt of [null, NOW.subtract({ seconds: 59 })]) {
      const here = seriesWithout(origin, { releasedAt });
      assert.deepEqual(datesOf(shownWith(), here), []);
      assert.equal(isPerhapsSentAgain(here, shownWith(), NOW), releasedAt !== null);
      assert.equal(isPerhapsSentAgain(here, shownWith([3]), NOW), false);
    }
    const settled = seriesWithout(origin, released(60));
    assert.equal(isPerhapsSentAgain(settled, shownWith(), NOW), false);
  });

  test(`of a series made ${made}, it is asked about anew, whatever was decided on the others`, () => {
    const here = seriesWithout(origin, released(60));
    const approved = here.placements.map((each) =>
      each.state === "rejected" ? each : { ...each, approval: "approved" as const },
    );
    const asking = ROOMS.map((room) => ({ ...room, requiresApproval: true }));
    const planned = plan(shownWith(), { ...here, placements: approved }, asking);
    const [again, ...others] = planned?.placements ?? [];
    assert.deepEqual([again?.state, again?.approval], ["awaiting_approval", "awaiting_approval"]);
    assert.deepEqual(others, []);
  });

  test(`of a series made ${made}, it stands beside the one that was given up`, () => {
    const here = seriesWithout(origin, released(60));
    const after = carriedOut(here, plan(shownWith(), here));
    assert.equal(after?.placements.length, 5);
    assert.equal(plan(shownWith(), after), null);
  });
}

test("of a series made here, a date that was given up is in the room that Outlook put the series into", () => {
  const here = seriesWithout("usher", released(60));
  const gone = { kind: "gone", isCancelled: true } as const;
  const oder = { ...copy(series(0)), isNew: true } as RoomCopy;
  const there = seenAt(series(0), null, { elbe: gone, oder });
  assert.deepEqual(
    plan(there, here)?.placements.map(({ originalDate, spaceId, state, isNew }) => [
      originalDate,
      spaceId,
      state,
      isNew,
    ]),
    DATES.map((date, at) => [date, "oder", "confirmed", at === 1]),
  );
});
