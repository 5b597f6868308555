import assert from "node:assert/strict";
import { test } from "node:test";
import { isPerhapsSentAgain } from "./sent-again.ts";
import {
  carriedOut,
  copy,
  NOW,
  ours,
  plan,
  seenAt,
  series,
  single,
  WORDS,
} from "./meetings.arbitrary.ts";
import { asAgreed } from "./merge-meeting.ts";
import type { MeetingHere, MeetingThere, Placement, RoomCopy } from "./views.ts";

const shown = (copies: Readonly<Record<string, RoomCopy>>) => seenAt(single(0), null, copies);
const asNew = { ...copy(single(0)), isNew: true } as RoomCopy;
const KNOWN = {
  kind: "known",
  response: "accepted",
  isSeries: false,
  series: null,
  singles: [{ ...single(0), response: "accepted" }],
} as const;
const agreed = asAgreed({ ...WORDS, timing: single(0), rooms: ["elbe@example.org"] });
/** One reservation for each room, as it stands. */
function inRooms(...rooms: readonly Partial<Placement>[]): MeetingHere {
  const [own] = ours().placements;
  const placements = rooms.map((room) => ({ ...own, id: room.spaceId, ...room }) as Placement);
  return ours({}, { isParent: true, kind: "multi_space", placements, agreed });
}
const planned = (there: MeetingThere, here: MeetingHere) =>
  (plan(there, here)?.placements ?? []).map(({ spaceId, state, reason }) =>
    [spaceId, state, reason].join(" ").trim(),
  );

test("a room that shows a meeting for the first time was given it", () => {
  const here = ours({}, { agreed });
  const there = shown({ elbe: KNOWN, oder: asNew });
  assert.deepEqual(planned(there, here), ["elbe confirmed", "oder confirmed"]);
  const after = carriedOut(here, plan(there, here));
  assert.equal(plan(there, after), null);
});

test("a room that has had it all along, or declines it, was not", () => {
  const here = ours({}, { agreed });
  const declined = { ...copy(single(0), "declined"), isNew: true } as RoomCopy;
  for (const oder of [copy(single(0)), KNOWN, declined]) {
    assert.equal(plan(shown({ elbe: KNOWN, oder }), here), null);
  }
});

test("nothing is told by a room's copy while something is on its way, or unanswered", () => {
  const there = shown({ elbe: KNOWN, oder: asNew });
  for (const outbound of ["unwritten", "unsent", "under_way", "stuck"] as const) {
    assert.deepEqual(planned(there, ours({}, { agreed, outbound })), []);
  }
  const asked = ours({ state: "awaiting_confirmation" }, { agreed, isAsked: true });
  assert.equal(plan(there, asked), null);
});

test("a room that was followed from Outlook and taken off before it answered is off the meeting", () => {
  const here = inRooms({ spaceId: "elbe" }, { spaceId: "oder", state: "awaiting_confirmation" });
  const there = shown({ elbe: KNOWN, oder: { kind: "gone", isCancelled: true } });
  assert.deepEqual(planned(there, here), ["oder cancelled room_removed"]);
  assert.equal(plan(there, carriedOut(here, plan(there, here))), null);
  // Asked from here, it may have been taken out by an earlier write of ours.
  assert.deepEqual(planned(there, { ...here, isAsked: true }), ["oder conflicted room_let_go"]);
});

test("a third room is held though the second has yet to answer, where nobody here has asked it", () => {
  const here = inRooms({ spaceId: "elbe" }, { spaceId: "oder", state: "awaiting_confirmation" });
  const there = shown({ elbe: KNOWN, spree: asNew });
  assert.deepEqual(planned(there, here), ["spree awaiting_approval"]);
  assert.deepEqual(planned(there, { ...here, isAsked: true }), []);
});

test("a meeting that Outlook moves once more before its room has answered is where it was moved last", () => {
  const here = ours({ state: "awaiting_confirmation" }, { agreed });
  for (const response of ["none", "accepted"] as const) {
    const there = seenAt(single(0), null, { elbe: copy(single(1), response) });
    const [moved] = plan(there, here)?.placements ?? [];
    const state = response === "none" ? "awaiting_confirmation" : "confirmed";
    assert.deepEqual([moved?.state, moved?.start], [state, single(1).start]);
    assert.equal(plan(there, carriedOut(here, plan(there, here))), null);
    assert.equal(plan(there, { ...here, isAsked: true }), null);
  }
});

