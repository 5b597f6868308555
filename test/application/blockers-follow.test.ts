import assert from "node:assert/strict";
import { test } from "node:test";
import { getReservation } from "../../src/app/reservations/get-reservation.ts";
import { followServices } from "../../src/app/reservations/services/follow-services.ts";
import { releaseNoShows } from "../../src/app/reservations/life/release-no-shows.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { createModuleServiceStore } from "../../src/store/services/module-service-store.ts";
import { createServiceFollowUpStore } from "../../src/store/services/service-follow-up-store.ts";
import { decideApproval } from "../../src/app/reservations/approval/decide-approval.ts";
import { TOMORROW_MORNING } from "../support/tomorrow-morning.ts";
import { actorOf, askForApproval, waiting } from "./approval-stage.ts";
import { holds, standing, update } from "./acts.ts";
import { arrive, begun, leave, openLifeStage, setBegun } from "./life-stage.ts";
import { valueOf } from "./refusals.ts";
import { blockersOf, offer, standingBlockers } from "./served.ts";
import { openStage, personActor, type Stage, SYSTEM } from "./stage.ts";

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const COFFEE = { name: "Coffee", preparationMinutes: 15, cleanUpMinutes: 30 };

function follow(stage: Stage): Promise<number> {
  const followUps = createServiceFollowUpStore(stage.database);
  return followServices({ ...stage.deps, followUps, log: SILENT });
}

async function dueIn({ database }: Stage): Promise<number> {
  const rows = await database.kysely.selectFrom("service_follow_up").selectAll().execute();
  return rows.length;
}

describeOnEachDatabase("blockers in the life of a reservation", (database) => {
  async function openServed() {
    const stage = await openStage(database());
    const ada = personActor(stage.workplace.ada);
    return { stage, ada, coffee: await offer(stage, COFFEE) };
  }

  test("a person's act settles them by itself, and leaves nothing to follow", async () => {
    const { stage, ada, coffee } = await openServed();
    const id = await standing(stage, ada, { services: [coffee] });
    await follow(stage);
    valueOf(await update(stage, ada, id, { spaceId: stage.workplace.elm.id }));
    assert.equal(await dueIn(stage), 0);
  });

  test("a meeting whose room declines keeps no blockers, and has them again with its room", async () => {
    const { stage, ada, coffee } = await openServed();
    const id = await standing(stage, ada, { services: [coffee] });
    const made = await standingBlockers(database(), id);
    const set = (state: string) =>
      database().pool.query("update reservation set state = $2 where id = $1", [id, state]);
    await set("conflicted");
    assert.equal(await follow(stage), 1);
    assert.deepEqual(await standingBlockers(database(), id), []);
    await set("confirmed");
    assert.equal(await follow(stage), 1);
    assert.deepEqual(await standingBlockers(database(), id), made);
    assert.equal(await follow(stage), 0);
  });

  test("one that its room declines is given up, and is not asked for again by itself", async () => {
    const { stage, ada, coffee } = await openServed();
    const id = await standing(stage, ada, { services: [coffee] });
    const [preparation] = await blockersOf(database(), id);
    assert.ok(preparation);
    await database().pool.query("delete from service_follow_up");
    await database().pool.query("delete from space_hold where reservation_id = $1", [
      preparation.id,
    ]);
    await database().pool.query("update reservation set state = 'conflicted' where id = $1", [
      preparation.id,
    ]);
    assert.equal(await follow(stage), 1);
    assert.equal(await follow(stage), 0);
    const left = await standingBlockers(database(), id);
    assert.deepEqual(left, ["clean_up of Oak 10:00-10:30"]);
    const view = valueOf(await getReservation(stage.deps, ada, id));
    assert.deepEqual(view.blockersLeftOut, ["preparation"]);
  });

  test("several processes that follow at once make each once", async () => {
    const { stage, ada, coffee } = await openServed();
    const id = await standing(stage, ada, { services: [coffee] });
    await database().pool.query("update reservation set state = 'conflicted' where id = $1", [id]);
    await follow(stage);
    await database().pool.query("update reservation set state = 'confirmed' where id = $1", [id]);
    await Promise.all([1, 2, 3, 4].map(() => follow(stage)));
    const active = (await blockersOf(database(), id)).filter(({ state }) => state !== "cancelled");
    assert.equal(active.length, 2);
    assert.equal(await dueIn(stage), 0);
  });

  test("what was moved elsewhere is followed, and what does not fit is left out", async () => {
    const { stage, ada } = await openServed();
    const airing = await offer(stage, { ...COFFEE, name: "Airing", isBlockerMandatory: true });
    const id = await standing(stage, ada, { services: [airing] });
    const { elm } = stage.workplace;
    const before = await stage.deps.store.find(id);
    assert.ok(before);
    const minutes = (of: Date, more: number) => new Date(of.getTime() + more * 60_000);
    // Somebody else has the quarter of an hour before it there.
    await database().pool.query(
      `insert into space_hold (reservation_id, space_id, start_at, end_at)
       select id, $2, $3, $4 from reservation where id = $1`,
      [id, elm.id, minutes(before.startAt, -20), minutes(before.startAt, -5)],
    );
    await database().pool.query(
      "update reservation set space_id = $2, start_at = start_at, end_at = $3 where id = $1",
      [id, elm.id, minutes(before.endAt, 30)],
    );
    assert.equal(await follow(stage), 1);
    assert.deepEqual(await standingBlockers(database(), id), ["clean_up of Elm 10:30-11:00"]);
    const [preparation] = await blockersOf(database(), id);
    assert.deepEqual([preparation?.state, preparation?.held], ["cancelled", null]);
  });

  test("a service that takes longer from now on has them follow", async () => {
    const { stage, ada, coffee } = await openServed();
    // The database's clock says which reservations are to come.
    const start = TOMORROW_MORNING;
    const end = start.add({ hours: 1 });
    const id = await standing(stage, ada, { services: [coffee], start, end });
    await follow(stage);
    const services = createModuleServiceStore(database());
    const [kept] = await services.offered(stage.workplace.moduleId);
    assert.ok(kept);
    const longer = { ...kept, cleanUpMinutes: 60 };
    const written = await services.change(kept, longer, (subjectId) => ({
      actor: SYSTEM,
      action: "module_service_changed",
      subjectKind: "module",
      subjectId,
      details: {},
    }));
    assert.ok(written.ok);
    assert.equal(await follow(stage), 1);
    const reservation = await stage.deps.store.find(id);
    assert.deepEqual(
      reservation?.services.blockers.map((each) => Number(each.endAt) - Number(each.startAt)),
      [15 * 60_000, 60 * 60_000],
    );
  });

  test("one that cannot be followed waits for its turn, and keeps nobody else from theirs", async () => {
    const { stage, ada, coffee } = await openServed();
    const first = await standing(stage, ada, { services: [coffee] });
    const { elm } = stage.workplace;
    const second = await standing(stage, ada, { spaceId: elm.id, services: [coffee] });
    const cancelBoth = "update reservation set state = 'conflicted' where id = any($1)";
    await database().pool.query(cancelBoth, [[first, second]]);
    const facts = {
      ...stage.deps.facts,
      space: (id: string) =>
        id === elm.id ? stage.deps.facts.space(id) : Promise.reject(new Error("not now")),
    };
    const followUps = createServiceFollowUpStore(database());
    const deps = { ...stage.deps, facts, followUps, log: SILENT };
    assert.equal(await followServices(deps), 1);
    assert.equal(await dueIn(stage), 1);
    assert.equal(await follow(stage), 0, "its turn has not come");
    await database().pool.query("update service_follow_up set since = now()");
    assert.equal(await follow(stage), 1);
  });
});

