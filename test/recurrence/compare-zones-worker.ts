import { parentPort, workerData } from "node:worker_threads";
import { createZoneComparer, type ZoneToCompare } from "./compare-zone.ts";

/** Compares the zones that it is handed, one at a time. */
const compareZone = createZoneComparer(workerData as readonly string[]);
parentPort?.on("message", (zone: ZoneToCompare) => parentPort?.postMessage(compareZone(zone), []));
