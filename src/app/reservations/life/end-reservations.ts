import { lapseShown } from "./lapse-shown.ts";
import type { ReleaseDependencies } from "./release-due.ts";

const ENDED_AT_ONCE_MAX = 500;
const ENDED_PER_RUN_MAX = 50_000;

/**
 * Closes what is over, the first that ended first: what took place is completed, with a check-out
 * that was missed noted; what never was confirmed is cancelled. The calendar is told only of what it
 * shows at another time, since for it a meeting that is over is history. Answers how many; safe to run
 * at any time, and twice at once.
 */
export async function endReservations(deps: ReleaseDependencies): Promise<number> {
  const { lifeStore, announceChange } = deps;
  const shown = await lapseShown(deps);
  const completed = await inChunks((limit) => lifeStore.complete(limit));
  const lapsed = await inChunks((limit) => lifeStore.lapse(limit));
  const ended = completed + lapsed;
  if (ended > 0) announceChange();
  return shown + ended;
}

async function inChunks(end: (limit: number) => Promise<number>): Promise<number> {
  let ended = 0;
  while (ended < ENDED_PER_RUN_MAX) {
    const chunk = await end(ENDED_AT_ONCE_MAX);
    ended += chunk;
    if (chunk < ENDED_AT_ONCE_MAX) break;
  }
  return ended;
}
