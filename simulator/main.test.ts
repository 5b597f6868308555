import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));
const DEADLINE_MS = 30_000;

interface Run {
  readonly child: ChildProcess;
  /** All it has printed so far, on both streams. */
  readonly printed: () => string;
  readonly exited: Promise<number | null>;
}

function run(args: readonly string[], secret: string | null = "a-demo-secret"): Run {
  const { SIMULATOR_CLIENT_SECRET: _, ...environment } = process.env;
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...environment, ...(secret === null ? {} : { SIMULATOR_CLIENT_SECRET: secret }) },
    timeout: DEADLINE_MS,
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
  }
  const exited = once(child, "close").then(([code]) => code as number | null);
  return { child, printed: () => text, exited };
}

/** Waits until the process has printed what fits, or has ended without. */
async function waitFor({ child, printed }: Run, pattern: RegExp): Promise<RegExpExecArray> {
  for (;;) {
    const found = pattern.exec(printed());
    if (found) return found;
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`It ended and printed only: ${printed()}`);
    }
    await Promise.race([once(child.stdout ?? child, "data"), once(child, "close")]);
  }
}

describe("the simulator's command", () => {
  let dataFolder: string;
  beforeEach(async () => {
    dataFolder = await mkdtemp(path.join(tmpdir(), "simulator-command-"));
  });
  afterEach(() => rm(dataFolder, { recursive: true }));

  const onFreePorts = () => ["--https-port", "0", "--pages-port", "0", "--data", dataFolder];

  test("prints its addresses, answers there, and ends well on SIGTERM", async () => {
    const simulator = run(onFreePorts());
    const [, pagesUrl] = await waitFor(simulator, /Pages\s+(http:\/\/localhost:\d+)\n[^]*ca\.pem/);
    assert.equal((await fetch(`${pagesUrl}/control/state`)).status, 200);
    simulator.child.kill("SIGTERM");
    assert.equal(await simulator.exited, 0);
  });

  test("a taken port is named, with what to do", async () => {
    const first = run(onFreePorts());
    try {
      const [, port = ""] = await waitFor(first, /Pages\s+http:\/\/localhost:(\d+)/);
      const second = run(["--https-port", "0", "--pages-port", port, "--data", "memory"]);
      assert.equal(await second.exited, 1);
      assert.match(second.printed(), new RegExp(`Port ${port} is taken\\.`));
    } finally {
      first.child.kill("SIGTERM");
      await first.exited;
    }
  });

  test("without the application's secret it says which variable to set", async () => {
    const simulator = run(onFreePorts(), null);
    assert.equal(await simulator.exited, 1);
    assert.match(simulator.printed(), /Set SIMULATOR_CLIENT_SECRET/);
  });

  test("an unknown option is refused with the usage", async () => {
    const simulator = run(["--colour", "red"]);
    assert.equal(await simulator.exited, 1);
    assert.match(simulator.printed(), /--https-port N/);
  });
});
