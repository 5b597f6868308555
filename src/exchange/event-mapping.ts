import { Temporal } from "temporal-polyfill";
import type { EventContent, EventKey } from "../app/sync/calendar.ts";
import { counted } from "../core/counted.ts";
import { type GraphSeriesWrite, toGraphSeries } from "../core/recurrence/graph-recurrence.ts";
import type { Series } from "../core/recurrence/series.ts";
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

/** All that the content shows, as fields of a Graph event: of a series, of its master. */
export function toEventFields(mailbox: string, content: EventContent): EventFields {
  return {
    subject: content.subject,
    body: { contentType: "text", content: content.notes },
    ...toTimes(content),
    sensitivity: content.sensitivity,
    showAs: content.showAs,
    ...toInvited(mailbox, content),
  };
}

/** Who is invited, and the rooms as places. */
export function toInvited(
  mailbox: string,
  content: Pick<EventContent, "attendees" | "rooms">,
): Pick<EventFields, "attendees" | "locations"> {
  return {
    attendees: toAttendees(mailbox, content),
    locations: content.rooms.map(({ email, name }) => ({
      displayName: name,
      locationEmailAddress: email,
      locationUri: email,
      locationType: "conferenceRoom",
    })),
  };
}

type TimeFields = Pick<EventFields, "start" | "end" | "isAllDay" | "recurrence">;

function toTimes(content: EventContent): TimeFields {
  const { isAllDay, startAt, endAt } = content;
  if (content.series !== null) return { ...toSeriesTimes(content.series.series), isAllDay };
  if (isAllDay) return { ...toDays(content), isAllDay };
  const zone = zoneFor(content);
  return {
    start: toZoned(instantToWallTime(instantOf(startAt), zone), zone),
    end: toZoned(instantToWallTime(instantOf(endAt), zone), zone),
    isAllDay: false,
  };
}

function toSeriesTimes(series: Series): Pick<TimeFields, "start" | "end" | "recurrence"> {
  const written = toGraphSeries(series);
  // Whoever made the series has had it checked for that.
  if (!written.ok) throw new RangeError(written.problem.message);
  return written.value;
}

/** From midnight to midnight, the end exclusive and at least a day later (facts 1.9). */
function toDays({ startAt, endAt, timeZone }: EventContent): Pick<TimeFields, "start" | "end"> {
  const first = instantToWallTime(instantOf(startAt), timeZone).toPlainDate();
  const last = instantToWallTime(instantOf(new Date(endAt.getTime() - 1)), timeZone).toPlainDate();
  const isInOrder = Temporal.PlainDate.compare(first, last) <= 0;
  const end = (isInOrder ? last : first).add({ days: 1 });
  return {
    start: toZoned(first.toPlainDateTime(), timeZone),
    end: toZoned(end.toPlainDateTime(), timeZone),
  };
}

export interface EventFields extends Json {
  readonly subject: string;
  readonly body: { readonly contentType: "text"; readonly content: string };
  readonly start: { readonly dateTime: string; readonly timeZone: string };
  readonly end: { readonly dateTime: string; readonly timeZone: string };
  readonly isAllDay: boolean;
  /** There for a series; null makes one a single meeting again. */
  readonly recurrence?: GraphSeriesWrite["recurrence"] | null;
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

/** A wall time of a zone as Graph takes it. */
export function toZoned(wallTime: Temporal.PlainDateTime, zone: string): EventFields["start"] {
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
function toAttendees(
  mailbox: string,
  content: Pick<EventContent, "attendees" | "rooms">,
): AttendeeField[] {
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
