import type { Temporal } from "temporal-polyfill";
import type { Origin, ReservationKind } from "../../integration-rules/question.ts";
import type { Series } from "../../recurrence/series.ts";
import type { ApprovalState } from "../../reservations/approval.ts";
import type { Attendee } from "../../reservations/attendees.ts";
import type { ReservationState } from "../../reservations/reservation-state.ts";
import type { Interval } from "../../time/interval.ts";
import type { AgreedMeeting } from "../agreed.ts";
import type { RoomResponse } from "../confirmation-plan.ts";

/**
 * A meeting as it is seen from both sides: `MeetingThere` is what its copies in the calendar show,
 * `MeetingHere` what the reservations are that stand for it. Rooms are named by their spaces' ids.
 */

/** When a meeting is. */
export type Timing = SingleTiming | SeriesTiming;

export interface SingleTiming extends Interval {
  readonly kind: "single";
  /** IANA zone that the times were meant in. */
  readonly timeZone: string;
  readonly isAllDay: boolean;
}

export interface SeriesTiming {
  readonly kind: "series";
  /** With its exceptions and cancelled dates. */
  readonly series: Series;
  readonly isAllDay: boolean;
}

/** What a meeting says, whoever's copy it is. */
export interface Words {
  readonly subject: string;
  readonly sensitivity: "normal" | "private";
  /** Without organizer and rooms; normalized. */
  readonly attendees: readonly Attendee[];
}

export interface MeetingThere {
  /** Null where no copy names one. */
  readonly organizerEmail: string | null;
  readonly organizerCopy: OrganizerCopy;
  /** By space; those that were read now or at an earlier time. */
  readonly roomCopies: ReadonlyMap<string, RoomCopy>;
}

/** The only copy whose words count, and that tells which rooms are invited (facts 2). */
export type OrganizerCopy =
  | {
      readonly kind: "read";
      readonly words: Words;
      readonly timing: Timing;
      /** The invited rooms that are spaces here, by space, with their answers as this copy has them. */
      readonly invited: ReadonlyMap<string, RoomResponse>;
      /**
       * Of a series, the same for occurrences that invite other rooms than the series or have other
       * answers, by the date that the pattern gave them.
       */
      readonly invitedByDate: ReadonlyMap<string, ReadonlyMap<string, RoomResponse>>;
    }
  /** Cancelled or deleted by its organizer. */
  | { readonly kind: "gone" }
  /** Nobody's rights reach it. */
  | { readonly kind: "unreadable" };

/** The copy that tells whether the room has the meeting, and when; its words are worth nothing. */
export type RoomCopy =
  | {
      readonly kind: "read";
      readonly timing: Timing;
      readonly response: RoomResponse;
      /** Of occurrences that the room answered otherwise, by the date that the pattern gave them. */
      readonly responseByDate: ReadonlyMap<string, RoomResponse>;
      readonly singles: readonly SingleCopy[];
      /** At the reading before, the room had it not, or had declined it. */
      readonly isNew: boolean;
    }
  /** Seen at an earlier reading, and not read now. */
  | {
      readonly kind: "known";
      readonly response: RoomResponse;
      readonly isSeries: boolean;
      /** With the dates that the room had then; null of a single meeting, and where it is not known. */
      readonly series: Series | null;
      readonly singles: readonly SingleCopy[];
    }
  /**
   * It was there and is not any more; `isCancelled`: by the organizer, as the copy itself told;
   * `isLate`: it was never there, though the room was to have it long ago.
   */
  | { readonly kind: "gone"; readonly isCancelled: boolean; readonly isLate?: boolean };

/**
 * A single meeting in the room's calendar: the meeting itself, or an occurrence that the room was
 * asked for alone. Of those it may have several beside the series or without it.
 */
export interface SingleCopy extends Interval {
  readonly response: RoomResponse;
}

/** The reservations that stand for a meeting, with its own row. */
export interface MeetingHere extends Words {
  /** Of its own row: a reservation, or the parent of several. */
  readonly id: string;
  readonly origin: Origin;
  readonly kind: ReservationKind;
  readonly isParent: boolean;
  readonly state: ReservationState;
  readonly timing: Timing;
  readonly requestedForEmail: string;
  /** Of its own row: where a series takes place whose occurrences are in no other. */
  readonly spaceId: string;
  readonly agreed: AgreedMeeting | null;
  /** What writes would have made of it since whose outcome is not certain, the first first. */
  readonly mayBeShown: readonly AgreedMeeting[];
  readonly outbound: Outbound;
  /**
   * Rooms are being asked about what was written here last: until they answer, their copies may be of
   * before. A room that is awaited without having been asked was followed there from Outlook.
   */
  readonly isAsked: boolean;
  /** The parent's children; else the reservation itself. */
  readonly placements: readonly Placement[];
}

/**
 * What is on its way to the calendar: `unwritten`, it holds no event yet and one is to come, or a
 * cancellation is; `unsent`, a change that nobody has begun to send, and that will show whatever
 * the reservation is by then; `under_way`, one that may be there already; `stuck`, one that was
 * given up; `settled`, nothing.
 */
export type Outbound = "unwritten" | "unsent" | "under_way" | "stuck" | "settled";

/** One space for one time. */
export interface Placement extends Interval {
  readonly id: string;
  readonly spaceId: string;
  /** Of a series' occurrence: the date that the pattern gave it, `2027-03-29`; else null. */
  readonly originalDate: string | null;
  readonly isException: boolean;
  readonly state: ReservationState;
  readonly externalApproval: ExternalApproval;
  readonly approval: ApprovalState;
  readonly reasonCode: string | null;
  /** When its room, or the calendar that holds the meeting, had let go what was given up here; else null. */
  readonly releasedAt: Temporal.Instant | null;
}

export type ExternalApproval = "not_required" | "awaiting_approval" | "accepted" | "declined";

/** A space whose room's calendar is read. */
export interface SyncedRoom {
  readonly spaceId: string;
  /** Of its room mailbox, in lower case. */
  readonly email: string;
  /** A series holds it for as many days ahead. */
  readonly daysAhead: number;
  /** People here have to approve its reservations. */
  readonly requiresApproval: boolean;
  /** Its calendar has been read whole: what comes now is new, and was not there all along. */
  readonly isReadWhole: boolean;
}
