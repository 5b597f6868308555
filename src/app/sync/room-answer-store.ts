import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { CredentialUse } from "./access-tokens.ts";
import type { ExternalApproval } from "../reservations/reservation.ts";
import type { AskedReservation } from "./judge-room-answer.ts";
import type { AwaitedAnswer } from "./lane-store.ts";
import type { Reason } from "./sync-event-store.ts";

/** Port: what became of rooms' answers. Filled by `src/store/`. */
export interface RoomAnswerStore {
  /** The rooms of a meeting that have not answered, where the system may read them. */
  readableRooms(reservationId: string): Promise<readonly ReadableRoom[]>;
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

export interface ReadableRoom {
  readonly mailbox: string;
  readonly credential: Exclude<CredentialUse, { readonly kind: "personal" }>;
  /** IANA zone of its building. */
  readonly timeZone: string;
}

export type RoomAnswerSettlement = {
  readonly state: ReservationState;
  /** Left out where it stays. */
  readonly externalApproval?: ExternalApproval;
} & (
  | /** The room has it. */ { readonly kind: "confirmed"; readonly reason: null }
  /** The room has not, and what was held is free again. Nothing is deleted in the calendar. */
  | { readonly kind: "conflicted"; readonly reason: Reason }
  /** Its date was taken out of the series in Outlook, so that nobody asks the room for it any more. */
  | { readonly kind: "removed"; readonly reason: Reason }
  /** It is invited anew, and its answer awaited once more. */
  | { readonly kind: "ask_again"; readonly reason: null }
  /** Looked for again later, meanwhile in this state. */
  | { readonly kind: "pending"; readonly nextReadMs: number; readonly reason: Reason | null }
);
