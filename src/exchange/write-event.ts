import type {
  CalendarAccess,
  CalendarResult,
  EventContent,
  EventKey,
  WrittenEvent,
  YieldTo,
} from "../app/sync/calendar.ts";
import { refusal, type Refused, strangeAnswer, success } from "./call-outcome.ts";
import { createCall, findCall, patchCall, readCall } from "./event-calls.ts";
import { differingFields } from "./event-difference.ts";
import { type EventFields, toEventFields } from "./event-mapping.ts";
import { eventListSchema, type GraphEvent, graphEventSchema, readRooms } from "./event-reading.ts";
import type { GraphClient } from "./graph-client.ts";
import { readMeeting } from "./meeting-reading.ts";
import { isSeriesEvent, planOccurrences, type SeriesEvent } from "./occurrence-plan.ts";
import { type MasterReading, readMaster } from "./series-reading.ts";
import { writeOccurrences } from "./write-occurrences.ts";
import { afterwards, eventWrittenBy, failed, type ToldEvent, written } from "./written-event.ts";

type Written = CalendarResult<WrittenEvent>;

/** Creates the event; of a series the master with one call, then its occurrences, then its rooms. */
export async function createEvent(
  graph: GraphClient,
  access: CalendarAccess,
  key: EventKey,
  content: EventContent,
  yieldTo?: YieldTo,
): Promise<Written> {
  const hasOwn = isSeriesEvent(content) && hasOwnOccurrences(content);
  const call = createCall(access.mailbox, key, hasOwn ? { ...content, rooms: [] } : content);
  const result = await graph.call(access, call);
  if (result.ok) {
    const made = eventWrittenBy(call, result.answer, content.sensitivity);
    if (!made.ok) return made;
    if (!hasOwn) return success(written(made.value, content.sensitivity));
    // A creation that was repeated finds what the one before has done to occurrences.
    const whole = await readAgain(graph, access, made.value);
    if (!whole.ok) return partly(failed(whole.failure, call, content.sensitivity));
    return show(graph, access, { ...made.value, event: whole.value.event }, content);
  }
  if (result.failure.code.toLowerCase() !== "errorduplicatetransactionid") {
    return failed(result.failure, call, content.sensitivity);
  }
  // An earlier call did its work after all (facts 1.3); what it made carries our key.
  const found = await findEvent(graph, access, key);
  if (!found.ok) return found;
  if (found.value !== null) {
    return updateEvent(graph, access, found.value.eventId, content, yieldTo);
  }
  // Not to be seen yet, or somebody has deleted it: the next tries will tell.
  return failed({ ...result.failure, kind: "transient" }, call, content.sensitivity);
}

export async function findEvent(
  graph: GraphClient,
  access: CalendarAccess,
  key: EventKey,
): Promise<CalendarResult<WrittenEvent | null>> {
  const call = findCall(access.mailbox, key);
  const result = await graph.call(access, call);
  if (!result.ok) return failed(result.failure, call, "bare");
  const list = eventListSchema.safeParse(result.answer.body);
  if (!list.success) return strangeAnswer(access.mailbox, result.answer);
  const event = list.data.value.find(({ isCancelled }) => isCancelled !== true);
  return success(
    event === undefined ? null : written({ event, call, answer: result.answer }, "bare"),
  );
}

/**
 * Makes the event show the content: reads it, sends what differs, and only then brings the
 * occurrences of a series in line, since a master with a new recurrence has lost them (facts 1.8).
 */
export async function updateEvent(
  graph: GraphClient,
  access: CalendarAccess,
  eventId: string,
  asked: EventContent,
  yieldTo: YieldTo = () => null,
): Promise<Written> {
  for (let reads = 1; ; reads += 1) {
    const result = await updateAsRead(graph, access, eventId, asked, yieldTo);
    if (!isOvertaken(result) || reads >= READS_MAX) return result;
  }
}

/** Between reading and writing a room may answer, or somebody change it: so often it is read anew. */
const READS_MAX = 3;

async function updateAsRead(
  graph: GraphClient,
  access: CalendarAccess,
  eventId: string,
  asked: EventContent,
  yieldTo: YieldTo,
): Promise<Written> {
  const before = await readEvent(graph, access, eventId, asked);
  if (!before.ok) return before;
  const { event } = before.value;
  if (event.isOrganizer === false) return notOrganizer(access);

  const yielded = yieldTo(readMeeting(event, asked.timeZone));
  const content = yielded?.content ?? asked;
  return yielded?.keepsRooms
    ? showAtOnce(graph, access, before.value, content, differingButForRooms)
    : show(graph, access, before.value, content);
}

/**
 * Makes the event, as it was read, show the content. A room answers for a whole series, as it is when
 * the room is invited or its pattern becomes another, and declines all of it for one date that it
 * cannot have (facts 2): what is cancelled, or moved away from it, is so before it is asked.
 */
async function show(
  graph: GraphClient,
  access: CalendarAccess,
  before: ToldEvent,
  content: EventContent,
): Promise<Written> {
  const hasOwn = isSeriesEvent(content) && hasOwnOccurrences(content);
  if (!hasOwn) return showAtOnce(graph, access, before, content);
  const fields = differingFields(before.event, content, toEventFields(access.mailbox, content));
  const asked = fields.recurrence === undefined ? readRooms(before.event) : [];
  const stay = new Set(asked.map(({ email }) => email));
  const rooms = content.rooms.filter(({ email }) => stay.has(email.toLowerCase()));
  if (rooms.length === content.rooms.length) {
    return showAtOnce(graph, access, before, content);
  }
  const first = await showAtOnce(graph, access, before, { ...content, rooms });
  if (!first.ok) return first;
  for (let reads = 1; ; reads += 1) {
    const prepared = await readAgain(graph, access, before);
    if (!prepared.ok) return partly(prepared);
    const last = await showAtOnce(graph, access, prepared.value, content);
    if (last.ok) return success(afterwards(first.value, last.value));
    // The room of a date may have answered meanwhile.
    if (!isOvertaken(last) || reads >= READS_MAX) return partly(last);
  }
}

