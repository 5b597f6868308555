import type { CalendarWrite, EventContent, EventKey } from "../app/sync/calendar.ts";
import {
  type EventFields,
  recordableBody,
  RESERVATION_PROPERTY,
  toEventFields,
  toNewEvent,
} from "./event-mapping.ts";
import { EVENT_FIELDS, KEPT_FIELDS } from "./event-reading.ts";
import type { GraphCall } from "./graph-client.ts";

/** Times in UTC and bodies as text, however the mailbox is set. */
export const READING = ['outlook.timezone="UTC"', 'outlook.body-content-type="text"'];

/** The request of a write, in the form that is sent when the event is not looked at before. */
export function callFor(write: CalendarWrite): GraphCall {
  switch (write.type) {
    case "create":
      return createCall(write.mailbox, write.key, write.content);
    case "update":
      return {
        method: "PATCH",
        path: eventPath(write.mailbox, write.eventId),
        body: toEventFields(write.mailbox, write.content),
      };
    case "cancel":
      return cancelCall(write.mailbox, write.eventId, write.comment);
  }
}

/** How private a call's record is; `bare`: it tells of no event what is in it. */
export type CallSensitivity = EventContent["sensitivity"] | "bare";

export function sensitivityOf(write: CalendarWrite): CallSensitivity {
  return write.type === "cancel" ? "bare" : write.content.sensitivity;
}

export function createCall(mailbox: string, key: EventKey, content: EventContent): GraphCall {
  return {
    method: "POST",
    path: `${mailboxPath(mailbox)}/events`,
    body: toNewEvent(mailbox, key, content),
    prefer: READING,
  };
}

/** An organizer's copy as we wrote it, of a series with its exceptions and cancelled dates. */
export function readCall(mailbox: string, eventId: string): GraphCall {
  const query = odataQuery({ $select: EVENT_FIELDS, $expand: "exceptionOccurrences" });
  return { method: "GET", path: `${eventPath(mailbox, eventId)}?${query}`, prefer: READING };
}

/** Reads a meeting whole: of a series its exceptions and cancelled dates too, and our own key. */
export function meetingCall(mailbox: string, eventId: string): GraphCall {
  const query = odataQuery({
    $select: `${EVENT_FIELDS},lastModifiedDateTime`,
    $expand: `exceptionOccurrences,${OWN_KEY}`,
  });
  return {
    method: "GET",
    path: `${eventPath(mailbox, eventId)}?${query}`,
    prefer: READING,
    place: { ahead: false },
  };
}

/** Exceptions are not asked for: a list is not known to tell them (facts 1.1). */
export function meetingsByICalUIdCall(mailbox: string, iCalUId: string): GraphCall {
  const query = odataQuery({
    $filter: `iCalUId eq '${iCalUId.replaceAll("'", "''")}'`,
    $select: EVENT_FIELDS,
    $expand: OWN_KEY,
  });
  return { method: "GET", path: `${mailboxPath(mailbox)}/events?${query}`, prefer: READING };
}

/** The most that a page of a calendar view is asked to have; Graph allows 999 (facts 1.10). */
const VIEW_PAGE_ROWS = 500;

/** What is in a calendar in a window, occurrences by themselves (facts 1.12). */
export function calendarViewCall(
  mailbox: string,
  window: { readonly startAt: Date; readonly endAt: Date },
): GraphCall {
  const query = odataQuery({
    startDateTime: window.startAt.toISOString(),
    endDateTime: window.endAt.toISOString(),
    $select: `${KEPT_FIELDS},seriesMasterId`,
    $expand: OWN_KEY,
    $top: `${VIEW_PAGE_ROWS}`,
  });
  return {
    method: "GET",
    path: `${mailboxPath(mailbox)}/calendarView?${query}`,
    prefer: READING,
    place: { ahead: false },
  };
}

