import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { Worker } from "node:worker_threads";
import { lockFolder } from "./data-folder-lock.ts";
import type { FromEmbedded, ServeEmbedded } from "./embedded-messages.ts";

/** Where a running embedded database is reached: `host` is the folder of its Unix socket. */
export interface EmbeddedServer {
  readonly host: string;
  readonly port: number;
  /** The whole database as one file, to begin another from (tests). */
  snapshot(): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Where the data live; null keeps them in memory (tests). */
  readonly folder: string | null;
  readonly snapshotFile?: string;
  /** Told when the database ends without having been asked to. */
  readonly onFailure: (error: Error) => void;
}

const PORT = 5432;
const START_TIMEOUT_MS = 60_000;

/**
 * Starts the embedded database in its own thread. Throws a `FolderInUseError` where another
 * process has the folder. Data survive the kill of the process, but PGlite does not flush to disk,
 * so the last moments before a power loss may be lost.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  if (process.platform === "win32") {
    throw new Error(
      "The embedded database needs Unix sockets, which Windows lacks here. " +
        "Name a PostgreSQL server in DATABASE_URL.",
    );
  }
  const { folder } = options;
  if (folder === null) return startThread(options);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const lock = await lockFolder(folder);
  try {
    const server = await startThread({ ...options, folder: join(folder, "pgdata") });
    return {
      ...server,
      close: async () => {
        await server.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function startThread(options: EmbeddedOptions): Promise<EmbeddedServer> {
  // Not in the data folder: the path of a Unix socket may have about a hundred characters only.
  const host = await mkdtemp(join(tmpdir(), "usher-"));
  const start: ServeEmbedded = {
    folder: options.folder,
    snapshotFile: options.snapshotFile ?? null,
    socketPath: join(host, `.s.PGSQL.${PORT}`),
  };
  const worker = new Worker(new URL("./serve-embedded.ts", import.meta.url), {
    workerData: start,
    env: { ...process.env, NODE_OPTIONS: "" },
    execArgv: [],
  });
  try {
    await awaitMessage(worker, "ready", START_TIMEOUT_MS);
  } catch (error) {
    await worker.terminate();
    await rm(host, { recursive: true, force: true });
    throw error;
  }
  let closing = false;
  worker.on("error", options.onFailure);
  worker.on("exit", () => {
    if (!closing) options.onFailure(new Error("The embedded database ended unexpectedly."));
  });
  return {
    host,
    port: PORT,
    snapshot: async () => {
      const answer = awaitMessage(worker, "snapshot", START_TIMEOUT_MS);
      worker.postMessage("snapshot", []);
      return (await answer).bytes;
    },
    close: async () => {
      closing = true;
      const closed = awaitMessage(worker, "closed", START_TIMEOUT_MS);
      worker.postMessage("close", []);
      await closed;
      await worker.terminate();
      await rm(host, { recursive: true, force: true });
    },
  };
}

function awaitMessage<Kind extends FromEmbedded["kind"]>(
  worker: Worker,
  kind: Kind,
  timeoutMs: number,
): Promise<Extract<FromEmbedded, { kind: Kind }>> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer);
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
    };
    const onError = (error: unknown): void => {
      settle();
      reject(new Error("The embedded database failed.", { cause: error }));
    };
    const onExit = (): void => onError(new Error("Its thread ended."));
    const onMessage = (message: FromEmbedded): void => {
      if (message.kind === "failed") return onError(new Error(message.message));
      if (message.kind !== kind) return;
      settle();
      resolve(message as Extract<FromEmbedded, { kind: Kind }>);
    };
    const timer = setTimeout(
      () => onError(new Error(`It did not answer within ${timeoutMs / 1000} seconds.`)),
      timeoutMs,
    );
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
  });
}
