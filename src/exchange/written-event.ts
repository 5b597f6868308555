import type { CalendarFailure, CalendarResult, WrittenEvent } from "../app/sync/calendar.ts";
import { gistOf, refusal, type Refused, success } from "./call-outcome.ts";
import { type CallSensitivity, recordOf } from "./event-calls.ts";
import { type GraphEvent, graphEventSchema, readRooms } from "./event-reading.ts";
import type { GraphAnswer, GraphCall } from "./graph-client.ts";
import type { OccurrenceRecords } from "./write-occurrences.ts";

/** An event, and the call that told of it last. */
export interface ToldEvent {
  readonly event: GraphEvent;
  readonly call: GraphCall;
  readonly answer: GraphAnswer;
}

/** What was done to single occurrences of a series. */
export interface OccurrenceOutcome {
  readonly records: OccurrenceRecords;
  readonly unrevivable: readonly string[];
}

/** The event of an answer to a call that has written it. */
export function eventWrittenBy(
  call: GraphCall,
  answer: GraphAnswer,
  sensitivity: CallSensitivity,
): CalendarResult<ToldEvent> {
  const event = graphEventSchema.safeParse(answer.body);
  if (event.success) return success({ event: event.data, call, answer });
  // It was done, but what was made is not known: the next try finds it by our key.
  const message = "Exchange took the event but its answer could not be read.";
  const { failure } = refusal("transient", "strange_answer", message);
  return failed({ ...failure, mayHaveHappened: true }, call, sensitivity);
}

export function written(
  { event, call, answer }: ToldEvent,
  sensitivity: CallSensitivity,
  occurrences: OccurrenceOutcome | null = null,
): WrittenEvent {
  const { requests = [], responses = [] } = occurrences?.records ?? {};
  return {
    eventId: event.id,
    iCalUId: event.iCalUId ?? "",
    changeKey: event.changeKey ?? "",
    rooms: readRooms(event),
    unrevivable: occurrences?.unrevivable ?? [],
    request: {
      ...recordOf(call, sensitivity),
      ...(requests.length > 0 && { occurrences: requests }),
    },
    response: {
      ...gistOf(answer),
      eventId: event.id,
      iCalUId: event.iCalUId ?? null,
      changeKey: event.changeKey ?? null,
      ...(responses.length > 0 && { occurrences: responses }),
    },
  };
}

/** The event as the second of two writes has left it, with the records of both. */
export function afterwards(first: WrittenEvent, last: WrittenEvent): WrittenEvent {
  return {
    ...last,
    unrevivable: [...new Set([...first.unrevivable, ...last.unrevivable])],
    request: { ...first.request, rooms_invited: last.request },
    response: { ...last.response, before_rooms: first.response },
  };
}

/** The failure of a call with the request as it is recorded; what is there already stays. */
export function failed(
  failure: CalendarFailure,
  call: GraphCall,
  sensitivity: CallSensitivity,
): Refused {
  const request = { ...recordOf(call, sensitivity), ...failure.request };
  return { ok: false, failure: { ...failure, request } };
}
