import type {
  Origin,
  ReservationKind,
  SyncMailbox,
} from "../../core/integration-rules/question.ts";
import type { SeriesText } from "../../core/recurrence/parse-series.ts";
import type { Attendee } from "../../core/reservations/attendees.ts";
import type { ApprovalState } from "../../core/reservations/approval.ts";
import type { CheckInRule, CheckInState } from "../../core/reservations/check-in.ts";
import type { BlockerPart } from "../../core/reservations/blockers.ts";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { ModuleService } from "../../core/reservations/services.ts";
import type { PersonSummary } from "../people/people.ts";
import type { SyncEventState } from "../../core/sync/outbound-plan.ts";

export type SyncState = "not_required" | "sync_enqueued" | "synchronized" | "sync_required";

/** What a room's own delegates have decided, where the room asks them (facts workplace 4.2). */
export type ExternalApproval = "not_required" | "awaiting_approval" | "accepted" | "declined";

/** A reservation as it is stored, with the names that people read beside the ids. */
export interface Reservation {
  readonly id: string;
  /**
   * The row of its meeting, where the meeting is several reservations: one a space, or one an
   * occurrence of a series. Null: it is its own meeting. What it says of the calendar, from
   * `syncMailbox` to `syncEventState`, is the meeting's.
   */
  readonly parentId: string | null;
  /** The row of the group that it is of (decision 17): a meeting of its own all the same. */
  readonly groupId: string | null;
  /** The row of such a meeting: it holds no space, its children do. */
  readonly isParent: boolean;
  /** One of several spaces that the meeting's event does not invite: it is part of it here alone. */
  readonly isOutsideCalendar: boolean;
  /**
   * The calendar provider that the rules are asked about: the space's, or that of its meeting where it
   * is one of several spaces. Null where that is not synced.
   */
  readonly judgedProviderId: string | null;
  /** Of a series' occurrence: the date that the pattern gave it, `2027-03-29`. */
  readonly originalDate: string | null;
  /** The occurrence has a time or a space that the series has not. */
  readonly isException: boolean;
  /** The series that it is an occurrence of, or the row of; null for any other meeting. */
  readonly series: SeriesText | null;
  /** As people quote it, such as WRES0001005. */
  readonly number: string;
  readonly kind: ReservationKind;
  readonly state: ReservationState;
  readonly space: ReservedSpace;
  readonly startAt: Date;
  readonly endAt: Date;
  /** The IANA zone the times were meant in. */
  readonly timeZone: string;
  readonly isAllDay: boolean;
  readonly subject: string;
  readonly notes: string;
  readonly sensitivity: "normal" | "private";
  /** Normalized: lower case, each once. */
  readonly attendees: readonly Attendee[];
  readonly requestedFor: PersonSummary;
  /** The person who made it; null where an API client, a panel or a job did. */
  readonly openedBy: PersonSummary | null;
  /** The API client or panel that made it. */
  readonly openedByClient: string | null;
  readonly origin: Origin;
  readonly channel: string;
  readonly subSource: string;
  /**
   * Whose calendar holds the event; fixed when the reservation is first written there, and kept
   * across changes of the mode (policy, "Terms"). `none` until a write was or may have been sent.
   */
  readonly syncMailbox: SyncMailbox;
  readonly syncState: SyncState;
  /** The mailbox that the event was written to; null until then. */
  readonly calendarMailbox: string | null;
  /** The event is, or will be, in the calendar of a person whom it is not for. */
  readonly isInAnothersCalendar: boolean;
  /** The newest sync event's state; null where there is none. */
  readonly syncEventState: SyncEventState | null;
  /** What the people who look after the room decide in Outlook. */
  readonly externalApproval: ExternalApproval;
  readonly approval: ReservedApproval;
  readonly checkIn: ReservedCheckIn;
  readonly services: ReservedServices;
  /** Of a blocker: what it is made for; null for any other reservation. */
  readonly blocks: Blocked | null;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly cancelNotes: string | null;
  /** Grows by one with every change. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** How it stands with being approved here. */
export interface ReservedApproval {
  readonly state: ApprovalState;
  /** Since when somebody has been asked; null where nobody was. */
  readonly askedAt: Date | null;
  /** Those of its module by name; none: managers decide. Empty where nobody has to approve. */
  readonly approvers: readonly PersonSummary[];
  /** Null until somebody has decided. */
  readonly decidedBy: PersonSummary | null;
  readonly decidedAt: Date | null;
  readonly comment: string | null;
}

export const NO_APPROVAL: ReservedApproval = {
  state: "not_required",
  askedAt: null,
  approvers: [],
  decidedBy: null,
  decidedAt: null,
  comment: null,
};

/** How it stands with checking in. */
export interface ReservedCheckIn {
  readonly state: CheckInState;
  /** What the space and its module say now. */
  readonly rule: CheckInRule;
  /** Since when it has been confirmed, and that rule has held: a no-show is counted from then. */
  readonly standingSince: Date;
  readonly checkedInAt: Date | null;
  readonly checkedOutAt: Date | null;
}

/** What a reservation has of its module's services, and the blockers that they have made. */
export interface ReservedServices {
  /** By name. */
  readonly chosen: readonly ModuleService[];
  /** Those that were not given up, by start. */
  readonly blockers: readonly ReservedBlocker[];
  /** Its blockers, and maybe its services, are yet to follow what has changed. */
  readonly isToFollow: boolean;
}

export const NO_SERVICES: ReservedServices = { chosen: [], blockers: [], isToFollow: false };

export interface ReservedBlocker {
  readonly id: string;
  readonly number: string;
  readonly part: BlockerPart;
  readonly state: ReservationState;
  readonly startAt: Date;
  readonly endAt: Date;
}

export interface Blocked {
  readonly id: string;
  readonly number: string;
  readonly part: BlockerPart;
}

export interface ReservedSpace {
  readonly id: string;
  readonly name: string;
  readonly buildingId: string;
  readonly buildingName: string;
  readonly floor: string;
  /** Its reservable sync configuration is active. */
  readonly synced: boolean;
  /** The provider of its sync configuration, active or not; null where it has none. */
  readonly providerId: string | null;
}

/** The words that stand in place of a subject that the reader may not see. */
export const WITHHELD_SUBJECT = "Private reservation";

/** The subject that a reservation is given where its maker gave none. */
export function defaultSubject(spaceName: string): string {
  return `Reservation for ${spaceName}`;
}
