import assert from "node:assert/strict";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { createPersistence } from "./persistence.ts";

describe("what the simulator keeps", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "simulator-persistence-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test("a name that was never saved is null", () => {
    assert.equal(createPersistence(folder).load("nothing"), null);
  });

  test("the last of several quick saves is what a later start finds", async () => {
    const first = createPersistence(folder);
    first.save("mailbox", { events: 1 });
    first.save("mailbox", { events: 2 });
    await first.flush();
    assert.deepEqual(createPersistence(folder).load("mailbox"), { events: 2 });
  });

  test("data given as a function are pictured when they are written, not before", async () => {
    const state = { events: 1 };
    const persistence = createPersistence(folder);
    persistence.save("mailbox", () => ({ ...state }));
    state.events = 5;
    await persistence.flush();
    assert.deepEqual(persistence.load("mailbox"), { events: 5 });
  });

  test("files are readable by their owner only, because they hold keys", async () => {
    const persistence = createPersistence(folder);
    persistence.save("keys", { secret: "s" });
    await persistence.flush();
    assert.equal((await stat(path.join(folder, "keys.json"))).mode & 0o777, 0o600);
  });

  test("a damaged file is named, with what to do about it", async () => {
    await writeFile(path.join(folder, "mailbox.json"), "{half");
    assert.throws(() => createPersistence(folder).load("mailbox"), /mailbox\.json is damaged/);
  });

  test("a name that would leave the folder is refused", () => {
    const persistence = createPersistence(folder);
    assert.throws(() => persistence.load("../outside"), /cannot be a file name/);
    assert.throws(() => persistence.save("a/b", {}), /cannot be a file name/);
  });
});
