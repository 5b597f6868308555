import type { CalendarResult } from "../app/sync/calendar.ts";
import type { ReadingAccess, ReleasedRoom, ReleaseTarget } from "../app/sync/room-calendar.ts";
import { refusal, strangeAnswer, success } from "./call-outcome.ts";
import { cancelCall, declineCall, meetingCall, meetingsByICalUIdCall } from "./event-calls.ts";
import { eventListSchema, type GraphEvent, graphEventSchema } from "./event-reading.ts";
import type { GraphClient } from "./graph-client.ts";
import { isItemGone } from "./graph-failure.ts";
import { readMeeting } from "./meeting-reading.ts";
import { findOccurrenceIds } from "./occurrence-ids.ts";
import { readMaster } from "./series-reading.ts";

type Released = CalendarResult<ReleasedRoom>;

/**
 * Declines a meeting, or one occurrence, in its room's own mailbox, which tells the organizer and
 * takes it off the room's calendar (facts 1.7).
 */
export async function releaseRoom(
  graph: GraphClient,
  access: ReadingAccess,
  target: ReleaseTarget,
  comment: string,
): Promise<Released> {
  const { mailbox } = access;
  const found = await copyIn(graph, access, target);
  if (!found.ok) return found;
  const eventId = found.value;
  const gone = success({ eventId, wasPresent: false });
  if (eventId === null) return gone;
  const read = await graph.call(access, meetingCall(mailbox, eventId));
  if (!read.ok) return isItemGone(read.failure) ? gone : read;
  const event = graphEventSchema.safeParse(read.answer.body);
  if (!event.success) return strangeAnswer(mailbox, read.answer);
  // What the organizer has cancelled stays in the calendar of some rooms (facts 2).
  if (event.data.isCancelled === true) return gone;
  const id = await idOf(graph, access, event.data, target);
  if (!id.ok) return id;
  if (id.value === null) return gone;

  // A meeting that was made in the room's own calendar has the room for its organizer (facts 2).
  const call =
    event.data.isOrganizer === true
      ? cancelCall(mailbox, id.value, comment)
      : declineCall(mailbox, id.value, comment);
  const result = await graph.call(access, call);
  if (result.ok) return success({ eventId, wasPresent: true });
  return isItemGone(result.failure) ? gone : result;
}

/** The id of the room's copy; null where it has none. */
async function copyIn(
  graph: GraphClient,
  access: ReadingAccess,
  { eventId, iCalUId, occurrence }: ReleaseTarget,
): Promise<CalendarResult<string | null>> {
  // An empty one is what some rows have for want of any (facts 1.2): it names no meeting.
  if (eventId !== null || !iCalUId) return success(eventId);
  const { mailbox, fallbackTimeZone } = access;
  const result = await graph.call(access, meetingsByICalUIdCall(mailbox, iCalUId));
  if (!result.ok) return result;
  const list = eventListSchema.safeParse(result.answer.body);
  if (!list.success) return strangeAnswer(mailbox, result.answer);
  const copies = list.data.value.filter(({ isCancelled }) => isCancelled !== true);
  const whole = copies.find(({ type }) => type === "seriesMaster");
  const single = copies.find(
    (copy) => occurrence === null || beginsAt(copy, fallbackTimeZone, occurrence.startAt),
  );
  return success((whole ?? single)?.id ?? null);
}

/** The id of the whole meeting or of one occurrence; null where it does not take place. */
async function idOf(
  graph: GraphClient,
  access: ReadingAccess,
  event: GraphEvent,
  { occurrence }: ReleaseTarget,
): Promise<CalendarResult<string | null>> {
  if (occurrence === null) return success(event.id);
  const { fallbackTimeZone } = access;
  const { originalDate, startAt } = occurrence;
  if (event.type !== "seriesMaster") {
    // The room was asked for this occurrence alone; else it is of another, and not the one meant.
    return success(beginsAt(event, fallbackTimeZone, startAt) ? event.id : null);
  }
  const master = readMaster(event, fallbackTimeZone);
  if (!master.ok) return refusal("invalid", master.problem.code, master.problem.message);
  const ids = await findOccurrenceIds(graph, access, event.id, master.value, [originalDate]);
  return ids.ok ? success(ids.value.get(originalDate) ?? null) : ids;
}

function beginsAt(event: GraphEvent, fallbackZone: string, startAt: Date): boolean {
  const { times } = readMeeting(event, fallbackZone);
  return times.kind === "single" && times.startAt.getTime() === startAt.getTime();
}
