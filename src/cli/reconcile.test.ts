import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../cli.ts", import.meta.url));

describe("usher reconcile", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "usher-reconcile-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function usher(...args: string[]) {
    const { DATABASE_URL: _, ...environment } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
      encoding: "utf8",
      env: { ...environment, USHER_DATA_FOLDER: join(folder, "data"), SECRET: "secret" },
    });
    return { status, stdout, stderr };
  }

  test("tells its usage where the rooms are not named, or named twice", () => {
    for (const args of [
      [],
      ["--all", "--room", "a@b.example"],
      ["--all", "--repair", "--report"],
    ]) {
      const { status, stderr } = usher("reconcile", ...args);
      assert.equal(status, 2);
      assert.match(stderr, /Usage: usher reconcile/);
    }
  });

  test("says which room or provider it does not know, and that nothing is synced", () => {
    const room = usher("reconcile", "--room", "nobody@usher.example");
    assert.deepEqual([room.status, room.stdout], [1, ""]);
    assert.match(room.stderr, /nobody@usher\.example/);
    assert.match(usher("reconcile", "--provider", "Elsewhere").stderr, /"Elsewhere"/);
    assert.match(usher("reconcile", "--all").stderr, /No room of these is synced/);
  });

  test("reports the differences of what was read last, in plain lines", () => {
    const file = join(folder, "organisation.json");
    writeFileSync(file, JSON.stringify(ORGANISATION));
    const made = usher("set-up", "--file", file);
    assert.equal(made.status, 0, made.stderr);
    const { status, stdout, stderr } = usher("reconcile", "--all", "--report");
    assert.deepEqual([status, stderr], [0, ""]);
    assert.match(stdout, /^1\/1 rooms, 0 differences$/m);
    assert.match(stdout, /^no differences$/m);
  });
});

const ORGANISATION = {
  buildings: [{ name: "North", time_zone: "Europe/Berlin" }],
  modules: [{ name: "Meeting rooms" }],
  spaces: [{ name: "Oak", building: "North", capacity: 8, email: "oak@usher.example" }],
  calendar_providers: [
    {
      name: "Exchange",
      tenant_id: "00000000-0000-4000-8000-000000000001",
      client_id: "00000000-0000-4000-8000-000000000002",
      client_secret_env: "SECRET",
    },
  ],
  sync_configurations: [
    { building: "North", space: "Oak", provider: "Exchange", room_mailbox: "oak@usher.example" },
  ],
};
