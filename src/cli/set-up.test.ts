import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../cli.ts", import.meta.url));

describe("usher set-up", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "usher-set-up-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function run(...args: string[]) {
    const { DATABASE_URL: _, ...environment } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, "set-up", ...args], {
      encoding: "utf8",
      env: { ...environment, USHER_DATA_FOLDER: join(folder, "data") },
    });
    return { status, stdout, stderr };
  }
  function write(content: unknown): string {
    const file = join(folder, "organisation.json");
    writeFileSync(file, JSON.stringify(content));
    return file;
  }

  test("makes what the file describes, and nothing the second time", () => {
    const file = write({ buildings: [{ name: "North", time_zone: "Europe/Berlin" }] });
    const first = run("--file", file);
    assert.deepEqual([first.status, first.stderr], [0, ""]);
    assert.match(first.stdout, /^building: 1 made$/m);
    assert.match(run("--file", file).stdout, /^building: 0 made$/m);
  });

  test("says what is wrong with the file and ends with 1", () => {
    const { status, stderr } = run("--file", write({ buildings: [{ name: "North" }] }));
    assert.equal(status, 1);
    assert.match(stderr, /buildings\.0\.time_zone.*nothing of it was applied/s);
  });

  test("says that the file is not there and ends with 1", () => {
    const { status, stderr } = run("--file", join(folder, "missing.json"));
    assert.equal(status, 1);
    assert.match(stderr, /missing\.json/);
  });

  test("tells its usage and ends with 2 when no file is named", () => {
    const { status, stderr } = run("--folder", "x");
    assert.equal(status, 2);
    assert.match(stderr, /Usage: usher set-up --file/);
  });
});
