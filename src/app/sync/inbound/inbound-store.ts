import type { Temporal } from "temporal-polyfill";
import type { Series } from "../../../core/recurrence/series.ts";
import type { RoomResponse } from "../../../core/sync/confirmation-plan.ts";
import type { MeetingPlan } from "../../../core/sync/inbound/plan-meeting.ts";
import type { MeetingHere, SyncedRoom } from "../../../core/sync/inbound/views.ts";
import type { CalendarMeeting } from "../room-calendar.ts";
import type { ClaimedRoom } from "./claimed-room.ts";

/**
 * Port: what is known of rooms' calendars, and the one transaction that takes in what was read.
 * Filled by `src/store/sync/`. Whatever takes a claim is void once its lease is lost.
 */
export interface InboundStore {
  /** A full round begins, whose number its items are stamped with. Null: the lease is lost. */
  beginRound(claimed: ClaimedRoom, window: ReadWindow): Promise<ClaimedRoom | null>;
  /** The room's items among these ids, by id. */
  knownItems(
    claimed: ClaimedRoom,
    eventIds: readonly string[],
  ): Promise<ReadonlyMap<string, KnownItem>>;
  /** All that the room's calendar has of these meetings. */
  itemsOf(claimed: ClaimedRoom, iCalUIds: readonly string[]): Promise<readonly KnownItem[]>;
  /**
   * Items that are to be read by id at the end of a round: those that could not be taken in when
   * they were read; and after a full round those in its window that it has not told, and those that
   * are a known gap for long.
   */
  itemsToVerify(claimed: ClaimedRoom): Promise<readonly KnownItem[]>;
  /**
   * Meetings here of which the room's calendar has shown no copy and for whose answer nobody looks.
   * Those that wait for the room or its people: what is declined soon it may never show. Those that
   * are confirmed and that it should have shown by now, since a copy that comes and goes between
   * two readings is told to nobody. And in a full round those that have lost the room.
   */
  meetingsNotShown(claimed: ClaimedRoom): Promise<readonly MeetingNotShown[]>;
  /** Where the meetings' events are, for those that were made here. */
  writtenMeetings(iCalUIds: readonly string[]): Promise<ReadonlyMap<string, WrittenMeeting>>;
  /**
   * Takes in a page: reservations, held times, items, audit and the place to go on reading from,
   * all or nothing. `plan` is called for each meeting with its reservations locked, and again where
   * the transaction has to be repeated. Null: the lease is lost, and nothing was written.
   */
  takeIn(claimed: ClaimedRoom, page: ReadPage, plan: PlanTaken): Promise<TakenIn | null>;
}

export interface ReadWindow {
  readonly startAt: Date;
  readonly endAt: Date;
}

export interface KnownItem {
  readonly eventId: string;
  readonly iCalUId: string | null;
  /** Empty: what it says was not taken in yet. */
  readonly changeKey: string;
  readonly organizerEmail: string | null;
  readonly response: RoomResponse;
  /** The organizer's copy is to be read though the room's is as it was. */
  readonly areWordsDue: boolean;
}

export interface MeetingNotShown {
  readonly iCalUId: string;
  readonly organizerEmail: string;
  /** Confirmed: it counts whether its organizer's copy says that it has lost the room, or is gone. */
  readonly isConfirmed: boolean;
  /** The room was to have it so long ago that it cannot have been told. */
  readonly isLate: boolean;
}

/** A meeting made here, as it was written. */
export interface WrittenMeeting {
  readonly calendarMailbox: string;
  readonly calendarEventId: string;
  /**
   * The times of a single meeting that was written in bulk a moment ago and awaits its room: where
   * the room's copy shows the same, the words need not be read at once. Else null.
   */
  readonly justWrittenInBulk: { readonly startAt: Date; readonly endAt: Date } | null;
}

export interface ReadPage {
  readonly meetings: readonly ReadMeeting[];
  /** Items that are as they were. */
  readonly unchanged: readonly string[];
  readonly cursor: string;
  readonly isRoundOver: boolean;
}

/** A meeting of which a room's copies were read. */
export interface ReadMeeting {
  /** Null where the provider left it out: then the items tell which meeting it is. */
  readonly iCalUId: string | null;
  readonly items: readonly ReadItem[];
  /** See `MeetingNotShown`; left out where the room shows the meeting, or has shown it. */
  readonly isLate?: boolean;
  readonly organizer: { readonly email: string; readonly name: string } | null;
  readonly organizerCopy:
    | { readonly kind: "read"; readonly meeting: CalendarMeeting }
    | { readonly kind: "gone" }
    | { readonly kind: "unreadable" }
    /** As we have just written it; its words are compared later. */
    | { readonly kind: "as_written" };
}

export interface ReadItem {
  readonly eventId: string;
  /** Null: it is gone. */
  readonly meeting: CalendarMeeting | null;
}

/** What the database knows of a meeting, locked. */
export interface MeetingFacts {
  readonly here: MeetingHere | null;
  /** The rooms that the meeting may concern: those it is in, and those that its copies name. */
  readonly rooms: readonly SyncedRoom[];
  /** Ids of the copies that the room was known to have before, those left out that it had declined. */
  readonly shownBefore: ReadonlySet<string>;
  /** By space: what other rooms' calendars have shown of it. */
  readonly otherCopies: ReadonlyMap<string, readonly OtherCopy[]>;
  /** An event that is being written for this room and time, and may turn out to be this one. */
  readonly isPerhapsBeingWritten: boolean;
  /**
   * Since the reading began the calendar was written, or another room's reading took the meeting in:
   * what was read may be of before.
   */
  readonly isOvertaken: boolean;
}

export interface OtherCopy {
  readonly response: RoomResponse;
  readonly kind: "single" | "series";
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  /** With the dates that the room has; null of a single meeting, and where it is not known. */
  readonly series: Series | null;
}

export interface PlannedMeeting {
  readonly plan: MeetingPlan | null;
  /** The items are to be read again, since they could not be judged yet. */
  readonly isOpen: boolean;
  /** Why the room has something that is not here as it is there, or will not be for long. */
  readonly gap: CalendarGap | null;
}

/** What administrators are to know of a meeting in a room's calendar. */
export type CalendarGap =
  /** Nobody understands how the series recurs; what stands here of it stays. */
  | { readonly kind: "recurrence_unreadable"; readonly reason: string }
  /** Only the room still has it: its organizer's calendar, which can be read, has it not. */
  | { readonly kind: "left_in_room" };

export type PlanTaken = (meeting: ReadMeeting, facts: MeetingFacts) => PlannedMeeting;

export interface TakenIn {
  /** How many meetings changed here. */
  readonly changes: number;
  /** Something is to be written to a calendar because of it. */
  readonly hasEnqueued: boolean;
  /** Something that is there could not be judged yet. */
  readonly leavesOpen: boolean;
}
