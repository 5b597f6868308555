import { Temporal } from "temporal-polyfill";
import { type AgreedMeeting, differingFields } from "../../core/sync/agreed.ts";
import { asAgreed, mergeMeeting, type MeetingView } from "../../core/sync/inbound/merge-meeting.ts";
import { ownTimes } from "../../core/sync/inbound/timing.ts";
import type { Timing } from "../../core/sync/inbound/views.ts";
import type { EventContent } from "./calendar.ts";
import { timingOf } from "./inbound/meeting-there.ts";
import type { CalendarMeeting } from "./room-calendar.ts";

export interface Yielded {
  /** What is to be shown, with what was changed in the calendar as it is there. */
  readonly content: EventContent;
  /** The invited rooms stay as they are there. */
  readonly keepsRooms: boolean;
  /** What both sides have agreed on once it is written. */
  readonly agreed: AgreedMeeting;
}

/**
 * What is written where the calendar does not show what was agreed last: somebody has changed it
 * there, and nobody here has read that yet. It stays, and is taken in when the room is read; to
 * write the whole reservation over it would undo it, with nobody the wiser. Null where nothing of
 * the kind has happened.
 */
export function yieldToCalendar(
  content: EventContent,
  shown: CalendarMeeting,
  agreed: AgreedMeeting,
  mailbox: string,
): Yielded | null {
  const there = viewOf(shown);
  if (there === null) return null;
  const here = viewHere(content, mailbox);
  // Rooms may be listed there by other names of theirs: what was changed here alone decides.
  const keepsRooms = !isChangedHere(here, agreed);
  const rooms = keepsRooms ? there.rooms : here.rooms;
  const merged = mergeMeeting(here, { ...there, rooms }, agreed);
  if (merged.taken.length === 0) return null;
  const { subject, sensitivity, attendees, timing } = merged.meeting;
  const { start, end, timeZone } = ownTimes(timing);
  const roomsByDate = content.series?.roomsByDate ?? [];
  return {
    keepsRooms,
    content: {
      ...content,
      subject,
      sensitivity,
      attendees,
      startAt: new Date(start.epochMilliseconds),
      endAt: new Date(end.epochMilliseconds),
      timeZone,
      isAllDay: timing.isAllDay,
      series: timing.kind === "series" ? { series: timing.series, roomsByDate } : null,
    },
    agreed: agreedAfter(asAgreed(merged.meeting), agreed, merged.taken),
  };
}

function isChangedHere(here: MeetingView, agreed: AgreedMeeting): boolean {
  return differingFields(asAgreed(here), agreed).includes("rooms");
}

/** What was changed there is not agreed on before it has been taken in here. */
function agreedAfter(
  written: AgreedMeeting,
  before: AgreedMeeting,
  taken: ReturnType<typeof differingFields>,
): AgreedMeeting {
  const isTimeOpen = taken.includes("times") || taken.includes("occurrences");
  const { startAt, endAt, timeZone, isAllDay, series } = isTimeOpen ? before : written;
  return {
    startAt,
    endAt,
    timeZone,
    isAllDay,
    series,
    subject: taken.includes("subject") ? before.subject : written.subject,
    sensitivity: taken.includes("sensitivity") ? before.sensitivity : written.sensitivity,
    attendees: taken.includes("attendees") ? before.attendees : written.attendees,
    rooms: taken.includes("rooms") ? before.rooms : written.rooms,
  };
}

function viewOf(shown: CalendarMeeting): MeetingView | null {
  const timing = timingOf(shown);
  if (timing === undefined) return null;
  const { subject, sensitivity, attendees } = shown;
  const rooms = shown.rooms.map(({ email }) => email.toLowerCase()).toSorted();
  return { subject, sensitivity, attendees, timing, rooms };
}

function viewHere(content: EventContent, mailbox: string): MeetingView {
  const { subject, sensitivity } = content;
  return {
    subject,
    sensitivity,
    attendees: listed(content.attendees, mailbox),
    timing: timingHere(content),
    rooms: content.rooms.map(({ email }) => email.toLowerCase()).toSorted(),
  };
}

/** As the calendar lists them: each once, and its own owner not at all. */
function listed(attendees: EventContent["attendees"], mailbox: string): EventContent["attendees"] {
  const byEmail = new Map<string, EventContent["attendees"][number]>();
  for (const attendee of attendees) {
    const email = attendee.email.toLowerCase();
    if (email !== mailbox.toLowerCase() && !byEmail.has(email)) {
      byEmail.set(email, { ...attendee, email });
    }
  }
  return [...byEmail.values()];
}

function timingHere({ startAt, endAt, timeZone, isAllDay, series }: EventContent): Timing {
  if (series !== null) return { kind: "series", series: series.series, isAllDay };
  const [start, end] = [startAt, endAt].map((date) =>
    Temporal.Instant.fromEpochMilliseconds(date.getTime()),
  );
  if (start === undefined || end === undefined) throw new Error("An event has two ends.");
  return { kind: "single", start, end, timeZone, isAllDay };
}
