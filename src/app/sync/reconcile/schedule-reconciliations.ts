import type { ReconciliationDependencies } from "./start-reconciliation.ts";

/** A night's rooms begin over so long, so that Exchange does not feel them. */
const SPREAD_MS = 4 * 60 * 60 * 1000;
/** A room that could not be read for so long is reconciled by itself. */
const OUTAGE_MS = 2 * 60 * 60 * 1000;
/** So many rooms at a look; the next one takes up more. */
const ROOMS_AFTER_OUTAGE_MAX = 200;

type Dependencies = Pick<ReconciliationDependencies, "reconciliations" | "newId">;

/** All rooms, each night; a night that is not over yet is not begun a second time. */
export async function startNightlyReconciliation(deps: Dependencies): Promise<number> {
  const recent = await deps.reconciliations.list(20);
  if (recent.some(({ cause, state }) => cause === "schedule" && state === "running")) return 0;
  const started = await deps.reconciliations.start({
    id: deps.newId(),
    scope: { kind: "all" },
    cause: "schedule",
    repairs: true,
    spreadMs: SPREAD_MS,
    audit: null,
  });
  return started?.roomsTotal ?? 0;
}

/**
 * Rooms that could not be read for hours: what was told meanwhile may be lost, so they are read
 * whole and compared as soon as they can be.
 */
export async function reconcileAfterOutages(deps: Dependencies): Promise<number> {
  const rooms = await deps.reconciliations.roomsAfterOutage(OUTAGE_MS, ROOMS_AFTER_OUTAGE_MAX);
  for (const configurationId of rooms) {
    await deps.reconciliations.start({
      id: deps.newId(),
      scope: { kind: "room", configurationId },
      cause: "outage",
      repairs: true,
      spreadMs: 0,
      audit: null,
    });
  }
  return rooms.length;
}
