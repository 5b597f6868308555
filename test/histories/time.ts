import type { World } from "../../simulator/world.ts";
import { advanceTo } from "../../simulator/world-time.ts";
import type { VirtualDatabaseClock } from "./virtual-database-clock.ts";

/** The time of a history: Exchange's, the database's and every process' clock move together. */
export interface HistoryTime {
  readonly nowMs: () => number;
  /** Moves on, and lets Exchange do on the way what is due. */
  advance(durationMs: number): Promise<void>;
}

export function createHistoryTime(world: World, database: VirtualDatabaseClock): HistoryTime {
  database.set(world.clock.now());
  return {
    nowMs: () => world.clock.now(),
    async advance(durationMs) {
      await advanceTo(world, world.clock.now() + durationMs);
      database.set(world.clock.now());
    },
  };
}
