import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { ExternalApproval } from "../reservations/reservation.ts";
import type { AskedReservation } from "./judge-room-answer.ts";
import type { AwaitedAnswer } from "./lane-store.ts";
import type { Reason } from "./sync-event-store.ts";

/** Port: what became of rooms' answers. Filled by `src/store/`. */
export interface RoomAnswerStore {
  /**
   * Writes it, for the meeting as it is now: `decide` is given each of its reservations that is not
   * over, locked, and says what becomes of it. The question stands as long as one of them is
   * pending. False where it is void: it was asked anew, or the holds were given up.
   */
  settle(
    answer: AwaitedAnswer,
    decide: (asked: AskedReservation) => RoomAnswerSettlement,
  ): Promise<boolean>;
}

export type RoomAnswerSettlement = {
  readonly state: ReservationState;
  /** Left out where it stays. */
  readonly externalApproval?: ExternalApproval;
} & (
  | /** The room has it. */ { readonly kind: "confirmed"; readonly reason: null }
  /** The room has not, and what was held is free again. Nothing is deleted in the calendar. */
  | { readonly kind: "conflicted"; readonly reason: Reason }
  /** Looked for again later, meanwhile in this state. */
  | { readonly kind: "pending"; readonly nextReadMs: number; readonly reason: Reason | null }
);
