import type { CalendarAccess, CalendarResult, EventAnswers } from "../app/sync/calendar.ts";
import { strangeAnswer, success } from "./call-outcome.ts";
import { readCall } from "./event-calls.ts";
import { type GraphEvent, graphEventSchema, readInstant, readRooms } from "./event-reading.ts";
import { readEach } from "./graph-batch.ts";
import type { GraphClient, GraphResult } from "./graph-client.ts";
import { isItemGone } from "./graph-failure.ts";
import { type MasterReading, readMaster } from "./series-reading.ts";

type Answers = Map<string, CalendarResult<EventAnswers | null>>;

/** Reads what rooms have answered on organizer's copies, while people wait for it. */
export async function readEvents(
  graph: GraphClient,
  access: CalendarAccess,
  eventIds: readonly string[],
): Promise<Answers> {
  const callFor = (eventId: string) => readCall(access.mailbox, eventId);
  const results = await readEach(graph, access, eventIds, callFor, { ahead: true });
  const answers: Answers = new Map();
  for (const [eventId, result] of results) answers.set(eventId, answersOf(access, result));
  return answers;
}

function answersOf(
  access: CalendarAccess,
  result: GraphResult,
): CalendarResult<EventAnswers | null> {
  if (!result.ok) return isItemGone(result.failure) ? success(null) : result;
  const event = graphEventSchema.safeParse(result.answer.body);
  if (!event.success) return strangeAnswer(access.mailbox, result.answer);
  return success(event.data.isCancelled === true ? null : readAnswers(event.data));
}

function readAnswers(event: GraphEvent): EventAnswers {
  const master = event.recurrence ? readMaster(event, "UTC") : null;
  // Of a series that cannot be read, as somebody may have made of ours, the whole still counts.
  const { series, exceptions } = master?.ok ? master.value : NO_SERIES;
  return {
    eventId: event.id,
    iCalUId: event.iCalUId ?? "",
    changeKey: event.changeKey ?? "",
    startAt: readInstant(event.start),
    endAt: readInstant(event.end),
    rooms: readRooms(event),
    series,
    occurrences: [...exceptions].map(([originalDate, exception]) => ({
      originalDate,
      rooms: readRooms(exception),
    })),
  };
}

const NO_SERIES = { series: null, exceptions: new Map() as MasterReading["exceptions"] };
