import type { CalendarWrite, EventContent, EventKey } from "../app/sync/calendar.ts";
import {
  type EventFields,
  recordableBody,
  RESERVATION_PROPERTY,
  toEventFields,
  toNewEvent,
} from "./event-mapping.ts";
import { EVENT_FIELDS } from "./event-reading.ts";
import type { GraphCall } from "./graph-client.ts";

/** Times in UTC and bodies as text, however the mailbox is set. */
const READING = ['outlook.timezone="UTC"', 'outlook.body-content-type="text"'];

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

export function readCall(mailbox: string, eventId: string): GraphCall {
  return {
    method: "GET",
    path: `${eventPath(mailbox, eventId)}?$select=${EVENT_FIELDS}`,
    prefer: READING,
  };
}

export function cancelCall(mailbox: string, eventId: string, comment: string): GraphCall {
  return { method: "POST", path: `${eventPath(mailbox, eventId)}/cancel`, body: { comment } };
}

export function mailboxPath(mailbox: string): string {
  return `/users/${encodeURIComponent(mailbox)}`;
}

/** Ids are opaque and hold characters that mean something in a path (facts 1.1). */
export function eventPath(mailbox: string, eventId: string): string {
  return `${mailboxPath(mailbox)}/events/${encodeURIComponent(eventId)}`;
}

export function findCall(mailbox: string, key: EventKey): GraphCall {
  const query = new URLSearchParams({
    $filter:
      `singleValueExtendedProperties/Any(ep: ep/id eq '${RESERVATION_PROPERTY}'` +
      ` and ep/value eq '${key.reservationId}')`,
    $select: EVENT_FIELDS,
  });
  return {
    method: "GET",
    // Form encoding's plus for a space is not undone by every OData parser.
    path: `${mailboxPath(mailbox)}/events?${query.toString().replaceAll("+", "%20")}`,
    prefer: READING,
  };
}

/** Sends only what differs; see `differingFields`. */
export function patchCall(
  mailbox: string,
  eventId: string,
  fields: Partial<EventFields>,
): GraphCall {
  return { method: "PATCH", path: eventPath(mailbox, eventId), body: fields, prefer: READING };
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
