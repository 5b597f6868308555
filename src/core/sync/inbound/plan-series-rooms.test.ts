import assert from "node:assert/strict";
import { test } from "node:test";
import {
  alone,
  carriedOut,
  copy,
  ours,
  plan,
  seenAt,
  series,
  single,
  WORDS,
} from "./meetings.arbitrary.ts";
import { asAgreed } from "./merge-meeting.ts";
import type { MeetingHere } from "./views.ts";

test("a room that is asked for one occurrence of a series takes that one, and no other", () => {
  const declined = new Map([["elbe", "declined" as const]]);
  for (const invited of [declined, new Map()]) {
    const asked = seenAt(series(0), { invited }, { elbe: copy(single(24)) });
    const placements = plan(asked, null)?.placements ?? [];
    assert.deepEqual(
      placements.map(({ state, originalDate }) => [state, originalDate]),
      [["confirmed", "2027-03-03"]],
    );
  }
  // Without a refusal the copy is older than the series: it says nothing of any date.
  const older = plan(seenAt(series(0), {}, { elbe: copy(single(24)) }), null)?.placements ?? [];
  assert.equal(older.length, 4);
});

const GONE = { kind: "gone", isCancelled: true } as const;

/** The third and the fourth of four days are in another room. */
const elsewhere = new Map([
  ["2027-03-04", new Map([["oder", "accepted" as const]])],
  ["2027-03-05", new Map([["oder", "accepted" as const]])],
]);
const inTwoRooms = seenAt(
  series(0),
  { invitedByDate: elsewhere },
  { elbe: copy(series(0, [4, 5])), oder: copy(single(48), "accepted", [alone(72)]) },
);

test("occurrences that invite another room are in that one alone", () => {
  const placements = plan(inTwoRooms, null)?.placements ?? [];
  assert.deepEqual(
    placements.map(({ spaceId, originalDate, state }) => [spaceId, originalDate, state]),
    [
      ["elbe", "2027-03-02", "confirmed"],
      ["elbe", "2027-03-03", "confirmed"],
      ["oder", "2027-03-04", "confirmed"],
      ["oder", "2027-03-05", "confirmed"],
    ],
  );
  // As the series goes on, it holds no more of the other room.
  assert.deepEqual(
    placements.map(({ isException }) => isException),
    [false, false, true, true],
  );
});

test("occurrences of a series made here are where each was put last, here or in Outlook", () => {
  const made = plan(inTwoRooms, null);
  const here: MeetingHere = {
    ...ours({}, { timing: series(0), kind: "recurring", isParent: true }),
    agreed: asAgreed({ ...WORDS, timing: series(0), rooms: ["elbe@example.org"] }),
    placements: (made?.placements ?? []).map((each) => ({
      ...each,
      reasonCode: null,
      releasedAt: null,
      // Put here into the other room, and not yet told there; the last one only there.
      spaceId: each.originalDate === "2027-03-04" ? "oder" : "elbe",
    })),
  };
  const onlyLast = seenAt(
    series(0),
    { invitedByDate: new Map([...elsewhere].slice(1)) },
    { elbe: copy(series(0, [5])), oder: copy(single(72)) },
  );
  const merged = plan(onlyLast, { ...here, outbound: "unsent" });
  assert.deepEqual(
    merged?.placements.map(({ spaceId, originalDate }) => [spaceId, originalDate]),
    [["oder", "2027-03-05"]],
  );
  assert.deepEqual(merged?.changed, ["occurrences"]);
});

test("a series made here that Outlook moves as a whole goes on in its first room, and in the other", () => {
  const invited = new Map([
    ["oder", "accepted" as const],
    ["spree", "accepted" as const],
  ]);
  const rooms = ["oder@example.org", "spree@example.org"];
  const copies = { elbe: GONE, oder: copy(series(0)), spree: copy(series(0)) };
  const made = plan(seenAt(series(0), {}, { elbe: copy(series(0)) }), null);
  const here: MeetingHere = {
    ...ours({}, { timing: series(0), kind: "recurring", isParent: true }),
    agreed: asAgreed({ ...WORDS, timing: series(0), rooms: ["elbe@example.org"] }),
    placements: (made?.placements ?? []).map((each) => ({
      ...each,
      reasonCode: null,
      releasedAt: null,
    })),
  };
  const moved = plan(seenAt(series(0), { invited }, copies), here);
  assert.equal(moved?.spaceId, "oder");
  assert.deepEqual(moved?.agreed?.rooms, rooms);
  const standing = moved?.placements.filter(({ state }) => state !== "cancelled") ?? [];
  assert.deepEqual([...Map.groupBy(standing, ({ spaceId }) => spaceId).keys()].toSorted(), [
    "oder",
    "spree",
  ]);
  assert.equal(standing.length, 8);
  // Of both rooms each date is the series' own: as it goes on, it holds more of them.
  assert.ok(standing.every(({ isException }) => !isException));
});

test("occurrences that a room was asked for alone are all held, though nobody knows the series", () => {
  const there = seenAt(single(0), null, { elbe: copy(single(24), "accepted", [alone(48)]) });
  const placements = plan(there, null)?.placements ?? [];
  assert.deepEqual(
    placements.map(({ spaceId, start }) => [spaceId, start.toString()]),
    [24, 48].map((hour) => ["elbe", single(hour).start.toString()]),
  );
});

