import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../src/store/database.ts";
import { migrateToLatest } from "../src/store/migrate.ts";
import { fillOrganisation } from "./benchmark-data.ts";
import { createSlots, loadApi } from "./creations.ts";
import { startMeasuredServer } from "./measured-server.ts";

const CLIENTS = 8;

/** What a server needs with the database inside it: at rest with so many spaces, and after load. */
export async function measureEmbeddedMemory(
  spaces: number,
  durationSeconds: number,
): Promise<object> {
  const dataFolder = mkdtempSync(join(tmpdir(), "usher-bench-"));
  const database = await openDatabase({ kind: "embedded", folder: `${dataFolder}/database` });
  await migrateToLatest(database);
  const client = await database.pool.connect();
  const organisation = await fillOrganisation(client, spaces).finally(() => client.release());
  await database.close();
  const server = await startMeasuredServer({
    USHER_DATA_FOLDER: dataFolder,
    USHER_SERVICES: "web",
    USHER_REQUESTS_PER_MINUTE: "0",
  });
  try {
    const before = server.residentMegabytes();
    const nextSlot = createSlots(organisation.spaceIds);
    const creations = await loadApi(server.url, organisation, nextSlot, CLIENTS, durationSeconds);
    return {
      spaces,
      clients: CLIENTS,
      creations,
      resident_megabytes: { before, after: server.residentMegabytes() },
    };
  } finally {
    await server.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}
