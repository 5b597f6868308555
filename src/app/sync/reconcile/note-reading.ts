import type { HealthCounters } from "../../health/health-counters.ts";
import type { ClaimedRoom, RoomReading } from "../inbound/claimed-room.ts";
import type { ReconciliationStore } from "./ports.ts";

export interface NoteReadingDependencies {
  readonly reconciliations: Pick<ReconciliationStore, "noteFullRound">;
  readonly counters: Pick<HealthCounters, "count">;
  /** A room that waited to be read whole can be compared now. */
  readonly wakeReconciler: () => void;
}

/** Reads a room, and counts what was taken in; a full round is told to reconciliations. */
export async function noteReading(
  deps: NoteReadingDependencies,
  room: ClaimedRoom,
  readRoom: (room: ClaimedRoom) => Promise<RoomReading>,
): Promise<RoomReading> {
  const reading = await readRoom(room);
  if (reading.kind !== "read") return reading;
  if (reading.changes > 0) deps.counters.count("changes_taken_in", "", reading.changes);
  if (reading.wasFull) {
    await deps.reconciliations.noteFullRound(room.configurationId, reading.changes);
    deps.wakeReconciler();
  }
  return reading;
}
