import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import { isUnwritten, SYNC_REMEDIES } from "../sync/sync-reasons.ts";

const REMEDIES: Readonly<Record<string, string>> = SYNC_REMEDIES;
const OTHERWISE = "Ask an administrator to look at the reservation's sync event.";

const SPACE_LET_GO =
  "The space is not held any more: to have another one or another time, change the reservation.";

/**
 * What to do about a reservation that is conflicted or waits, by the reason's code; null where
 * there is no reason. The reason itself is written with the state.
 */
export function remedyForReason(state: ReservationState, reasonCode: string | null): string | null {
  if (reasonCode === null) return null;
  const remedy = REMEDIES[reasonCode] ?? OTHERWISE;
  return isUnwritten(state, reasonCode) ? `${remedy} ${SPACE_LET_GO}` : remedy;
}
