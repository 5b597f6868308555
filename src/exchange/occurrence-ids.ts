import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { CalendarAccess, CalendarResult } from "../app/sync/calendar.ts";
import { occurrenceOn } from "../core/recurrence/expand-series.ts";
import { instantToWallTime } from "../core/time/zones.ts";
import { dateOf } from "./all-day.ts";
import { strangeAnswer, success } from "./call-outcome.ts";
import { instancesCall } from "./event-calls.ts";
import { type GraphWallTime, graphEventSchema, readInstant } from "./event-reading.ts";
import { readEach } from "./graph-batch.ts";
import type { GraphClient } from "./graph-client.ts";
import type { MasterReading } from "./series-reading.ts";

const instancesSchema = z.object({
  value: z.array(graphEventSchema.pick({ id: true, type: true, start: true, end: true })),
});

/**
 * The ids of a series' occurrences by the dates that the pattern gave them. Exceptions are known
 * with the master; each other one is asked for by its own time, so that the cost goes with the
 * number of dates and not with the length of the series. A date without an occurrence is left out.
 */
export async function findOccurrenceIds(
  graph: GraphClient,
  access: CalendarAccess,
  masterId: string,
  master: MasterReading,
  dates: readonly string[],
): Promise<CalendarResult<ReadonlyMap<string, string>>> {
  const { series, exceptions } = master;
  const ids = new Map<string, string>();
  const windows = new Map<string, { readonly startAt: Date; readonly endAt: Date }>();
  for (const date of dates) {
    const exception = exceptions.get(date);
    const occurrence = occurrenceOn(series, Temporal.PlainDate.from(date));
    if (exception) ids.set(date, exception.id);
    else if (occurrence) {
      const startAt = new Date(occurrence.start.epochMilliseconds);
      // A minute more, for an occurrence without length.
      const endAt = new Date(occurrence.end.epochMilliseconds + 60_000);
      windows.set(date, { startAt, endAt });
    }
  }
  const results = await readEach(
    graph,
    access,
    [...windows.keys()],
    (date) => instancesCall(access.mailbox, masterId, windows.get(date) ?? NEVER),
    { ahead: true },
  );
  for (const [date, result] of results) {
    if (!result.ok) return result;
    const instances = instancesSchema.safeParse(result.answer.body);
    if (!instances.success) return strangeAnswer(access.mailbox, result.answer);
    // Neighbours may reach into the window.
    const found = instances.data.value.find(
      ({ type, start }) => type !== "exception" && dateOfStart(start, master) === date,
    );
    if (found) ids.set(date, found.id);
  }
  return success(ids);
}

/** The date that the pattern gave an occurrence which starts as the pattern says. */
function dateOfStart(start: GraphWallTime, { series, isAllDay }: MasterReading): string {
  if (isAllDay) return dateOf(start, series.zone).toString();
  const instant = Temporal.Instant.fromEpochMilliseconds(readInstant(start).getTime());
  return instantToWallTime(instant, series.zone).toPlainDate().toString();
}

const NEVER = { startAt: new Date(0), endAt: new Date(0) };