describeOnEachDatabase("blockers of a meeting that comes to its end", (database) => {
  test("checking out early has the clean-up begin at once", async () => {
    const stage = await openLifeStage(database());
    const ada = personActor(stage.workplace.ada);
    const coffee = await offer(stage, COFFEE);
    const id = await begun(stage, ada, 0, { services: [coffee] });
    await settleBegun(stage);
    valueOf(await arrive(stage, ada, id));
    await setBegun(database(), id, 20);
    valueOf(await leave(stage, ada, id));
    const meeting = await stage.deps.store.find(id);
    assert.equal(meeting?.state, "completed");
    const cleanUp = meeting.services.blockers.find(({ part }) => part === "clean_up");
    assert.deepEqual(cleanUp?.startAt, meeting.endAt);
    assert.equal(
      (await standingBlockers(database(), id)).filter((each) => /clean/.test(each)).length,
      1,
    );
  });

  test("a no-show gives theirs up", async () => {
    const stage = await openLifeStage(database());
    const ada = personActor(stage.workplace.ada);
    const coffee = await offer(stage, COFFEE);
    const id = await begun(stage, ada, 40, { services: [coffee] });
    await settleBegun(stage);
    assert.equal(
      await releaseNoShows({
        ...stage.deps,
        log: SILENT,
      }),
      1,
    );
    await follow(stage);
    const now = await blockersOf(database(), id);
    assert.deepEqual(
      now.filter(({ part }) => part === "clean_up").map(({ state, held }) => [state, held]),
      [["cancelled", null]],
    );
  });

  test("a rejection gives them up in the same act", async () => {
    const stage = await askForApproval(await openStage(database()));
    const coffee = await offer(stage, COFFEE);
    const id = await waiting(stage, stage.ada, { services: [coffee] });
    assert.equal((await standingBlockers(database(), id)).length, 2);
    const request = { id, verdict: "rejected", comment: "" } as const;
    valueOf(await decideApproval(stage.approvals, actorOf(stage.workplace.ben), request));
    assert.deepEqual(await holds(stage), []);
    assert.equal(await dueIn(stage), 0);
  });
});

/** Its blockers are where the meeting was set. */
async function settleBegun(stage: Stage): Promise<void> {
  await stage.database.pool.query(
    "update sync_event set state = 'processed', may_have_been_sent = true",
  );
  assert.equal(await follow(stage), 1);
}
