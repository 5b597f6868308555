import { lagLabel } from "../../../core/health/change-lag.ts";
import type { HealthCounters, HealthCountStore } from "../../health/health-counters.ts";
import type { ClaimedRoom, RoomReading } from "../inbound/claimed-room.ts";
import type { ReconciliationStore } from "./ports.ts";

export interface NoteReadingDependencies {
  readonly reconciliations: Pick<ReconciliationStore, "noteFullRound">;
  readonly lags: Pick<HealthCountStore, "changeLagMs">;
  readonly counters: Pick<HealthCounters, "count">;
  /** A room that waited to be read whole can be compared now. */
  readonly wakeReconciler: () => void;
}

/**
 * Reads a room, and counts what was taken in and how long that took; a full round is told to
 * reconciliations, and tells nothing of how long changes take.
 */
export async function noteReading(
  deps: NoteReadingDependencies,
  room: ClaimedRoom,
  readRoom: (room: ClaimedRoom) => Promise<RoomReading>,
): Promise<RoomReading> {
  const reading = await readRoom(room);
  if (reading.kind !== "read") return reading;
  const { changes, wasFull } = reading;
  if (changes > 0) deps.counters.count("changes_taken_in", "", changes);
  if (wasFull) {
    await deps.reconciliations.noteFullRound(room.configurationId, changes);
    deps.wakeReconciler();
  } else if (changes > 0) {
    const lagMs = await deps.lags.changeLagMs(room.configurationId);
    if (lagMs !== null) {
      deps.counters.count("change_lag", lagLabel(lagMs), changes);
      deps.counters.count("change_lag_ms", "", Math.max(0, lagMs) * changes);
    }
  }
  return reading;
}
