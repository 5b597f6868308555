import type { CalendarWrite } from "../app/sync/calendar.ts";
import { callFor, recordOf, sensitivityOf } from "./event-calls.ts";
import { isSeriesEvent, planOccurrences, type SeriesEvent } from "./occurrence-plan.ts";
import { recordOfStep } from "./write-occurrences.ts";

/** What a write would send; of a series also what it would do to its occurrences after that. */
export function describeWrite(write: CalendarWrite): Readonly<Record<string, unknown>> {
  const described = recordOf(callFor(write), sensitivityOf(write));
  if (write.type === "cancel" || !isSeriesEvent(write.content)) return described;
  const occurrences = describeOccurrences(write.mailbox, write.content);
  return occurrences.length === 0 ? described : { ...described, occurrences };
}

/** As for a series that has been made afresh. */
function describeOccurrences(
  mailbox: string,
  content: SeriesEvent,
): readonly Readonly<Record<string, unknown>>[] {
  const series = { ...content.series.series, exceptions: [], cancelledDates: [] };
  const fresh = { series, isAllDay: content.isAllDay, exceptions: new Map() };
  const { steps } = planOccurrences(mailbox, content, fresh);
  return steps.map((step) => recordOfStep(step, null, content.sensitivity));
}
