/**
 * Meetings in several spaces and single ones that want the same spaces at the same time: nobody has a
 * space twice, and no meeting has some of its spaces without the others.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createInSeveralSpaces } from "../../src/app/reservations/create-in-several-spaces.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { refusalCodes } from "../application/refusals.ts";
import { openStage, personActor, type Stage, START } from "../application/stage.ts";

const ROUNDS = 15;

describeOnEachDatabase("races for several spaces", (database) => {
  test("are won as a whole or not at all, against each other and against single meetings", async () => {
    const stage = await openStage(database());
    const { oak, elm, desk } = stage.workplace;
    for (let round = 0; round < ROUNDS; round += 1) {
      const at = { start: START.add({ hours: round }), end: START.add({ hours: round + 1 }) };
      const outcomes = await Promise.all([
        together(stage, [oak.id, elm.id, desk.id], at),
        together(stage, [desk.id, elm.id, oak.id], at),
        together(stage, [elm.id, oak.id], at),
        ...[oak, elm, desk].map((space) => single(stage, space.id, at)),
      ]);
      const lost = outcomes.filter(({ ok }) => !ok);
      assert.ok(lost.length >= 3 && lost.length < outcomes.length, `${lost.length} lost`);
      for (const outcome of lost) assert.deepEqual(refusalCodes(outcome), ["space_taken"]);
      await assertWhole(stage);
    }
  });
});

type Times = Pick<Parameters<typeof createInSeveralSpaces>[2], "start" | "end">;

function together({ deps, workplace }: Stage, spaceIds: readonly string[], at: Times) {
  return createInSeveralSpaces(deps, personActor(workplace.ada), {
    spaceIds,
    ...at,
    subject: "Planning",
    notes: "",
    sensitivity: "normal",
    attendees: [],
  });
}

function single(stage: Stage, spaceId: string, at: Times) {
  return stage.create(personActor(stage.workplace.ben), { spaceId, ...at });
}

/** Each reservation holds its space, and a meeting in several has as many as it asked for. */
async function assertWhole({ database }: Stage): Promise<void> {
  const { rows } = await database.pool.query<{ held: number; parts: number; sizes: number[] }>(
    `select (select count(*)::integer from space_hold) as held,
       (select count(*)::integer from reservation where not is_parent) as parts,
       array(select count(*)::integer from reservation where parent_id is not null
         group by parent_id) as sizes`,
  );
  const [row] = rows;
  assert.equal(row?.held, row?.parts);
  assert.ok(row?.sizes.every((size) => size === 2 || size === 3));
}
