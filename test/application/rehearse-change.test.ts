import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReservationPatch } from "../../src/app/reservations/judge-update.ts";
import { rehearseChange } from "../../src/app/reservations/schedule/rehearse-change.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { standing } from "./acts.ts";
import { refusalCodes, valueOf } from "./refusals.ts";
import { END, openStage, personActor, START } from "./stage.ts";

const LATER = { start: START.add({ hours: 3 }), end: END.add({ hours: 3 }) };

describeOnEachDatabase("the rehearsal of a change", (database) => {
  const open = async () => {
    const stage = await openStage(database());
    const ada = personActor(stage.workplace.ada);
    const planner = personActor(stage.workplace.planner, "event_planner", ["user", "planner"]);
    const attendees = [{ email: "guest@usher.example", name: "Guest", type: "required" }] as const;
    const everything = async () => {
      const tables = ["reservation", "space_hold", "sync_event", "audit_entry"];
      const found = [];
      for (const table of tables) {
        const { rows } = await stage.database.pool.query(`select * from ${table}`);
        found.push(JSON.stringify(rows));
      }
      return found;
    };
    const rehearse = (id: string, patch: ReservationPatch) =>
      rehearseChange(stage.deps, planner, { id, patch });
    return { stage, ada, planner, attendees, everything, rehearse };
  };

  test("says who is asked and told, and leaves everything as it was", async () => {
    const { stage, ada, attendees, everything, rehearse } = await open();
    const id = await standing(stage, ada, { attendees });
    const before = await everything();
    assert.deepEqual(valueOf(await rehearse(id, LATER)), [
      { code: "room_asked" },
      { code: "people_told", count: 1 },
    ]);
    assert.deepEqual(await everything(), before);
    assert.equal(stage.calls.wokenLanes, 1, "by the creation alone");
  });

  test("says that a meeting leaves the calendar for a space that is not in it", async () => {
    const { stage, ada, rehearse } = await open();
    const id = await standing(stage, ada);
    const moved = valueOf(await rehearse(id, { spaceId: stage.workplace.desk.id }));
    assert.deepEqual(moved, [{ code: "leaves_calendar" }]);
  });

  test("says whom an approval is asked of, and that a space is too small", async () => {
    const { stage, ada, attendees, rehearse } = await open();
    const { elm } = stage.workplace;
    const id = await standing(stage, ada, { attendees });
    await stage.database.pool.query(
      "update space set requires_approval = true, capacity = 1 where id = $1",
      [elm.id],
    );
    stage.forgetPlaces();
    const codes = valueOf(await rehearse(id, { spaceId: elm.id })).map(({ code }) => code);
    assert.deepEqual(codes, ["room_asked", "approval_asked", "people_told", "too_small"]);
  });

  test("says that one date of a series is changed and not the others", async () => {
    const { stage, ada, rehearse, everything } = await open();
    const made = valueOf(
      await stage.create(ada, { recurrence: { kind: "rule", rule: "FREQ=DAILY;COUNT=3" } }),
    ).view.reservation;
    const [, second] = await stage.deps.store.children(made.id);
    assert.ok(second);
    const before = await everything();
    const times = {
      start: START.add({ hours: 26 }),
      end: END.add({ hours: 26 }),
    };
    const codes = valueOf(await rehearse(second.id, times)).map(({ code }) => code);
    assert.equal(codes[0], "this_date_only");
    assert.deepEqual(await everything(), before);
  });

  test("is refused where the change would be", async () => {
    const { stage, ada, planner, rehearse } = await open();
    const id = await standing(stage, ada);
    valueOf(await stage.create(planner, LATER));
    assert.deepEqual(refusalCodes(await rehearse(id, LATER)), ["space_taken"]);
    await stage.setMode("personal");
    assert.deepEqual(
      refusalCodes(await rehearse(id, { start: END, end: LATER.start }))[0],
      "not_requested_for",
    );
  });
});
