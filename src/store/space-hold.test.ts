import assert from "node:assert/strict";
import { test } from "node:test";
import { DatabaseError } from "pg";
import { buildReservation, buildSpace } from "./testing/build-rows.ts";
import { describeOnEachDatabase } from "./testing/test-database.ts";

const EXCLUSION_VIOLATION = "23P01";

function isOverlap(error: unknown): boolean {
  return (
    error instanceof DatabaseError &&
    error.code === EXCLUSION_VIOLATION &&
    error.constraint === "space_hold_no_overlap"
  );
}

describeOnEachDatabase("the time that reservations hold", (database) => {
  const at = (time: string): string => `2030-05-06T${time}:00Z`;
  const book = (space: { id: string }, start: string, end: string) =>
    buildReservation(database().kysely, {
      space_id: space.id,
      start_at: at(start),
      end_at: at(end),
    });

  test("reservations back to back hold one space", async () => {
    const space = await buildSpace(database().kysely);
    await book(space, "10:00", "11:00");
    await book(space, "11:00", "12:00");
    await book(space, "09:00", "10:00");
  });

  for (const [start, end, how] of [
    ["10:30", "11:30", "into its end"],
    ["09:30", "10:01", "into its start"],
    ["10:15", "10:45", "inside it"],
    ["09:00", "12:00", "around it"],
    ["10:00", "11:00", "exactly over it"],
  ] as const) {
    test(`a second reservation of the space that reaches ${how} is refused`, async () => {
      const space = await buildSpace(database().kysely);
      await book(space, "10:00", "11:00");
      await assert.rejects(book(space, start, end), isOverlap);
    });
  }

  test("another space is free at the same time", async () => {
    await book(await buildSpace(database().kysely), "10:00", "11:00");
    await book(await buildSpace(database().kysely), "10:00", "11:00");
  });

  test("a hold that is released frees the space", async () => {
    const space = await buildSpace(database().kysely);
    const { id } = await book(space, "10:00", "11:00");
    await database().kysely.deleteFrom("space_hold").where("reservation_id", "=", id).execute();
    await book(space, "10:00", "11:00");
  });

  test("of fifty who take one slot at the same moment one gets it", async () => {
    const { kysely } = database();
    const space = await buildSpace(kysely);
    const slot = { space_id: space.id, start_at: at("10:00"), end_at: at("11:00") };
    const without = Array.from({ length: 50 }, () =>
      buildReservation(kysely, { ...slot, holds: false }),
    );
    // As creation takes it: plain inserts that exclude each other would each wait for the other.
    const taken = (await Promise.all(without)).map(({ id: reservation_id }) =>
      kysely
        .insertInto("space_hold")
        .values({ ...slot, reservation_id })
        .onConflict((conflict) => conflict.doNothing())
        .returning("reservation_id")
        .execute(),
    );
    assert.equal((await Promise.all(taken)).flat().length, 1);
  });
});
