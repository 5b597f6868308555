import { SYNC_REMEDIES } from "../sync/sync-reasons.ts";

const REMEDIES: Readonly<Record<string, string>> = SYNC_REMEDIES;
const OTHERWISE = "Ask an administrator to look at the reservation's sync event.";

/**
 * What to do about a reservation that is conflicted or waits, by the reason's code, as one
 * sentence; null where there is no reason. The reason itself is written with the state.
 */
export function remedyForReason(reasonCode: string | null): string | null {
  return reasonCode === null ? null : (REMEDIES[reasonCode] ?? OTHERWISE);
}
