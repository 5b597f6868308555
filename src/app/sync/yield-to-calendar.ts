import { Temporal } from "temporal-polyfill";
import { type AgreedAttendee, type AgreedMeeting } from "../../core/sync/agreed.ts";
import { withFieldsOf } from "../../core/sync/agreed-after-write.ts";
import { agreedAsShown } from "../../core/sync/agreed-as-shown.ts";
import {
  asAgreed,
  type MergedMeeting,
  mergeMeeting,
  type MeetingView,
} from "../../core/sync/inbound/merge-meeting.ts";
import { ownTimes } from "../../core/sync/inbound/timing.ts";
import type { Timing } from "../../core/sync/inbound/views.ts";
import type { EventContent, InvitedRoom } from "./calendar.ts";
import { roomsByDateOf } from "./event-content.ts";
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
 * What is written where the calendar shows what we have not written: somebody has changed it there,
 * and nobody here has read that yet. It stays, and is taken in when the room is read; to write the
 * whole reservation over it would undo it, with nobody the wiser. Null where nothing of the kind
 * has happened. `mayBeShown` is as in `SyncWork` (decision 12).
 */
export function yieldToCalendar(
  content: EventContent,
  shown: CalendarMeeting,
  mayBeShown: readonly AgreedMeeting[],
  mailbox: string,
): Yielded | null {
  const there = viewOf(shown, mayBeShown);
  const agreed = there && agreedAsShown(asAgreed(there), mayBeShown);
  if (there === null || agreed === null) return null;
  const here = viewHere(content, mailbox);
  const merged = mergeMeeting(here, there, agreed, false);
  if (merged.taken.length === 0) return null;
  const { subject, sensitivity, attendees, timing } = merged.meeting;
  const { start, end, timeZone } = ownTimes(timing);
  return {
    keepsRooms: merged.taken.includes("rooms"),
    content: {
      ...content,
      subject,
      sensitivity,
      attendees,
      startAt: new Date(start.epochMilliseconds),
      endAt: new Date(end.epochMilliseconds),
      timeZone,
      isAllDay: timing.isAllDay,
      ...roomsAfter(content, merged.meeting),
      series:
        timing.kind === "series"
          ? { series: timing.series, roomsByDate: datesElsewhere(content, merged.meeting) }
          : null,
    },
    agreed: agreedAfter(merged, asAgreed(here), agreed),
  };
}

function roomsAfter(content: EventContent, { rooms }: MeetingView): Pick<EventContent, "rooms"> {
  return { rooms: rooms.map((email) => invitedRoom(content, email)) };
}

function datesElsewhere(
  content: EventContent,
  { roomsByDate = {} }: MeetingView,
): readonly DateElsewhere[] {
  return Object.entries(roomsByDate).map(([originalDate, rooms]) => ({
    originalDate,
    rooms: rooms.map((email) => invitedRoom(content, email)),
  }));
}

type DateElsewhere = NonNullable<EventContent["series"]>["roomsByDate"][number];

/** Whoever was invited there alone has no name here. */
function invitedRoom({ rooms, series }: EventContent, email: string): InvitedRoom {
  const known = [...rooms, ...(series?.roomsByDate ?? []).flatMap((each) => each.rooms)];
  return known.find((room) => room.email.toLowerCase() === email) ?? { email, name: email };
}

/** What was changed there is not agreed on before it has been taken in here. */
function agreedAfter(
  { meeting, taken }: MergedMeeting,
  here: AgreedMeeting,
  before: AgreedMeeting,
): AgreedMeeting {
  return {
    ...withFieldsOf(here, before, taken),
    attendees: peopleAgreed(here.attendees, asAgreed(meeting).attendees, before.attendees),
  };
}

function peopleAgreed(
  here: readonly AgreedAttendee[],
  written: readonly AgreedAttendee[],
  before: readonly AgreedAttendee[],
): readonly AgreedAttendee[] {
  const isIn = (list: readonly AgreedAttendee[], { email, type }: AgreedAttendee) =>
    list.some((each) => each.email === email && each.type === type);
  return here.flatMap((each) =>
    isIn(written, each) ? [each] : before.filter(({ email }) => email === each.email),
  );
}

function viewOf(shown: CalendarMeeting, mayBeShown: readonly AgreedMeeting[]): MeetingView | null {
  const timing = timingOf(shown);
  if (timing === undefined) return null;
  const { subject, sensitivity, attendees } = shown;
  const asListed = shown.rooms.map(({ email }) => email.toLowerCase()).toSorted();
  const ours = mayBeShown.find(({ roomsAsListed }) => roomsAsListed?.join() === asListed.join());
  const rooms = ours?.rooms ?? asListed;
  return {
    subject,
    sensitivity,
    attendees,
    timing,
    rooms,
    roomsByDate: datesShownElsewhere(shown, asListed),
  };
}

function datesShownElsewhere(
  { times }: CalendarMeeting,
  rooms: readonly string[],
): NonNullable<MeetingView["roomsByDate"]> {
  if (times.kind !== "series") return {};
  return Object.fromEntries(
    times.occurrences.flatMap(({ originalDate, rooms: others }) => {
      const emails = others?.map(({ email }) => email.toLowerCase()).toSorted();
      return emails && emails.join() !== rooms.join() ? [[originalDate, emails] as const] : [];
    }),
  );
}

function viewHere(content: EventContent, mailbox: string): MeetingView {
  const { subject, sensitivity } = content;
  return {
    subject,
    sensitivity,
    attendees: listed(content.attendees, mailbox),
    timing: timingHere(content),
    rooms: content.rooms.map(({ email }) => email.toLowerCase()).toSorted(),
    roomsByDate: roomsByDateOf(content),
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