test("of two rooms that a meeting was moved in, the one that is behind does not move it back", () => {
  const { start, end } = single(1);
  const state = "awaiting_confirmation";
  const moved = inRooms({ spaceId: "elbe", start, end }, { spaceId: "oder", state, start, end });
  const rooms = ["elbe@example.org", "oder@example.org"];
  const timing = single(1);
  const here = { ...moved, timing, agreed: asAgreed({ ...WORDS, timing, rooms }) };
  const knownAt = (hour: number) => ({
    ...KNOWN,
    singles: [{ ...single(hour), response: "accepted" as const }],
  });
  const oder = copy(single(0), "none");
  assert.equal(plan(shown({ elbe: knownAt(1), oder }), here), null);
  const both = plan(shown({ elbe: knownAt(0), oder }), here)?.placements ?? [];
  assert.deepEqual(
    both.map((each) => each.start),
    [single(0).start, single(0).start],
  );
});

test("a room was taken off where its copy is cancelled and another room has the meeting", () => {
  const here = inRooms({ spaceId: "elbe" }, { spaceId: "oder" });
  const gone = (isCancelled: boolean) => ({ kind: "gone", isCancelled }) as const;
  assert.deepEqual(planned(shown({ elbe: KNOWN, oder: gone(true) }), here), [
    "oder cancelled room_removed",
  ]);
  assert.deepEqual(planned(shown({ elbe: KNOWN, oder: gone(false) }), here), [
    "oder conflicted room_let_go",
  ]);
  assert.deepEqual(planned(shown({ oder: gone(true) }), here), [
    "elbe cancelled meeting_removed",
    "oder cancelled meeting_removed",
  ]);
});

test("a room that somebody gave up is asked anew once it shows the meeting after it let it go", () => {
  const there = shown({ elbe: KNOWN, oder: asNew });
  for (const state of ["rejected", "no_show"] as const) {
    const givenUp = (seconds: number) =>
      inRooms(
        { spaceId: "elbe" },
        { spaceId: "oder", state, releasedAt: NOW.subtract({ seconds }) },
      );
    assert.deepEqual(planned(there, givenUp(60)), ["oder confirmed"]);
    assert.deepEqual(planned(there, givenUp(59)), []);
    assert.equal(isPerhapsSentAgain(givenUp(59), there, NOW), true);
    const after = carriedOut(givenUp(60), plan(there, givenUp(60)));
    assert.equal(after?.placements.length, 3);
    assert.equal(plan(there, after), null);
  }
});

test("a room that was given up and stays listed is none of its rooms, and no change in Outlook", () => {
  const releasedAt = NOW.subtract({ seconds: 3600 });
  const here = inRooms({ spaceId: "elbe" }, { spaceId: "oder", state: "rejected", releasedAt });
  const invited = new Map([["elbe", "accepted"] as const, ["oder", "declined"] as const]);
  const listed = (oder: RoomCopy, hour = 0) =>
    seenAt(single(hour), { invited }, { elbe: KNOWN, oder });
  const rooms = ["elbe@example.org", "oder@example.org"];
  const both = { ...here, agreed: asAgreed({ ...WORDS, timing: single(0), rooms }) };
  for (const oder of [copy(single(0), "declined"), KNOWN]) {
    const made = plan(listed(oder), both);
    assert.deepEqual([made?.placements, made?.overruled], [[], []]);
    assert.equal(plan(listed(oder), carriedOut(both, made)), null);
  }
  assert.deepEqual(planned(listed(asNew), both), ["oder confirmed"]);
  const moved = planned(listed(copy(single(1)), 1), both);
  assert.deepEqual(moved, ["elbe awaiting_confirmation", "oder confirmed"]);
});

test("a series is in a room that shows it whole for the first time", () => {
  const [own] = ours().placements;
  const placements = [0, 1, 2, 3].map((day) => {
    const [start, end] = [24, 25].map((hours) => NOW.add({ hours: hours + 24 * day }));
    const originalDate = `2027-03-0${2 + day}`;
    return { ...own, id: originalDate, originalDate, start, end } as Placement;
  });
  const timing = series(0);
  const parts = { isParent: true, kind: "recurring", placements, timing } as const;
  const known = asAgreed({ ...WORDS, timing, rooms: ["elbe@example.org"] });
  const here = ours({}, { ...parts, agreed: known });
  const oder = { ...copy(timing), isNew: true } as RoomCopy;
  const elbe = { ...KNOWN, isSeries: true, singles: [] };
  const there = seenAt(timing, null, { elbe, oder });
  const made = plan(there, here);
  assert.deepEqual(
    made?.placements.map(({ spaceId, isNew, isException }) => [spaceId, isNew, isException]),
    placements.map(() => ["oder", true, false]),
  );
  assert.deepEqual(made?.agreed?.rooms, ["elbe@example.org", "oder@example.org"]);
  assert.equal(plan(there, carriedOut(here, made)), null);
  // Asked for the second date alone, it is not in the others.
  const onDate = { ...copy(single(24)), isNew: true } as RoomCopy;
  assert.equal(plan(seenAt(timing, null, { elbe, oder: onDate }), here), null);
});
