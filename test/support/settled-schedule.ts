import type { Reservation } from "../../src/contract/reservations.ts";
import type { ApiClient, Room } from "./api-client.ts";
import { until } from "./until.ts";

/**
 * Waits until nothing is under way any more, and gives all reservations of these rooms, cancelled
 * ones too. Throws, naming what is not settled, once the deadline is over or one is conflicted.
 */
export async function settledSchedule(
  client: ApiClient,
  rooms: readonly Room[],
  deadlineMs: number,
): Promise<readonly Reservation[]> {
  const endsAtMs = performance.now() + deadlineMs;
  const all: Reservation[] = [];
  // Room by room: one that is quiet need not be looked at again.
  for (const { id } of rooms) {
    let open: readonly Reservation[] = [];
    try {
      const schedule = await until(
        "everything is settled",
        async () => {
          const found = await client.schedule(id);
          open = found.filter((reservation) => !isSettled(reservation));
          return open.length === 0 && found;
        },
        { deadlineMs: endsAtMs - performance.now(), everyMs: 250 },
      );
      all.push(...schedule);
    } catch (error) {
      throw new Error(`Not settled: ${JSON.stringify(open.map(brief))}`, { cause: error });
    }
  }
  return all;
}

function isSettled({ state, sync_state, sync_event_state }: Reservation): boolean {
  if (sync_event_state === "new" || sync_event_state === "processing") return false;
  if (sync_state === "sync_enqueued") return false;
  return state === "cancelled" || (state === "confirmed" && sync_state === "synchronized");
}

function brief(reservation: Reservation): object {
  const { id, state, space, start, version, reason, updated_at: updatedAt } = reservation;
  const { sync_state: syncState, sync_event_state: syncEventState } = reservation;
  return {
    id,
    state,
    space: space.name,
    start,
    version,
    updatedAt,
    syncState,
    syncEventState,
    reason,
  };
}
