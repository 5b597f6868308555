import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { hasPostgres, startThrowawayPostgres } from "./testing/throwaway-postgres.ts";
import type { Config } from "../config.ts";
import { openDatabase } from "./database.ts";
import { migrateToLatest } from "./migrate.ts";
import { openTestDatabase, testableKinds } from "./testing/test-database.ts";

/** After how many committed rows the process is killed: early, while busy, late. */
const KILLED_AFTER_ROWS = [1, 60, 300];

/** Writes until so many rows are committed, is killed at that moment, and tells which were. */
async function writeAndKill(config: Config["database"], rows: number): Promise<string[]> {
  const writer = spawn(
    process.execPath,
    [
      fileURLToPath(new URL("./testing/write-until-killed.ts", import.meta.url)),
      JSON.stringify(config),
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = new Promise((resolve) => writer.once("exit", resolve));
  const committed: string[] = [];
  for await (const id of createInterface({ input: writer.stdout })) {
    committed.push(id);
    if (committed.length === rows) writer.kill("SIGKILL");
  }
  await ended;
  // A last line may be cut short by the kill.
  return committed.filter((id) => id.length === randomUUID().length);
}

async function survivorsOf(config: Config["database"]): Promise<Set<string>> {
  const database = await openDatabase(config);
  const rows = await database.kysely.selectFrom("property").select("name").execute();
  await database.close();
  return new Set(rows.map(({ name }) => name));
}

async function assertNothingLost(config: Config["database"]): Promise<void> {
  const committed: string[] = [];
  for (const rows of KILLED_AFTER_ROWS) {
    committed.push(...(await writeAndKill(config, rows)));
    const survivors = await survivorsOf(config);
    assert.deepEqual(
      committed.filter((id) => !survivors.has(id)),
      [],
    );
  }
  assert.ok(committed.length >= KILLED_AFTER_ROWS.reduce((sum, rows) => sum + rows, 0));
}

describe("what was committed", () => {
  test("survives the kill of the process on the embedded database", async () => {
    const folder = mkdtempSync(join(tmpdir(), "usher-durability-"));
    await assertNothingLost({ kind: "embedded", folder: join(folder, "database") });
    rmSync(folder, { recursive: true, force: true });
  });

  if (testableKinds().includes("server")) {
    test("survives the kill of the process on PostgreSQL", async () => {
      const opened = await openTestDatabase("server", { migrated: true });
      assert.ok(opened.url);
      await assertNothingLost({ kind: "server", url: opened.url });
      await opened.drop();
    });
  }

  if (hasPostgres()) {
    test("survives the crash of PostgreSQL, and the same handle works on", async () => {
      const server = await startThrowawayPostgres({ safe: true });
      assert.ok(server);
      const database = await openDatabase(
        { kind: "server", url: server.url },
        // The crash ends idle connections, which is what this test is about.
        { onError: () => undefined },
      );
      await migrateToLatest(database);
      const committed: string[] = [];
      const insert = async (): Promise<void> => {
        const name = randomUUID();
        await database.kysely
          .insertInto("property")
          .values({ name, value: "", updated_by: null })
          .execute();
        committed.push(name);
      };
      const writing = Array.from({ length: 4 }, async () => {
        for (;;) await insert();
      });
      const ended = Promise.allSettled(writing);
      while (committed.length < 100) await new Promise((resolve) => setImmediate(resolve));
      await server.crashAndRestart();
      await ended;
      const rows = await database.kysely.selectFrom("property").select("name").execute();
      const survivors = new Set(rows.map(({ name }) => name));
      assert.deepEqual(
        committed.filter((name) => !survivors.has(name)),
        [],
      );
      await database.close();
      await server.stop();
    });
  }
});
