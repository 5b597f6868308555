import assert from "node:assert/strict";
import { test } from "node:test";
import type { Actor } from "../../src/app/people/actor.ts";
import { type Schedule, scheduleSchema } from "../../src/contract/schedule.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { cancel, standing } from "./acts.ts";
import { type HttpStage, openHttpStage } from "./http-stage.ts";
import { valueOf } from "./refusals.ts";
import { API_CLIENT, END, panelActor, personActor, START } from "./stage.ts";

const DAY = "from=2026-11-24T00:00:00Z&to=2026-11-25T00:00:00Z";

async function look(stage: HttpStage, actor: Actor, query = DAY): Promise<Schedule> {
  const answer = await stage.send(actor, "GET", `/api/v1/schedule?${query}`);
  assert.equal(answer.status, 200, answer.text);
  const schedule = scheduleSchema.parse(answer.body);
  // Nothing looks at it on its way out: all that is told is in the contract.
  assert.deepEqual(schedule, answer.body);
  return schedule;
}

/** What the schedule says of each reservation, in order, with its own verdict. */
function shown({ reservations, verdicts, spaces }: Schedule) {
  return reservations.map(({ verdict, space_id: spaceId, ...reservation }) => ({
    ...reservation,
    space: spaces.find(({ id }) => id === spaceId)?.name,
    update: verdicts[verdict]?.update,
  }));
}

