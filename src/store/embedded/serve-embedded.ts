/**
 * The embedded database's own thread: PGlite, and a socket that speaks PostgreSQL's protocol, so
 * that the rest of the program talks to it as it talks to a server. In the main thread PGlite
 * would hold up everything else for as long as a query runs.
 */
import { readFile } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import type { FromEmbedded, ServeEmbedded } from "./embedded-messages.ts";
import { keepQueriesWhole } from "./keep-queries-whole.ts";

const CONNECTIONS_MAX = 20;

const { folder, snapshotFile, socketPath } = workerData as ServeEmbedded;
const port = parentPort;
if (!port) throw new Error("This file runs in a worker thread; see open-embedded.ts.");

function tell(message: FromEmbedded): void {
  port?.postMessage(message);
}

const database = await PGlite.create({
  ...(folder !== null && { dataDir: folder }),
  ...(snapshotFile !== null && { loadDataDir: new Blob([await readFile(snapshotFile)]) }),
  extensions: { btree_gist },
});
const server = new PGLiteSocketServer({
  db: keepQueriesWhole(database),
  path: socketPath,
  maxConnections: CONNECTIONS_MAX,
});
await server.start();

port.on("message", (message: "close" | "snapshot") => {
  if (message === "snapshot") {
    database
      .dumpDataDir("none")
      .then((file) => file.arrayBuffer())
      .then((bytes) => tell({ kind: "snapshot", bytes: new Uint8Array(bytes) }))
      .catch((error: unknown) => tell({ kind: "failed", message: String(error) }));
    return;
  }
  server
    .stop()
    .then(() => database.close())
    .then(() => tell({ kind: "closed" }))
    .catch((error: unknown) => tell({ kind: "failed", message: String(error) }))
    .finally(() => port.close());
});
tell({ kind: "ready" });
