import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { RoomStatus } from "../app/sync/calendar.ts";
import type { RoomResponse } from "../core/sync/confirmation-plan.ts";
import { wallTimeToInstant, zoneFromCalendar } from "../core/time/zones.ts";

/**
 * What we read of an event. Graph leaves fields out or null in odd places, so only what nothing
 * works without is required (facts 1.2, 1.4). Of a room's copy subject, body and sensitivity are
 * worth nothing (facts 2): who pairs copies takes them from the organizer's.
 */
const wallTimeSchema = z.object({
  dateTime: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z?$/),
  timeZone: z.string(),
});
const addressSchema = z.object({ address: z.string().nullish(), name: z.string().nullish() });
const recipientSchema = z.object({ emailAddress: addressSchema.nullish() });
const statusSchema = z.object({ response: z.string().nullish(), time: z.string().nullish() });
const attendeeSchema = recipientSchema.extend({
  type: z.string().nullish(),
  status: statusSchema.nullish(),
});
const recurrenceSchema = z.object({
  pattern: z
    .object({
      type: z.string().nullish(),
      interval: z.number().nullish(),
      month: z.number().nullish(),
      dayOfMonth: z.number().nullish(),
      daysOfWeek: z.array(z.string()).nullish(),
      firstDayOfWeek: z.string().nullish(),
      index: z.string().nullish(),
    })
    .nullish(),
  range: z
    .object({
      type: z.string().nullish(),
      startDate: z.string().nullish(),
      endDate: z.string().nullish(),
      numberOfOccurrences: z.number().nullish(),
      recurrenceTimeZone: z.string().nullish(),
    })
    .nullish(),
});

const selectedSchema = z.object({
  id: z.string().min(1),
  iCalUId: z.string().nullish(),
  changeKey: z.string().nullish(),
  type: z.string().nullish(),
  subject: z.string().nullish(),
  body: z.object({ contentType: z.string().nullish(), content: z.string().nullish() }).nullish(),
  start: wallTimeSchema,
  end: wallTimeSchema,
  isAllDay: z.boolean().nullish(),
  originalStartTimeZone: z.string().nullish(),
  originalStart: z.string().nullish(),
  recurrence: recurrenceSchema.nullish(),
  sensitivity: z.string().nullish(),
  showAs: z.string().nullish(),
  isCancelled: z.boolean().nullish(),
  isOrganizer: z.boolean().nullish(),
  isOnlineMeeting: z.boolean().nullish(),
  organizer: recipientSchema.nullish(),
  responseStatus: statusSchema.nullish(),
  attendees: z.array(attendeeSchema).nullish(),
  locations: z.array(z.object({ displayName: z.string().nullish() })).nullish(),
  cancelledOccurrences: z.array(z.string()).nullish(),
});

/**
 * Exceptions and our own key come only where they are expanded; and when an event was last written
 * cannot be selected everywhere (facts 1.10).
 */
export const graphEventSchema = selectedSchema.extend({
  lastModifiedDateTime: z.string().nullish(),
  exceptionOccurrences: z.array(selectedSchema).nullish(),
  singleValueExtendedProperties: z
    .array(z.object({ id: z.string().nullish(), value: z.string().nullish() }))
    .nullish(),
});
export type GraphEvent = z.infer<typeof graphEventSchema>;
/** An exception has no exceptions of its own. */
export type GraphOccurrence = z.infer<typeof selectedSchema>;
export type GraphWallTime = z.infer<typeof wallTimeSchema>;

/** What a read asks for: all that the schema knows, so that answers stay small. */
export const EVENT_FIELDS = Object.keys(selectedSchema.shape).join(",");

/** What is kept of organizers' calendars: what nobody asks for there would only take room. */
export const KEPT_FIELDS = Object.keys(
  selectedSchema.omit({ body: true, showAs: true, isOnlineMeeting: true, locations: true }).shape,
).join(",");

export const eventListSchema = z.object({ value: z.array(graphEventSchema) });

/** The instant of a time as Graph tells it; in UTC unless a zone was asked for (facts 1.9). */
export function readInstant({ dateTime, timeZone }: GraphWallTime): Date {
  const wallTime = Temporal.PlainDateTime.from(dateTime.replace(/Z$/, ""));
  const zone = zoneFromCalendar(timeZone) ?? "UTC";
  return new Date(wallTimeToInstant(wallTime, zone).epochMilliseconds);
}

const RESPONSES: Readonly<Record<string, RoomResponse>> = {
  accepted: "accepted",
  tentativelyAccepted: "tentatively_accepted",
  declined: "declined",
  // The organizer's own copy is not asked: it has the meeting.
  organizer: "accepted",
};

/** `none` and `notResponded` mean the same (facts 1.4). */
export function readResponse(status: GraphStatus | null | undefined): RoomResponse {
  return RESPONSES[status?.response ?? ""] ?? "none";
}
type GraphStatus = z.infer<typeof statusSchema>;

/** What the rooms have answered. */
export function readRooms({ attendees }: Pick<GraphEvent, "attendees">): RoomStatus[] {
  return (attendees ?? [])
    .filter(({ type }) => type === "resource")
    .flatMap(({ emailAddress, status }) => {
      if (!emailAddress?.address) return [];
      const response = readResponse(status);
      const respondedAt = response === "none" ? null : readAnswerTime(status?.time);
      return [{ email: emailAddress.address.toLowerCase(), response, respondedAt }];
    });
}

/**
 * Confidential is as private to us. Personal is not: Outlook shows such a meeting to whoever may
 * see the calendar.
 */
export function readSensitivity(text: string | null | undefined): "normal" | "private" {
  return text === "private" || text === "confidential" ? "private" : "normal";
}

/** Year 1 and year 4501 are how Exchange says "never" (facts 1.3, 1.5). */
function readAnswerTime(text: string | null | undefined): Date | null {
  if (!text) return null;
  const time = new Date(text);
  const isReal = time.getUTCFullYear() > 1900 && time.getUTCFullYear() < 4500;
  return isReal ? time : null;
}
