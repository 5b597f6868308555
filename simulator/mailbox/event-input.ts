import type { Attendee, CalendarItem, ItemBody, Response } from "./calendar-item.ts";
import type { RecurrenceInput } from "./recurrence-input.ts";

/**
 * What a client may write of an event, in Graph's own shape. Members that Graph computes (id,
 * organizer, changeKey …) are accepted in a body and have no effect.
 */
export interface EventInput {
  readonly subject?: string | null;
  readonly body?: { readonly contentType?: string | null; readonly content?: string | null } | null;
  readonly start?: ZonedInput | null;
  readonly end?: ZonedInput | null;
  readonly isAllDay?: boolean | null;
  readonly location?: LocationInput | null;
  readonly locations?: readonly LocationInput[] | null;
  readonly attendees?: readonly AttendeeInput[] | null;
  readonly recurrence?: RecurrenceInput | null;
  readonly categories?: readonly string[] | null;
  readonly importance?: CalendarItem["importance"] | null;
  readonly sensitivity?: CalendarItem["sensitivity"] | null;
  readonly showAs?: CalendarItem["showAs"] | null;
  readonly isReminderOn?: boolean | null;
  readonly reminderMinutesBeforeStart?: number | null;
  readonly responseRequested?: boolean | null;
  readonly allowNewTimeProposals?: boolean | null;
  readonly hideAttendees?: boolean | null;
  readonly isOnlineMeeting?: boolean | null;
  readonly transactionId?: string | null;
  readonly singleValueExtendedProperties?:
    | readonly { readonly id?: string; readonly value?: string | null }[]
    | null;
}

export interface ZonedInput {
  /** A wall time without an offset (facts 1.9). */
  readonly dateTime: string;
  /** Windows or IANA name; missing means UTC. */
  readonly timeZone?: string | null;
}

export interface LocationInput {
  readonly displayName?: string | null;
  readonly locationType?: string | null;
  readonly locationUri?: string | null;
  readonly locationEmailAddress?: string | null;
  readonly address?: Readonly<Record<string, string | null>> | null;
  readonly coordinates?: Readonly<Record<string, number | null>> | null;
}

export interface AttendeeInput {
  readonly type?: Attendee["type"] | null;
  /** Has no reliable effect (facts 1.5). */
  readonly status?: { readonly response?: Response["response"] | null } | null;
  readonly emailAddress?: {
    readonly name?: string | null;
    readonly address?: string | null;
  } | null;
}

export const EMPTY_BODY: ItemBody = { contentType: "html", content: "" };
