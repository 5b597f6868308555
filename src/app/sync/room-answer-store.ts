import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { AwaitedAnswer } from "./lane-store.ts";
import type { Reason } from "./sync-event-store.ts";

/** Port: what became of a room's answer. Filled by `src/store/`. */
export interface RoomAnswerStore {
  /**
   * Writes it, for the reservation as it is now: `decide` is given its state, locked, and says what
   * becomes of it. False where the question is void: it was asked anew, or the hold was given up.
   */
  settle(
    answer: AwaitedAnswer,
    decide: (state: ReservationState) => RoomAnswerSettlement,
  ): Promise<boolean>;
}

export type RoomAnswerSettlement =
  /** The room has it. */
  | { readonly kind: "confirmed"; readonly state: ReservationState }
  /** The room has not, and what was held is free again. Nothing is deleted in the calendar. */
  | { readonly kind: "conflicted"; readonly state: ReservationState; readonly reason: Reason }
  /** Looked for again later, meanwhile in this state. */
  | {
      readonly kind: "pending";
      readonly state: ReservationState;
      readonly nextReadMs: number;
      readonly reason: Reason | null;
    };