function isOvertaken(result: Written): boolean {
  return !result.ok && result.failure.kind === "changed_meanwhile";
}

async function showAtOnce(
  graph: GraphClient,
  access: CalendarAccess,
  before: ToldEvent,
  content: EventContent,
  differing = differingFields,
): Promise<Written> {
  const { event } = before;
  const fields = differing(event, content, toEventFields(access.mailbox, content));
  const isAsWanted = Object.keys(fields).length === 0;
  const master = isAsWanted ? success(before) : await patch(graph, access, event, content, fields);
  if (!master.ok) return master;
  const hasOccurrences = hasChangedOccurrences(event);
  if (isSeriesEvent(content) && (hasOccurrences || hasOwnOccurrences(content))) {
    const whole = isAsWanted ? master : await readAgain(graph, access, master.value);
    return bringInLine(graph, access, content, master.value, whole);
  }
  return success(written(master.value, content.sensitivity));
}

function differingButForRooms(event: GraphEvent, content: EventContent, wanted: EventFields) {
  const people = wanted.attendees.filter(({ type }) => type !== "resource");
  const rooms = readRooms(event).map(({ email }) => ({
    type: "resource" as const,
    emailAddress: { address: email },
  }));
  const attendees = [...rooms, ...people];
  const { locations: _, ...fields } = differingFields(event, content, { ...wanted, attendees });
  return fields;
}

/** The series' occurrences as the content has them; `whole` is the master as it is now. */
async function bringInLine(
  graph: GraphClient,
  access: CalendarAccess,
  content: SeriesEvent,
  { call, answer }: ToldEvent,
  whole: CalendarResult<ToldEvent>,
): Promise<Written> {
  const { sensitivity } = content;
  if (!whole.ok) return partly(failed(whole.failure, call, sensitivity));
  const { event } = whole.value;
  const read = readMaster(event, content.series.series.zone);
  if (!read.ok) {
    const { code, message } = read.problem;
    return failed(refusal("invalid", code, message).failure, call, sensitivity);
  }
  const there = inLineButForOccurrences(content, read.value);
  const { steps, unrevivable } = planOccurrences(access.mailbox, content, there);
  if (steps.length === 0) {
    const records = { requests: [], responses: [] };
    return success(written({ event, call, answer }, sensitivity, { records, unrevivable }));
  }
  const done = await writeOccurrences(graph, access, event.id, content, there, steps);
  if (!done.ok) return partly(failed(done.failure, call, sensitivity));
  // Each step has given the series another change key.
  const after = await readAgain(graph, access, whole.value);
  if (!after.ok) return partly(failed(after.failure, call, sensitivity));
  const records = done.value;
  const told = { event: after.value.event, call, answer };
  return success(written(told, sensitivity, { records, unrevivable }));
}

/**
 * The master is as it shall be, so its pattern is ours, whatever reading it in UTC has made of a
 * time that clocks skip on the first day.
 */
function inLineButForOccurrences(
  { series: { series } }: SeriesEvent,
  there: MasterReading,
): MasterReading {
  const { exceptions, cancelledDates } = there.series;
  return { ...there, series: { ...series, exceptions, cancelledDates } };
}

/** The master stands; only its occurrences are not all in line yet. */
function partly({ failure }: Refused): Refused {
  return { ok: false, failure: { ...failure, mayHaveHappened: true } };
}

async function patch(
  graph: GraphClient,
  access: CalendarAccess,
  { id, changeKey }: GraphEvent,
  { sensitivity }: EventContent,
  fields: Partial<EventFields>,
): Promise<CalendarResult<ToldEvent>> {
  const call = patchCall(access.mailbox, id, fields, changeKey);
  const result = await graph.call(access, call);
  if (!result.ok) return failed(result.failure, call, sensitivity);
  return eventWrittenBy(call, result.answer, sensitivity);
}

async function readEvent(
  graph: GraphClient,
  access: CalendarAccess,
  eventId: string,
  { sensitivity }: Pick<EventContent, "sensitivity">,
): Promise<CalendarResult<ToldEvent>> {
  const call = readCall(access.mailbox, eventId);
  const result = await graph.call(access, call);
  if (!result.ok) return failed(result.failure, call, sensitivity);
  const event = graphEventSchema.safeParse(result.answer.body);
  if (!event.success) return strangeAnswer(access.mailbox, result.answer);
  return success({ event: event.data, call, answer: result.answer });
}

async function readAgain(
  graph: GraphClient,
  access: CalendarAccess,
  { event }: ToldEvent,
): Promise<CalendarResult<ToldEvent>> {
  return readEvent(graph, access, event.id, { sensitivity: "normal" });
}

/** Whether the content has occurrences that are not as the series is. */
function hasOwnOccurrences({ series: { series, roomsByDate } }: SeriesEvent): boolean {
  return series.exceptions.length + series.cancelledDates.length + roomsByDate.length > 0;
}

function hasChangedOccurrences({
  exceptionOccurrences,
  cancelledOccurrences,
}: GraphEvent): boolean {
  return (exceptionOccurrences?.length ?? 0) + (cancelledOccurrences?.length ?? 0) > 0;
}

function notOrganizer(access: CalendarAccess): Refused {
  return refusal(
    "access_denied",
    "not_organizer",
    `The meeting in the calendar of ${access.mailbox} belongs to another organizer, who alone can change it.`,
  );
}
