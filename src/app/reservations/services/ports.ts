import type { BlockerPart } from "../../../core/reservations/blockers.ts";
import type { SyncMailbox } from "../../../core/integration-rules/question.ts";
import type { NewReservation, ReservationChange, WrittenSyncEvent } from "../ports.ts";

/**
 * What becomes of a reservation's services and of the blockers that they want: written in one
 * transaction with whatever else becomes of the reservation.
 */
export interface ServiceChange {
  readonly reservationId: string;
  /** Ids of those that it has from then on; null where they stay. */
  readonly services: readonly string[] | null;
  /** The blockers that stand, as they were judged: with others, all is judged anew. */
  readonly judged: ReadonlyMap<string, JudgedBlocker>;
  /** In an order in which nothing meets in the space what is about to leave it. */
  readonly beforeMeeting: readonly BlockerWrite[];
  readonly afterMeeting: readonly BlockerWrite[];
  /** A UUID, which the calls of what is enqueued carry. */
  readonly requestId: string;
}

export interface JudgedBlocker {
  readonly version: number;
  readonly syncMailbox: SyncMailbox;
}

export type BlockerWrite =
  /** Without it, where the space is taken and it is not mandatory. */
  | { readonly kind: "make"; readonly blocker: NewBlocker; readonly isMandatory: boolean }
  /** It is given up, where the space is taken and it is not mandatory. */
  | {
      readonly kind: "move";
      readonly id: string;
      readonly part: BlockerPart;
      readonly isMandatory: boolean;
      readonly plan: PlanOfBlocker;
      readonly giveUp: PlanOfBlocker;
    }
  | { readonly kind: "cancel"; readonly id: string; readonly plan: PlanOfBlocker };

export type PlanOfBlocker = (events: readonly WrittenSyncEvent[]) => ReservationChange;

export interface NewBlocker extends NewReservation {
  readonly blocks: { readonly reservationId: string; readonly part: BlockerPart };
}

/** The space is taken for a blocker without which the meeting does not take place. */
export interface ServiceTimeTaken {
  readonly outcome: "service_time_taken";
  readonly part: BlockerPart;
}

/** A reservation whose services and blockers are to follow what has changed. */
export interface DueServices {
  readonly reservationId: string;
  /** As the database has it, to the microsecond. */
  readonly since: string;
}

/** Port, filled by `src/store/services/service-follow-up-store.ts`. */
export interface ServiceFollowUps {
  /** Those whose turn it is, the oldest first. */
  due(page: {
    readonly after: DueServices | null;
    readonly limit: number;
  }): Promise<readonly DueServices[]>;
  /**
   * Writes the change, if nobody else has followed meanwhile, and neither the reservation nor its
   * blockers are others than were judged; null: there is nothing to write.
   */
  follow(
    judged: { readonly id: string; readonly version: number },
    change: ServiceChange | null,
  ): Promise<"followed" | "stale">;
  /** It could not be followed: its turn comes again in a minute. */
  postpone(reservationId: string): Promise<void>;
}