/** The least that shows whether a calendar may be read: one event of any day (facts 1.12). */
export function canReadCall(mailbox: string): GraphCall {
  const query = odataQuery({
    startDateTime: "2020-01-01T00:00:00Z",
    endDateTime: "2020-01-02T00:00:00Z",
    $select: "id",
    $top: "1",
  });
  return { method: "GET", path: `${mailboxPath(mailbox)}/calendarView?${query}` };
}

/** The occurrences of a series that share time with the window. */
export function instancesCall(
  mailbox: string,
  masterId: string,
  window: { readonly startAt: Date; readonly endAt: Date },
): GraphCall {
  const query = odataQuery({
    startDateTime: window.startAt.toISOString(),
    endDateTime: window.endAt.toISOString(),
    $select: "id,type,start,end",
    $top: "50",
  });
  return {
    method: "GET",
    path: `${eventPath(mailbox, masterId)}/instances?${query}`,
    prefer: READING,
  };
}

const OWN_KEY = `singleValueExtendedProperties($filter=id eq '${RESERVATION_PROPERTY}')`;

/** Form encoding's plus for a space is not undone by every OData parser. */
export function odataQuery(parameters: Readonly<Record<string, string>>): string {
  return new URLSearchParams(parameters).toString().replaceAll("+", "%20");
}

export function cancelCall(mailbox: string, eventId: string, comment: string): GraphCall {
  return { method: "POST", path: `${eventPath(mailbox, eventId)}/cancel`, body: { comment } };
}

/** Declines as an attendee, telling the organizer (facts 1.7). */
export function declineCall(mailbox: string, eventId: string, comment: string): GraphCall {
  return {
    method: "POST",
    path: `${eventPath(mailbox, eventId)}/decline`,
    body: { comment, sendResponse: true },
  };
}

export function mailboxPath(mailbox: string): string {
  return `/users/${encodeURIComponent(mailbox)}`;
}

/** Ids are opaque and hold characters that mean something in a path (facts 1.1). */
export function eventPath(mailbox: string, eventId: string): string {
  return `${mailboxPath(mailbox)}/events/${encodeURIComponent(eventId)}`;
}

export function findCall(mailbox: string, key: EventKey): GraphCall {
  const query = odataQuery({
    $filter:
      `singleValueExtendedProperties/Any(ep: ep/id eq '${RESERVATION_PROPERTY}'` +
      ` and ep/value eq '${key.reservationId}')`,
    $select: EVENT_FIELDS,
  });
  return {
    method: "GET",
    path: `${mailboxPath(mailbox)}/events?${query}`,
    prefer: READING,
  };
}

/** Takes an occurrence off the calendar: with a word to those invited, if anybody is. */
export function cancelOccurrenceCall(
  mailbox: string,
  eventId: string,
  isMeeting: boolean,
): GraphCall {
  // Only a meeting can be cancelled (facts 1.7).
  if (isMeeting) return cancelCall(mailbox, eventId, "");
  return { method: "DELETE", path: eventPath(mailbox, eventId) };
}

/** Sends only what differs; see `differingFields`. */
export function patchCall(
  mailbox: string,
  eventId: string,
  fields: Partial<EventFields>,
  changeKey?: string | null,
): GraphCall {
  return {
    method: "PATCH",
    path: eventPath(mailbox, eventId),
    body: fields,
    prefer: READING,
    ...(changeKey && { ifChangeKey: changeKey }),
  };
}

/** A call as the sync event keeps it; what people wrote on a private event is withheld. */
export function recordOf(
  call: GraphCall,
  sensitivity: CallSensitivity,
): Readonly<Record<string, unknown>> {
  const kept = sensitivity === "bare" ? "normal" : sensitivity;
  return {
    method: call.method,
    path: call.path,
    ...(call.body !== undefined && { body: recordableBody(call.body, kept) }),
    // Tells records that may be read even where the reservation is or becomes private.
    ...(sensitivity === "bare" && { bare: true }),
    // Tells records from which something was withheld.
    ...(sensitivity === "private" && { private: true }),
  };
}
