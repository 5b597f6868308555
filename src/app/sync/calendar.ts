import type { CredentialUse } from "./access-tokens.ts";

/**
 * The calendar provider as a port: what synchronisation needs from any calendar service. Exchange
 * Online fills it in `src/exchange/`; another service would be one more folder.
 */
export interface Calendar {
  /**
   * Writes a new event into the mailbox's calendar; idempotent by `key`: a repeated call after a
   * lost answer finds the event of the first and changes nothing.
   */
  createEvent(
    access: CalendarAccess,
    key: EventKey,
    content: EventContent,
  ): Promise<CalendarResult<WrittenEvent>>;
  /** The event that carries our key, or null; for healing after a crash between call and record. */
  findEvent(access: CalendarAccess, key: EventKey): Promise<CalendarResult<WrittenEvent | null>>;
  updateEvent(
    access: CalendarAccess,
    eventId: string,
    content: EventContent,
  ): Promise<CalendarResult<WrittenEvent>>;
  /** Cancels as organizer, telling the attendees. An event that is gone already is a success. */
  cancelEvent(
    access: CalendarAccess,
    eventId: string,
    comment: string,
  ): Promise<CalendarResult<{ readonly wasPresent: boolean }>>;
  /** The organizer's copy with what each invited room has answered; null when it is gone. */
  readEvent(access: CalendarAccess, eventId: string): Promise<CalendarResult<EventAnswers | null>>;
  /** Whether the credential may write to the mailbox's calendar: for checks by administrators. */
  checkAccess(access: CalendarAccess): Promise<CalendarResult<{ readonly timeZone: string }>>;
}

export interface CalendarAccess {
  readonly credential: CredentialUse;
  /** SMTP address whose calendar is read or written. */
  readonly mailbox: string;
  /** Reaches the call's `client-request-id`, so that one act can be followed through both systems. */
  readonly requestId: string;
}

export interface EventKey {
  readonly reservationId: string;
  /** Same for every attempt of one sync event, different between events. */
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
  readonly rooms: readonly { readonly email: string; readonly name: string }[];
}

export interface WrittenEvent {
  readonly eventId: string;
  readonly iCalUId: string;
  readonly changeKey: string;
  /** The request as sent and the answer's gist, for the sync event's record; no tokens. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly response: Readonly<Record<string, unknown>>;
}

export type RoomResponse = "none" | "accepted" | "tentatively_accepted" | "declined";

export interface EventAnswers {
  readonly eventId: string;
  readonly iCalUId: string;
  readonly changeKey: string;
  readonly startAt: Date;
  readonly endAt: Date;
  readonly rooms: readonly { readonly email: string; readonly response: RoomResponse }[];
}

export type CalendarResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: CalendarFailure };

/** What went wrong at the calendar, in words that hold for any provider. */
export interface CalendarFailure {
  readonly kind:
    | "throttled"
    | "transient"
    | "token_unusable"
    | "access_denied"
    | "not_found"
    | "changed_meanwhile"
    | "invalid"
    | "credential_rejected";
  /** The provider's own code, such as `ErrorAccessDenied`. */
  readonly code: string;
  /** A sentence for people. */
  readonly message: string;
  readonly retryAfterSeconds?: number;
  /** True where the work may have been done although no good answer came. */
  readonly mayHaveHappened: boolean;
  /** The answer's gist for the sync event's record; no tokens. */
  readonly response?: Readonly<Record<string, unknown>>;
}
