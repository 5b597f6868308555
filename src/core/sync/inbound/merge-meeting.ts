import type { Attendee } from "../../reservations/attendees.ts";
import {
  type AgreedAttendee,
  type AgreedField,
  type AgreedMeeting,
  agreedMeeting,
  differingFields,
} from "../agreed.ts";
import { mergeOccurrences, withoutUntoldDates } from "./merge-series.ts";
import { mergeRoomsByDate, type RoomsByDate } from "./rooms-by-date.ts";
import { ownTimes, seriesOf } from "./timing.ts";
import type { Timing, Words } from "./views.ts";

/** A meeting as one side shows it. */
export interface MeetingView extends Words {
  readonly timing: Timing;
  /** Addresses of the rooms, in lower case. */
  readonly rooms: readonly string[];
  /** Left out: all occurrences are in these. */
  readonly roomsByDate?: RoomsByDate;
}

export interface MergedMeeting {
  readonly meeting: MeetingView;
  /** What is taken over from the calendar. */
  readonly taken: readonly AgreedField[];
  /** Of these, what was changed here as well: the calendar wins, and the person is told. */
  readonly overruled: readonly AgreedField[];
  /** What both agree on from now on; what was changed here alone waits for the calendar. */
  readonly agreed: AgreedMeeting;
}

/** The shape that the views are compared in. */
export function asAgreed(view: MeetingView): AgreedMeeting {
  const { start, end, timeZone } = ownTimes(view.timing);
  const { isAllDay } = view.timing;
  return agreedMeeting({ ...view, start, end, timeZone, isAllDay, series: seriesOf(view.timing) });
}

/**
 * The meeting as it is from now on, from what both sides show and what they showed when they last
 * agreed: what was changed there alone is taken over, what was changed here alone stays, and where
 * both changed the same the calendar wins. `isWritten`: nothing of here is on its way, so that whatever
 * differs the calendar has otherwise, also where it shows again what was agreed: somebody has changed
 * it there while a change made here gave way, and then changed it back.
 */
export function mergeMeeting(
  here: MeetingView,
  there: MeetingView,
  agreed: AgreedMeeting,
  isWritten: boolean,
): MergedMeeting {
  const shown = asAgreed(there);
  const differing = new Set(differingFields(asAgreed(here), shown));
  const changedHere = new Set(differingFields(asAgreed(here), agreed));
  const changedThere = new Set(differingFields(shown, agreed));
  const takes = (field: AgreedField): boolean =>
    differing.has(field) && (isWritten || changedThere.has(field));
  const isOverruled = (field: AgreedField): boolean => takes(field) && changedHere.has(field);

  const timing = takes("times")
    ? {
        timing: isWritten ? there.timing : withDatesTakenOut(there.timing, here.timing, agreed),
        overruled: false,
      }
    : mergeTiming(here.timing, there.timing, agreed);
  const byDate = takes("times")
    ? { roomsByDate: there.roomsByDate ?? {}, overruled: false }
    : mergeRoomsByDate(here.roomsByDate ?? {}, there.roomsByDate ?? {}, agreed.roomsByDate ?? {});
  const people = mergeAttendees(here.attendees, there.attendees, agreed.attendees);
  const meeting: MeetingView = {
    subject: takes("subject") ? there.subject : here.subject,
    sensitivity: takes("sensitivity") ? there.sensitivity : here.sensitivity,
    attendees: people,
    rooms: takes("rooms") ? there.rooms : here.rooms,
    roomsByDate: byDate.roomsByDate,
    timing: timing.timing,
  };
  const taken = differingFields(asAgreed(here), asAgreed(meeting));
  // Of people and of occurrences each is merged by itself.
  const overruled = taken.filter((field) =>
    field === "attendees"
      ? false
      : field === "occurrences"
        ? timing.overruled || byDate.overruled
        : isOverruled(field),
  );
  return { meeting, taken, overruled, agreed: agreedNow(meeting, shown, agreed) };
}

function mergeTiming(
  here: Timing,
  there: Timing,
  agreed: AgreedMeeting,
): { readonly timing: Timing; readonly overruled: boolean } {
  if (here.kind === "single" || there.kind === "single") return { timing: here, overruled: false };
  const { series, overruled } = mergeOccurrences(here.series, there.series, agreed.series);
  return { timing: { ...here, series }, overruled };
}

/** As it is there; but what was taken out here, and is yet to be told, nobody has put in there. */
function withDatesTakenOut(there: Timing, here: Timing, agreed: AgreedMeeting): Timing {
  if (here.kind === "single" || there.kind === "single") return there;
  return { ...there, series: withoutUntoldDates(there.series, here.series, agreed.series) };
}

/** Whoever was added or removed there since is so here, whatever else was changed here. */
function mergeAttendees(
  here: readonly Attendee[],
  there: readonly Attendee[],
  agreed: readonly AgreedAttendee[],
): readonly Attendee[] {
  const before = new Map(agreed.map(({ email, type }) => [email, type]));
  const now = new Map(there.map((attendee) => [attendee.email, attendee]));
  const mine = new Set(here.map(({ email }) => email));
  const kept = here.flatMap((attendee) => {
    const shown = now.get(attendee.email);
    if (shown === undefined) return before.has(attendee.email) ? [] : [attendee];
    return [
      shown.type === before.get(attendee.email) ? attendee : { ...attendee, type: shown.type },
    ];
  });
  const added = there.filter(({ email }) => !mine.has(email) && !before.has(email));
  return [...kept, ...added];
}

/** Field by field: where both show the same it is agreed, else it stays what it was. */
function agreedNow(
  meeting: MeetingView,
  shown: AgreedMeeting,
  before: AgreedMeeting,
): AgreedMeeting {
  const wanted = asAgreed(meeting);
  const open = new Set(differingFields(wanted, shown));
  const isTimeOpen = open.has("times") || open.has("occurrences");
  const { startAt, endAt, timeZone, isAllDay, series, roomsByDate } = isTimeOpen ? before : shown;
  const rooms = open.has("rooms") ? before.rooms : shown.rooms;
  const { roomsAsListed } = before;
  return {
    startAt,
    endAt,
    timeZone,
    isAllDay,
    series,
    subject: open.has("subject") ? before.subject : shown.subject,
    sensitivity: open.has("sensitivity") ? before.sensitivity : shown.sensitivity,
    // The calendar shows whoever the rules invite besides: what it shows is what was agreed.
    attendees: shown.attendees,
    rooms,
    ...(roomsByDate && { roomsByDate }),
    ...(roomsAsListed && rooms.join() === before.rooms.join() && { roomsAsListed }),
  };
}