describeOnEachDatabase("the schedule of all spaces", (database) => {
  const open = async (t: { after(work: () => Promise<void>): void }) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { planner, ada, ben } = stage.workplace;
    return {
      stage,
      planner: personActor(planner, "event_planner", ["user", "planner"]),
      viewer: personActor(ben, "event_planner", ["user", "viewer"]),
      ada: personActor(ada),
    };
  };

  test("has the spaces by building, floor and name, and what each holds in the window", async (t) => {
    const { stage, planner, ada } = await open(t);
    const { oak, elm, desk } = stage.workplace;
    valueOf(await stage.create(ada, { subject: "Inside" }));
    const late = { start: END.add({ hours: 13 }), end: END.add({ hours: 15 }) };
    valueOf(await stage.create(ada, { spaceId: elm.id, subject: "Over midnight", ...late }));
    const long = { start: START.subtract({ hours: 20 }), end: START.add({ hours: 30 }) };
    await stage.database.pool.query("update reservable_module set duration_minutes_max = 10000");
    stage.forgetPlaces();
    valueOf(await stage.create(planner, { spaceId: desk.id, subject: "Days long", ...long }));
    const next = { start: START.add({ hours: 24 }), end: END.add({ hours: 24 }) };
    valueOf(await stage.create(ada, { spaceId: oak.id, subject: "The next day", ...next }));
    const gone = valueOf(
      await stage.create(ada, { spaceId: stage.workplace.fir.id, subject: "Cancelled" }),
    ).view.reservation;
    valueOf(await cancel(stage, ada, gone.id));
    const schedule = await look(stage, planner);
    assert.deepEqual(
      schedule.spaces.map(({ name }) => name),
      ["Desk", "Dry", "Elm", "Fir", "Oak"],
    );
    assert.deepEqual(
      shown(schedule).map(({ subject, space }) => [subject, space]),
      [
        ["Days long", "Desk"],
        ["Inside", "Oak"],
        ["Over midnight", "Elm"],
      ],
    );
    assert.equal(schedule.buildings[0]?.time_zone, "Europe/Berlin");
  });

  test("is narrowed by building, floor, kind, seats and a part of the name", async (t) => {
    const { stage, planner } = await open(t);
    const { desk, buildingId } = stage.workplace;
    await stage.database.pool.query(
      "update space set kind = 'desk', floor = '2', capacity = 1 where id = $1",
      [desk.id],
    );
    const names = async (query: string) =>
      (await look(stage, planner, `${DAY}&${query}`)).spaces.map(({ name }) => name);
    assert.deepEqual(await names("kind=desk"), ["Desk"]);
    assert.deepEqual(await names("floor=2"), ["Desk"]);
    assert.deepEqual(await names("capacity=2&q=E"), ["Elm"]);
    assert.deepEqual(await names("q=%25"), []);
    assert.equal((await names(`building_id=${buildingId}`)).length, 5);
    assert.deepEqual(await names("building_id=00000000-0000-4000-8000-000000000000"), []);
  });

  test("gives the verdict that the reservation itself and the act give", async (t) => {
    const { stage, planner, viewer, ada } = await open(t);
    const id = await standing(stage, ada);
    await stage.setMode("personal");
    for (const [actor, codes] of [
      [planner, ["not_requested_for", "personal_token_missing"]],
      [viewer, ["role_missing"]],
      [API_CLIENT, ["channel_not_allowed", "not_requested_for", "personal_token_missing"]],
    ] as const) {
      const [bar] = shown(await look(stage, actor));
      const one = await stage.send(actor, "GET", `/api/v1/reservations/${id}`);
      const { update } = one.body["verdicts"] as { update: { codes: string[] } };
      assert.deepEqual(bar?.update, update);
      assert.deepEqual(update.codes, codes);
      const act = await stage.send(actor, "PATCH", `/api/v1/reservations/${id}`, {
        body: { subject: "Other" },
      });
      assert.deepEqual([act.status, act.body["code"]], [403, codes[0]]);
    }
  });

  test("tells each verdict once, however many reservations have it", async (t) => {
    const { stage, planner, ada } = await open(t);
    for (const hours of [0, 1, 2, 3]) {
      const times = { start: START.add({ hours }), end: END.add({ hours }) };
      valueOf(await stage.create(ada, times));
    }
    const { reservations, verdicts } = await look(stage, planner);
    assert.deepEqual([reservations.length, verdicts.length], [4, 1]);
    assert.ok(verdicts[0]?.update.allowed);
  });

  test("withholds private subjects from all who have no part in it", async (t) => {
    const { stage, planner, viewer, ada } = await open(t);
    const guest = stage.workplace.admin;
    valueOf(
      await stage.create(ada, {
        subject: "Salary",
        sensitivity: "private",
        attendees: [{ email: guest.email, name: "Amir", type: "required" }],
      }),
    );
    for (const actor of [planner, viewer, API_CLIENT]) {
      assert.equal(shown(await look(stage, actor))[0]?.subject, "Private reservation");
    }
    const invited = personActor(guest, "event_planner", ["admin"]);
    assert.equal(shown(await look(stage, invited))[0]?.subject, "Salary");
    const own = personActor(stage.workplace.ada, "event_planner", ["planner"]);
    assert.equal(shown(await look(stage, own))[0]?.subject, "Salary");
  });

  test("a viewer changes nothing in it, and their own elsewhere", async (t) => {
    const { stage, viewer } = await open(t);
    const { oak, ben } = stage.workplace;
    const body = { space_id: oak.id, start: START.toString(), end: END.toString() };
    const refused = await stage.send(viewer, "POST", "/api/v1/reservations", { body });
    assert.deepEqual([refused.status, refused.body["code"]], [403, "role_missing"]);
    const inPortal = personActor(ben, "portal", ["user", "viewer"]);
    const made = await stage.send(inPortal, "POST", "/api/v1/reservations", { body });
    assert.equal(made.status, 201);
  });

  test("is not for everybody, and a month is the most that is told at once", async (t) => {
    const { stage, planner, ada } = await open(t);
    for (const [actor, code] of [
      [ada, "role_missing"],
      [panelActor(stage.workplace.oak.id), "not_this_panel"],
    ] as const) {
      const answer = await stage.send(actor, "GET", `/api/v1/schedule?${DAY}`);
      assert.deepEqual([answer.status, answer.body["code"]], [403, code]);
    }
    for (const to of ["2026-11-24T00:00:00Z", "2027-01-24T00:00:00Z"]) {
      const path = `/api/v1/schedule?from=2026-11-24T00:00:00Z&to=${to}`;
      const answer = await stage.send(planner, "GET", path);
      assert.deepEqual([answer.status, answer.body["code"]], [400, "invalid_request"]);
    }
  });
});
