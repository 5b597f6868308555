import { Temporal } from "temporal-polyfill";
import type { EventContent, EventKey } from "../app/sync/calendar.ts";
import { counted } from "../core/counted.ts";
import { instantToWallTime, toWindowsZone, wallTimeToInstant } from "../core/time/zones.ts";

/**
 * Our reservation's id on the event, to find it again after a lost answer (facts 1.11). The GUID
 * names the property set and is ours alone; it must never change.
 */
export const RESERVATION_PROPERTY =
  "String {6f0a5c1e-3b7d-4e52-9d0f-8a2b41c7e9d3} Name UsherReservationId";

type Json = Readonly<Record<string, unknown>>;

/** The body that creates the event. */
export function toNewEvent(mailbox: string, key: EventKey, content: EventContent): Json {
  return {
    ...toEventFields(mailbox, content),
    transactionId: key.transactionId,
    singleValueExtendedProperties: [{ id: RESERVATION_PROPERTY, value: key.reservationId }],
  };
}

/** All that the content shows, as fields of a Graph event. */
export function toEventFields(mailbox: string, content: EventContent): EventFields {
  const zone = zoneFor(content);
  return {
    subject: content.subject,
    body: { contentType: "text", content: content.notes },
    start: toWallTime(content.startAt, zone),
    end: toWallTime(content.endAt, zone),
    sensitivity: content.sensitivity,
    showAs: content.showAs,
    attendees: toAttendees(mailbox, content),
    locations: content.rooms.map(({ email, name }) => ({
      displayName: name,
      locationEmailAddress: email,
      locationUri: email,
      locationType: "conferenceRoom",
    })),
  };
}

export interface EventFields extends Json {
  readonly subject: string;
  readonly body: { readonly contentType: "text"; readonly content: string };
  readonly start: { readonly dateTime: string; readonly timeZone: string };
  readonly end: { readonly dateTime: string; readonly timeZone: string };
  readonly sensitivity: string;
  readonly showAs: string;
  readonly attendees: readonly AttendeeField[];
  readonly locations: readonly LocationField[];
}

export interface AttendeeField {
  readonly type: "required" | "optional" | "resource";
  readonly emailAddress: { readonly address: string; readonly name?: string };
}

interface LocationField {
  readonly displayName: string;
  readonly locationEmailAddress: string;
  readonly locationUri: string;
  readonly locationType: "conferenceRoom";
}

/**
 * Times are written as wall times of the zone they are meant in (facts 1.9). In the hour that
 * clocks show twice a wall time would mean the first of the two, so the second is written in UTC.
 */
function zoneFor({ startAt, endAt, timeZone }: EventContent): string {
  const isExact = [startAt, endAt].every((date) => {
    const instant = instantOf(date);
    return wallTimeToInstant(instantToWallTime(instant, timeZone), timeZone).equals(instant);
  });
  return isExact ? timeZone : "UTC";
}

function toWallTime(date: Date, zone: string): { dateTime: string; timeZone: string } {
  const wallTime = instantToWallTime(instantOf(date), zone);
  return {
    dateTime: wallTime.toString({ smallestUnit: "second" }),
    // Exchange keeps Windows names; it takes most of IANA's too where there is none (facts 1.9).
    timeZone: toWindowsZone(zone) ?? zone,
  };
}

function instantOf(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}

/** Each address once, and not the organizer's own; a room is invited as a room whoever named it. */
function toAttendees(mailbox: string, content: EventContent): AttendeeField[] {
  const byAddress = new Map<string, AttendeeField>();
  const add = (type: AttendeeField["type"], email: string, name: string): void => {
    const key = email.trim().toLowerCase();
    if (key === mailbox.toLowerCase() || byAddress.has(key)) return;
    byAddress.set(key, { type, emailAddress: { address: email.trim(), ...(name && { name }) } });
  };
  for (const { email, name } of content.rooms) add("resource", email, name);
  for (const { type, email, name } of content.attendees) add(type, email, name);
  return [...byAddress.values()];
}

const WITHHELD = "(withheld)";

/**
 * A body as it may be kept and shown: of a private event neither subject nor notes nor people, and
 * never the words that go with a cancellation.
 */
export function recordableBody(body: Json, sensitivity: EventContent["sensitivity"]): Json {
  if ("comment" in body) return { comment: body["comment"] === "" ? "" : WITHHELD };
  if (sensitivity !== "private") return body;
  const { attendees, ...fields } = body;
  const rooms = Array.isArray(attendees)
    ? attendees.filter((attendee: AttendeeField) => attendee.type === "resource")
    : [];
  return {
    ...fields,
    ...("subject" in body && { subject: WITHHELD }),
    ...("body" in body && { body: { contentType: "text", content: WITHHELD } }),
    ...(Array.isArray(attendees) && {
      attendees: [
        ...rooms,
        `${counted(attendees.length - rooms.length, "person", "people")} ${WITHHELD}`,
      ],
    }),
  };
}
