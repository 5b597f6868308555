import type { CalendarItem } from "../../../simulator/mailbox/calendar-item.ts";
import type { AttendeeInput, EventInput } from "../../../simulator/mailbox/event-input.ts";
import { encodeItemId } from "../../../simulator/mailbox/item-id.ts";
import { RESERVATION_PROPERTY } from "../../../src/exchange/event-mapping.ts";
import { itemsOf } from "../calendars.ts";
import type { Chance } from "../chance.ts";
import { BUILDING_ZONE, type Somebody, type Space } from "../company.ts";
import type { History } from "../history.ts";
import { type AgreedReservation, changedInOutlook, inRooms, inWords } from "../model.ts";
import type { AgreedSeries } from "../series-model.ts";

/** A meeting in the calendar of the person who organizes it, whoever made it and wherever. */
export interface OutlookMeeting {
  readonly organizer: Somebody;
  readonly item: CalendarItem;
  readonly id: string;
  /** What was agreed of it, where it was made here. */
  readonly agreed: AgreedReservation | null;
  /** The same of a series. */
  readonly agreedSeries: AgreedSeries | null;
}

export const HALF_HOUR_MS = 30 * 60_000;

/** What people find in their own calendars and may change there. */
export function outlookMeetings({ exchange, company, model }: History): readonly OutlookMeeting[] {
  return company.everybody.flatMap((organizer) =>
    itemsOf(exchange.world, organizer.email)
      .filter((item) => item.isOrganizer && !item.isCancelled)
      .flatMap((item) => {
        const key = item.extendedProperties[RESERVATION_PROPERTY];
        const agreed = model.reservations.get(key ?? "") ?? null;
        const agreedSeries = model.series.get(key ?? "") ?? null;
        const id = encodeItemId(item.key, "immutable");
        const isKnown = key === undefined || agreed !== null || agreedSeries !== null;
        return isKnown ? [{ organizer, item, id, agreed, agreedSeries }] : [];
      }),
  );
}

/** Remembers what somebody made of a meeting of ours in Outlook: the calendar may win. */
export function rememberInOutlook(
  { company, model }: History,
  { agreed, item: before }: OutlookMeeting,
  after: CalendarItem | null,
): void {
  if (after !== null && after.sensitivity !== before.sensitivity) {
    model.privacyMadeInOutlook.add(before.iCalUId);
  }
  if (agreed === null) return;
  if (after === null) {
    changedInOutlook(agreed, { isCancelled: true });
    return;
  }
  const spaces = (item: CalendarItem): string =>
    inRooms(
      company.spaces
        .filter(({ mailbox }) => mailbox !== null && roomsOf(item).has(mailbox))
        .map(({ id }) => id),
    );
  const is = fieldsOf(after);
  const was = fieldsOf(before);
  const isMoved = is.startMs !== was.startMs || is.endMs !== was.endMs;
  changedInOutlook(agreed, {
    ...(isMoved && { startMs: is.startMs, endMs: is.endMs }),
    ...(is.subject !== was.subject && { subject: is.subject }),
    ...(is.sensitivity !== was.sensitivity && { sensitivity: is.sensitivity }),
    ...(is.people !== was.people && { attendees: is.people }),
    ...(spaces(after) !== spaces(before) && { spaceId: spaces(after) }),
  });
}

function fieldsOf(item: CalendarItem) {
  const { startMs, endMs, subject } = item;
  const sensitivity = item.sensitivity === "normal" ? "normal" : "private";
  const people = item.attendees.filter(({ type }) => type !== "resource");
  return { startMs, endMs, subject, sensitivity, people: inWords(people.map(asAttendee)) };
}

function asAttendee({ type, address }: CalendarItem["attendees"][number]) {
  return { email: address, type: type === "optional" ? type : "required" } as const;
}

function roomsOf({ attendees }: CalendarItem): ReadonlySet<string> {
  return new Set(
    attendees.filter(({ type }) => type === "resource").map(({ address }) => address.toLowerCase()),
  );
}

export function invitedPeople(item: CalendarItem): readonly AttendeeInput[] {
  return item.attendees
    .filter(({ type }) => type !== "resource")
    .map(({ type, address, name }) => ({ type, emailAddress: { address, name } }));
}

export function invitation(spaces: readonly Space[]): readonly AttendeeInput[] {
  return spaces.map(({ mailbox, name }) => ({
    type: "resource",
    emailAddress: { address: mailbox, name },
  }));
}

/** As Outlook writes rooms: as resources, and as locations. */
export function locationsOf(spaces: readonly Space[]): Pick<EventInput, "locations"> {
  return {
    locations: spaces.map(({ name, mailbox }) => ({
      displayName: name,
      locationEmailAddress: mailbox,
    })),
  };
}

export function syncedSpaces({ company }: History): readonly Space[] {
  return company.spaces.filter(({ mailbox }) => mailbox !== null);
}

export function somePeople(
  { company }: History,
  chance: Chance,
  organizer: Somebody,
): readonly AttendeeInput[] {
  return company.everybody
    .filter((somebody) => somebody !== organizer && chance.happens(0.2))
    .map(({ email, name }) => ({ type: "required", emailAddress: { address: email, name } }));
}

/** Of the same few slots as people book here. */
export function someStartMs({ time }: History, chance: Chance): number {
  const hourMs = 2 * HALF_HOUR_MS;
  const nextHourMs = Math.ceil(time.nowMs() / hourMs) * hourMs;
  return nextHourMs + chance.whole(2, 10) * HALF_HOUR_MS;
}

export function timesOf(
  startMs: number,
  halfHours: number,
): Required<Pick<EventInput, "start" | "end">> {
  const at = (ms: number) => ({
    dateTime: new Date(ms).toISOString().slice(0, 19),
    timeZone: "UTC",
  });
  return { start: at(startMs), end: at(startMs + halfHours * HALF_HOUR_MS) };
}

/** A whole day in the building's zone. */
export function dayOf(startMs: number): EventInput {
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  const at = (ms: number) => ({ dateTime: `${day(ms)}T00:00:00`, timeZone: BUILDING_ZONE });
  return { isAllDay: true, start: at(startMs), end: at(startMs + 86_400_000) };
}
