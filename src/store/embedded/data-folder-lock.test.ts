import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterEach, beforeEach, describe, test } from "node:test";
import { FolderInUseError, lockFolder } from "./data-folder-lock.ts";

describe("the lock of a data folder", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "usher-lock-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const path = (): string => join(folder, "usher.lock");
  const write = (lock: Record<string, unknown>): void =>
    writeFileSync(path(), JSON.stringify({ process_identity: null, token: "t", ...lock }));

  test("a folder in use by a living process is refused, with its pid and what to do", async () => {
    const lock = await lockFolder(folder);
    await assert.rejects(lockFolder(folder), (error: unknown) => {
      assert.ok(error instanceof FolderInUseError);
      assert.match(error.message, new RegExp(`in use by process ${process.pid}\\..*Stop that`));
      return true;
    });
    lock.release();
  });

  test("a folder that was released can be locked again", async () => {
    (await lockFolder(folder)).release();
    assert.equal(existsSync(path()), false);
    (await lockFolder(folder)).release();
  });

  test("the lock of a killed process is taken over", async () => {
    const holder = spawn(process.execPath, ["--input-type=module", "-e", holdForever(folder)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((resolve) => holder.stdout.once("data", resolve));
    await assert.rejects(lockFolder(folder), FolderInUseError);
    holder.kill("SIGKILL");
    await new Promise((resolve) => holder.once("exit", resolve));
    (await lockFolder(folder)).release();
  });

  test(
    "a killed process that its parent has not asked for holds no folder",
    { skip: process.platform !== "linux" },
    async () => {
      // The shell becomes a sleep, which asks for none of its children.
      const script = `"$0" --input-type=module -e "$1" & exec sleep 60`;
      const parent = spawn("sh", ["-c", script, process.execPath, holdForever(folder)], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      await new Promise((resolve) => parent.stdout.once("data", resolve));
      const { pid } = JSON.parse(readFileSync(path(), "utf8")) as { pid: number };
      process.kill(pid, "SIGKILL");
      const isZombie = (): boolean => / Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
      while (!isZombie()) await new Promise((resolve) => setImmediate(resolve));
      (await lockFolder(folder)).release();
      parent.kill("SIGKILL");
    },
  );

  test("a later process with the pid of the killed one is not mistaken for it", async () => {
    write({ pid: process.pid, host: hostname(), process_identity: "another-boot:1" });
    (await lockFolder(folder)).release();
  });

  test("of many processes that find a stale lock one takes it over", async () => {
    write({ pid: 2 ** 22 + 1, host: hostname() });
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
    const locks = answers.filter((answer) => answer.status === "fulfilled");
    assert.equal(locks.length, 1);
    for (const { value } of locks) value.release();
  });

  test("a process on another host is in use while its heartbeat goes", async () => {
    write({ pid: 1, host: "elsewhere" });
    await assert.rejects(lockFolder(folder), /in use by process 1 on elsewhere/);
  });

  test("a process on another host is forgotten when its heartbeat has stopped", async () => {
    write({ pid: 1, host: "elsewhere" });
    const minuteAgo = new Date(Date.now() - 60_000);
    utimesSync(path(), minuteAgo, minuteAgo);
    (await lockFolder(folder)).release();
  });

  test("a lock file that is not readable as one is taken over", async () => {
    writeFileSync(path(), "{");
    (await lockFolder(folder)).release();
  });

  test("a lock that another took over is not removed by the one who had it", async () => {
    const lock = await lockFolder(folder);
    write({ pid: 1, host: "elsewhere" });
    lock.release();
    assert.match(readFileSync(path(), "utf8"), /elsewhere/);
  });

  test("a takeover that was interrupted is told with the file to delete", async () => {
    write({ pid: 2 ** 22 + 1, host: hostname() });
    writeFileSync(`${path()}.takeover`, "");
    await assert.rejects(
      lockFolder(folder, { takeoverWaitMs: 100 }),
      /delete .*usher\.lock\.takeover/,
    );
  });
});

function holdForever(folder: string): string {
  const module = new URL("./data-folder-lock.ts", import.meta.url).href;
  return `
    import { lockFolder } from ${JSON.stringify(module)};
    await lockFolder(${JSON.stringify(folder)});
    console.log("locked");
    setInterval(() => {}, 1000);`;
}
