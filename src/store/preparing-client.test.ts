import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Pool } from "pg";
import { createPreparingClient } from "./preparing-client.ts";
import {
  type OpenedTestDatabase,
  openTestDatabase,
  testableKinds,
} from "./testing/test-database.ts";

const isTestable = testableKinds().includes("server");

describe("a client that prepares", { skip: !isTestable && "needs a PostgreSQL server" }, () => {
  let opened: OpenedTestDatabase;
  let pool: Pool;
  before(async () => {
    opened = await openTestDatabase("server", { migrated: false });
    pool = new Pool({
      connectionString: opened.url ?? "",
      max: 1,
      Client: createPreparingClient(),
    });
    // Its connection may still be closing when the server ends it, since its database is dropped.
    pool.on("error", () => undefined);
    pool.on("connect", (client) => client.on("error", () => undefined));
  });
  after(async () => {
    await pool.end();
    await opened.drop();
  });

  async function ask(text: string, times = 30): Promise<void> {
    for (let n = 0; n < times; n += 1) await pool.query(text, [n]);
  }

  async function prepared(): Promise<readonly string[]> {
    const { rows } = await pool.query<{ statement: string }>(
      "select statement from pg_prepared_statements order by statement",
    );
    return rows.map(({ statement }) => statement);
  }

  test("prepares what is asked for often, and nothing else", async () => {
    await ask("select $1::integer as often");
    await ask("select $1::integer as seldom", 3);
    await ask("select s.* from (select $1::integer as starred) s");
    for (let n = 0; n < 30; n += 1) await pool.query(`select ${n} as unique, 'no parameters'`);
    assert.deepEqual(await prepared(), ["select $1::integer as often"]);
    const { rows } = await pool.query<{ often: number }>("select $1::integer as often", [7]);
    assert.deepEqual(rows, [{ often: 7 }]);
  });

  test("serves a text again after a migration has changed what it answers", async () => {
    const text = "select kept from migrated where kept > $1::integer";
    await pool.query("create table migrated (kept integer)");
    await ask(text);
    assert.ok((await prepared()).includes(text));
    await pool.query("alter table migrated alter column kept type bigint");
    await assert.rejects(pool.query(text, [1]), { code: "0A000" });
    assert.deepEqual((await pool.query(text, [1])).rows, []);
  });
});
