import type { Credential, SyncMailbox } from "../../core/integration-rules/question.ts";
import type { Attendee } from "../../core/reservations/attendees.ts";
import type { ApprovalState } from "../../core/reservations/approval.ts";
import type { CheckInState } from "../../core/reservations/check-in.ts";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { KnownSyncEvent, SyncEventType } from "../../core/sync/outbound-plan.ts";
import type { SeriesText } from "../../core/recurrence/parse-series.ts";
import type { AuditNote } from "../audit-note.ts";
import type { OnConflict } from "./create-request.ts";
import type { Reservation, SyncState } from "./reservation.ts";
import type { ServiceChange, ServiceTimeTaken } from "./services/ports.ts";

/**
 * Who is invited because the event is not in their own calendar (policy, column "invited"): whom the
 * reservation is for, or the address of who was the blocker user when the rules decided.
 */
export type InvitedBesides = "requested_for" | `${string}@${string}`;

/** An intent to tell the calendar, as the rules decided it; written with the reservation. */
export interface SyncEventDraft {
  readonly providerId: string;
  readonly type: SyncEventType;
  readonly policyRow: string;
  /** SMTP address of the calendar that is written to. */
  readonly mailbox: string;
  readonly syncMailbox: SyncMailbox;
  readonly credential: Exclude<Credential, "none">;
  /** Whose token it is; only with the credential `personal`. */
  readonly credentialPersonId: string | null;
  readonly invited: InvitedBesides | null;
  readonly channel: string;
  /** 0: a person waits for it; higher numbers are bulk work. */
  readonly priority: number;
  readonly dryRun: boolean;
  /** What is given up of the meeting, since nobody came or approved; left out where nothing is. */
  readonly releases?: readonly string[];
  /** The calendar may hold an event of this reservation already: look before creating. */
  readonly mayHaveBeenSent: boolean;
}

/** Who did what, for the audit; of which reservation is known where it is written. */
export type ReservationAudit = Pick<AuditNote, "actor" | "action" | "details">;

/** A key that the client sent with the request, so that a repeated request books nothing twice. */
export interface IdempotencyKey {
  /** Whose key it is: two actors' keys never meet. */
  readonly actor: string;
  readonly key: string;
  /** SHA-256 of the request: the same key with another request is a mistake. */
  readonly requestHash: Uint8Array;
}

export interface NewReservation {
  readonly id: string;
  readonly kind: Reservation["kind"];
  readonly state: ReservationState;
  readonly approval: ApprovalState;
  readonly spaceId: string;
  readonly startAt: Date;
  readonly endAt: Date;
  readonly timeZone: string;
  readonly subject: string;
  readonly notes: string;
  readonly sensitivity: "normal" | "private";
  readonly attendees: readonly Attendee[];
  readonly requestedFor: string;
  readonly openedBy: string | null;
  readonly openedByClient: string | null;
  readonly channel: string;
  readonly subSource: string;
  readonly syncMailbox: SyncMailbox;
  readonly syncState: SyncState;
  readonly syncEvent: SyncEventDraft | null;
  /** A UUID; the sync event's calls carry it. */
  readonly requestId: string;
  readonly audit: ReservationAudit;
  readonly idempotencyKey: IdempotencyKey | null;
  /** Left out where it has no services. */
  readonly services?: ServiceChange;
}

/** A series with the reservations of its occurrences; what else it says is of its own row. */
export interface NewSeries extends NewReservation {
  readonly series: SeriesText;
  /** Occurrences are reservations up to here. */
  readonly heldUntil: Date;
  readonly occurrences: readonly AddedOccurrence[];
  readonly onConflict: OnConflict;
}

/** One that is made with its series, or added to it. */
export interface AddedOccurrence extends NewOccurrence {
  readonly spaceId: string;
  readonly state: ReservationState;
  readonly approval: ApprovalState;
}

export interface NewOccurrence {
  readonly id: string;
  /** `2027-03-29`, the date that the pattern gave it. */
  readonly originalDate: string;
  readonly startAt: Date;
  readonly endAt: Date;
  readonly isException: boolean;
}

export type SeriesCreation =
  | {
      readonly outcome: "created";
      readonly number: string;
      readonly createdAt: Date;
      /** Dates that were taken and are left out as cancelled. */
      readonly skippedDates: readonly string[];
    }
  /** Nothing was made. None are told where they became free again meanwhile. */
  | { readonly outcome: "dates_taken"; readonly dates: readonly string[] }
  | { readonly outcome: "key_used" };

export type Creation =
  | { readonly outcome: "created"; readonly number: string; readonly createdAt: Date }
  | { readonly outcome: "space_taken" }
  | ServiceTimeTaken
  /** The idempotency key is there already: look at what it made. */
  | { readonly outcome: "key_used" };

