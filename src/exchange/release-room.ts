import type { CalendarResult } from "../app/sync/calendar.ts";
import type { ReadingAccess, ReleaseTarget } from "../app/sync/room-calendar.ts";
import { refusal, strangeAnswer, success } from "./call-outcome.ts";
import { cancelCall, declineCall, meetingCall } from "./event-calls.ts";
import { type GraphEvent, graphEventSchema } from "./event-reading.ts";
import type { GraphClient } from "./graph-client.ts";
import { isItemGone } from "./graph-failure.ts";
import { findOccurrenceIds } from "./occurrence-ids.ts";
import { readMaster } from "./series-reading.ts";

type Released = CalendarResult<{ readonly wasPresent: boolean }>;

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
  const read = await graph.call(access, meetingCall(mailbox, target.eventId));
  if (!read.ok) return isItemGone(read.failure) ? GONE : read;
  const event = graphEventSchema.safeParse(read.answer.body);
  if (!event.success) return strangeAnswer(mailbox, read.answer);
  // What the organizer has cancelled stays in the calendar of some rooms (facts 2).
  if (event.data.isCancelled === true) return GONE;
  const id = await idOf(graph, access, event.data, target.originalDate);
  if (!id.ok) return id;
  if (id.value === null) return GONE;

  // A meeting that was made in the room's own calendar has the room for its organizer (facts 2).
  const call =
    event.data.isOrganizer === true
      ? cancelCall(mailbox, id.value, comment)
      : declineCall(mailbox, id.value, comment);
  const result = await graph.call(access, call);
  if (result.ok) return success({ wasPresent: true });
  return isItemGone(result.failure) ? GONE : result;
}

/** The id of the whole meeting or of one occurrence; null where it does not take place. */
async function idOf(
  graph: GraphClient,
  access: ReadingAccess,
  event: GraphEvent,
  originalDate: string | null,
): Promise<CalendarResult<string | null>> {
  if (originalDate === null) return success(event.id);
  // The series became a single meeting, which is another one than was meant.
  if (event.type !== "seriesMaster") return success(null);
  const master = readMaster(event, access.fallbackTimeZone);
  if (!master.ok) return refusal("invalid", master.problem.code, master.problem.message);
  const ids = await findOccurrenceIds(graph, access, event.id, master.value, [originalDate]);
  return ids.ok ? success(ids.value.get(originalDate) ?? null) : ids;
}

const GONE: Released = { ok: true, value: { wasPresent: false } };
