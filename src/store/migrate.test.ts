import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { beforeEach, test } from "node:test";
import type { Database } from "./database.ts";
import { migrateTo, migrateToLatest, migrationNames, SchemaTooNewError } from "./migrate.ts";
import { describeOnEachDatabase } from "./testing/test-database.ts";

const MODE = "sn_wsd_rsvsync.sync_integration_mode";
/** The last schema in which strictness was a column of each calendar provider. */
const WITH_STRICT_FLAG = "0003-identity";

interface EarlierProvider {
  readonly active: boolean;
  readonly strict: boolean;
}

describeOnEachDatabase(
  "migrations",
  (database) => {
    beforeEach(async () => {
      await database().pool.query("drop schema public cascade; create schema public");
    });

    test("an empty database is brought to the newest schema, every migration in order", async () => {
      assert.deepEqual(await migrateToLatest(database()), await migrationNames());
    });

    test("processes that start at once migrate once", async () => {
      const ran = await Promise.all([1, 2, 3, 4].map(() => migrateToLatest(database())));
      assert.deepEqual(ran.flat(), await migrationNames());
    });

    test("a database of a newer version is refused with a sentence that names what is unknown", async () => {
      await migrateToLatest(database());
      await database().pool.query(
        "insert into kysely_migration (name, timestamp) values ('9999-from-the-future', '')",
      );
      await assert.rejects(migrateToLatest(database()), (error: unknown) => {
        assert.ok(error instanceof SchemaTooNewError);
        assert.match(error.message, /newer version of Usher.*9999-from-the-future.*nothing was/s);
        return true;
      });
    });

    const mixtures: readonly {
      readonly name: string;
      readonly providers: readonly EarlierProvider[];
      readonly mode: string | undefined;
      readonly disagreed?: boolean;
    }[] = [
      { name: "no provider at all leaves the default", providers: [], mode: undefined },
      {
        name: "an active provider without the flag makes it normal",
        providers: [{ active: true, strict: false }],
        mode: "normal",
      },
      {
        name: "an active provider with the flag makes it strict",
        providers: [{ active: true, strict: true }],
        mode: "strict",
      },
      {
        name: "an inactive provider with the flag alone makes it normal",
        providers: [{ active: false, strict: true }],
        mode: "normal",
      },
      {
        name: "an inactive provider without the flag alone makes it normal",
        providers: [{ active: false, strict: false }],
        mode: "normal",
      },
      {
        name: "an inactive provider's flag does not count beside an active one without it",
        providers: [
          { active: false, strict: true },
          { active: true, strict: false },
        ],
        mode: "normal",
      },
      {
        name: "an active provider's flag counts beside an inactive one without it",
        providers: [
          { active: false, strict: false },
          { active: true, strict: true },
        ],
        mode: "strict",
      },
      {
        name: "active providers that agree on the flag make it strict",
        providers: [
          { active: true, strict: true },
          { active: true, strict: true },
        ],
        mode: "strict",
      },
      {
        name: "active providers that disagree make it strict, and the report says so",
        providers: [
          { active: true, strict: false },
          { active: true, strict: true },
          { active: false, strict: true },
        ],
        mode: "strict",
        disagreed: true,
      },
    ];

    for (const { name, providers, mode, disagreed = false } of mixtures) {
      test(`upgrade from the strict flag: ${name}`, async () => {
        await migrateTo(database(), WITH_STRICT_FLAG);
        for (const provider of providers) await insertEarlierProvider(database(), provider);
        await migrateToLatest(database());
        assert.equal(await property(database()), mode);
        assert.deepEqual(
          await upgradeReports(database()),
          mode === undefined
            ? []
            : [
                {
                  mode,
                  active_providers: providers.filter(({ active }) => active).length,
                  active_strict_providers: providers.filter((p) => p.active && p.strict).length,
                  active_providers_disagreed: disagreed,
                  value_before: null,
                },
              ],
        );
      });
    }

    test("upgrade from the strict flag: the flags decide over a value set before, which the report keeps", async () => {
      await migrateTo(database(), WITH_STRICT_FLAG);
      await insertEarlierProvider(database(), { active: true, strict: true });
      await database().pool.query("insert into property (name, value) values ($1, 'normal')", [
        MODE,
      ]);
      await migrateToLatest(database());
      assert.equal(await property(database()), "strict");
      assert.equal((await upgradeReports(database()))[0]?.["value_before"], "normal");
    });

    test("upgrade from the strict flag: the column goes, and its address becomes the delegated user's", async () => {
      await migrateTo(database(), WITH_STRICT_FLAG);
      await insertEarlierProvider(database(), { active: true, strict: true });
      await migrateToLatest(database());
      const { rows } = await database().pool.query<Record<string, unknown>>(
        "select * from calendar_provider",
      );
      const [provider = {}] = rows;
      assert.equal(provider["delegated_user_email"], "delegate@example.org");
      assert.deepEqual(
        Object.keys(provider).filter((column) => column.startsWith("strict")),
        [],
      );
    });
  },
  { migrated: false },
);

async function insertEarlierProvider(
  database: Database,
  { active, strict }: EarlierProvider,
): Promise<void> {
  const id = randomUUID();
  await database.pool.query(
    `insert into calendar_provider
       (id, name, tenant_id, client_id, active, strict_mode, strict_mode_email)
     values ($1, $2, 'tenant', 'client', $3, $4, 'delegate@example.org')`,
    [id, `Provider ${id}`, active, strict],
  );
}

async function property(database: Database): Promise<string | undefined> {
  const { rows } = await database.pool.query<{ value: string }>(
    "select value from property where name = $1",
    [MODE],
  );
  return rows[0]?.value;
}

async function upgradeReports(database: Database): Promise<Record<string, unknown>[]> {
  const { rows } = await database.pool.query<{ details: Record<string, unknown> }>(
    "select details from audit_entry where action = 'integration_mode_upgraded' and subject_id = $1",
    [MODE],
  );
  return rows.map(({ details }) => details);
}