test("a series made here whose room has declined it gains no further dates", () => {
  const declined = seenAt(
    series(0),
    { invited: new Map([["elbe", "declined"]]) },
    { elbe: { kind: "gone", isCancelled: false } },
  );
  const accepted = seenAt(series(0), {}, { elbe: copy(series(0)) });
  const made = plan(accepted, null)?.placements ?? [];
  const here: MeetingHere = {
    ...ours({}, { timing: series(0), kind: "recurring", isParent: true }),
    state: "conflicted",
    agreed: asAgreed({ ...WORDS, timing: series(0), rooms: ["elbe@example.org"] }),
    // The last one lay beyond the window until now.
    placements: made.slice(0, 3).map((each) => ({
      ...each,
      state: "conflicted" as const,
      reasonCode: "room_declined",
      releasedAt: null,
    })),
  };
  assert.equal(plan(declined, here), null);
  // Once it has a room again, it goes on.
  const all = plan(accepted, here)?.placements ?? [];
  assert.deepEqual(
    all.map(({ state }) => state),
    Array(4).fill("confirmed"),
  );
});

test("a series made here whose room has declined it keeps the date that Outlook has put into it", () => {
  const [skipped, ...dates] =
    plan(seenAt(series(0), {}, { elbe: copy(series(0)) }), null)?.placements ?? [];
  assert.equal(skipped?.originalDate, "2027-03-02");
  const timing = series(0, [2]);
  const here: MeetingHere = {
    ...ours({}, { timing, kind: "recurring", isParent: true }),
    state: "conflicted",
    agreed: asAgreed({ ...WORDS, timing, rooms: ["elbe@example.org"] }),
    placements: dates.map((each) => ({
      ...each,
      state: "conflicted" as const,
      reasonCode: "room_declined",
      releasedAt: null,
    })),
  };
  // With a new rule a series starts afresh (facts 1.8): what was taken out of it is there again.
  const afresh = seenAt(
    series(0, [3, 4, 5]),
    { invited: new Map([["elbe", "declined"]]) },
    { elbe: { kind: "gone", isCancelled: false } },
  );
  assert.deepEqual(
    plan(afresh, here)?.placements.map(({ originalDate, state, isNew }) => [
      originalDate,
      state,
      isNew,
    ]),
    [
      ["2027-03-02", "conflicted", true],
      ...["2027-03-03", "2027-03-04", "2027-03-05"].map((date) => [date, "cancelled", false]),
    ],
  );
});

/** It stood in the first room, and went from there. */
function seriesRemoved(): MeetingHere {
  const made = plan(seenAt(series(0), {}, { elbe: copy(series(0)) }), null);
  const placements = (made?.placements ?? []).map((each) => ({
    ...each,
    state: "cancelled" as const,
    reasonCode: "meeting_removed",
    releasedAt: null,
  }));
  return {
    ...ours({}, { timing: series(0), kind: "recurring", isParent: true, state: "cancelled" }),
    agreed: asAgreed({ ...WORDS, timing: series(0), rooms: ["elbe@example.org"] }),
    placements,
  };
}

test("a series made here comes back in another room with the dates that are left of it", () => {
  const here = seriesRemoved();
  const inOder = { ...copy(series(0, [2])), isNew: true };
  const left = plan(seenAt(series(0, [2]), null, { oder: inOder }), here);
  assert.deepEqual(
    left?.placements.map(({ spaceId, originalDate, state }) => [spaceId, originalDate, state]),
    [
      ["oder", "2027-03-03", "confirmed"],
      ["oder", "2027-03-04", "confirmed"],
      ["oder", "2027-03-05", "confirmed"],
      // Taken out of the series meanwhile.
      ["elbe", "2027-03-02", "cancelled"],
    ],
  );
});

test("a series made here comes back in another room that has declined it, and in its own it stays gone", () => {
  const here = seriesRemoved();
  const declined = { ...copy(series(0), "declined"), isNew: true };
  const inOder = seenAt(series(0), null, { elbe: GONE, oder: declined });
  const back = plan(inOder, here);
  assert.deepEqual(
    back?.placements.map(({ spaceId, state, reason }) => [spaceId, state, reason]),
    here.placements.map(() => ["oder", "conflicted", "room_declined"]),
  );
  assert.equal(plan(inOder, carriedOut(here, back)), null);
  assert.equal(plan(seenAt(series(0), null, { elbe: declined }), here), null);
});

test("a series made here that ended in Outlook date by date comes back with those it has again", () => {
  const dates = ["2027-03-02", "2027-03-03", "2027-03-04", "2027-03-05"];
  const made = plan(seenAt(series(0), {}, { elbe: copy(series(0)) }), null);
  const gone = series(0, [2, 3, 4, 5]);
  const here = (reasonCode: string | null): MeetingHere => ({
    ...ours({}, { timing: gone, kind: "recurring", isParent: true, state: "cancelled" }),
    agreed: asAgreed({ ...WORDS, timing: gone, rooms: ["elbe@example.org"] }),
    placements: (made?.placements ?? []).map((each, index) => ({
      ...each,
      state: "cancelled",
      reasonCode: index === 3 ? reasonCode : "occurrence_removed",
      releasedAt: null,
    })),
  });
  const again = seenAt(series(0, [3, 4, 5]), {}, { elbe: copy(series(0, [3, 4, 5])) });
  assert.deepEqual(
    plan(again, here("occurrence_removed"))?.placements.map(({ originalDate, state }) => [
      originalDate,
      state,
    ]),
    dates.map((date) => [date, date === dates[0] ? "confirmed" : "cancelled"]),
  );
  // Of one that was given up here, what the calendar still shows is yet to be taken out.
  assert.equal(plan(again, { ...here(null), outbound: "under_way" }), null);
});
