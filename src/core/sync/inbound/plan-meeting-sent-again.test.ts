import assert from "node:assert/strict";
import { test } from "node:test";
import { copy, NOW, ours, plan, seenAt, series, single } from "./meetings.arbitrary.ts";
import type { Placement, RoomCopy } from "./views.ts";

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
