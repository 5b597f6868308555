/** A process for tests to kill: writes rows and tells each one's id once it is committed. */
import { randomUUID } from "node:crypto";
import process from "node:process";
import type { Config } from "../../config.ts";
import { openDatabase } from "../database.ts";
import { migrateToLatest } from "../migrate.ts";

const WRITERS = 4;

const database = await openDatabase(JSON.parse(process.argv[2] ?? "") as Config["database"]);
await migrateToLatest(database);
await Promise.all(
  Array.from({ length: WRITERS }, async () => {
    for (;;) {
      const id = randomUUID();
      await database.kysely
        .insertInto("property")
        .values({ name: id, value: "x".repeat(500), updated_by: null })
        .execute();
      process.stdout.write(`${id}\n`);
    }
  }),
);
