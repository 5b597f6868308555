import assert from "node:assert/strict";
import { test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { type HttpStage, openHttpStage } from "./http-stage.ts";
import { personActor } from "./stage.ts";
import { buildPerson, type TestPerson } from "./workplace.ts";

const RACERS = 50;

async function race(stage: HttpStage, people: readonly TestPerson[], day: number) {
  const date = `2026-12-${String(day).padStart(2, "0")}`;
  const body = {
    space_id: stage.workplace.oak.id,
    start: `${date}T09:00:00Z`,
    end: `${date}T10:00:00Z`,
  };
  const answers = await Promise.all(
    people.map((person) =>
      stage.send(personActor(person), "POST", "/api/v1/reservations", { body }),
    ),
  );
  const won = answers.filter(({ status }) => status === 201);
  const lost = answers.filter(({ status }) => status !== 201);
  assert.equal(won.length, 1);
  for (const answer of lost) {
    assert.deepEqual([answer.status, answer.body["code"]], [409, "space_taken"]);
  }
}

describeOnEachDatabase("a race for one space and time over HTTP", (database) => {
  test(`of ${RACERS} has one winner, and everybody else hears who lost`, async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const people: TestPerson[] = [];
    for (let index = 0; index < RACERS; index++) {
      people.push(await buildPerson(database(), `Racer${index}`, ["user"]));
    }
    for (const day of [1, 2, 3]) await race(stage, people, day);
    const { rows } = await database().pool.query<{
      reservations: string;
      holds: string;
      events: string;
    }>(
      `select (select count(*) from reservation) as reservations,
         (select count(*) from space_hold) as holds, (select count(*) from sync_event) as events`,
    );
    assert.deepEqual(rows, [{ reservations: "3", holds: "3", events: "3" }]);
  });

  test("of two has one winner, time after time", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { ada, ben } = stage.workplace;
    for (let day = 1; day <= 20; day++) await race(stage, [ada, ben], day);
  });

  test("of changes into one free time has one winner, and the losers keep what they had", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { ada, oak, elm, fir, dry, desk } = stage.workplace;
    const time = { start: "2026-12-01T09:00:00Z", end: "2026-12-01T10:00:00Z" };
    const ids: string[] = [];
    for (const space of [elm, fir, dry, desk]) {
      const body = { space_id: space.id, ...time };
      const made = await stage.send(personActor(ada), "POST", "/api/v1/reservations", { body });
      ids.push(String(made.body["id"]));
    }
    const moves = await Promise.all(
      ids.map((id) =>
        stage.send(personActor(ada), "PATCH", `/api/v1/reservations/${id}`, {
          body: { space_id: oak.id },
        }),
      ),
    );
    assert.deepEqual(
      moves.map(({ status }) => status).toSorted((a, b) => a - b),
      [200, 409, 409, 409],
    );
    const { rows } = await database().pool.query(
      "select 1 from reservation r join space_hold h on h.reservation_id = r.id and h.space_id = r.space_id",
    );
    assert.equal(rows.length, 4);
  });
});
