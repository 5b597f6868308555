import type { Series } from "../../core/recurrence/series.ts";
import type { RoomResponse } from "../../core/sync/confirmation-plan.ts";
import type { FailureKind } from "../../core/sync/failure-kind.ts";
import type { CredentialUse } from "./access-tokens.ts";
import type { CalendarMeeting } from "./room-calendar.ts";

/**
 * The calendar provider as a port: what synchronisation needs from any calendar service. Exchange
 * Online fills it in `src/exchange/`; another service would be one more folder.
 */
export interface Calendar {
  /**
   * Writes a new event into the mailbox's calendar. Two calls with one `key` make one event; but
   * whoever may have called before asks `findEvent` first, since a provider forgets keys in time.
   * Where the key turns out to be used, it is as `updateEvent`.
   */
  createEvent(
    access: CalendarAccess,
    key: EventKey,
    content: EventContent,
    yieldTo?: YieldTo,
  ): Promise<CalendarResult<WrittenEvent>>;
  /** The event that carries our reservation, or null; for healing after a lost answer. */
  findEvent(access: CalendarAccess, key: EventKey): Promise<CalendarResult<WrittenEvent | null>>;
  /**
   * Makes the event show `content`, wholly; the attendees that it leaves out are uninvited. Words
   * and people that somebody gave to a single occurrence of a series stay, and so does whatever
   * `yieldTo` leaves to what the event shows already.
   */
  updateEvent(
    access: CalendarAccess,
    eventId: string,
    content: EventContent,
    yieldTo?: YieldTo,
  ): Promise<CalendarResult<WrittenEvent>>;
  /** Cancels as organizer, telling the attendees. An event that is gone already is a success. */
  cancelEvent(
    access: CalendarAccess,
    eventId: string,
    comment: string,
  ): Promise<CalendarResult<CancelledEvent>>;
  /**
   * Organizer's copies with what each invited room has answered, by event id; null for one that is
   * gone. Together they count as one call under way, however many there are.
   */
  readEvents(
    access: CalendarAccess,
    eventIds: readonly string[],
  ): Promise<ReadonlyMap<string, CalendarResult<EventAnswers | null>>>;
  /** Whether the credential may write to the mailbox's calendar: for checks by administrators. */
  checkAccess(access: CalendarAccess): Promise<CalendarResult<{ readonly timeZone: string }>>;
  /** The request that a write would send, for the record of a dry run. Calls nobody. */
  describeWrite(write: CalendarWrite): Readonly<Record<string, unknown>>;
}

/** What an event is to show after all, by what it shows now; null: what was asked for. */
export type YieldTo = (shown: CalendarMeeting) => {
  readonly content: EventContent;
  /** Its rooms stay as they are. */
  readonly keepsRooms: boolean;
} | null;

export type CalendarWrite =
  | {
      readonly type: "create";
      readonly mailbox: string;
      readonly key: EventKey;
      readonly content: EventContent;
    }
  | {
      readonly type: "update";
      readonly mailbox: string;
      readonly eventId: string;
      readonly content: EventContent;
    }
  | {
      readonly type: "cancel";
      readonly mailbox: string;
      readonly eventId: string;
      readonly comment: string;
    };

export interface CalendarAccess {
  readonly credential: CredentialUse;
  /** SMTP address whose calendar is read or written. */
  readonly mailbox: string;
  /**
   * A UUID that reaches the call's `client-request-id`, so that one act can be followed through both
   * systems. All calls of one act carry the same; the provider's own id, in the record of each
   * call, tells them apart.
   */
  readonly requestId: string;
  /** Somebody sits and waits for it: it goes before other calls to the mailbox. */
  readonly isWaitedFor?: boolean;
}

export interface EventKey {
  readonly reservationId: string;
  /** Same for every attempt of one sync event, different between events; ASCII. */
  readonly transactionId: string;
}

/** All that a reservation shows in a calendar. */
export interface EventContent {
  readonly subject: string;
  /** Plain text. */
  readonly notes: string;
  readonly startAt: Date;
  readonly endAt: Date;
  /** IANA zone the times were meant in; the adapter writes wall times of it. */
  readonly timeZone: string;
  readonly sensitivity: "normal" | "private";
  readonly showAs: "busy" | "free";
  readonly attendees: readonly {
    readonly email: string;
    readonly name: string;
    readonly type: "required" | "optional";
  }[];
  readonly rooms: readonly InvitedRoom[];
  readonly isAllDay: boolean;
  /**
   * Of a series, which then is one series in the calendar too: exceptions and cancelled dates
   * included, and `startAt` and `endAt` are those of its first occurrence. Null: a single meeting.
   */
  readonly series: SeriesContent | null;
}

export interface InvitedRoom {
  readonly email: string;
  readonly name: string;
}

export interface SeriesContent {
  readonly series: Series;
  /** Occurrences that take place in other rooms than the series does. */
  readonly roomsByDate: readonly {
    /** `2027-03-29`, the date that the pattern gave it. */
    readonly originalDate: string;
    readonly rooms: readonly InvitedRoom[];
  }[];
}

/**
 * The request as sent and the answer's gist, for the sync event's record: no tokens, and of a
 * private event neither subject nor notes nor people, and `private: true` in the request. `bare:
 * true` is in a request that tells of no event what is in it, as a cancellation does.
 */
export interface CallRecord {
  readonly request: Readonly<Record<string, unknown>>;
  readonly response: Readonly<Record<string, unknown>>;
}

export interface WrittenEvent extends CallRecord {
  readonly eventId: string;
  readonly iCalUId: string;
  readonly changeKey: string;
  /** What the rooms have answered so far. */
  readonly rooms: readonly RoomStatus[];
  /**
   * Dates of a series' occurrences, `2027-03-29`, that take place here but were cancelled there,
   * which Exchange cannot undo. Empty for a single meeting.
   */
  readonly unrevivable: readonly string[];
}

export interface CancelledEvent extends CallRecord {
  /** False if the event was gone already. */
  readonly wasPresent: boolean;
}

export interface RoomStatus {
  readonly email: string;
  readonly response: RoomResponse;
  /** When the room answered, by the provider's clock; null while it has not. */
  readonly respondedAt: Date | null;
}

export interface EventAnswers {
  readonly eventId: string;
  readonly iCalUId: string;
  readonly changeKey: string;
  readonly startAt: Date;
  readonly endAt: Date;
  readonly rooms: readonly RoomStatus[];
  /** With its exceptions and cancelled dates; null of a single meeting, and where nobody understands it. */
  readonly series: Series | null;
  /**
   * Of a series, what rooms have answered for single occurrences: for those of its exceptions. All
   * others have the series' answers.
   */
  readonly occurrences: readonly OccurrenceAnswers[];
}

export interface OccurrenceAnswers {
  /** `2027-03-29`, the date that the pattern gave it. */
  readonly originalDate: string;
  readonly rooms: readonly RoomStatus[];
}

export type CalendarResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: CalendarFailure };

/** What went wrong at the calendar, in words that hold for any provider. */
export interface CalendarFailure {
  readonly kind: FailureKind;
  /** The provider's own code, such as `ErrorAccessDenied`. */
  readonly code: string;
  /** A sentence for people. */
  readonly message: string;
  readonly retryAfterSeconds?: number;
  /** True where the work may have been done although no good answer came. */
  readonly mayHaveHappened: boolean;
  /** The request and the answer's gist for the sync event's record, as in `CallRecord`. */
  readonly request?: Readonly<Record<string, unknown>>;
  readonly response?: Readonly<Record<string, unknown>>;
}
