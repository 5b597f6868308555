import assert from "node:assert/strict";
import { test } from "node:test";
import type { Outcome } from "../../src/app/outcome.ts";
import { listReservations } from "../../src/app/reservations/list-reservations.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { cancel, holds, standing, update } from "./acts.ts";
import { refusalCodes, valueOf } from "./refusals.ts";
import { blockersOf, offer, standingBlockers } from "./served.ts";
import { END, openStage, personActor, type Stage, START } from "./stage.ts";

/** A stage with one service that takes a quarter of an hour before, and half an hour after. */
async function openServed(database: Parameters<typeof openStage>[0], isBlockerMandatory = false) {
  const stage = await openStage(database);
  const coffee = await offer(stage, {
    name: "Coffee",
    preparationMinutes: 15,
    cleanUpMinutes: 30,
    isBlockerMandatory,
  });
  return { stage, coffee, ada: personActor(stage.workplace.ada), blockers: blockersIn(stage) };
}

function blockersIn(stage: Stage) {
  return (id: string) => standingBlockers(stage.database, id);
}

describeOnEachDatabase("the blockers of a reservation", (database) => {
  test("are made with it, right before and after, and the reservation tells of them", async () => {
    const { stage, coffee, ada, blockers } = await openServed(database());
    const { desk } = stage.workplace;
    const made = valueOf(await stage.create(ada, { spaceId: desk.id, services: [coffee] }));
    const { reservation, blockersLeftOut } = made.view;
    assert.deepEqual(
      reservation.services.chosen.map(({ name }) => name),
      ["Coffee"],
    );
    assert.deepEqual(await blockers(reservation.id), [
      "clean_up of Desk 10:00-10:30",
      "preparation of Desk 08:45-09:00",
    ]);
    assert.deepEqual(
      reservation.services.blockers.map(({ part, state, startAt }) => [part, state, startAt]),
      [
        ["preparation", "confirmed", new Date("2026-11-24T08:45:00Z")],
        ["clean_up", "confirmed", new Date("2026-11-24T10:00:00Z")],
      ],
    );
    assert.deepEqual(blockersLeftOut, []);
    assert.equal((await holds(stage)).length, 3);
  });

  test("say what they are, and nothing of the meeting", async () => {
    const { stage, coffee, ada } = await openServed(database());
    const secret = { subject: "Merger", sensitivity: "private", notes: "Hush" } as const;
    const attendees = [{ email: "eve@usher.example", name: "Eve", type: "required" }] as const;
    const asked = { ...secret, attendees, services: [coffee] };
    const { id, number } = valueOf(await stage.create(ada, asked)).view.reservation;
    const found = await stage.deps.store.blockers(id);
    assert.deepEqual(
      found.map(({ subject, notes, sensitivity }) => [subject, notes, sensitivity]),
      [
        ["Preparation of Oak", "", "normal"],
        ["Clean-up of Oak", "", "normal"],
      ],
    );
    for (const blocker of found) {
      assert.equal(blocker.kind, "blocker");
      assert.deepEqual(blocker.attendees, []);
      assert.equal(blocker.requestedFor.id, stage.workplace.ada.id);
      assert.deepEqual(blocker.blocks, { id, number, part: blocker.blocks?.part });
    }
  });

  test("refuse a meeting that cannot have a mandatory one, and nothing is booked", async () => {
    const { stage, coffee, ada } = await openServed(database(), true);
    valueOf(await stage.create(ada, { start: END, end: END.add({ minutes: 10 }) }));
    const before = await holds(stage);
    const refused = await stage.create(ada, { services: [coffee] });
    assert.deepEqual(refusalCodes(refused), ["service_time_taken"]);
    assert.match(refused.ok ? "" : refused.refusal.message, /clean-up after the meeting/);
    assert.deepEqual(await holds(stage), before);
    assert.equal((await stage.syncEvents()).length, 1);
  });

  test("are left out where they are not mandatory, and the reservation says so", async () => {
    const { stage, coffee, ada, blockers } = await openServed(database());
    valueOf(await stage.create(ada, { start: END, end: END.add({ minutes: 10 }) }));
    const { view } = valueOf(await stage.create(ada, { services: [coffee] }));
    assert.deepEqual(await blockers(view.reservation.id), ["preparation of Oak 08:45-09:00"]);
    assert.deepEqual(view.blockersLeftOut, ["clean_up"]);
  });

  test("keep others away, who are told that the space is taken", async () => {
    const { stage, coffee, ada } = await openServed(database());
    valueOf(await stage.create(ada, { services: [coffee] }));
    const ben = personActor(stage.workplace.ben);
    const late = await stage.create(ben, { start: END, end: END.add({ minutes: 30 }) });
    assert.deepEqual(refusalCodes(late), ["space_taken"]);
    valueOf(
      await stage.create(ben, { start: END.add({ minutes: 30 }), end: END.add({ minutes: 60 }) }),
    );
  });

  test("are there with each of many that are booked at once, or that one is not booked", async () => {
    const { stage, coffee, blockers } = await openServed(database(), true);
    const ada = personActor(stage.workplace.ada);
    const attempts = Array.from({ length: 24 }, (_, index) => {
      const start = START.add({ minutes: index * 25 });
      return stage.create(ada, { start, end: start.add({ minutes: 30 }), services: [coffee] });
    });
    const outcomes = await Promise.all(attempts);
    const made = outcomes.flatMap((each) => (each.ok ? each.value.view.reservation.id : []));
    assert.ok(made.length > 0);
    for (const id of made) assert.equal((await blockers(id)).length, 2);
    assert.equal((await holds(stage)).length, made.length * 3);
    const codes = outcomes.flatMap((each) => (each.ok ? [] : each.refusal.code));
    for (const code of codes) assert.match(code, /^(space_taken|service_time_taken)$/);
  });

  test("move with their meeting, onto the time that it and they had, both ways", async () => {
    const { stage, coffee, ada, blockers } = await openServed(database());
    const id = await standing(stage, ada, { services: [coffee] });
    const made = await blockersOf(database(), id);
    for (const minutes of [10, -25, 40, -180, 200]) {
      const start = START.add({ minutes });
      const end = END.add({ minutes: minutes + 5 });
      valueOf(await update(stage, ada, id, { start, end }));
      const text = (at: typeof start) => at.toString().slice(11, 16);
      assert.deepEqual(await blockers(id), [
        `clean_up of Oak ${text(end)}-${text(end.add({ minutes: 30 }))}`,
        `preparation of Oak ${text(start.subtract({ minutes: 15 }))}-${text(start)}`,
      ]);
    }
    const ids = (await blockersOf(database(), id)).map((each) => each.id);
    assert.deepEqual(
      ids,
      made.map((each) => each.id),
      "the same ones",
    );
  });

  test("go with it into another space", async () => {
    const { stage, coffee, ada, blockers } = await openServed(database());
    const id = await standing(stage, ada, { services: [coffee] });
    valueOf(await update(stage, ada, id, { spaceId: stage.workplace.elm.id }));
    assert.deepEqual(await blockers(id), [
      "clean_up of Elm 10:00-10:30",
      "preparation of Elm 08:45-09:00",
    ]);
  });

  test("stand as they were where the meeting cannot move, since one is mandatory", async () => {
    const { stage, coffee, ada, blockers } = await openServed(database(), true);
    const id = await standing(stage, ada, { services: [coffee] });
    const end = END.add({ hours: 2 });
    valueOf(await stage.create(ada, { start: end, end: end.add({ minutes: 30 }) }));
    const [before, times] = [await holds(stage), await blockers(id)];
    assert.deepEqual(refusalCodes(await update(stage, ada, id, { end })), ["service_time_taken"]);
    assert.deepEqual(await holds(stage), before);
    assert.deepEqual(await blockers(id), times);
  });

  test("are given up where the meeting moves to where one does not fit, and it says so", async () => {
    const { stage, coffee, ada, blockers } = await openServed(database());
    const id = await standing(stage, ada, { services: [coffee] });
    const end = END.add({ hours: 2 });
    valueOf(await stage.create(ada, { start: end, end: end.add({ minutes: 30 }) }));
    const view = valueOf(await update(stage, ada, id, { end }));
    assert.deepEqual(await blockers(id), ["preparation of Oak 08:45-09:00"]);
    assert.deepEqual(view.blockersLeftOut, ["clean_up"]);
    const [, cleanUp] = await blockersOf(database(), id);
    assert.deepEqual([cleanUp?.state, cleanUp?.held], ["cancelled", null]);
    // Back where there is room for it, it is made again.
    const back = valueOf(await update(stage, ada, id, { end: END }));
    assert.deepEqual(back.blockersLeftOut, []);
    assert.equal((await blockers(id)).length, 2);
  });

  test("are cancelled with their meeting", async () => {
    const { stage, coffee, ada } = await openServed(database());
    const id = await standing(stage, ada, { services: [coffee] });
    valueOf(await cancel(stage, ada, id));
    assert.deepEqual(await holds(stage), []);
    for (const { state } of await blockersOf(database(), id)) assert.equal(state, "cancelled");
  });

  test("come and go with the services, of which the meeting's event is told nothing", async () => {
    const { stage, coffee, ada, blockers } = await openServed(database());
    const id = await standing(stage, ada);
    const told = async () =>
      (await stage.syncEvents()).filter((event) => event.reservation_id === id).length;
    const view = valueOf(await update(stage, ada, id, { services: [coffee] }));
    assert.equal(view.reservation.state, "confirmed");
    assert.equal((await blockers(id)).length, 2);
    const airing = await offer(stage, { cleanUpMinutes: 45 });
    valueOf(await update(stage, ada, id, { services: [airing] }));
    assert.deepEqual(await blockers(id), ["clean_up of Oak 10:00-10:45"]);
    valueOf(await update(stage, ada, id, { services: [] }));
    assert.deepEqual(await blockers(id), []);
    assert.equal(await told(), 1);
  });

  test("change with their meeting alone, whoever asks, and are not among one's meetings", async () => {
    const { stage, coffee, ada } = await openServed(database());
    const id = await standing(stage, ada, { services: [coffee] });
    const [blocker] = await blockersOf(database(), id);
    assert.ok(blocker);
    const admin = personActor(stage.workplace.admin, "portal", ["user", "admin"]);
    for (const actor of [ada, admin]) {
      const acts: readonly Promise<Outcome<unknown>>[] = [
        update(stage, actor, blocker.id, { end: END }),
        update(stage, actor, blocker.id, { services: [coffee] }),
        cancel(stage, actor, blocker.id),
      ];
      for (const act of acts) assert.deepEqual(refusalCodes(await act), ["follows_its_meeting"]);
    }
    const mine = { scope: "mine", limit: 10 } as const;
    const listed = valueOf(await listReservations(stage.deps, ada, mine));
    assert.deepEqual(
      listed.items.map((item) => item.reservation.id),
      [id],
    );
    const all = valueOf(await listReservations(stage.deps, ada, { ...mine, blockers: true }));
    assert.equal(all.items.length, 3);
    assert.deepEqual(
      all.items.flatMap(({ verdicts }) => verdicts.cancel.codes),
      ["follows_its_meeting", "follows_its_meeting"],
    );
    const schedule = { scope: "space", spaceId: stage.workplace.oak.id, limit: 10 } as const;
    const shown = valueOf(await listReservations(stage.deps, ada, schedule));
    assert.equal(shown.items.length, 3);
  });

  test("are neither approved nor checked in to", async () => {
    const { stage, coffee, ada } = await openServed(database());
    await database().pool.query(
      "update reservable_module set approval_policy = 'always', check_in_policy = 'always'",
    );
    stage.forgetPlaces();
    const asked = { spaceId: stage.workplace.desk.id, services: [coffee] };
    const { reservation } = valueOf(await stage.create(ada, asked)).view;
    assert.equal(reservation.state, "awaiting_approval");
    for (const blocker of await stage.deps.store.blockers(reservation.id)) {
      assert.equal(blocker.state, "confirmed");
      assert.equal(blocker.approval.state, "not_required");
      assert.equal(blocker.checkIn.state, "not_required");
    }
  });
});

