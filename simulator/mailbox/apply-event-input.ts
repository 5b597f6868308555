import { Temporal } from "temporal-polyfill";
import type { Directory } from "../directory/directory.ts";
import type { SimulatorSettings } from "../settings.ts";
import {
  NO_RESPONSE,
  sameAddress,
  type Attendee,
  type CalendarItem,
  type ItemBody,
  type ItemLocation,
  type Response,
} from "./calendar-item.ts";
import {
  EMPTY_BODY,
  type AttendeeInput,
  type EventInput,
  type LocationInput,
  type ZonedInput,
} from "./event-input.ts";
import { refusals, succeed, type Outcome } from "./outcome.ts";
import { readRecurrence } from "./recurrence-input.ts";
import { keepDaysOf, sameRecurrence } from "./recurrence.ts";
import { findZone } from "./time-zones.ts";
import { msToWallTime, parseWallTime, wallTimeToMs } from "./wall-time.ts";

/** What the reading of an input stands on; an ExchangeContext is one. */
export interface InputContext {
  readonly directory: Directory;
  readonly settings: SimulatorSettings;
}

/** Facts 1.1. */
const ATTENDEES_MAX = 500;

/**
 * The item as the input would have it; what the input leaves out stays. Refuses what Exchange
 * refuses, with its codes (facts 1.3, 1.8, 1.9, 5).
 */
export function applyEventInput(
  item: CalendarItem,
  input: EventInput,
  { directory, settings }: InputContext,
): Outcome<CalendarItem> {
  const attendees = readAttendees(item, input.attendees, directory, settings);
  if (!attendees.ok) return attendees;
  const timed = applyTimes(item, input);
  if (!timed.ok) return timed;
  const online = readOnlineMeeting(item, input);
  const content: CalendarItem = {
    ...timed.value,
    attendees: attendees.value,
    locations: readLocations(item, input, directory),
    body: online.body,
    subject: input.subject === undefined ? item.subject : (input.subject ?? ""),
    categories: input.categories === undefined ? item.categories : (input.categories ?? []),
    importance: input.importance ?? item.importance,
    sensitivity: input.sensitivity ?? item.sensitivity,
    showAs: input.showAs ?? item.showAs,
    isReminderOn: input.isReminderOn ?? item.isReminderOn,
    reminderMinutesBeforeStart: input.reminderMinutesBeforeStart ?? item.reminderMinutesBeforeStart,
    responseRequested: input.responseRequested ?? item.responseRequested,
    allowNewTimeProposals: input.allowNewTimeProposals ?? item.allowNewTimeProposals,
    hideAttendees: input.hideAttendees ?? item.hideAttendees,
    isOnlineMeeting: online.isOnlineMeeting,
    extendedProperties: readExtendedProperties(item, input),
  };
  return applyRecurrence(content, input, settings);
}

/**
 * Whether the input holds nothing but attendees: such an update is told only to those it touches.
 */
export function changesOnlyAttendees(input: EventInput): boolean {
  return input.attendees !== undefined && Object.keys(input).every((name) => name === "attendees");
}

/** The input without the fields in which an exception already differs from its series. */
export function withoutFields(input: EventInput, fields: readonly string[]): EventInput {
  const kept = Object.entries(input).filter(([name]) => !fields.includes(name));
  return Object.fromEntries(kept);
}

function applyTimes(item: CalendarItem, input: EventInput): Outcome<CalendarItem> {
  const start = readZoned(input.start, item.startMs, item.startZone);
  if (!start.ok) return start;
  const end = readZoned(input.end, item.endMs, item.endZone);
  if (!end.ok) return end;
  const isAllDay = input.isAllDay ?? item.isAllDay;
  if (end.value.ms < start.value.ms) {
    return refusals.validationFailure("The end of the event is before its start.");
  }
  if (isAllDay) {
    const problem = allDayProblem(start.value, end.value);
    if (problem) return refusals.invalidRequest(problem);
  }
  return succeed({
    ...item,
    isAllDay,
    startMs: start.value.ms,
    startZone: start.value.zoneName,
    endMs: end.value.ms,
    endZone: end.value.zoneName,
  });
}

interface ZonedInstant {
  readonly ms: number;
  readonly zoneName: string;
}

