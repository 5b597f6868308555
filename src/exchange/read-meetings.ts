import type { CalendarResult } from "../app/sync/calendar.ts";
import type { BulkReading, CalendarMeeting, ReadingAccess } from "../app/sync/room-calendar.ts";
import type { CalendarsAtHand } from "./calendars-at-hand.ts";
import { strangeAnswer, success } from "./call-outcome.ts";
import { meetingCall, meetingsByICalUIdCall } from "./event-calls.ts";
import { eventListSchema, type GraphEvent, graphEventSchema } from "./event-reading.ts";
import { readEach } from "./graph-batch.ts";
import type { GraphClient, GraphResult } from "./graph-client.ts";
import { isItemGone } from "./graph-failure.ts";
import { readMeeting } from "./meeting-reading.ts";

const NONE: ReadonlyMap<string, CalendarMeeting> = new Map();

type Meetings = Map<string, CalendarResult<CalendarMeeting | null>>;

/** Meetings by the ids of one mailbox, series whole. */
export async function readMeetings(
  graph: GraphClient,
  access: ReadingAccess,
  eventIds: readonly string[],
): Promise<Meetings> {
  const callFor = (eventId: string) => meetingCall(access.mailbox, eventId);
  const results = await readEach(graph, access, eventIds, callFor, { ahead: false });
  const meetings: Meetings = new Map();
  for (const [eventId, result] of results) meetings.set(eventId, meetingOf(access, result));
  return meetings;
}

/** Meetings by iCalUId, the only key that copies in several mailboxes share (facts 1.2). */
export async function findMeetings(
  graph: GraphClient,
  calendars: CalendarsAtHand,
  access: ReadingAccess,
  iCalUIds: readonly string[],
  bulk?: BulkReading,
): Promise<Meetings> {
  const meetings: Meetings = new Map();
  // An empty one is what some rows have for want of any (facts 1.2): it names no meeting.
  for (const iCalUId of iCalUIds) if (iCalUId === "") meetings.set(iCalUId, success(null));
  const named = iCalUIds.filter((iCalUId) => iCalUId !== "");
  calendars.forgetOld();
  const atHand = bulk ? await calendars.copiesOf(access, named, bulk) : NONE;
  for (const [iCalUId, meeting] of atHand) meetings.set(iCalUId, success(meeting));
  const asked = named.filter((iCalUId) => !atHand.has(iCalUId));
  const callFor = (iCalUId: string) => meetingsByICalUIdCall(access.mailbox, iCalUId);
  const results = await readEach(graph, access, asked, callFor, { ahead: false });

  const masters = new Map<string, string>();
  for (const [iCalUId, result] of results) {
    const found = copyFrom(access, result);
    if (found.ok && found.value?.type === "seriesMaster") masters.set(iCalUId, found.value.id);
    else meetings.set(iCalUId, readCopy(access, found));
  }
  const series = await readMeetings(graph, access, [...masters.values()]);
  for (const [iCalUId, eventId] of masters) {
    meetings.set(iCalUId, series.get(eventId) ?? success(null));
  }
  return meetings;
}

function meetingOf(
  access: ReadingAccess,
  result: GraphResult,
): CalendarResult<CalendarMeeting | null> {
  if (!result.ok) return isItemGone(result.failure) ? success(null) : result;
  const event = graphEventSchema.safeParse(result.answer.body);
  if (!event.success) return strangeAnswer(access.mailbox, result.answer);
  return success(readMeeting(event.data, access.fallbackTimeZone));
}

function copyFrom(access: ReadingAccess, result: GraphResult): CalendarResult<GraphEvent | null> {
  if (!result.ok) return result;
  const list = eventListSchema.safeParse(result.answer.body);
  if (!list.success) return strangeAnswer(access.mailbox, result.answer);
  const [first] = list.data.value.toSorted((left, right) => rankOf(left) - rankOf(right));
  return success(first ?? null);
}

/** Before copies of single occurrences comes the series, and before cancelled ones what stands. */
function rankOf({ isCancelled, type }: GraphEvent): number {
  return (isCancelled === true ? 2 : 0) + (type === "seriesMaster" ? 0 : 1);
}

function readCopy(
  { fallbackTimeZone }: ReadingAccess,
  found: CalendarResult<GraphEvent | null>,
): CalendarResult<CalendarMeeting | null> {
  if (!found.ok || found.value === null) return found.ok ? success(null) : found;
  return success(readMeeting(found.value, fallbackTimeZone));
}
