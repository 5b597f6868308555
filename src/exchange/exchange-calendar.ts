import { z } from "zod";
import type {
  Calendar,
  CalendarAccess,
  CalendarFailure,
  CalendarResult,
  EventContent,
  EventKey,
  WrittenEvent,
} from "../app/sync/calendar.ts";
import { gistOf, refusal, type Refused, strangeAnswer, success } from "./call-outcome.ts";
import {
  type CallSensitivity,
  callFor,
  cancelCall,
  createCall,
  findCall,
  mailboxPath,
  patchCall,
  readCall,
  recordOf,
  sensitivityOf,
} from "./event-calls.ts";
import { differingFields } from "./event-difference.ts";
import { toEventFields } from "./event-mapping.ts";
import { eventListSchema, type GraphEvent, graphEventSchema, readRooms } from "./event-reading.ts";
import type { GraphAnswer, GraphCall, GraphClient } from "./graph-client.ts";
import { readEvents } from "./read-events.ts";

/** Exchange Online as the calendar that people's meetings are written to. */
export function createExchangeCalendar(graph: GraphClient): Calendar {
  return {
    createEvent: (access, key, content) => createEvent(graph, access, key, content),
    findEvent: (access, key) => findEvent(graph, access, key),
    updateEvent: (access, eventId, content) => updateEvent(graph, access, eventId, content),
    cancelEvent: async (access, eventId, comment) => {
      const call = cancelCall(access.mailbox, eventId, comment);
      const request = recordOf(call, "bare");
      const result = await graph.call(access, call);
      if (result.ok) {
        return success({ wasPresent: true, request, response: gistOf(result.answer) });
      }
      if (result.failure.kind === "not_found") {
        return success({ wasPresent: false, request, response: result.failure.response ?? {} });
      }
      return failed(result.failure, call, "bare");
    },
    readEvents: (access, eventIds) => readEvents(graph, access, eventIds),
    checkAccess: (access) => checkAccess(graph, access),
    describeWrite: (write) => recordOf(callFor(write), sensitivityOf(write)),
  };
}

async function createEvent(
  graph: GraphClient,
  access: CalendarAccess,
  key: EventKey,
  content: EventContent,
): Promise<CalendarResult<WrittenEvent>> {
  const call = createCall(access.mailbox, key, content);
  const result = await graph.call(access, call);
  if (result.ok) return writtenFrom(result.answer, call, content);
  if (result.failure.code.toLowerCase() !== "errorduplicatetransactionid") {
    return failed(result.failure, call, content.sensitivity);
  }
  // An earlier call did its work after all (facts 1.3); what it made carries our key.
  const found = await findEvent(graph, access, key);
  if (!found.ok) return found;
  if (found.value !== null) return success(found.value);
  // Not to be seen yet, or somebody has deleted it: the next tries will tell.
  return failed({ ...result.failure, kind: "transient" }, call, content.sensitivity);
}

async function findEvent(
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
  return success(event === undefined ? null : written(event, call, result.answer, "bare"));
}

async function updateEvent(
  graph: GraphClient,
  access: CalendarAccess,
  eventId: string,
  content: EventContent,
): Promise<CalendarResult<WrittenEvent>> {
  const reading = readCall(access.mailbox, eventId);
  const read = await graph.call(access, reading);
  if (!read.ok) return failed(read.failure, reading, content.sensitivity);
  const event = graphEventSchema.safeParse(read.answer.body);
  if (!event.success) return strangeAnswer(access.mailbox, read.answer);
  if (event.data.isOrganizer === false) return notOrganizer(access);

  const fields = differingFields(event.data, content, toEventFields(access.mailbox, content));
  if (Object.keys(fields).length === 0) {
    return success(written(event.data, reading, read.answer, content.sensitivity));
  }
  const call = patchCall(access.mailbox, eventId, fields);
  const result = await graph.call(access, call);
  if (!result.ok) return failed(result.failure, call, content.sensitivity);
  return writtenFrom(result.answer, call, content);
}

/** The calendar answers, may be written to, and says which zone its owner lives in. */
async function checkAccess(
  graph: GraphClient,
  access: CalendarAccess,
): Promise<CalendarResult<{ readonly timeZone: string }>> {
  const place = { ahead: true };
  const path = mailboxPath(access.mailbox);
  const calendar = await graph.call(access, { method: "GET", path: `${path}/calendar`, place });
  if (!calendar.ok) return { ok: false, failure: calendar.failure };
  const canEdit = z.object({ canEdit: z.boolean().nullish() }).safeParse(calendar.answer.body);
  if (!canEdit.success) return strangeAnswer(access.mailbox, calendar.answer);
  if (canEdit.data.canEdit === false) {
    return refusal(
      "access_denied",
      "read_only",
      `The calendar of ${access.mailbox} may be read but not written to.`,
    );
  }
  const settings = await graph.call(access, {
    method: "GET",
    path: `${path}/mailboxSettings`,
    place,
  });
  // Reading the settings needs a permission of its own, which writing meetings does not.
  if (!settings.ok && settings.failure.kind === "access_denied")
    return success({ timeZone: "UTC" });
  if (!settings.ok) return { ok: false, failure: settings.failure };
  const { data } = z.object({ timeZone: z.string().min(1) }).safeParse(settings.answer.body);
  return success({ timeZone: data?.timeZone ?? "UTC" });
}

function writtenFrom(
  answer: GraphAnswer,
  call: GraphCall,
  content: EventContent,
): CalendarResult<WrittenEvent> {
  const event = graphEventSchema.safeParse(answer.body);
  if (!event.success) {
    // It was done, but what was made is not known: the next try finds it by our key.
    const message = "Exchange took the event but its answer could not be read.";
    return failed(
      { ...refusal("transient", "strange_answer", message).failure, mayHaveHappened: true },
      call,
      content.sensitivity,
    );
  }
  return success(written(event.data, call, answer, content.sensitivity));
}

function written(
  event: GraphEvent,
  call: GraphCall,
  answer: GraphAnswer,
  sensitivity: CallSensitivity,
): WrittenEvent {
  return {
    eventId: event.id,
    iCalUId: event.iCalUId ?? "",
    changeKey: event.changeKey ?? "",
    rooms: readRooms(event),
    request: recordOf(call, sensitivity),
    response: {
      ...gistOf(answer),
      eventId: event.id,
      iCalUId: event.iCalUId ?? null,
      changeKey: event.changeKey ?? null,
    },
  };
}

function failed(failure: CalendarFailure, call: GraphCall, sensitivity: CallSensitivity): Refused {
  return { ok: false, failure: { ...failure, request: recordOf(call, sensitivity) } };
}

function notOrganizer(access: CalendarAccess): Refused {
  return refusal(
    "access_denied",
    "not_organizer",
    `The meeting in the calendar of ${access.mailbox} belongs to another organizer, who alone can change it.`,
  );
}
