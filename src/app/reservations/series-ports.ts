import type { SeriesText } from "../../core/recurrence/parse-series.ts";
import type { ApprovalState } from "../../core/reservations/approval.ts";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type {
  AddedOccurrence,
  ChangedColumns,
  NewOccurrence,
  ReservationAudit,
  SyncEventDraft,
  WrittenSyncEvent,
} from "./ports.ts";
import type { Reservation, SyncState } from "./reservation.ts";
import type { ServiceChange, ServiceTimeTaken } from "./services/ports.ts";
import type { SyncMailbox } from "../../core/integration-rules/question.ts";

/** A series, or a meeting in several rooms, as it was judged: nothing of it may have changed since. */
export interface JudgedSeries {
  /** Of its row. */
  readonly id: string;
  readonly version: number;
  readonly syncMailbox: SyncMailbox;
  /** Of each of its occurrences, or rooms, by id. */
  readonly versions: ReadonlyMap<string, number>;
  /** A UUID, which the calls of what is enqueued carry. */
  readonly requestId: string;
  /** All of it is done and undone again: the outcome says what would be. */
  readonly isRehearsal?: boolean;
}

/** What a change of a series writes. */
export interface SeriesChange {
  /** Of the row of the series. Its state is what its occurrences amount to, unless it is given. */
  readonly columns: ChangedColumns;
  /** Null where the series itself stays as it is. */
  readonly series: KeptSeries | null;
  readonly occurrences: OccurrenceChanges;
  /** The series that begins where this one ends. */
  readonly following: FollowingSeries | null;
  readonly supersede: readonly string[];
  readonly enqueue: readonly SyncEventDraft[];
  readonly audit: ReservationAudit;
  /** Of each room, or each date, what becomes of its services and blockers; and of a series' row. */
  readonly services?: readonly ServiceChange[];
}

export interface KeptSeries {
  readonly text: SeriesText;
  /** Left out where it stays. */
  readonly heldUntil?: Date;
}

/** The columns that the occurrences of a series have like its row. */
export type SharedColumns = Pick<
  ChangedColumns,
  | "subject"
  | "notes"
  | "sensitivity"
  | "attendees"
  | "timeZone"
  | "reasonCode"
  | "reason"
  | "cancelNotes"
  | "decidedBy"
  | "decidedAt"
  | "decisionComment"
  | "lastUpdatedChannel"
  | "lastUpdatedSubSource"
>;

export interface OccurrenceChanges {
  readonly changed: readonly ChangedOccurrence[];
  readonly added: readonly AddedOccurrence[];
  /** For those that are changed. */
  readonly shared: SharedColumns;
}

/** An occurrence, or of a meeting in several rooms one of them: that has no date of its own. */
export interface ChangedOccurrence extends Omit<NewOccurrence, "originalDate"> {
  readonly originalDate: string | null;
  readonly state: ReservationState;
  readonly approval: ApprovalState;
  readonly spaceId: string;
  /** `take` lets go what it holds, too; a conflict is over then. */
  readonly hold: "keep" | "take" | "release";
}

/** Its row is like that of the series which it follows, but for what is said here. */
export interface FollowingSeries extends Required<KeptSeries> {
  readonly id: string;
  readonly spaceId: string;
  readonly startAt: Date;
  readonly endAt: Date;
  readonly syncMailbox: SyncMailbox;
  readonly syncState: SyncState;
  readonly columns: ChangedColumns;
  readonly syncEvent: SyncEventDraft | null;
  /** The occurrences that are its own from now on; those that are added are too. */
  readonly occurrenceIds: readonly string[];
}

export type SeriesChangeOutcome =
  /** The row of the series. */
  | { readonly outcome: "changed"; readonly reservation: Reservation }
  | { readonly outcome: "stale" }
  | (ServiceTimeTaken & { readonly dates: readonly string[] })
  /** Everything stands as it was. */
  | { readonly outcome: "dates_taken"; readonly dates: readonly string[] };

/** Port, filled by `src/store/series-store.ts`. */
export interface SeriesStore {
  /**
   * Changes a series if neither it nor one of its occurrences has changed since it was judged: all
   * or nothing. `plan` is called with its sync events, oldest first, while all of it is locked.
   */
  change(
    judged: JudgedSeries,
    plan: (events: readonly WrittenSyncEvent[]) => SeriesChange,
  ): Promise<SeriesChangeOutcome>;
}