describeOnEachDatabase("the services of a reservation", (database) => {
  test("are those that were chosen, and those of every reservation", async () => {
    const { stage, coffee, ada, blockers } = await openServed(database());
    await offer(stage, { name: "Airing", cleanUpMinutes: 45, onEveryReservation: true });
    const plain = valueOf(await stage.create(ada)).view.reservation;
    assert.deepEqual(await blockers(plain.id), ["clean_up of Oak 10:00-10:45"]);
    const elm = { spaceId: stage.workplace.elm.id, services: [coffee] };
    const served = valueOf(await stage.create(ada, elm)).view.reservation;
    assert.deepEqual(
      served.services.chosen.map(({ name }) => name),
      ["Airing", "Coffee"],
    );
    // It cannot be called off.
    const view = valueOf(await update(stage, ada, served.id, { services: [] }));
    assert.deepEqual(
      view.reservation.services.chosen.map(({ name }) => name),
      ["Airing"],
    );
  });

  test("are asked for in time, of the space's module", async () => {
    const { stage, ada } = await openServed(database());
    const flowers = await offer(stage, { name: "Flowers", leadTimeMinutes: 2 * 24 * 60 });
    const planner = personActor(stage.workplace.planner, "portal", ["user", "planner"]);
    const asked = { services: [flowers] };
    assert.deepEqual(refusalCodes(await stage.create(ada, asked)), ["service_lead_time"]);
    valueOf(await stage.create(planner, asked));
    const unknown = { services: ["00000000-0000-4000-8000-000000000000"] };
    assert.deepEqual(refusalCodes(await stage.create(ada, unknown)), ["service_not_offered"]);
  });

  test("stay behind in another module, which has its own", async () => {
    const { stage, coffee, ada, blockers } = await openServed(database());
    const { elm } = stage.workplace;
    await database().pool.query(
      `with other as (insert into reservable_module (id, name)
         values (gen_random_uuid(), 'Halls') returning id)
       update space set module_id = (select id from other) where id = $1`,
      [elm.id],
    );
    await database().pool.query(
      `insert into module_service (module_id, name, preparation_minutes, on_every_reservation)
       select module_id, 'Opening', 5, true from space where id = $1`,
      [elm.id],
    );
    stage.forgetPlaces();
    const id = await standing(stage, ada, { services: [coffee] });
    const view = valueOf(await update(stage, ada, id, { spaceId: elm.id }));
    assert.deepEqual(
      view.reservation.services.chosen.map(({ name }) => name),
      ["Opening"],
    );
    assert.deepEqual(await blockers(id), ["preparation of Elm 08:55-09:00"]);
  });

  test("in no mode but normal are written with a person's own rights", async () => {
    const { stage, coffee, ada } = await openServed(database());
    stage.giveToken(stage.workplace.ada);
    await stage.setMode("personal");
    const { id } = valueOf(await stage.create(ada, { services: [coffee] })).view.reservation;
    const events = (await stage.syncEvents()).map((event) => [
      event.reservation_id === id,
      event.policy_row,
      event.credential,
      event.invited,
      event.credential_person_id,
    ]);
    assert.deepEqual(events, [
      [true, "C8", "personal", null, stage.workplace.ada.id],
      [false, "C4", "delegated_user", "requested_for", null],
      [false, "C4", "delegated_user", "requested_for", null],
    ]);
  });
});
