import type {
  Origin,
  ReservationKind,
  SyncMailbox,
} from "../../core/integration-rules/question.ts";
import type { SyncEventState } from "../../core/sync/outbound-plan.ts";
import type { PersonSummary } from "../people/people.ts";

/** What the integration rules tell reservations of synced spaces apart by. */
export interface ReservationGroup {
  readonly kind: ReservationKind;
  readonly syncMailbox: SyncMailbox;
  readonly origin: Origin;
  /** A blocker whose event is in the calendar of a person whom it is not for. */
  readonly isInAnothersCalendar: boolean;
}

export interface CountedGroup extends ReservationGroup {
  readonly count: number;
  /** How many of them somebody else made for the person. */
  readonly onBehalfCount: number;
}

export interface ExampleReservation {
  readonly id: string;
  readonly number: string;
  readonly spaceName: string;
  readonly startAt: Date;
  /** The person's name. */
  readonly requestedFor: string;
}

/**
 * What there is that a change of the mode would concern: reservations of synced spaces that are
 * neither over nor past, save blockers that follow their meeting, which nobody changes by themselves
 * and which go along with it in every mode (decision 14). Port, filled by `src/store/mode-change-facts.ts`.
 */
export interface ModeChangeFacts {
  groups(now: Date): Promise<readonly CountedGroup[]>;
  /** The soonest of a group. */
  examples(
    now: Date,
    group: ReservationGroup,
    limit: number,
  ): Promise<readonly ExampleReservation[]>;
  /** Whom such reservations are for, without a connected token of the space's provider. */
  peopleWithoutToken(
    now: Date,
    limit: number,
  ): Promise<{ readonly count: number; readonly examples: readonly PersonSummary[] }>;
  /** Sync events that are still to be carried out, by state. */
  inFlight(): Promise<Readonly<Partial<Record<SyncEventState, number>>>>;
}