function readZoned(
  input: ZonedInput | null | undefined,
  currentMs: number,
  currentZone: string,
): Outcome<ZonedInstant> {
  if (input === undefined) return succeed({ ms: currentMs, zoneName: currentZone });
  if (input === null) return refusals.validationFailure("An event must have a start and an end.");
  const zoneName = input.timeZone ?? "UTC";
  const zone = findZone(zoneName);
  if (!zone) return refusals.unknownZone(zoneName);
  const wall = parseWallTime(input.dateTime);
  if (!wall) {
    return refusals.validationFailure(`'${input.dateTime.slice(0, 40)}' is not a date and time.`);
  }
  return succeed({ ms: wallTimeToMs(wall, zone.ianaId), zoneName: zone.given });
}

function allDayProblem(start: ZonedInstant, end: ZonedInstant): string | null {
  const midnight = Temporal.PlainTime.from("00:00");
  const wallOf = (instant: ZonedInstant): Temporal.PlainDateTime =>
    msToWallTime(instant.ms, findZone(instant.zoneName)?.ianaId ?? "UTC");
  const text = (name: string): string =>
    `The Event.${name} property for an all-day event needs to be set to midnight.`;
  if (!wallOf(start).toPlainTime().equals(midnight)) return text("Start");
  if (!wallOf(end).toPlainTime().equals(midnight)) return text("End");
  if (start.zoneName !== end.zoneName) {
    return "The Event.Start and Event.End properties of an all-day event need the same time zone.";
  }
  if (end.ms <= start.ms) return "The duration of an all-day event must be at least one day.";
  return null;
}

function readAttendees(
  item: CalendarItem,
  inputs: readonly AttendeeInput[] | null | undefined,
  directory: Directory,
  settings: SimulatorSettings,
): Outcome<readonly Attendee[]> {
  if (inputs === undefined) return succeed(item.attendees);
  if (inputs !== null && inputs.length > ATTENDEES_MAX) {
    return refusals.invalidRequest(
      `The event has ${inputs.length} attendees; an event can have at most ${ATTENDEES_MAX}.`,
    );
  }
  const attendees = new Map<string, Attendee>();
  for (const input of inputs ?? []) {
    const address = input.emailAddress?.address?.trim() ?? "";
    if (!/^[^@\s]+@[^@\s]+$/.test(address)) {
      return refusals.validationFailure("An attendee has no valid address.");
    }
    const known = directory.findUser(address);
    const before = item.attendees.find((attendee) => sameAddress(attendee.address, address));
    const given = input.emailAddress?.name ?? "";
    attendees.set(address.toLowerCase(), {
      address: known?.mail ?? address,
      name: known?.displayName ?? (given === "" ? address : given),
      type: input.type ?? "required",
      status: readStatus(before, input, settings),
    });
  }
  return succeed([...attendees.values()]);
}

/** Where 4501 stands for "never" in the answers of Graph (facts 1.5). */
const YEAR_4501_MS = Date.UTC(4501, 0, 1);

/** A status that a client writes has no reliable effect (facts 1.5): what was, stays. */
function readStatus(
  before: Attendee | undefined,
  input: AttendeeInput,
  settings: SimulatorSettings,
): Response {
  const stays = before?.status ?? NO_RESPONSE;
  const written = input.status?.response ?? null;
  if (settings.writtenAttendeeStatus === "ignored" || written === null) return stays;
  if (written === stays.response) return stays;
  if (written === "declined") return { response: "notResponded", timeMs: YEAR_4501_MS };
  return { response: written, timeMs: stays.timeMs };
}

function readBody(item: CalendarItem, input: EventInput): ItemBody {
  if (input.body === undefined) return item.body;
  if (input.body === null) return EMPTY_BODY;
  return {
    contentType: input.body.contentType === "text" ? "text" : "html",
    content: input.body.content ?? "",
  };
}

/**
 * An online meeting's body carries the way to join; a client that writes the body without it makes
 * the meeting an ordinary one, and `isOnlineMeeting: false` alone does not (facts 1.5).
 */
function readOnlineMeeting(
  item: CalendarItem,
  input: EventInput,
): Pick<CalendarItem, "body" | "isOnlineMeeting"> {
  const body = readBody(item, input);
  const joinUrl = onlineJoinUrl(item.iCalUId);
  if (body.content.includes(joinUrl)) return { body, isOnlineMeeting: true };
  if (item.isOnlineMeeting || input.isOnlineMeeting !== true) {
    return { body, isOnlineMeeting: false };
  }
  const content = `${body.content}<div><a href="${joinUrl}">Join the meeting</a></div>`;
  return { body: { contentType: "html", content }, isOnlineMeeting: true };
}

