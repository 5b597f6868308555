import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { testableKinds } from "../../src/store/testing/test-database.ts";
import { openHistoriesDatabase } from "./histories-database.ts";

const AT_MS = Date.UTC(2031, 4, 6, 7, 8, 9, 10);
const HOUR_MS = 3_600_000;

for (const kind of testableKinds()) {
  describe(`a database on virtual time (${kind})`, () => {
    test("takes now() and clock_timestamp() from the test, in SQL and in defaults", async () => {
      const { database, clock, close } = await openHistoriesDatabase(kind);
      try {
        clock.set(AT_MS);
        await database.kysely.insertInto("building").values(building).execute();
        const provider = { ...PROVIDER, id: building.id };
        await database.kysely.insertInto("calendar_provider").values(provider).execute();
        const { rows } = await database.pool.query<Record<string, Date | boolean>>(
          `select now() as now, clock_timestamp() as clock, now() - interval '1 hour' as before,
             created_at, updated_at, created_at <= now() as is_past from calendar_provider`,
        );
        const [row] = rows;
        for (const column of ["now", "clock", "created_at", "updated_at"]) {
          assert.equal(Number(row?.[column]), AT_MS, column);
        }
        assert.equal(Number(row?.["before"]), AT_MS - HOUR_MS);
        assert.equal(row?.["is_past"], true);
        clock.set(AT_MS + HOUR_MS);
        const later = await database.pool.query<{ at: Date }>(
          "update calendar_provider set updated_at = now() returning updated_at as at",
        );
        assert.equal(later.rows[0]?.at.getTime(), AT_MS + HOUR_MS);
      } finally {
        await close();
      }
    });
  });
}

const building = {
  id: "5f0c0f3e-2f1c-4c0e-9d7e-0a6f1c2b3d4e",
  name: "Spreehaus",
  time_zone: "Europe/Berlin",
};
const PROVIDER = {
  name: "Exchange Online",
  tenant_id: "tenant",
  client_id: "client",
  client_secret_sealed: null,
  client_certificate_sealed: null,
  delegated_user_email: null,
  active: true,
};
