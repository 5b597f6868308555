import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { Attendee } from "../../reservations/attendees.ts";
import { isFinal, type ReservationState } from "../../reservations/reservation-state.ts";
import type { RoomResponse } from "../confirmation-plan.ts";
import {
  alone,
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
import type { MeetingHere, MeetingThere, OrganizerCopy, RoomCopy, SingleCopy } from "./views.ts";

const RESPONSES: readonly RoomResponse[] = ["none", "accepted", "tentatively_accepted", "declined"];

const arbitraryTiming = fc.oneof(
  fc.integer({ min: 0, max: 2 }).map(single),
  fc
    .tuple(fc.integer({ min: 0, max: 1 }), fc.subarray([3, 4]))
    .map(([hour, cancelled]) => series(hour, cancelled)),
);
/** Occurrences, and other times, that a room was asked for alone. */
const arbitrarySingles: fc.Arbitrary<readonly SingleCopy[]> = fc
  .subarray([1, 24, 25, 48])
  .chain((hours) =>
    fc.tuple(
      ...hours.map((hour) => fc.constantFrom(...RESPONSES).map((said) => alone(hour, said))),
    ),
  );
/** Of the room that is read: its copy is there, or it has just gone. */
const arbitraryRead: fc.Arbitrary<RoomCopy> = fc.oneof(
  fc.boolean().map((isCancelled) => ({ kind: "gone", isCancelled }) as const),
  fc
    .tuple(arbitraryTiming, fc.constantFrom(...RESPONSES), arbitrarySingles, fc.boolean())
    .map(
      ([timing, response, others, isNew]) =>
        ({ ...copy(timing, response, others), isNew }) as RoomCopy,
    ),
);
/** Of the other rooms: what their calendars have shown at earlier readings. */
const arbitraryKnown: fc.Arbitrary<RoomCopy | null> = fc
  .tuple(fc.constantFrom(...RESPONSES), arbitrarySingles, arbitraryTiming, fc.boolean())
  .map(([whole, singles, timing, isSeen]) => {
    const isSeries = timing.kind === "series";
    const response = isSeries ? whole : singles[0]?.response;
    if (!isSeen || !response) return null;
    return {
      kind: "known",
      response,
      isSeries,
      series: isSeries ? timing.series : null,
      singles,
    };
  });
const arbitraryInvited: fc.Arbitrary<ReadonlyMap<string, RoomResponse>> = fc
  .subarray(ROOMS.map(({ spaceId }) => spaceId))
  .chain((ids) =>
    fc.tuple(...ids.map((id) => fc.constantFrom(...RESPONSES).map((said) => [id, said] as const))),
  )
  .map((pairs) => new Map(pairs));
const arbitraryOrganizer: fc.Arbitrary<OrganizerCopy> = fc.oneof(
  fc.constantFrom({ kind: "gone" } as const, { kind: "unreadable" } as const),
  fc.record({
    kind: fc.constant("read" as const),
    words: fc.record({
      subject: fc.constantFrom("Planning", "Review"),
      sensitivity: fc.constantFrom("normal" as const, "private" as const),
      attendees: fc.constant([] as readonly Attendee[]),
    }),
    timing: arbitraryTiming,
    invited: arbitraryInvited,
    invitedByDate: fc
      .tuple(fc.subarray(["2027-03-03", "2027-03-05"]), arbitraryInvited, arbitraryInvited)
      .map(
        ([dates, ...invited]) =>
          new Map(dates.map((date, at) => [date, invited[at] ?? new Map()] as const)),
      ),
  }),
);
const arbitraryThere: fc.Arbitrary<MeetingThere> = fc
  .tuple(
    arbitraryOrganizer,
    fc.shuffledSubarray(
      ROOMS.map(({ spaceId }) => spaceId),
      { minLength: 3 },
    ),
    fc.tuple(arbitraryRead, arbitraryKnown, arbitraryKnown),
  )
  .map(([organizerCopy, spaceIds, copies]) => ({
    organizerEmail: "ada@example.org",
    organizerCopy,
    roomCopies: new Map(
      copies.flatMap((each, index) =>
        each === null ? [] : [[spaceIds[index] ?? "", each] as const],
      ),
    ),
  }));

/** Nothing, or a reservation made here whose meeting is in the calendar. */
const arbitraryStart: fc.Arbitrary<MeetingHere | null> = fc.oneof(
  fc.constant(null),
  fc
    .record({
      outbound: fc.constantFrom("settled", "unsent", "under_way", "stuck"),
      state: fc.constantFrom("awaiting_confirmation", "confirmed", "conflicted", "in_progress"),
      approval: fc.constantFrom("not_required", "approved", "awaiting_approval"),
      isAsked: fc.boolean(),
    })
    .map(({ outbound, state, approval, isAsked }) =>
      ours({ state, approval }, { outbound, isAsked }),
    ),
);

test("whatever a meeting shows, planning it twice changes nothing the second time", () => {
  const shown = fc.array(arbitraryThere, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(arbitraryStart, shown, (start, copies) => {
      let here = start;
      for (const there of copies) {
        const before = here;
        here = carriedOut(before, plan(there, before));
        // Of a room's copy alone the time counts once the room has answered, and then it does.
        const isTold = there.organizerCopy.kind !== "unreadable" || start === null;
        // What comes back, or takes another form, is asked in a room that had lost it once it stands.
        const isAnother = before && (isFinal(before.state) || before.isParent !== here?.isParent);
        // A series that was one meeting a moment ago may have both to settle.
        if (!isTold || isAnother) here = carriedOut(here, plan(there, here));
        if (!isTold) here = carriedOut(here, plan(there, here));
        assert.equal(plan(there, here), null);
      }
    }),
    { numRuns: 2000 },
  );
});

test("no two reservations of a meeting ever stand for one space at one time", () => {
  fc.assert(
    fc.property(
      arbitraryStart,
      fc.array(arbitraryThere, { minLength: 1, maxLength: 4 }),
      (start, shown) => {
        let here = start;
        for (const there of shown) here = carriedOut(here, plan(there, here));
        const standing = (here?.placements ?? []).filter(({ state }) => state !== "cancelled");
        const keys = standing.map(
          (each) => `${each.spaceId} ${each.originalDate ?? each.start.toString()}`,
        );
        assert.equal(new Set(keys).size, keys.length);
      },
    ),
  );
});

test("the room's answer counts for the time that its copy shows, and for no other", () => {
  const awaiting = ours({ state: "awaiting_confirmation" });
  const stale = seenAt(single(0), {}, { elbe: copy(single(2)) });
  assert.equal(plan(stale, awaiting)?.placements.length ?? 0, 0);
  const [answered] =
    plan(seenAt(single(0), {}, { elbe: copy(single(0)) }), awaiting)?.placements ?? [];
  assert.equal(answered?.state, "confirmed");
});

test("a meeting that is not in the calendar yet, or is leaving it, is left alone", () => {
  for (const state of ["awaiting_confirmation", "confirmed"] as const) {
    const here = ours({ state }, { outbound: "unwritten" });
    assert.equal(plan(seenAt(single(2), {}, { elbe: copy(single(2)) }), here), null);
    assert.equal(
      plan({ ...seenAt(single(0), null, {}), organizerCopy: { kind: "gone" } }, here),
      null,
    );
  }
});

test("a change that is on its way is neither undone nor confirmed by what was there before", () => {
  const agreed = asAgreed({ ...WORDS, timing: single(0), rooms: ["elbe@example.org"] });
  for (const outbound of ["unsent", "under_way"] as const) {
    const { start, end } = single(2);
    const here = ours(
      { state: "awaiting_confirmation", start, end },
      { timing: single(2), agreed, outbound },
    );
    for (const organizer of [{}, null]) {
      const made = plan(seenAt(single(0), organizer, { elbe: copy(single(0)) }), here);
      assert.equal(made, null);
    }
  }
});

test("what is being written is written once more where the calendar's change is taken over", () => {
  const agreed = asAgreed({ ...WORDS, timing: single(0), rooms: ["elbe@example.org"] });
  const here = ours({}, { subject: "Changed here", agreed, outbound: "under_way" });
  const there = seenAt(single(1), {}, { elbe: copy(single(1)) });
  const made = plan(there, here);
  assert.equal(made?.writesAgain, true);
  assert.equal(made.words.subject, "Changed here");
  assert.deepEqual(made.overruled, []);
  assert.equal(plan(there, { ...here, outbound: "unsent" })?.writesAgain, false);
});

test("a room that is gone is told by what can be seen of the meeting", () => {
  const gone: RoomCopy = { kind: "gone", isCancelled: false };
  const outcome = (there: MeetingThere): readonly (string | null | undefined)[] => {
    const [placement] = plan(there, ours())?.placements ?? [];
    return [placement?.state, placement?.reason];
  };
  const removed = {
    ...seenAt(single(0), null, { elbe: gone }),
    organizerCopy: { kind: "gone" } as const,
  };
  assert.deepEqual(outcome(removed), ["cancelled", "meeting_removed"]);
  assert.deepEqual(outcome(seenAt(single(0), {}, { elbe: gone })), ["conflicted", "room_declined"]);
  const takenOff = seenAt(single(0), { invited: new Map() }, { elbe: gone });
  assert.deepEqual(outcome(takenOff), ["cancelled", "room_removed"]);
  assert.deepEqual(outcome(seenAt(single(0), null, { elbe: gone })), ["conflicted", "room_let_go"]);
});

test("a meeting that is in no room yet, as far as rooms tell, is not taken in by one that declined it", () => {
  const invited = new Map([["elbe", "declined"] as const, ["oder", "accepted"] as const]);
  const declined = { elbe: copy(single(0), "declined") };
  assert.equal(plan(seenAt(single(0), { invited }, declined), null), null);
  const told = seenAt(single(0), { invited }, { ...declined, oder: copy(single(0)) });
  assert.deepEqual(
    plan(told, null)?.placements.map(({ spaceId, state }) => [spaceId, state]),
    [["oder", "confirmed"]],
  );
});

test("a meeting that left its room unseen, and shows up in another, comes back to life there", () => {
  const cancelled = ours({ state: "cancelled", reasonCode: "meeting_removed" });
  assert.equal(
    plan(seenAt(single(0), null, { elbe: { kind: "gone", isCancelled: true } }), cancelled),
    null,
  );
  const [placement] =
    plan(seenAt(single(0), null, { oder: copy(single(0)) }), cancelled)?.placements ?? [];
  assert.deepEqual(
    [placement?.id, placement?.spaceId, placement?.state],
    ["own", "oder", "confirmed"],
  );
  // Its own room may tell of before; its organizer's calendar does not.
  const restored = { elbe: copy(single(0)) };
  assert.equal(plan(seenAt(single(0), null, restored), cancelled), null);
  const back = plan(seenAt(single(0), {}, restored), cancelled)?.placements ?? [];
  assert.deepEqual(
    back.map(({ id, spaceId, state }) => [id, spaceId, state]),
    [["own", "elbe", "confirmed"]],
  );
  // What a person cancels is taken out of the calendar.
  const byPerson = ours({ state: "cancelled", reasonCode: null }, { outbound: "unwritten" });
  assert.equal(plan(seenAt(single(0), null, { oder: copy(single(0)) }), byPerson), null);
});

test("what is over stays at its time, though Outlook has moved it to another that is over", () => {
  const [before, moved] = [single(-28), single(-30)];
  const { start, end } = before;
  const here = ours({ state: "awaiting_confirmation", start, end }, { timing: before });
  const agreed = asAgreed({ ...WORDS, timing: moved, rooms: ["elbe@example.org"] });
  const there = seenAt(moved, {}, { elbe: copy(moved) });
  assert.equal(plan(there, { ...here, agreed }), null);
});

test("what is over stays one reservation, though Outlook has given it a second room", () => {
  const before = single(-28);
  const { start, end } = before;
  const here = ours({ state: "confirmed", start, end }, { timing: before });
  const invited = new Map(["elbe", "oder"].map((id) => [id, "accepted"] as const));
  const there = seenAt(before, { invited }, { elbe: copy(before), oder: copy(before) });
  const planned = plan(there, here);
  assert.deepEqual([planned?.kind, planned?.isParent, planned?.placements], ["single", false, []]);
  // It is moved here from then on without taking off the room that is not known here.
  const agreed = asAgreed({ ...WORDS, timing: before, rooms: ["elbe@example.org"] });
  assert.equal(plan(there, { ...here, agreed }), null);
});

test("what Outlook moves to a time that is over, with a second room, stays one reservation", () => {
  const over = single(-28);
  const invited = new Map(["elbe", "oder"].map((id) => [id, "accepted"] as const));
  const there = seenAt(over, { invited }, { elbe: copy(over), oder: copy(over) });
  const planned = plan(there, ours({ state: "confirmed" }));
  assert.deepEqual([planned?.kind, planned?.isParent], ["single", false]);
  const [placement, ...others] = planned?.placements ?? [];
  assert.deepEqual([placement?.id, placement?.start], ["own", over.start]);
  assert.deepEqual(others, []);
});

test("somebody who has checked in keeps the room, though it moves in Outlook", () => {
  const here = ours({ state: "in_progress" }, { state: "in_progress" as ReservationState });
  const later = { ...single(0), start: single(0).start.add({ minutes: 15 }) };
  const [placement] = plan(seenAt(later, {}, { elbe: copy(later) }), here)?.placements ?? [];
  assert.deepEqual([placement?.state, placement?.start], ["in_progress", later.start]);
});

test("what somebody has checked in to is to be checked in to anew, once it moves elsewhere", () => {
  const here = ours({ state: "in_progress" }, { state: "in_progress" as ReservationState });
  const [placement] =
    plan(seenAt(single(1), {}, { elbe: copy(single(1)) }), here)?.placements ?? [];
  assert.deepEqual([placement?.state, placement?.start], ["confirmed", NOW.add({ hours: 25 })]);
});

test("a no-show whose room has yet to let go is not taken in once more", () => {
  for (const state of ["no_show", "completed"] as const) {
    const here = {
      ...ours({ state }, { state: state as ReservationState }),
      origin: "calendar" as const,
    };
    assert.equal(plan(seenAt(single(0), {}, { elbe: copy(single(0)) }), here), null);
    const [again] = plan(seenAt(single(1), {}, { elbe: copy(single(1)) }), here)?.placements ?? [];
    assert.deepEqual([again?.isNew, again?.state], [true, "confirmed"]);
  }
});

test("whoever organizes the meeting stays an attendee of it, though the calendar never lists them", () => {
  const ada: Attendee = { email: "ada@example.org", name: "Ada", type: "optional" };
  const attendees = [...WORDS.attendees, ada];
  const agreed = asAgreed({ ...WORDS, attendees, timing: single(0), rooms: ["elbe@example.org"] });
  for (const known of [agreed, null]) {
    const here = ours({}, { attendees, agreed: known });
    const made = plan(seenAt(single(0), {}, { elbe: copy(single(0)) }), here);
    assert.deepEqual(made?.changed ?? [], []);
  }
});
