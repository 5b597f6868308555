import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { HOLDING_STATES } from "../../src/core/reservations/reservation-state.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { cancel, update } from "./acts.ts";
import { openStage, personActor, type Stage, START } from "./stage.ts";

/** Few spaces and few hours, so that acts meet. */
const space = fc.integer({ min: 0, max: 2 });
const hour = fc.integer({ min: 0, max: 5 });
const length = fc.integer({ min: 1, max: 3 });
const which = fc.nat(20);
const act = fc.oneof(
  fc.record({ kind: fc.constant("create" as const), space, hour, length }),
  fc.record({ kind: fc.constant("move" as const), which, space, hour, length }),
  fc.record({ kind: fc.constant("rename" as const), which }),
  fc.record({ kind: fc.constant("lose" as const), which }),
  fc.record({ kind: fc.constant("cancel" as const), which }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

async function perform(stage: Stage, ids: string[], step: Act): Promise<void> {
  const { ada, oak, elm, desk } = stage.workplace;
  const actor = personActor(ada);
  const spaces = [oak, elm, desk];
  const id = "which" in step ? ids[step.which % Math.max(ids.length, 1)] : undefined;
  if (step.kind === "create" || step.kind === "move") {
    const start = START.add({ hours: step.hour });
    const end = start.add({ hours: step.length });
    const spaceId = spaces[step.space]?.id ?? oak.id;
    if (step.kind === "create") {
      const made = await stage.create(actor, { spaceId, start, end });
      if (made.ok) ids.push(made.value.view.reservation.id);
    } else if (id !== undefined) {
      await update(stage, actor, id, { spaceId, start, end });
    }
    return;
  }
  if (id === undefined) return;
  if (step.kind === "rename") await update(stage, actor, id, { subject: `Renamed ${step.which}` });
  if (step.kind === "cancel") await cancel(stage, actor, id);
  if (step.kind === "lose") await loseRoom(stage, id);
}

/** As when the room declines: conflicted, and the time is let go. */
async function loseRoom(stage: Stage, id: string): Promise<void> {
  await stage.database.pool.query(
    `with lost as (update reservation set state = 'conflicted', version = version + 1
       where id = $1 and state = 'awaiting_confirmation' returning id)
     delete from space_hold where reservation_id in (select id from lost)`,
    [id],
  );
}

async function differences(stage: Stage): Promise<unknown[]> {
  const { rows } = await stage.database.pool.query(
    `select r.id from reservation r full join space_hold h on h.reservation_id = r.id
     where (r.state = any($1)) is distinct from (h.reservation_id is not null)
        or h.space_id <> r.space_id or h.start_at <> r.start_at or h.end_at <> r.end_at`,
    [HOLDING_STATES],
  );
  return rows;
}

async function overlaps(stage: Stage): Promise<unknown[]> {
  const { rows } = await stage.database.pool.query(
    `select a.id from reservation a join reservation b on a.id < b.id and a.space_id = b.space_id
       and a.start_at < b.end_at and b.start_at < a.end_at
     where a.state = any($1) and b.state = any($1)`,
    [HOLDING_STATES],
  );
  return rows;
}

describeOnEachDatabase("after any acts, whoever acts at once", (database) => {
  test("what is held is exactly what the states say, and never twice", async () => {
    const stage = await openStage(database());
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { maxLength: 8 }),
        async (rounds) => {
          await database().pool.query("delete from reservation");
          const ids: string[] = [];
          // The acts of one round race with each other.
          for (const round of rounds) {
            await Promise.all(round.map((step) => perform(stage, ids, step)));
          }
          assert.deepEqual(await differences(stage), []);
          assert.deepEqual(await overlaps(stage), []);
        },
      ),
      { numRuns: 25 },
    );
  });
});