/** Where people would join an online meeting; nothing answers there. */
export function onlineJoinUrl(iCalUId: string): string {
  return `https://meet.example/join/${iCalUId.slice(-32)}`;
}

/**
 * `location` and `locations` mirror each other; writing `location` drops earlier ones (facts 1.5).
 */
function readLocations(
  item: CalendarItem,
  input: EventInput,
  directory: Directory,
): readonly ItemLocation[] {
  if (input.locations !== undefined) {
    return (input.locations ?? []).map((location) => readLocation(location, directory));
  }
  if (input.location === undefined) return item.locations;
  const isEmpty = !input.location || Object.keys(input.location).length === 0;
  return isEmpty || !input.location ? [] : [readLocation(input.location, directory)];
}

/**
 * A location that names a mailbox of the directory is told to be a conference room (facts 1.16).
 */
function readLocation(input: LocationInput, directory: Directory): ItemLocation {
  const address = input.locationEmailAddress ?? input.locationUri ?? "";
  const room = address.includes("@") ? directory.findUser(address) : undefined;
  const displayName = input.displayName ?? room?.displayName ?? "";
  return {
    displayName,
    locationType: room?.kind === "room" ? "conferenceRoom" : (input.locationType ?? "default"),
    uniqueId: room ? room.mail : displayName === "" ? null : displayName,
    uniqueIdType: room ? "directory" : displayName === "" ? "unknown" : "private",
    ...(input.locationUri ? { locationUri: input.locationUri } : {}),
    ...(input.locationEmailAddress ? { locationEmailAddress: input.locationEmailAddress } : {}),
    ...(input.address ? { address: input.address } : {}),
    ...(input.coordinates ? { coordinates: input.coordinates } : {}),
  };
}

function readExtendedProperties(
  item: CalendarItem,
  input: EventInput,
): Readonly<Record<string, string>> {
  if (!input.singleValueExtendedProperties) return item.extendedProperties;
  const properties: Record<string, string> = { ...item.extendedProperties };
  for (const property of input.singleValueExtendedProperties) {
    if (property.id !== undefined) properties[property.id] = property.value ?? "";
  }
  return properties;
}

function applyRecurrence(
  item: CalendarItem,
  input: EventInput,
  settings: SimulatorSettings,
): Outcome<CalendarItem> {
  if (input.recurrence === null) return succeed({ ...item, kind: "singleInstance", series: null });
  const zone = findZone(item.startZone)?.ianaId ?? "UTC";
  const startDate = msToWallTime(item.startMs, zone).toPlainDate().toString();
  if (input.recurrence === undefined) {
    return succeed(moveSeriesStart(item, startDate, zone, settings));
  }
  if (item.kind === "exception") {
    return refusals.invalidRequest("An occurrence of a series cannot have a recurrence.");
  }
  const reading = readRecurrence(input.recurrence, startDate, item.startZone);
  if (!reading.ok) return refusals.validationFailure(reading.problem);
  const { recurrence } = reading;
  if (item.series && sameRecurrence(item.series.recurrence, recurrence)) return succeed(item);
  const series = { recurrence, exceptions: {}, cancelledDates: [] };
  // A new recurrence discards the exceptions of the old one (facts 1.8).
  if (!item.series || settings.seriesChangeDiscardsExceptions) {
    return succeed({ ...item, kind: "seriesMaster", series });
  }
  return succeed({ ...item, series: keepDaysOf(item.series, recurrence) });
}

/** A master moved to another day without a new recurrence takes its range along. */
function moveSeriesStart(
  item: CalendarItem,
  startDate: string,
  zone: string,
  settings: SimulatorSettings,
): CalendarItem {
  if (!item.series) return item;
  const { range, pattern } = item.series.recurrence;
  const rangeZone = findZone(range.recurrenceTimeZone)?.ianaId ?? zone;
  const moved = msToWallTime(item.startMs, rangeZone).toPlainDate().toString();
  if (moved === range.startDate || startDate === range.startDate) return item;
  const recurrence = { pattern, range: { ...range, startDate: moved } };
  if (!settings.seriesChangeDiscardsExceptions) {
    return { ...item, series: keepDaysOf(item.series, recurrence) };
  }
  return { ...item, series: { recurrence, exceptions: {}, cancelledDates: [] } };
}
