import type { Series } from "../../core/recurrence/series.ts";
import type { CalendarAccess, CalendarResult, RoomStatus } from "./calendar.ts";
import type { RoomResponse } from "../../core/sync/confirmation-plan.ts";

/**
 * What is read from calendars, and done in a room's own name: the other half of the port beside
 * `Calendar`, which writes for people. Exchange Online fills both.
 */
export interface RoomCalendar {
  /** Whether the credential may read the mailbox's calendar, whatever it holds. */
  canRead(access: CalendarAccess): Promise<CalendarResult<null>>;
  /**
   * One page of what changed in a room's calendar since `position`, or of all that lies in the
   * window when a round begins anew. A position that the provider has forgotten fails with the
   * kind `cursor_lost`: then a round begins anew.
   */
  readChanges(
    access: ReadingAccess,
    position: ChangePosition,
  ): Promise<CalendarResult<ChangesPage>>;
  /** Meetings by the ids of one mailbox; null for one that is gone. Batched. */
  readMeetings(
    access: ReadingAccess,
    eventIds: readonly string[],
  ): Promise<ReadonlyMap<string, CalendarResult<CalendarMeeting | null>>>;
  /**
   * A mailbox's own copies of meetings by iCalUId; null where it has none. Of several copies with
   * one iCalUId the series counts, and what is not cancelled. Batched; with `bulk`, where many of
   * a mailbox are asked for, its calendar may be read along and serve for what is asked later.
   */
  findMeetings(
    access: ReadingAccess,
    iCalUIds: readonly string[],
    bulk?: BulkReading,
  ): Promise<ReadonlyMap<string, CalendarResult<CalendarMeeting | null>>>;
  /**
   * Declines in the room's name and tells the organizer; what is gone already is a success. A
   * meeting that the room itself organizes is cancelled.
   */
  releaseRoom(
    access: ReadingAccess,
    target: ReleaseTarget,
    comment: string,
  ): Promise<CalendarResult<ReleasedRoom>>;
}

export interface ReadingAccess extends CalendarAccess {
  /**
   * IANA zone for meetings that carry a zone which nobody knows, such as "tzone://Microsoft/Custom"
   * (facts 1.9): of the mailbox if it is known, else of the building.
   */
  readonly fallbackTimeZone: string;
}

/** Whole calendars of rooms are being read, so that many meetings of few organizers are asked for. */
export interface BulkReading {
  /** In which the meetings lie. */
  readonly window: { readonly startAt: Date; readonly endAt: Date };
  /**
   * When the room's copies were last written, by iCalUId: whatever was read of an organizer's
   * calendar well after that shows what the room's copy follows.
   */
  readonly lastWritten: ReadonlyMap<string, Date>;
}

export interface ReleaseTarget {
  /** Of the room's own copy, of a series its master's; null where it is to be looked for. */
  readonly eventId: string | null;
  readonly iCalUId: string | null;
  /**
   * One occurrence of the series; null: all of the meeting. A room that was asked for single
   * occurrences alone has a copy of each, which only its time tells from the others.
   */
  readonly occurrence: {
    /** The date that the pattern gave it, `2027-03-29`. */
    readonly originalDate: string;
    readonly startAt: Date;
  } | null;
}

export interface ReleasedRoom {
  /** Of the copy that was found; null where there was none. */
  readonly eventId: string | null;
  readonly wasPresent: boolean;
}

export type ChangePosition =
  | { readonly kind: "window"; readonly startAt: Date; readonly endAt: Date }
  /** Opaque, as the page before gave it. */
  | { readonly kind: "cursor"; readonly cursor: string };

export interface ChangesPage {
  /**
   * Single meetings and masters of series that are new or changed, each once. Exchange tells a
   * series' occurrences in a sparse form (facts 1.13): they only name their master here, and a
   * series always has to be read whole with `readMeetings`.
   */
  readonly changed: readonly ChangedItem[];
  /**
   * Ids told as removed. They may be of occurrences, of events that never were in the window, or of
   * one that was moved out of it: who knows one reads it before believing it gone.
   */
  readonly removed: readonly string[];
  /** Where the next page begins, or the next round. */
  readonly cursor: string;
  readonly isRoundOver: boolean;
}

export interface ChangedItem {
  readonly eventId: string;
  readonly kind: "single" | "series";
  /** Null for a series of which only occurrences were told. */
  readonly changeKey: string | null;
  /**
   * Of a single meeting, which delta tells whole; null for a series, and for a single one that was
   * told in part only and has to be read.
   */
  readonly meeting: CalendarMeeting | null;
}

/** One mailbox's copy of a meeting. */
export interface CalendarMeeting {
  readonly eventId: string;
  /** Empty where the provider left it out (facts 1.2). */
  readonly iCalUId: string;
  readonly changeKey: string;
  /** When the copy was last written; null where that was not told. */
  readonly modifiedAt: Date | null;
  /** The copy is the organizer's: the only one whose words count (facts 2). */
  readonly isOrganizer: boolean;
  readonly isCancelled: boolean;
  readonly organizer: { readonly email: string; readonly name: string } | null;
  readonly subject: string;
  /** Plain text. */
  readonly notes: string;
  readonly sensitivity: "normal" | "private";
  readonly isAllDay: boolean;
  readonly times: MeetingTimes;
  /** Without organizer and rooms. */
  readonly attendees: readonly {
    readonly email: string;
    readonly name: string;
    readonly type: "required" | "optional";
  }[];
  /** Resource attendees, with their answers where the copy shows them. */
  readonly rooms: readonly RoomStatus[];
  /** The answer of the mailbox that the copy is in; the organizer's own counts as accepted. */
  readonly ownResponse: RoomResponse;
  /** Whose reservation it is by our own key on the copy; null if it carries none, or was not asked. */
  readonly reservationId: string | null;
}

export type MeetingTimes =
  | {
      readonly kind: "single";
      readonly startAt: Date;
      readonly endAt: Date;
      /** IANA zone that the times were meant in. */
      readonly timeZone: string;
    }
  | {
      readonly kind: "series";
      /** With its exceptions and cancelled dates as this copy has them. */
      readonly series: Series;
      /** What single occurrences have otherwise than the series, where the copy tells it. */
      readonly occurrences: readonly OccurrenceDifference[];
    }
  /** The provider told a recurrence that cannot be understood. */
  | { readonly kind: "unreadable"; readonly code: string; readonly message: string };

/** An exception's own words and rooms; null: as the series has them. */
export interface OccurrenceDifference {
  /** `2027-03-29`, the date that the pattern gave it. */
  readonly originalDate: string;
  readonly subject: string | null;
  readonly rooms: readonly RoomStatus[] | null;
  readonly ownResponse: RoomResponse | null;
}
