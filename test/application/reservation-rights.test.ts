import assert from "node:assert/strict";
import { test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { updateReservation } from "../../src/app/reservations/update-reservation.ts";
import { cancel, standing, update } from "./acts.ts";
import { refusalCodes, valueOf } from "./refusals.ts";
import { API_CLIENT, END, openStage, panelActor, personActor, START } from "./stage.ts";

describeOnEachDatabase("who may change a reservation", (database) => {
  test("others may not, and it stays as it was", async () => {
    const stage = await openStage(database());
    const { ada, ben } = stage.workplace;
    const id = await standing(stage, personActor(ada));
    for (const act of [
      update(stage, personActor(ben), id, { subject: "Mine now" }),
      cancel(stage, personActor(ben), id),
    ]) {
      assert.deepEqual(refusalCodes(await act), ["not_yours"]);
    }
    assert.equal((await stage.deps.store.find(id))?.version, 1);
  });

  test("who made it for another may, and so may a planner", async () => {
    const stage = await openStage(database());
    const { ada, ben, planner } = stage.workplace;
    const id = await standing(stage, personActor(ada), { requestedFor: ben.id });
    valueOf(await update(stage, personActor(ada), id, { subject: "1" }));
    valueOf(
      await update(stage, personActor(planner, "event_planner", ["planner"]), id, { subject: "2" }),
    );
    assert.equal((await stage.deps.store.find(id))?.version, 3);
  });

  test("who may act without seeing what is private may neither open nor overwrite it", async () => {
    const stage = await openStage(database());
    const { ada, ben, planner, admin, oak } = stage.workplace;
    const attendees = [{ email: ben.email, name: "Ben", type: "required" }] as const;
    const id = await standing(stage, personActor(ada), {
      subject: "Salary",
      sensitivity: "private",
      attendees,
    });
    const mine = [{ email: planner.email, name: "Pia", type: "required" }] as const;
    for (const [index, actor] of [
      personActor(planner, "event_planner", ["planner"]),
      personActor(planner, "portal", ["user", "manager"]),
      personActor(admin, "portal", ["user", "admin"]),
      API_CLIENT,
      panelActor(oak.id),
    ].entries()) {
      for (const patch of [
        { sensitivity: "normal" },
        { subject: "Guess" },
        // A right guess gets the same answer as a wrong one.
        { subject: "Salary" },
        { notes: "" },
        { attendees: mine },
      ] as const) {
        assert.deepEqual(refusalCodes(await update(stage, actor, id, patch)), ["content_withheld"]);
      }
      const start = START.add({ hours: index + 1 });
      const end = END.add({ hours: index + 1 });
      const moved = valueOf(await update(stage, actor, id, { start, end, sensitivity: "private" }));
      assert.equal(moved.sight, actor.kind === "panel" ? "door" : "all_but_private");
    }
    const stored = await stage.deps.store.find(id);
    assert.deepEqual([stored?.subject, stored?.sensitivity], ["Salary", "private"]);
    assert.deepEqual(stored?.attendees, attendees);
  });

  test("the parties and the integration that made it may open what is private", async () => {
    const stage = await openStage(database());
    const { ada, ben, planner, desk, elm } = stage.workplace;
    const hers = await standing(stage, personActor(ada), { sensitivity: "private" });
    valueOf(await update(stage, personActor(ada), hers, { sensitivity: "normal" }));
    const invited = [{ email: planner.email, name: "Pia", type: "required" }] as const;
    const toPlanner = await standing(stage, personActor(ben), {
      spaceId: desk.id,
      sensitivity: "private",
      attendees: invited,
    });
    const pia = personActor(planner, "event_planner", ["planner"]);
    valueOf(await update(stage, pia, toPlanner, { subject: "Seen" }));
    const byClient = await standing(stage, API_CLIENT, {
      spaceId: elm.id,
      requestedFor: ada.id,
      sensitivity: "private",
    });
    valueOf(await update(stage, API_CLIENT, byClient, { sensitivity: "normal" }));
  });

  test("who saw an older version is told so", async () => {
    const stage = await openStage(database());
    const ada = personActor(stage.workplace.ada);
    const id = await standing(stage, ada);
    valueOf(await update(stage, ada, id, { subject: "1" }));
    const refused = await updateReservation(stage.deps, ada, {
      id,
      patch: { subject: "2" },
      version: 1,
    });
    assert.deepEqual(refusalCodes(refused), ["reservation_changed"]);
  });

  test("what is over is over: cancelling again changes nothing, anything else is refused", async () => {
    const stage = await openStage(database());
    const ada = personActor(stage.workplace.ada);
    const id = await standing(stage, ada);
    valueOf(await cancel(stage, ada, id));
    const again = valueOf(await cancel(stage, ada, id));
    assert.equal(again.reservation.version, 2);
    const refused = await update(stage, ada, id, { subject: "X" });
    assert.deepEqual(refusalCodes(refused), ["reservation_is_over"]);
  });

  test("of two who change it at once both succeed, one after the other", async () => {
    const stage = await openStage(database());
    const ada = personActor(stage.workplace.ada);
    const id = await standing(stage, ada);
    const both = await Promise.all([
      update(stage, ada, id, { subject: "1" }),
      update(stage, ada, id, { notes: "2" }),
    ]);
    for (const outcome of both) valueOf(outcome);
    const stored = await stage.deps.store.find(id);
    assert.deepEqual([stored?.subject, stored?.notes, stored?.version], ["1", "2", 3]);
  });
});
