import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { findFreeSpaces } from "./free-space-search.ts";
import {
  buildBuilding,
  buildModule,
  buildPerson,
  buildReservation,
  buildSpace,
} from "./testing/build-rows.ts";
import { describeOnEachDatabase, emptyDatabase } from "./testing/test-database.ts";

const HOUR_MS = 3_600_000;
const DAY = Date.parse("2030-05-06T00:00:00Z");
const hour = (n: number): Date => new Date(DAY + n * HOUR_MS);

interface Hold {
  readonly from: number;
  readonly to: number;
}
interface ModelSpace {
  readonly building: number;
  readonly name: string;
  readonly floor: string;
  readonly kind: "room" | "desk";
  readonly capacity: number;
  readonly equipment: readonly string[];
  readonly active: boolean;
  readonly holds: readonly Hold[];
}

const holds = fc
  .uniqueArray(fc.integer({ min: 0, max: 24 }), { minLength: 0, maxLength: 12 })
  .map((times) => {
    const sorted = times.toSorted((a, b) => a - b);
    // Neighbours touch or leave a gap, but never overlap.
    return sorted.slice(1).flatMap((to, index): Hold[] => {
      const from = sorted[index] ?? 0;
      return index % 3 === 2 ? [] : [{ from, to }];
    });
  });

const modelSpace: fc.Arbitrary<ModelSpace> = fc.record({
  building: fc.integer({ min: 0, max: 2 }),
  name: fc.stringMatching(/^[a-zA-Zäé ]{1,6}$/),
  floor: fc.constantFrom("1", "2"),
  kind: fc.constantFrom("room", "desk"),
  capacity: fc.integer({ min: 1, max: 6 }),
  equipment: fc.subarray(["Screen", "Camera", "Whiteboard"]),
  active: fc.boolean(),
  holds,
});

const query = fc.record({
  from: fc.integer({ min: 0, max: 23 }),
  hours: fc.integer({ min: 1, max: 6 }),
  building: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
  floor: fc.option(fc.constantFrom("1", "2"), { nil: undefined }),
  kind: fc.option(fc.constantFrom("room" as const, "desk" as const), { nil: undefined }),
  capacity: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
  equipment: fc.option(fc.subarray(["screen", "CAMERA"]), { nil: undefined }),
  limit: fc.integer({ min: 1, max: 8 }),
});
type Query = typeof query extends fc.Arbitrary<infer Value> ? Value : never;

/** The same question, answered by looking at everything. */
function expected(spaces: readonly ModelSpace[], asked: Query): string[] {
  const byCodePoint = (a: string, b: string): number =>
    Buffer.compare(Buffer.from(a), Buffer.from(b));
  return spaces
    .filter((space) => space.active)
    .filter((space) => asked.building === undefined || space.building === asked.building)
    .filter((space) => asked.floor === undefined || space.floor === asked.floor)
    .filter((space) => asked.kind === undefined || space.kind === asked.kind)
    .filter((space) => space.capacity >= (asked.capacity ?? 1))
    .filter((space) =>
      (asked.equipment ?? []).every((item) =>
        space.equipment.some((own) => own.toLowerCase() === item.toLowerCase()),
      ),
    )
    .filter((space) =>
      space.holds.every(({ from, to }) => to <= asked.from || from >= asked.from + asked.hours),
    )
    .toSorted(
      (a, b) => a.building - b.building || a.capacity - b.capacity || byCodePoint(a.name, b.name),
    )
    .slice(0, asked.limit)
    .map((space) => `${space.building} ${space.name}`);
}

describeOnEachDatabase("the search for free spaces", (database) => {
  async function build(spaces: readonly ModelSpace[]): Promise<readonly string[]> {
    const db = database().kysely;
    const module = await buildModule(db);
    const person = await buildPerson(db);
    const buildings = await Promise.all(
      [0, 1, 2].map((n) => buildBuilding(db, { name: `Building ${n}` })),
    );
    for (const { holds: held, building, equipment, ...space } of spaces) {
      const { id } = await buildSpace(db, {
        ...space,
        equipment: [...equipment],
        building_id: buildings[building]?.id ?? "",
        module_id: module.id,
      });
      for (const { from, to } of held) {
        await buildReservation(db, {
          space_id: id,
          start_at: hour(from),
          end_at: hour(to),
          requested_for: person.id,
        });
      }
    }
    return buildings.map(({ id }) => id);
  }

  test("finds what looking at every space and hold finds, in the same order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(modelSpace, {
          maxLength: 8,
          selector: ({ building, name }) => `${building} ${name}`,
        }),
        fc.array(query, { minLength: 1, maxLength: 10 }),
        async (spaces, queries) => {
          await emptyDatabase(database());
          const buildings = await build(spaces);
          for (const asked of queries) {
            const found = await findFreeSpaces(database(), {
              ...asked,
              start: hour(asked.from),
              end: hour(asked.from + asked.hours),
              buildingId: asked.building === undefined ? undefined : buildings[asked.building],
            });
            assert.deepEqual(
              found.map((space) => `${space.buildingName.slice(-1)} ${space.name}`),
              expected(spaces, asked),
            );
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  test("a hold of weeks that began long before is noticed", async () => {
    const db = database().kysely;
    const space = await buildSpace(db);
    await buildReservation(db, { space_id: space.id, start_at: hour(-24 * 40), end_at: hour(9) });
    const free = (from: number) =>
      findFreeSpaces(database(), { start: hour(from), end: hour(from + 1), limit: 5 });
    assert.equal((await free(8)).length, 0);
    assert.equal((await free(9)).length, 1);
  });

  test("spaces of inactive buildings and modules are not offered", async () => {
    const db = database().kysely;
    await buildSpace(db, { building_id: (await buildBuilding(db, { active: false })).id });
    await buildSpace(db, { module_id: (await buildModule(db, { active: false })).id });
    await buildSpace(db, { active: false });
    const free = await findFreeSpaces(database(), { start: hour(1), end: hour(2), limit: 5 });
    assert.deepEqual(free, []);
  });

  test("an unknown building has no free spaces", async () => {
    await buildSpace(database().kysely);
    const free = await findFreeSpaces(database(), {
      start: hour(1),
      end: hour(2),
      buildingId: randomUUID(),
      limit: 5,
    });
    assert.deepEqual(free, []);
  });
});
