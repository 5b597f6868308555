import { z } from "zod";
import type { BulkReading, ReadingAccess } from "../app/sync/room-calendar.ts";
import { calendarViewCall, meetingCall } from "./event-calls.ts";
import { type GraphEvent, graphEventSchema } from "./event-reading.ts";
import { readEach } from "./graph-batch.ts";
import type { GraphCall, GraphClient } from "./graph-client.ts";

/** A calendar longer than this is known in part, which does no harm. */
const PAGES_MAX = 20;

const pageSchema = z.object({
  value: z.array(z.unknown()),
  "@odata.nextLink": z.string().nullish(),
});
const rowSchema = graphEventSchema.extend({ seriesMasterId: z.string().nullish() });
type Row = z.infer<typeof rowSchema>;

/**
 * The meetings with rooms that a mailbox's owner organizes in a window, series whole: a few pages of
 * the calendar view (facts 1.12), and each series' master by its id. What cannot be read is left
 * out; null where nothing could be.
 */
export async function readCalendar(
  graph: GraphClient,
  access: ReadingAccess,
  window: BulkReading["window"],
): Promise<readonly GraphEvent[] | null> {
  const rows: Row[] = [];
  let call: GraphCall | null = calendarViewCall(access.mailbox, window);
  for (let pages = 0; call !== null && pages < PAGES_MAX; pages += 1) {
    const result = await graph.call(access, call);
    const page = result.ok ? pageSchema.safeParse(result.answer.body).data : undefined;
    if (page === undefined) return null;
    rows.push(...page.value.flatMap((row) => withRooms(row) ?? []));
    const next = page["@odata.nextLink"] ?? null;
    const path: string | null = next === null ? null : graph.pathOf(next);
    call = path === null ? null : { ...call, path };
  }
  const singles = rows.filter(({ type }) => type === "singleInstance");
  const masterIds = new Set(rows.flatMap(({ seriesMasterId }) => seriesMasterId ?? []));
  return onlyOnce([...singles, ...(await readMasters(graph, access, [...masterIds]))]);
}

function withRooms(given: unknown): Row | null {
  const row = rowSchema.safeParse(given).data;
  if (row === undefined || row.isOrganizer !== true || row.isCancelled === true) return null;
  return row.attendees?.some(({ type }) => type === "resource") === true ? row : null;
}

async function readMasters(
  graph: GraphClient,
  access: ReadingAccess,
  ids: readonly string[],
): Promise<readonly GraphEvent[]> {
  const callFor = (id: string) => meetingCall(access.mailbox, id);
  const results = await readEach(graph, access, ids, callFor, { ahead: false });
  return [...results.values()].flatMap((result) => {
    const event = result.ok ? graphEventSchema.safeParse(result.answer.body).data : undefined;
    return event === undefined || event.isCancelled === true ? [] : [event];
  });
}

/** Which of two copies with one iCalUId counts is decided where they are asked for by it. */
function onlyOnce(events: readonly GraphEvent[]): readonly GraphEvent[] {
  const byICalUId = Map.groupBy(events, ({ iCalUId }) => iCalUId ?? "");
  byICalUId.delete("");
  return [...byICalUId.values()].flatMap((same) => (same.length === 1 ? same : []));
}
