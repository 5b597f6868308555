import type {
  CalendarAccess,
  CalendarFailure,
  CalendarResult,
  EventContent,
} from "../app/sync/calendar.ts";
import { gistOf, refusal, success } from "./call-outcome.ts";
import { cancelOccurrenceCall, patchCall, recordOf } from "./event-calls.ts";
import { recordableBody, toInvited } from "./event-mapping.ts";
import { writeInOrder } from "./graph-batch.ts";
import type { GraphCall, GraphClient } from "./graph-client.ts";
import { isItemGone } from "./graph-failure.ts";
import { findOccurrenceIds } from "./occurrence-ids.ts";
import type { OccurrenceStep, SeriesEvent } from "./occurrence-plan.ts";
import type { MasterReading } from "./series-reading.ts";

type Json = Readonly<Record<string, unknown>>;

/** What was sent for single occurrences and what came back, in the record of a sync event. */
export interface OccurrenceRecords {
  readonly requests: readonly Json[];
  readonly responses: readonly Json[];
}

/** Does the steps of a plan, twenty a call: one look for the ids of those that are not known. */
export async function writeOccurrences(
  graph: GraphClient,
  access: CalendarAccess,
  masterId: string,
  content: SeriesEvent,
  there: MasterReading,
  steps: readonly OccurrenceStep[],
): Promise<CalendarResult<OccurrenceRecords>> {
  const { mailbox } = access;
  const dates = steps.map(({ originalDate }) => originalDate);
  const ids = await findOccurrenceIds(graph, access, masterId, there, dates);
  if (!ids.ok) return ids;
  const calls: (readonly [OccurrenceStep, GraphCall])[] = [];
  for (const step of steps) {
    const id = ids.value.get(step.originalDate);
    if (id !== undefined) calls.push([step, callForStep(mailbox, content, step, id)]);
    // One that is to be cancelled and is gone already needs nothing.
    else if (step.fields !== null) return missing(mailbox, step);
  }
  const isDone = (failure: CalendarFailure, { method }: GraphCall): boolean =>
    method !== "PATCH" && isItemGone(failure);
  const made = calls.map(([, call]) => call);
  const results = await writeInOrder(graph, access, made, isDone);
  const requests = calls.map(([step, call]) => recordOfStep(step, call, content.sensitivity));
  const responses: Json[] = [];
  for (const [index, result] of results.entries()) {
    const call = made[index];
    if (call === undefined) break;
    if (result.ok) responses.push(gistOf(result.answer));
    else if (isDone(result.failure, call)) responses.push(result.failure.response ?? {});
    else return { ok: false, failure: { ...result.failure, request: { occurrences: requests } } };
  }
  return success({ requests, responses });
}

function callForStep(
  mailbox: string,
  content: SeriesEvent,
  { originalDate, fields }: OccurrenceStep,
  id: string,
): GraphCall {
  if (fields !== null) return patchCall(mailbox, id, fields);
  const own = content.series.roomsByDate.find((each) => each.originalDate === originalDate);
  const { attendees } = toInvited(mailbox, { ...content, rooms: own?.rooms ?? content.rooms });
  return cancelOccurrenceCall(mailbox, id, attendees.length > 0);
}

/** A step as a sync event keeps it; without its call where nobody has looked for the id. */
export function recordOfStep(
  { originalDate, fields }: OccurrenceStep,
  call: GraphCall | null,
  sensitivity: EventContent["sensitivity"],
): Json {
  if (call !== null) return { originalDate, ...recordOf(call, sensitivity) };
  if (fields === null) return { originalDate, cancelled: true };
  return { originalDate, body: recordableBody(fields, sensitivity) };
}

function missing(mailbox: string, { originalDate }: OccurrenceStep): CalendarResult<never> {
  const message = `The occurrence of ${originalDate} is not in the calendar of ${mailbox} any more.`;
  return refusal("changed_meanwhile", "occurrence_missing", message);
}
