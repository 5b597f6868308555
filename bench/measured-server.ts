import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { serveArguments } from "../test/support/usher-process.ts";

export interface MeasuredServer {
  readonly url: string;
  /** Resident memory of the process now, in megabytes (10^6 bytes); null where /proc is missing. */
  residentMegabytes(): number | null;
  stop(): Promise<void>;
}

/** Starts a server process of its own, as an operator would, and waits until it listens. */
export async function startMeasuredServer(
  environment: Readonly<Record<string, string>>,
): Promise<MeasuredServer> {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const child = spawn(process.execPath, serveArguments(), {
    cwd: root,
    env: { ...process.env, USHER_PORT: "0", USHER_LOG_LEVEL: "info", ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await listeningUrl(child);
  return {
    url,
    residentMegabytes: () => residentMegabytes(child.pid ?? 0),
    stop: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function listeningUrl(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("The server has no output to read.");
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /"url":"(http:[^"]+)"/.exec(line)?.[1];
    if (url && line.includes("listening")) {
      child.stdout.resume();
      return url;
    }
  }
  throw new Error("The server ended before it listened.");
}

function residentMegabytes(pid: number): number | null {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return null;
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(path, "utf8"))?.[1];
  return kilobytes ? Math.round((Number(kilobytes) * 1024) / 1e5) / 10 : null;
}
