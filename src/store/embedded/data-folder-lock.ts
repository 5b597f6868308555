/**
 * Two processes on one embedded database lose rows without a word, so a folder has one owner: the
 * process that its lock file names. The file outlives a killed process; then it is stale, and the
 * next process takes it over.
 */
import { randomUUID } from "node:crypto";
import { readFileSync, unlinkSync, utimesSync } from "node:fs";
import { link, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";

const HEARTBEAT_MS = 2_000;
/** A process on another host (or in another container) can only be judged by its heartbeat. */
const HEARTBEAT_LAPSED_MS = 10_000;
const TAKEOVER_WAIT_MS = 5_000;

const lockSchema = z.object({
  pid: z.number().int(),
  host: z.string(),
  /** Tells the process from a later one with the same pid; null where the system does not say. */
  process_identity: z.string().nullable(),
  token: z.string(),
});
type Lock = z.infer<typeof lockSchema>;

export interface FolderLock {
  release(): void;
}

/** The folder belongs to another process, or cannot be told not to. */
export class FolderInUseError extends Error {
  override readonly name = "FolderInUseError";
}

/** Makes this process the owner of the folder, or throws a {@link FolderInUseError} that says why not. */
export async function lockFolder(
  folder: string,
  { takeoverWaitMs = TAKEOVER_WAIT_MS }: { readonly takeoverWaitMs?: number } = {},
): Promise<FolderLock> {
  const path = join(folder, "usher.lock");
  const mine: Lock = {
    pid: process.pid,
    host: hostname(),
    process_identity: processIdentity(process.pid),
    token: randomUUID(),
  };
  if (!(await placeLock(path, mine))) {
    await takeOver(folder, path, mine, takeoverWaitMs);
  }
  return hold(path, mine);
}

/** Atomic, contents and all: a reader never sees half a lock. */
async function placeLock(path: string, lock: Lock): Promise<boolean> {
  const draft = `${path}.${lock.token}`;
  await writeFile(draft, JSON.stringify(lock), { mode: 0o600 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * One process at a time looks at a lock that stands and replaces it if it is stale; judged outside
 * this section, a lock could have been taken over by a third process meanwhile.
 */
async function takeOver(folder: string, path: string, mine: Lock, waitMs: number): Promise<void> {
  const section = `${path}.takeover`;
  const deadline = Date.now() + waitMs;
  while (!(await made(section))) {
    if (Date.now() > deadline) {
      throw new FolderInUseError(
        `Another process is just opening the database in ${folder}, or was killed while it did. ` +
          `If none is running, delete ${section} and start again.`,
      );
    }
    await delay(50);
  }
  try {
    const standing = await readLock(path);
    if (standing) await refuseIfAlive(folder, path, standing);
    await rm(path, { force: true });
    if (!(await placeLock(path, mine))) {
      throw new FolderInUseError(
        `Another process opened the database in ${folder} at this moment.`,
      );
    }
  } finally {
    await rm(section, { recursive: true, force: true });
  }
}

async function refuseIfAlive(folder: string, path: string, lock: Lock): Promise<void> {
  if (lock.host === hostname()) {
    if (!isAlive(lock)) return;
    throw new FolderInUseError(
      `The database in ${folder} is in use by process ${lock.pid}. Stop that process, or give this ` +
        "one another folder in USHER_DATA_FOLDER, or a server in DATABASE_URL that both can use.",
    );
  }
  const ageMs = Date.now() - (await stat(path)).mtimeMs;
  if (ageMs > HEARTBEAT_LAPSED_MS) return;
  throw new FolderInUseError(
    `The database in ${folder} is in use by process ${lock.pid} on ${lock.host}. Stop that process ` +
      `(a killed one is forgotten after ${HEARTBEAT_LAPSED_MS / 1000} seconds), or give this one ` +
      "another folder in USHER_DATA_FOLDER.",
  );
}

function hold(path: string, mine: Lock): FolderLock {
  const heartbeat = setInterval(() => {
    const now = new Date();
    try {
      utimesSync(path, now, now);
    } catch (error) {
      process.emitWarning(
        `The lock file ${path} cannot be renewed (${String(error)}); do not open its folder elsewhere.`,
      );
    }
  }, HEARTBEAT_MS);
  heartbeat.unref();
  const release = (): void => {
    clearInterval(heartbeat);
    process.off("exit", release);
    if (parseLock(readIfThere(path))?.token === mine.token) unlinkSync(path);
  };
  process.on("exit", release);
  return { release };
}

function isAlive(lock: Lock): boolean {
  try {
    process.kill(lock.pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    if (codeOf(error) !== "EPERM") return false;
  }
  return lock.process_identity === null || lock.process_identity === processIdentity(lock.pid);
}

/** Linux: the machine's boot and the process's start within it; null where that cannot be read. */
function processIdentity(pid: number): string | null {
  const boot = readIfThere("/proc/sys/kernel/random/boot_id")?.trim();
  const status = readIfThere(`/proc/${pid}/stat`);
  if (!boot || !status) return null;
  // Fields 3, state, and 22, start time; behind the name, which is in brackets and may hold spaces.
  const fields = status.slice(status.lastIndexOf(")") + 2).split(" ");
  const [state, started] = [fields[0], fields[19]];
  // A zombie: killed, and its parent has not asked for it yet, nor may it ever (as in a container).
  if (state === "Z" || !started) return null;
  return `${boot}:${started}`;
}

async function readLock(path: string): Promise<Lock | undefined> {
  try {
    return parseLock(await readFile(path, "utf8"));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Undefined for what is not a lock of ours: nobody can hold that. */
function parseLock(text: string | undefined): Lock | undefined {
  if (text === undefined) return undefined;
  try {
    return lockSchema.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (["ENOENT", "EACCES", "ESRCH"].includes(codeOf(error) ?? "")) return undefined;
    throw error;
  }
}

async function made(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
