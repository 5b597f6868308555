import type { ApprovalState } from "../../core/reservations/approval.ts";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import type { NewReservation } from "./ports.ts";
import type { ServiceChange, ServiceTimeTaken } from "./services/ports.ts";

/** A meeting in several spaces, with a reservation for each; what else it says is of its own row. */
export interface NewMeeting extends NewReservation {
  readonly rooms: readonly NewRoom[];
}

export interface NewRoom {
  readonly id: string;
  readonly spaceId: string;
  readonly state: ReservationState;
  readonly approval: ApprovalState;
  /** The meeting's event does not invite it. */
  readonly isOutsideCalendar: boolean;
  readonly services: ServiceChange | null;
}

export type MeetingCreation =
  | { readonly outcome: "created" }
  /** Nothing was made. None are told where they became free again meanwhile. */
  | { readonly outcome: "spaces_taken"; readonly spaceIds: readonly string[] }
  | ServiceTimeTaken
  | { readonly outcome: "key_used" };

/** Port, filled by `src/store/together-store.ts`: several spaces that are reserved in one go. */
export interface TogetherStore {
  /**
   * Writes a meeting in several spaces as a single reservation is written, with a hold for each space:
   * all or nothing.
   */
  createMeeting(meeting: NewMeeting): Promise<MeetingCreation>;
}

/** What the use cases of several spaces stand on besides. */
export interface TogetherDependencies extends ReservationDependencies {
  readonly togetherStore: TogetherStore;
}