/** A sync event that is there already, with what a later one has to take over from it. */
export interface WrittenSyncEvent extends KnownSyncEvent {
  readonly providerId: string;
  readonly mailbox: string;
  readonly invited: InvitedBesides | null;
}

/** The time that the reservation holds after a change. */
export type HoldChange =
  | { readonly kind: "keep" }
  | { readonly kind: "release" }
  | {
      readonly kind: "take";
      readonly spaceId: string;
      readonly startAt: Date;
      readonly endAt: Date;
    };

/** What a change writes; columns that are left out stay. */
export interface ReservationChange {
  readonly columns: ChangedColumns;
  readonly hold: HoldChange;
  /** Sync events that are not to be sent any more. */
  readonly supersede: readonly string[];
  readonly enqueue: readonly SyncEventDraft[];
  readonly audit: ReservationAudit;
  /** Left out where its services and their blockers stay as they are. */
  readonly services?: ServiceChange | undefined;
}

export interface ChangedColumns {
  readonly state?: ReservationState;
  readonly spaceId?: string;
  readonly startAt?: Date;
  readonly endAt?: Date;
  readonly timeZone?: string;
  readonly subject?: string;
  readonly notes?: string;
  readonly sensitivity?: "normal" | "private";
  readonly attendees?: readonly Attendee[];
  readonly lastUpdatedChannel: string;
  readonly lastUpdatedSubSource: string;
  readonly syncMailbox?: SyncMailbox;
  readonly syncState?: SyncState;
  readonly reasonCode?: string | null;
  readonly reason?: string | null;
  readonly cancelNotes?: string;
  readonly checkInState?: CheckInState;
  readonly checkedInAt?: Date | null;
  readonly checkedOutAt?: Date | null;
  readonly approval?: ApprovalState;
  readonly decidedBy?: string;
  readonly decidedAt?: Date;
  readonly decisionComment?: string;
}

export type ChangeOutcome =
  | { readonly outcome: "changed"; readonly reservation: Reservation }
  /** Somebody changed it since it was read. */
  | { readonly outcome: "stale" }
  /** The old hold stands. */
  | { readonly outcome: "space_taken" }
  | ServiceTimeTaken;

export interface ListFilter {
  readonly by:
    | { readonly kind: "person"; readonly personId: string }
    | { readonly kind: "client"; readonly clientId: string }
    | { readonly kind: "space"; readonly spaceId: string };
  readonly from?: Date;
  readonly to?: Date;
  readonly states?: readonly ReservationState[];
  /** By start and id. */
  /** Also blockers. */
  readonly blockers?: boolean;
  readonly order: "asc" | "desc";
  readonly limit: number;
  /** Where the page before ended. */
  readonly after?: { readonly startAt: Date; readonly id: string };
}

/** Port, filled by `src/store/reservation-store.ts`. */
export interface ReservationStore {
  /**
   * Writes the reservation, the time it holds, the sync event, the audit entry and the idempotency
   * key: all or nothing. The database's exclusion constraint decides who gets the space.
   */
  create(reservation: NewReservation): Promise<Creation>;
  /** Writes the same of a series, all or nothing, with a hold for each of its occurrences. */
  createSeries(series: NewSeries): Promise<SeriesCreation>;
  /** Which of the occurrences somebody else holds their space for: their dates, in order. */
  takenDates(
    occurrences: readonly (NewOccurrence & { readonly spaceId: string })[],
  ): Promise<readonly string[]>;
  find(id: string): Promise<Reservation | null>;
  /** The reservations that a meeting of several, or a group, is made of, by start, then id. */
  children(parentId: string): Promise<readonly Reservation[]>;
  /** The blockers that are made for a reservation and not over or given up, by start. */
  blockers(reservationId: string): Promise<readonly Reservation[]>;
  /** What the actor's key made before; null if it is new. */
  findByIdempotencyKey(
    actor: string,
    key: string,
  ): Promise<{ readonly reservation: Reservation; readonly requestHash: Uint8Array } | null>;
  /** Ordered by start, then id. */
  list(filter: ListFilter): Promise<readonly Reservation[]>;
  /**
   * Changes the reservation if it still has the version that was judged, and the sync mailbox: it is
   * fixed the moment that a lane begins to write, which changes no version. `plan` is called with its
   * sync events, oldest first, while they and the reservation are locked, so that a lane cannot
   * take one up meanwhile. `requestId` is a UUID, which the calls of what is enqueued carry.
   */
  change(
    act: {
      readonly id: string;
      readonly version: number;
      readonly syncMailbox: SyncMailbox;
      readonly requestId: string;
      /** All of it is done and undone again: the outcome says what would be. */
      readonly isRehearsal?: boolean;
    },
    plan: (events: readonly WrittenSyncEvent[]) => ReservationChange,
  ): Promise<ChangeOutcome>;
}
