import type { Recurrence } from "./recurrence.ts";

/**
 * What a mailbox stores. Records are never changed in place: a write puts a new record, so that
 * copies may share what they have in common.
 */
export interface CalendarItem {
  /** The item's payload in its ids (item-id.ts). An exception carries its master's. */
  readonly key: string;
  readonly kind: "singleInstance" | "seriesMaster" | "exception";
  /** The same in every mailbox that holds a copy of the meeting (facts 1.2). */
  readonly iCalUId: string;
  readonly changeKey: string;
  readonly createdMs: number;
  readonly modifiedMs: number;
  readonly organizer: MailAddress;
  readonly isOrganizer: boolean;
  readonly isCancelled: boolean;
  readonly subject: string;
  readonly body: ItemBody;
  readonly categories: readonly string[];
  readonly importance: "low" | "normal" | "high";
  readonly sensitivity: "normal" | "personal" | "private" | "confidential";
  readonly showAs: ShowAs;
  readonly isAllDay: boolean;
  readonly startMs: number;
  readonly endMs: number;
  /** The zone names as the organizer gave them, Windows or IANA. */
  readonly startZone: string;
  readonly endZone: string;
  readonly isReminderOn: boolean;
  readonly reminderMinutesBeforeStart: number;
  readonly responseRequested: boolean;
  readonly allowNewTimeProposals: boolean;
  readonly hideAttendees: boolean;
  readonly isOnlineMeeting: boolean;
  readonly locations: readonly ItemLocation[];
  readonly attendees: readonly Attendee[];
  readonly myResponse: Response;
  readonly transactionId: string | null;
  /** singleValueExtendedProperties of this copy: id to value (facts 1.11). */
  readonly extendedProperties: Readonly<Record<string, string>>;
  /** Present on a series master. */
  readonly series: Series | null;
  /**
   * Set on a copy that holds one occurrence only, for somebody who is not invited to the series.
   */
  readonly standaloneDate: string | null;
  /**
   * Input fields in which an exception differs from its master, which the master no longer changes.
   */
  readonly overriddenFields: readonly string[];
  /** What a room's attendant still owes this copy. */
  readonly pending: "decision" | "rewrite" | "removal" | null;
}

export interface Series {
  readonly recurrence: Recurrence;
  /** By the original day (yyyy-MM-dd) in the series' zone. */
  readonly exceptions: Readonly<Record<string, CalendarItem>>;
  readonly cancelledDates: readonly string[];
}

export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

export interface ItemBody {
  readonly contentType: "html" | "text";
  readonly content: string;
}

export type ShowAs = "unknown" | "free" | "tentative" | "busy" | "oof" | "workingElsewhere";

export interface ItemLocation {
  readonly displayName: string;
  readonly locationType: string;
  readonly uniqueId: string | null;
  readonly uniqueIdType: "unknown" | "locationStore" | "directory" | "private" | "bing";
  readonly locationUri?: string;
  readonly locationEmailAddress?: string;
  readonly address?: Readonly<Record<string, string | null>>;
  readonly coordinates?: Readonly<Record<string, number | null>>;
}

export interface Attendee extends MailAddress {
  readonly type: "required" | "optional" | "resource";
  readonly status: Response;
}

export type Answer = "accepted" | "tentativelyAccepted" | "declined";

export interface Response {
  readonly response: "none" | "organizer" | "notResponded" | Answer;
  /** Null stands for Exchange's "never", 0001-01-01. */
  readonly timeMs: number | null;
}

export const NO_RESPONSE: Response = { response: "none", timeMs: null };

/**
 * An attendee's copy of a declined meeting, where it stays: it holds no time. What was cancelled since
 * goes in its turn.
 */
export function markDeclined(item: CalendarItem, timeMs: number): CalendarItem {
  const pending = item.pending === "removal" ? item.pending : null;
  return { ...item, myResponse: { response: "declined", timeMs }, showAs: "free", pending };
}

/** Whether an address is the same as another: letters' case does not matter. */
export function sameAddress(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** Applies `change` to the item itself and to each of its exceptions. */
export function mapWithExceptions(
  item: CalendarItem,
  change: (part: CalendarItem) => CalendarItem,
): CalendarItem {
  const changed = change(item);
  if (!changed.series) return changed;
  const exceptions: Record<string, CalendarItem> = {};
  for (const [date, exception] of Object.entries(changed.series.exceptions)) {
    exceptions[date] = change(exception);
  }
  return { ...changed, series: { ...changed.series, exceptions } };
}

/** An attendee's copy of a cancelled meeting: it stays, free, with the prefix (facts 1.7). */
export function markCancelled(item: CalendarItem, prefix: string): CalendarItem {
  const subject = item.isCancelled ? item.subject : `${prefix}${item.subject}`;
  return { ...item, subject, isCancelled: true, showAs: "free", pending: null };
}
