import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { AgreedMeeting } from "../../core/sync/agreed.ts";
import type { SyncEventType } from "../../core/sync/outbound-plan.ts";
import type { CredentialUse } from "./access-tokens.ts";
import type { InvitedRoom, SeriesContent } from "./calendar.ts";

/** A sync event that this process may carry out, as long as its lease holds. */
export interface ClaimedSyncEvent {
  readonly id: string;
  /** Of this claim alone: whoever claims the event later has another, and ours is worth nothing. */
  readonly lease: string;
  readonly mailbox: string;
}

/** All that carrying out a sync event needs, in one read; `reservation` is the row of its meeting. */
export interface SyncWork {
  readonly event: {
    readonly id: string;
    /** Of the act that it came from; each of its calls carries it, in every try. */
    readonly requestId: string;
    readonly type: SyncEventType;
    /** The row of the integration rules that decided. */
    readonly policyRow: string;
    /** Tries that count, before this one. */
    readonly attempts: number;
    /** How long ago its first try began, since it was last set going; 0 before it. */
    readonly tryingForMs: number;
    /** The calendar may hold its outcome, or an earlier event's, that we do not know of. */
    readonly mayHaveBeenSent: boolean;
    readonly dryRun: boolean;
    /** It came from somebody who may still look at the page, and is part of no backlog. */
    readonly isWaitedFor: boolean;
    readonly mailbox: string;
    readonly credential: CredentialUse;
    /** Which room was asked for which time by the last write that went through; null if none was. */
    readonly askedForBefore: string | null;
    /** The rooms that have not answered are uninvited first, so that they are asked anew. */
    readonly asksAgain: boolean;
    /** What its earlier tries may have written, the first first. */
    readonly mayShow: readonly AgreedMeeting[];
    /** A cancellation waits behind this event, so that writing would only be undone. */
    readonly isCancelledAfterwards: boolean;
  };
  readonly reservation: {
    readonly id: string;
    readonly state: ReservationState;
    readonly subject: string;
    readonly notes: string;
    readonly sensitivity: "normal" | "private";
    readonly startAt: Date;
    readonly endAt: Date;
    readonly timeZone: string;
    readonly isAllDay: boolean;
    readonly attendees: readonly {
      readonly email: string;
      readonly name: string;
      readonly type: "required" | "optional";
    }[];
    readonly requestedFor: Invitee;
    /** The event that the calendar holds, in the sync event's mailbox; null if none is known. */
    readonly calendarEventId: string | null;
    readonly cancelNotes: string;
    /** What both sides agreed on last; null where nothing was. */
    readonly agreed: AgreedMeeting | null;
    /**
     * What the calendar shows for all that is known here: what both sides agreed on last, where
     * anything was, and then what may have been written since, the first first.
     */
    readonly mayBeShown: readonly AgreedMeeting[];
  };
  readonly showAs: "busy" | "free";
  /** Of all spaces that the meeting takes place in and that have a room mailbox. */
  readonly rooms: readonly InvitedRoom[];
  /** Rooms that have not answered, each for the whole meeting or for some dates of the series. */
  readonly silentRooms: readonly SilentRoom[];
  /** What the event gives up, where nobody came or approved. */
  readonly releases: readonly RoomToRelease[];
  /** Null for a single meeting. */
  readonly series: SeriesContent | null;
  /** Who is invited besides, because the event is not in their own calendar. */
  readonly invited: Invitee | null;
}

/** A room that is to let a meeting go, or one occurrence of it. */
export interface RoomToRelease {
  readonly roomMailbox: string | null;
  /** Of the room's own copy, of a series of its master; null where it was not read. */
  readonly eventId: string | null;
  readonly iCalUId: string | null;
  readonly originalDate: string | null;
  readonly startAt: Date;
  /** What the organizer is told. */
  readonly comment: string;
  /** Of the building: see `ReadingAccess`. */
  readonly fallbackTimeZone: string;
}

export interface SilentRoom {
  readonly email: string;
  /** `2027-03-29`; null: it has answered for nothing of the meeting. */
  readonly originalDate: string | null;
}

export interface Invitee {
  readonly email: string;
  readonly name: string;
}
