import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { ToldReminder } from "../../src/contract/reminders.ts";
import type { Actor } from "../../src/app/people/actor.ts";
import { remind } from "../../src/app/reservations/reminders/remind.ts";
import { createReminderStore } from "../../src/store/life/reminder-store.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { cancel } from "./acts.ts";
import { askForApproval, roomAccepts } from "./approval-stage.ts";
import { openHttpStage, type HttpStage } from "./http-stage.ts";
import { arrive, askForCheckIn, begun, setBegun } from "./life-stage.ts";
import { valueOf } from "./refusals.ts";
import { goByRealClock, personActor, type Stage } from "./stage.ts";

const REMINDERS = "/api/v1/reminders";

function tell(stage: Stage): Promise<number> {
  const reminders = createReminderStore(stage.database);
  return remind({ ...stage.deps, reminders, isMailSent: false });
}

async function remindersOf(stage: HttpStage, actor: Actor): Promise<readonly ToldReminder[]> {
  const { status, body, text } = await stage.send(actor, "GET", REMINDERS);
  assert.equal(status, 200, text);
  return body["items"] as readonly ToldReminder[];
}

const kindsOf = async (stage: HttpStage, actor: Actor) =>
  (await remindersOf(stage, actor)).map(({ kind, reservation }) => `${kind} ${reservation.id}`);

describeOnEachDatabase("reminders", (database) => {
  async function open(t: TestContext) {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    goByRealClock(stage);
    await askForCheckIn(database());
    stage.forgetPlaces();
    return { stage, ada: personActor(stage.workplace.ada), ben: personActor(stage.workplace.ben) };
  }

  test("are told once however many processes run, and shown while they are so", async (t) => {
    const { stage, ada, ben } = await open(t);
    const { oak, elm, fir } = stage.workplace;
    const soon = await begun(stage, ada, -8, { spaceId: oak.id });
    const later = await begun(stage, ada, -30, { spaceId: elm.id });
    await begun(stage, ada, 5, { spaceId: fir.id });
    const counts = await Promise.all([tell(stage), tell(stage)]);
    assert.equal(counts[0] + counts[1], 1);
    assert.equal(await tell(stage), 0);
    assert.deepEqual(await kindsOf(stage, ada), [`check_in ${soon}`]);
    assert.deepEqual(await kindsOf(stage, ben), []);
    // At another time it is told of anew, and what was told of the first is not shown any more.
    await setBegun(stage.database, soon, -5);
    assert.deepEqual(await kindsOf(stage, ada), []);
    assert.equal(await tell(stage), 1);
    await setBegun(stage.database, later, -9);
    assert.equal(await tell(stage), 1);
    assert.deepEqual(await kindsOf(stage, ada), [`check_in ${soon}`, `check_in ${later}`]);
    valueOf(await arrive(stage, ada, soon));
    valueOf(await cancel(stage, ada, later));
    assert.deepEqual(await kindsOf(stage, ada), []);
    assert.equal(await tell(stage), 0);
  });

  test("are not given by a module that has no lead time, nor where nothing is needed", async (t) => {
    const { stage, ada } = await open(t);
    await begun(stage, ada, -8);
    const { pool } = stage.database;
    await pool.query("update reservable_module set reminder_minutes_before = 0");
    assert.equal(await tell(stage), 0);
    await pool.query(
      "update reservable_module set reminder_minutes_before = 10, check_in_policy = 'never'",
    );
    assert.equal(await tell(stage), 0);
  });

  test("say what is not confirmed, and go once they are put away", async (t) => {
    const { stage, ada, ben } = await open(t);
    const id = await begun(stage, ada, -8);
    await stage.database.pool.query(
      "update reservation set state = 'conflicted', reason_code = 'room_declined' where id = $1",
      [id],
    );
    assert.equal(await tell(stage), 1);
    const [told] = await remindersOf(stage, ada);
    assert.deepEqual([told?.kind, told?.reservation.state], ["not_confirmed", "conflicted"]);
    const path = `${REMINDERS}/${told?.id}/dismiss`;
    const others = await stage.send(ben, "POST", path);
    assert.deepEqual([others.status, others.body["code"]], [404, "reminder_not_found"]);
    assert.equal((await stage.send(ada, "POST", path)).status, 204);
    assert.equal((await stage.send(ada, "POST", path)).status, 204);
    assert.deepEqual(await remindersOf(stage, ada), []);
    assert.equal(await tell(stage), 0);
    const store = createReminderStore(stage.database);
    assert.equal(await store.removeOld(), 0);
    await stage.database.pool.query("update reminder set told_at = now() - interval '8 days'");
    assert.equal(await store.removeOld(), 1);
  });

  test("go to those who approve too, before it lapses, without what is private", async (t) => {
    const { stage: plain, ada, ben } = await open(t);
    const stage = await askForApproval(plain);
    const created = await stage.create(ada, { sensitivity: "private", subject: "Merger" });
    const { id } = valueOf(created).view.reservation;
    await roomAccepts(database(), id);
    await setBegun(database(), id, -8);
    assert.equal(await tell(stage), 3);
    for (const who of [ada, ben, stage.nadia]) {
      assert.deepEqual(await kindsOf(stage, who), [`approval_lapses ${id}`]);
    }
    const [nadias] = await remindersOf(stage, stage.nadia);
    assert.notEqual(nadias?.reservation.subject, "Merger");
  });
});
