/** A PostgreSQL of its own for a run of tests or measurements: fast, unsafe, gone afterwards. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, Socket } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";

export interface ThrowawayPostgres {
  /** Of a superuser, whose database `postgres` serves to create others. */
  readonly url: string;
  readonly folder: string;
  /** Ends the server as a power cut would (what it has flushed stays), and starts it again. */
  crashAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

export interface ThrowawayOptions {
  /** With safe settings a commit is on disk before it is answered; by default speed wins. */
  readonly safe?: boolean;
}

/**
 * Runs PostgreSQL until the standard input ends, which it does however the process that started
 * it comes to its end; then PostgreSQL is ended at once, as by a crash.
 */
const UNTIL_INPUT_ENDS = `
  exec 3<&0
  "$0" "$@" & server=$!
  (cat <&3 >/dev/null; kill -QUIT $server 2>/dev/null) &
  wait $server`;

const VERSION_MIN = 15;
const START_TIMEOUT_MS = 30_000;

/** Whether this machine has what {@link startThrowawayPostgres} needs. */
export function hasPostgres(): boolean {
  return findBinaries() !== null;
}

/** Starts one on an ephemeral port; null where this machine has no PostgreSQL 15 or newer. */
export async function startThrowawayPostgres(
  options: ThrowawayOptions = {},
): Promise<ThrowawayPostgres | null> {
  const binaries = findBinaries();
  if (!binaries) return null;
  const account = serverAccount();
  const folder = mkdtempSync(join(tmpdir(), "usher-postgres-"));
  if (account) chownSync(folder, account.uid, account.gid);
  const spawnHere = (program: string, args: readonly string[]): ChildProcess =>
    spawn(program, args, {
      cwd: folder,
      stdio: ["pipe", "ignore", "pipe"],
      env: { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" },
      ...account,
    });
  await finished(
    spawnHere(join(binaries, "initdb"), [
      "--pgdata=data",
      "--auth=trust",
      "--username=postgres",
      "--encoding=UTF8",
      "--no-locale",
      "--no-sync",
    ]),
    "initdb",
  );
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const start = async (): Promise<ChildProcess> => {
    const postgres = join(binaries, "postgres");
    const serverOptions = serverArguments(folder, port, options.safe ?? false);
    const server = spawnHere("/bin/sh", ["-c", UNTIL_INPUT_ENDS, postgres, ...serverOptions]);
    await untilReady(server, url);
    // A process that is done ends, although its server still runs, and the server with it.
    server.unref();
    for (const stream of [server.stdin, server.stderr]) {
      if (stream instanceof Socket) stream.unref();
    }
    return server;
  };
  let server = await start();
  return {
    url,
    folder,
    crashAndRestart: async () => {
      await crashed(server);
      server = await start();
    },
    stop: async () => {
      await crashed(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function serverArguments(folder: string, port: number, safe: boolean): string[] {
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: folder,
    max_connections: "200",
    shared_buffers: "256MB",
    timezone: "UTC",
    ...(!safe && { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  return ["-D", "data", ...Object.entries(settings).flatMap(([k, v]) => ["-c", `${k}=${v}`])];
}

/** The folder of the newest `initdb` and `postgres` that are new enough. */
function findBinaries(): string | null {
  const installed = globSync("/usr/lib/postgresql/*/bin/postgres")
    .map((path) => ({ folder: join(path, ".."), version: Number(path.split("/")[4]) }))
    .filter(({ version }) => version >= VERSION_MIN)
    .sort((a, b) => b.version - a.version)
    .map(({ folder }) => folder);
  const onPath = (process.env["PATH"] ?? "").split(delimiter);
  const complete = (folder: string): boolean =>
    existsSync(join(folder, "postgres")) && existsSync(join(folder, "initdb"));
  return [...installed, ...onPath].find((folder) => folder !== "" && complete(folder)) ?? null;
}

/** PostgreSQL refuses to run as root: root runs it as somebody else. */
function serverAccount(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const found = ["postgres", "nobody"]
    .map((wanted) => accounts.find(([name]) => name === wanted))
    .find((account) => account !== undefined);
  if (!found) throw new Error("Neither an account postgres nor nobody is there to run PostgreSQL.");
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No port is free.");
  return address.port;
}

function finished(child: ChildProcess, what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let complaint = "";
    child.stderr?.on("data", (chunk: Buffer) => (complaint += chunk.toString("utf8")));
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${what} failed: ${complaint}`)),
    );
  });
}

async function untilReady(server: ChildProcess, url: string): Promise<void> {
  let complaint = "";
  server.stderr?.on("data", (chunk: Buffer) => {
    complaint = (complaint + chunk.toString("utf8")).slice(-10_000);
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline) {
        server.kill("SIGKILL");
        throw new Error(`PostgreSQL did not start: ${complaint}`, { cause: error });
      }
      await delay(50);
    }
  }
}

function crashed(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.ref();
    server.once("exit", () => resolve());
    server.stdin?.end();
  });
}
