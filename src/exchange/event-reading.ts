import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { EventAnswers, RoomStatus } from "../app/sync/calendar.ts";
import { wallTimeToInstant, zoneFromCalendar } from "../core/time/zones.ts";

/**
 * What we read of an organizer's copy. Graph leaves fields out or null in odd places, so only what
 * nothing works without is required (facts 1.2, 1.4). The room's copy is never read: it has lost
 * subject and notes (facts 2).
 */
const wallTimeSchema = z.object({ dateTime: z.string(), timeZone: z.string() });
const addressSchema = z.object({ address: z.string().nullish(), name: z.string().nullish() });
const attendeeSchema = z.object({
  type: z.string().nullish(),
  emailAddress: addressSchema.nullish(),
  status: z.object({ response: z.string().nullish(), time: z.string().nullish() }).nullish(),
});

export const graphEventSchema = z.object({
  id: z.string().min(1),
  iCalUId: z.string().nullish(),
  changeKey: z.string().nullish(),
  subject: z.string().nullish(),
  body: z.object({ contentType: z.string().nullish(), content: z.string().nullish() }).nullish(),
  start: wallTimeSchema,
  end: wallTimeSchema,
  sensitivity: z.string().nullish(),
  showAs: z.string().nullish(),
  isCancelled: z.boolean().nullish(),
  isOrganizer: z.boolean().nullish(),
  isOnlineMeeting: z.boolean().nullish(),
  attendees: z.array(attendeeSchema).nullish(),
  locations: z.array(z.object({ displayName: z.string().nullish() })).nullish(),
});
export type GraphEvent = z.infer<typeof graphEventSchema>;

/** What a read asks for: all that the schema knows, so that answers stay small. */
export const EVENT_FIELDS = Object.keys(graphEventSchema.shape).join(",");

export const eventListSchema = z.object({ value: z.array(graphEventSchema) });

/** The instant of a time as Graph tells it; in UTC unless a zone was asked for (facts 1.9). */
export function readInstant({ dateTime, timeZone }: z.infer<typeof wallTimeSchema>): Date {
  const wallTime = Temporal.PlainDateTime.from(dateTime.replace(/Z$/, ""));
  const zone = zoneFromCalendar(timeZone) ?? "UTC";
  return new Date(wallTimeToInstant(wallTime, zone).epochMilliseconds);
}

const RESPONSES: Readonly<Record<string, RoomStatus["response"]>> = {
  accepted: "accepted",
  tentativelyAccepted: "tentatively_accepted",
  declined: "declined",
};

/** What the rooms have answered; `none` and `notResponded` mean the same (facts 1.4). */
export function readRooms(event: GraphEvent): RoomStatus[] {
  return (event.attendees ?? [])
    .filter(({ type }) => type === "resource")
    .flatMap(({ emailAddress, status }) => {
      if (!emailAddress?.address) return [];
      const response = RESPONSES[status?.response ?? ""] ?? "none";
      const respondedAt = response === "none" ? null : readAnswerTime(status?.time);
      return [{ email: emailAddress.address.toLowerCase(), response, respondedAt }];
    });
}

/** Year 1 and year 4501 are how Exchange says "never" (facts 1.3, 1.5). */
function readAnswerTime(text: string | null | undefined): Date | null {
  if (!text) return null;
  const time = new Date(text);
  const isReal = time.getUTCFullYear() > 1900 && time.getUTCFullYear() < 4500;
  return isReal ? time : null;
}

export function readAnswers(event: GraphEvent): EventAnswers {
  return {
    eventId: event.id,
    iCalUId: event.iCalUId ?? "",
    changeKey: event.changeKey ?? "",
    startAt: readInstant(event.start),
    endAt: readInstant(event.end),
    rooms: readRooms(event),
    occurrences: [],
  };
}
