import { onlineJoinUrl } from "../mailbox/apply-event-input.ts";
import type {
  Attendee,
  CalendarItem,
  ItemLocation,
  MailAddress,
  Response,
} from "../mailbox/calendar-item.ts";
import type { EventView } from "../mailbox/event-view.ts";
import { encodeItemId, occurrenceICalUId } from "../mailbox/item-id.ts";
import { changeKeyOf } from "../mailbox/meetings.ts";
import { findZone } from "../mailbox/time-zones.ts";
import { formatInstant, formatInstantWithOffset, formatWallTime } from "../mailbox/wall-time.ts";
import { bodyInType, bodyPreview } from "./body-content.ts";
import type { Preferences } from "./preferences.ts";

export interface EventJsonOptions {
  readonly preferences: Preferences;
  readonly baseUrl: string;
  /** Whose mailbox the event is in, for the link to its page. */
  readonly ownerAddress: string;
  /** False hides what a private event is about. */
  readonly seesPrivate: boolean;
  readonly occurrencesHaveOwnICalUId: boolean;
  readonly originalZoneIsCustom: boolean;
}

export type EventJson = Record<string, unknown>;

/** An event as Graph writes it, fields in Graph's order (facts 1.1, 1.4). */
export function eventJson(view: EventView, options: EventJsonOptions): EventJson {
  const { preferences } = options;
  const item = hidePrivate(view.item, options);
  const id = eventId(view, preferences);
  const first = item.locations[0];
  return {
    "@odata.etag": etagOf(view),
    id,
    createdDateTime: formatInstant(item.createdMs),
    lastModifiedDateTime: formatInstant((view.master ?? item).modifiedMs),
    changeKey: changeKeyOf(view),
    categories: item.categories,
    ...(item.transactionId !== null && view.master === null
      ? { transactionId: item.transactionId }
      : {}),
    originalStartTimeZone: originalZoneName(item.startZone, options),
    originalEndTimeZone: originalZoneName(item.endZone, options),
    iCalUId: iCalUIdOf(view, options),
    ...originalStart(view, preferences),
    reminderMinutesBeforeStart: item.reminderMinutesBeforeStart,
    isReminderOn: item.isReminderOn,
    hasAttachments: false,
    subject: item.subject,
    bodyPreview: bodyPreview(item.body),
    importance: item.importance,
    sensitivity: item.sensitivity,
    isAllDay: item.isAllDay,
    isCancelled: item.isCancelled,
    isOrganizer: item.isOrganizer,
    responseRequested: item.responseRequested,
    seriesMasterId: view.master ? encodeItemId(view.master.key, preferences.idFormat) : null,
    showAs: item.showAs,
    type: view.type,
    webLink: webLink(view, options),
    onlineMeetingUrl: null,
    isOnlineMeeting: item.isOnlineMeeting,
    onlineMeetingProvider: item.isOnlineMeeting ? "teamsForBusiness" : "unknown",
    allowNewTimeProposals: item.allowNewTimeProposals,
    isDraft: false,
    hideAttendees: item.hideAttendees,
    onlineMeeting: item.isOnlineMeeting ? { joinUrl: onlineJoinUrl(item.iCalUId) } : null,
    recurrence: view.type === "seriesMaster" ? (item.series?.recurrence ?? null) : null,
    responseStatus: responseJson(item.myResponse),
    body: bodyInType(item.body, preferences.bodyType),
    start: zonedJson(view.startMs, preferences),
    end: zonedJson(view.endMs, preferences),
    location: first ? locationJson(first) : EMPTY_LOCATION,
    locations: item.locations.map(locationJson),
    attendees: item.attendees.map(attendeeJson),
    organizer: recipientJson(item.organizer),
  };
}

/** The entity tag, which `If-Match` names (facts 1.6). */
export function etagOf(view: EventView): string {
  return `W/"${changeKeyOf(view)}"`;
}

/** The id in the form the client prefers. */
function eventId(view: EventView, preferences: Preferences): string {
  return encodeItemId(view.item.key, preferences.idFormat, view.occurrenceDate);
}

/** A point in time in the preferred zone: seven fractional digits, no offset (facts 1.9). */
export function zonedJson(epochMs: number, preferences: Preferences): EventJson {
  return {
    dateTime: formatWallTime(epochMs, preferences.zone.ianaId),
    timeZone: preferences.zone.given,
  };
}

function recipientJson(address: MailAddress): EventJson {
  return { emailAddress: { name: address.name, address: address.address } };
}

/** The event's page in the simulator's Outlook. */
function webLink(view: EventView, options: EventJsonOptions): string {
  const id = encodeItemId(view.item.key, "immutable", view.occurrenceDate);
  const address = encodeURIComponent(options.ownerAddress);
  return `${options.baseUrl}/outlook/${address}/events/${encodeURIComponent(id)}`;
}

const EMPTY_LOCATION = {
  displayName: "",
  locationType: "default",
  uniqueIdType: "unknown",
  address: {},
  coordinates: {},
};

function originalStart(view: EventView, preferences: Preferences): EventJson {
  if (view.originalStartMs === null) return {};
  // Absolute always; with the preferred zone's offset where one is preferred (facts 1.9).
  return {
    originalStart: preferences.zoneIsPreferred
      ? formatInstantWithOffset(view.originalStartMs, preferences.zone.ianaId)
      : formatInstant(view.originalStartMs),
  };
}

function originalZoneName(given: string, options: EventJsonOptions): string {
  if (options.originalZoneIsCustom) return "tzone://Microsoft/Custom";
  return findZone(given)?.windowsName ?? given;
}

function iCalUIdOf(view: EventView, options: EventJsonOptions): string {
  const { iCalUId } = view.item;
  const isOwn = options.occurrencesHaveOwnICalUId && view.occurrenceDate !== null;
  return isOwn && view.occurrenceDate ? occurrenceICalUId(iCalUId, view.occurrenceDate) : iCalUId;
}

function hidePrivate(item: CalendarItem, options: EventJsonOptions): CalendarItem {
  const isHidden =
    !options.seesPrivate && (item.sensitivity === "private" || item.sensitivity === "confidential");
  if (!isHidden) return item;
  return {
    ...item,
    subject: "Private Appointment",
    body: { contentType: "html", content: "" },
    categories: [],
    locations: [],
    attendees: [],
    extendedProperties: {},
    isOnlineMeeting: false,
  };
}

function responseJson(response: Response): EventJson {
  const time = response.timeMs === null ? "0001-01-01T00:00:00Z" : formatInstant(response.timeMs);
  return { response: response.response, time };
}

function attendeeJson(attendee: Attendee): EventJson {
  return {
    type: attendee.type,
    status: responseJson(attendee.status),
    ...recipientJson(attendee),
  };
}

function locationJson(location: ItemLocation): EventJson {
  const { uniqueId, ...rest } = location;
  return uniqueId === null ? rest : { ...rest, uniqueId };
}
