import type { SyncMailbox } from "../../../core/integration-rules/question.ts";
import type { SeriesText } from "../../../core/recurrence/parse-series.ts";
import type {
  ChangedColumns,
  ReservationAudit,
  SyncEventDraft,
  WrittenSyncEvent,
} from "../ports.ts";
import type { ServiceChange } from "../services/ports.ts";

/** One reservation of a meeting as it was judged, or a meeting that is one. */
export interface JudgedPart {
  readonly id: string;
  readonly version: number;
  readonly meeting: {
    /** The reservation's own where it is its own meeting. */
    readonly id: string;
    /** Null where it does not matter what else was changed of the meeting. */
    readonly version: number | null;
    readonly syncMailbox: SyncMailbox;
  };
  /** A UUID, which the calls of what is enqueued carry. */
  readonly requestId: string;
}

/** What a step in a reservation's life writes. What is said of the calendar is its meeting's. */
export interface PartChange {
  readonly columns: ChangedColumns;
  readonly hold:
    | { readonly kind: "keep" }
    | { readonly kind: "release" }
    | { readonly kind: "shorten"; readonly endAt: Date };
  /** The series as it is without, or with another, occurrence; null where it stays. */
  readonly series: SeriesText | null;
  readonly supersede: readonly string[];
  readonly enqueue: readonly SyncEventDraft[];
  readonly audit: ReservationAudit;
  /** Left out where blockers stay as they are, or follow later (decision 14). */
  readonly services?: ServiceChange;
}

/** A page of reservations whose time has come, by start. */
export interface DuePage {
  readonly after: { readonly startAt: Date; readonly id: string } | null;
  readonly limit: number;
}

export interface NoShowPage extends DuePage {
  /** Since which start they count: minutes before now. */
  readonly afterMinutes: number;
}

/** Port, filled by `src/store/life/life-store.ts`: how reservations come to their end. */
export interface LifeStore {
  /**
   * Changes one reservation of a meeting if it, and where that matters its meeting, has not changed
   * since it was judged. `plan` is called with the meeting's sync events while all is locked.
   */
  changePart(
    judged: JudgedPart,
    plan: (events: readonly WrittenSyncEvent[]) => PartChange,
  ): Promise<"changed" | "stale">;
  /** Those that nobody has checked in to in time, where that releases them: oldest start first. */
  noShows(page: NoShowPage): Promise<readonly { readonly startAt: Date; readonly id: string }[]>;
  /**
   * Those that never were confirmed and are over, dates of a series among them, which the calendar
   * shows at a time to come, or may show there: oldest start first.
   */
  overButShown(page: DuePage): Promise<readonly { readonly startAt: Date; readonly id: string }[]>;
  /** Completes up to so many whose time is over, the first that ended first; answers how many. */
  complete(limit: number): Promise<number>;
  /**
   * Cancels up to so many that never were confirmed and whose time is over, but for those that the
   * calendar has to be told of (`overButShown`); answers how many.
   */
  lapse(limit: number): Promise<number>;
}
