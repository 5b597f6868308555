import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { migrateToLatest } from "./migrate.ts";
import { describeOnEachDatabase } from "./testing/test-database.ts";

describeOnEachDatabase("the database handle", (database) => {
  test("answers each of many simultaneous queries with its own rows", async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        database().pool.query<Record<string, number>>(
          `select $1::integer as "column_${index % 7}", $2::text as filler`,
          [index, "x".repeat(index * 10)],
        ),
      ),
    );
    assert.deepEqual(
      answers.map(({ rows }, index) => rows[0]?.[`column_${index % 7}`]),
      answers.map((_, index) => index),
    );
  });

  test("keeps transactions apart from queries on other connections", async () => {
    await database().pool.query("create table if not exists tally (n integer not null)");
    await database().pool.query("truncate tally");
    await database().pool.query("insert into tally values (0)");
    const increments = Array.from({ length: 20 }, () =>
      database()
        .kysely.transaction()
        .execute(async (transaction) => {
          const { rows } = await sql<{ n: number }>`select n from tally for update`.execute(
            transaction,
          );
          await sql`update tally set n = ${(rows[0]?.n ?? 0) + 1}`.execute(transaction);
        }),
    );
    const reads = Array.from({ length: 20 }, () => database().pool.query("select n from tally"));
    await Promise.all([...increments, ...reads]);
    const { rows } = await database().pool.query<{ n: number }>("select n from tally");
    await database().pool.query("drop table tally");
    assert.equal(rows[0]?.n, 20);
  });

  test("compiles no statement, which takes longer than it saves", async () => {
    const { rows } = await database().pool.query<{ jit: string }>(
      "select current_setting('jit') as jit",
    );
    assert.equal(rows[0]?.jit, "off");
  });

  test("runs a named statement again and again on any connection", async () => {
    const run = (n: number) =>
      database().query<{ n: number }>({
        name: "add-one",
        text: "select $1::integer + 1 as n",
        values: [n],
      });
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => run(n)));
    assert.deepEqual(
      answers.map(({ rows }) => rows[0]?.n),
      answers.map((_, n) => n + 1),
    );
  });

  test("keeps its connections whatever it refuses", async () => {
    const connections = async (): Promise<number> => {
      const held = await Promise.all(Array.from({ length: 3 }, () => database().pool.connect()));
      const count = database().pool.totalCount;
      for (const client of held) client.release();
      return count;
    };
    const earlier = await connections();
    const impossible = { name: "divide-by-zero", text: "select 1 / $1::integer", values: [0] };
    await Promise.all(
      Array.from({ length: 3 }, () => assert.rejects(database().query(impossible), /by zero/)),
    );
    assert.equal(database().pool.totalCount, earlier);
  });

  test("reads big integers as text and instants as dates", async () => {
    const { rows } = await database().pool.query<{ big: string; at: Date }>(
      "select 9007199254740993::bigint as big, '2026-03-29T01:30:00+02:00'::timestamptz as at",
    );
    assert.equal(rows[0]?.big, "9007199254740993");
    assert.equal(rows[0]?.at.toISOString(), "2026-03-28T23:30:00.000Z");
  });

  test("has nothing left to migrate once it is migrated", async () => {
    assert.deepEqual(await migrateToLatest(database()), []);
  });
});
