import type { ApprovalState } from "../../core/reservations/approval.ts";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import type {
  ChangedColumns,
  NewReservation,
  ReservationAudit,
  ReservationChange,
  WrittenSyncEvent,
} from "./ports.ts";
import type { Reservation } from "./reservation.ts";
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

/** A group: a reservation for each member, and the row that they are of. */
export interface NewGroup {
  /** It holds no space, and no calendar is told of it. */
  readonly row: NewReservation;
  readonly members: readonly GroupMember[];
}

export interface GroupMember {
  readonly row: NewReservation;
  readonly services: ServiceChange | null;
}

/** A change of a group, and of those of its members for which it is one, as they were judged. */
export interface GroupChange {
  readonly group: Reservation;
  readonly members: readonly MemberChange[];
  /** Of the group's row. */
  readonly columns: ChangedColumns;
  readonly audit: ReservationAudit;
  /** A UUID, which the calls of what is enqueued carry. */
  readonly requestId: string;
}

export interface MemberChange {
  readonly member: Reservation;
  readonly plan: (events: readonly WrittenSyncEvent[]) => ReservationChange;
}

export type GroupChangeOutcome =
  | { readonly outcome: "changed" | "stale" }
  /** Everything stands as it was. */
  | { readonly outcome: "space_taken"; readonly spaceId: string }
  | ServiceTimeTaken;

/** Port, filled by `src/store/together-store.ts`: several spaces that are reserved in one go. */
export interface TogetherStore {
  /**
   * Writes a meeting in several spaces as a single reservation is written, with a hold for each space:
   * all or nothing.
   */
  createMeeting(meeting: NewMeeting): Promise<MeetingCreation>;
  /** Writes a group with the reservations of all its members: all or nothing. */
  createGroup(group: NewGroup): Promise<MeetingCreation>;
  /** Changes a group and its members if none of them has changed since it was judged: all or nothing. */
  changeGroup(change: GroupChange): Promise<GroupChangeOutcome>;
}

/** What the use cases of several spaces stand on besides. */
export interface TogetherDependencies extends ReservationDependencies {
  readonly togetherStore: TogetherStore;
}
