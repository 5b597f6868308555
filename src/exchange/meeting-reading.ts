import type { RoomStatus } from "../app/sync/calendar.ts";
import type {
  CalendarMeeting,
  MeetingTimes,
  OccurrenceDifference,
} from "../app/sync/room-calendar.ts";
import { zoneFromCalendar } from "../core/time/zones.ts";
import { allDayInstants, readAllDay } from "./all-day.ts";
import { RESERVATION_PROPERTY } from "./event-mapping.ts";
import {
  type GraphEvent,
  type GraphOccurrence,
  readInstant,
  readResponse,
  readRooms,
  readSensitivity,
} from "./event-reading.ts";
import { plainText, tidyLines } from "./plain-text.ts";
import { readMaster } from "./series-reading.ts";

/** One mailbox's copy of a meeting; `fallbackZone` serves where its own zone is not to be known. */
export function readMeeting(event: GraphEvent, fallbackZone: string): CalendarMeeting {
  const organizer = event.organizer?.emailAddress;
  const organizerEmail = organizer?.address?.toLowerCase();
  return {
    eventId: event.id,
    iCalUId: event.iCalUId ?? "",
    changeKey: event.changeKey ?? "",
    modifiedAt: readInstantText(event.lastModifiedDateTime),
    isOrganizer: event.isOrganizer === true,
    isCancelled: event.isCancelled === true,
    organizer: organizerEmail ? { email: organizerEmail, name: organizer?.name ?? "" } : null,
    subject: event.subject ?? "",
    notes: readNotes(event.body),
    sensitivity: readSensitivity(event.sensitivity),
    isAllDay: event.isAllDay === true,
    times: readTimes(event, fallbackZone),
    // An attendee's copy lists the organizer too (facts 1.4).
    attendees: readPeople(event).filter(({ email }) => email !== organizerEmail),
    rooms: readRooms(event),
    ownResponse: readResponse(event.responseStatus),
    reservationId: readReservationId(event),
  };
}

function readInstantText(text: string | null | undefined): Date | null {
  const milliseconds = Date.parse(text ?? "");
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds);
}

function readNotes(body: GraphEvent["body"]): string {
  const content = body?.content ?? "";
  return body?.contentType === "html" ? plainText(content) : tidyLines(content);
}

function readPeople({ attendees }: GraphEvent): CalendarMeeting["attendees"] {
  return (attendees ?? []).flatMap(({ type, emailAddress }) => {
    const email = emailAddress?.address?.toLowerCase();
    if (!email || type === "resource") return [];
    const isOptional = type === "optional";
    return [
      {
        email,
        name: emailAddress?.name ?? "",
        type: isOptional ? ("optional" as const) : ("required" as const),
      },
    ];
  });
}

/** Graph may spell the property set's GUID in other letters than we wrote. */
function readReservationId({ singleValueExtendedProperties }: GraphEvent): string | null {
  const own = singleValueExtendedProperties?.find(
    ({ id }) => id?.toLowerCase() === RESERVATION_PROPERTY.toLowerCase(),
  );
  return own?.value ?? null;
}

function readTimes(event: GraphEvent, fallbackZone: string): MeetingTimes {
  if (event.type === "seriesMaster") return readSeriesTimes(event, fallbackZone);
  const timeZone = zoneFromCalendar(event.originalStartTimeZone ?? "") ?? fallbackZone;
  const times = event.isAllDay
    ? allDayInstants(readAllDay(event, timeZone), timeZone)
    : { startAt: readInstant(event.start), endAt: readInstant(event.end) };
  return { kind: "single", ...times, timeZone };
}

function readSeriesTimes(event: GraphEvent, fallbackZone: string): MeetingTimes {
  const master = readMaster(event, fallbackZone);
  if (!master.ok) {
    const { code, message } = master.problem;
    return { kind: "unreadable", code, message };
  }
  const { series, exceptions } = master.value;
  const differences = [...exceptions].flatMap(([originalDate, exception]) => {
    const difference = differenceOf(originalDate, exception, event);
    return difference === null ? [] : [difference];
  });
  return { kind: "series", series, occurrences: differences };
}

/** What an exception has otherwise than its series, its times left out; null: nothing. */
function differenceOf(
  originalDate: string,
  exception: GraphOccurrence,
  master: GraphEvent,
): OccurrenceDifference | null {
  const subject = exception.subject ?? "";
  const [rooms, seriesRooms] = [readRooms(exception), readRooms(master)];
  const ownResponse = readResponse(exception.responseStatus);
  const difference: OccurrenceDifference = {
    originalDate,
    subject: subject === (master.subject ?? "") ? null : subject,
    rooms: sameRooms(rooms, seriesRooms) ? null : rooms,
    ownResponse: ownResponse === readResponse(master.responseStatus) ? null : ownResponse,
  };
  const isNone = [difference.subject, difference.rooms, difference.ownResponse].every(
    (part) => part === null,
  );
  return isNone ? null : difference;
}

/** Whether the same rooms have given the same answers, whenever they gave them. */
function sameRooms(left: readonly RoomStatus[], right: readonly RoomStatus[]): boolean {
  const keyOf = ({ email, response }: RoomStatus): string => `${email} ${response}`;
  const keys = new Set(left.map(keyOf));
  return left.length === right.length && right.every((room) => keys.has(keyOf(room)));
}
