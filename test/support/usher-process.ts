import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const START_TIMEOUT_MS = 60_000;

/** A server in a process of its own, as an operator runs it. */
export interface UsherProcess {
  readonly url: string;
  readonly pid: number;
  /** Everything it wrote, for a failing test to show and for secrets to be looked for. */
  output(): string;
  /** SIGTERM: finishes what is under way. */
  stop(): Promise<void>;
  /** SIGKILL: as if the power had gone. */
  kill(): Promise<void>;
}

/** What `npm run serve` gives to Node: its limits on memory belong to what is run and measured. */
export function serveArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  return (scripts["serve"] ?? "").split(" ").slice(1);
}

/** Starts the server with these settings and waits until it listens. */
export async function startUsherProcess(
  environment: Readonly<Record<string, string>>,
): Promise<UsherProcess> {
  const { DATABASE_URL: _url, USHER_TEST_DATABASE_URL: _test, ...inherited } = process.env;
  const child = spawn(process.execPath, serveArguments(), {
    cwd: ROOT,
    env: { ...inherited, USHER_REQUESTS_PER_MINUTE: "0", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString("utf8")).slice(-2_000_000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const url = await listeningUrl(child, () => output);
  const end = async (signal: "SIGTERM" | "SIGKILL"): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  };
  return {
    url,
    pid: child.pid ?? 0,
    output: () => output,
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
  };
}

async function listeningUrl(child: ChildProcess, output: () => string): Promise<string> {
  const { stdout } = child;
  if (!stdout) throw new Error("The server has no output to read.");
  return await new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`The server did not listen in time.\n${output()}`));
    }, START_TIMEOUT_MS);
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`The server ended with code ${code}.\n${output()}`));
    });
    createInterface({ input: stdout }).on("line", (line) => {
      const url = line.includes('"msg":"listening"')
        ? /"url":"([^"]+)"/.exec(line)?.[1]
        : undefined;
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
}
