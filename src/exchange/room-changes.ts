import { z } from "zod";
import type { CalendarResult } from "../app/sync/calendar.ts";
import type {
  ChangedItem,
  ChangePosition,
  ChangesPage,
  ReadingAccess,
} from "../app/sync/room-calendar.ts";
import { refusal, strangeAnswer, success } from "./call-outcome.ts";
import { mailboxPath, odataQuery, READING } from "./event-calls.ts";
import { graphEventSchema } from "./event-reading.ts";
import type { GraphCall, GraphClient } from "./graph-client.ts";
import { readMeeting } from "./meeting-reading.ts";

/** Rows that a page of delta is asked to have; a series is never split over two (facts 1.13). */
export const DELTA_PAGE_ROWS = 250;

const pageSchema = z.object({
  value: z.array(z.unknown()),
  "@odata.nextLink": z.string().nullish(),
  "@odata.deltaLink": z.string().nullish(),
});
type DeltaPage = z.infer<typeof pageSchema>;

/** What any row has: occurrences come in a sparse form, removals with hardly more than an id. */
const rowSchema = z.object({
  id: z.string().min(1),
  type: z.string().nullish(),
  seriesMasterId: z.string().nullish(),
  changeKey: z.string().nullish(),
  "@removed": z.unknown().optional(),
});

/** One page of `calendarView/delta` (facts 1.13). */
export async function readChanges(
  graph: GraphClient,
  access: ReadingAccess,
  position: ChangePosition,
  pageRows: number,
): Promise<CalendarResult<ChangesPage>> {
  const result = await graph.call(access, deltaCall(access.mailbox, position, pageRows));
  if (!result.ok) {
    const { failure } = result;
    // A cursor that is not even understood is as good as forgotten.
    const isLost = position.kind === "cursor" && failure.kind === "invalid";
    return { ok: false, failure: isLost ? { ...failure, kind: "cursor_lost" } : failure };
  }
  const page = pageSchema.safeParse(result.answer.body);
  const link = page.data && (page.data["@odata.nextLink"] ?? page.data["@odata.deltaLink"]);
  if (!page.data || !link) return strangeAnswer(access.mailbox, result.answer);
  // Kept as a path below Graph's own address, the cursor cannot lead a token elsewhere later.
  const cursor = graph.pathOf(link);
  if (cursor === null) {
    const message = `Exchange named a next page for ${access.mailbox} that is not its own.`;
    return refusal("transient", "foreign_link", message);
  }
  const isRoundOver = !page.data["@odata.nextLink"];
  return success({ ...readRows(page.data, access.fallbackTimeZone), cursor, isRoundOver });
}

function deltaCall(mailbox: string, position: ChangePosition, pageRows: number): GraphCall {
  return {
    method: "GET",
    path: position.kind === "cursor" ? position.cursor : windowPath(mailbox, position),
    prefer: [...READING, `odata.maxpagesize=${pageRows}`],
    place: { ahead: false },
  };
}

function windowPath(
  mailbox: string,
  { startAt, endAt }: { readonly startAt: Date; readonly endAt: Date },
): string {
  const query = odataQuery({
    startDateTime: startAt.toISOString(),
    endDateTime: endAt.toISOString(),
  });
  return `${mailboxPath(mailbox)}/calendarView/delta?${query}`;
}

/** One thing may be told several times in a page: the last row about it counts (facts 1.13). */
function readRows(
  { value }: DeltaPage,
  fallbackZone: string,
): Omit<ChangesPage, "cursor" | "isRoundOver"> {
  const changed = new Map<string, ChangedItem>();
  const removed = new Set<string>();
  for (const given of value) {
    const row = rowSchema.safeParse(given).data;
    // Rows with an empty id are seen now and then (facts 1.2); nothing can be done about them.
    if (row === undefined) continue;
    if (row["@removed"] !== undefined) {
      changed.delete(row.id);
      removed.add(row.id);
      continue;
    }
    const item = readRow(row, given, fallbackZone);
    if (item === null) continue;
    removed.delete(item.eventId);
    // A series' occurrences come with its master, which alone has the change key.
    const known = changed.get(item.eventId);
    if (item.kind === "series" && item.changeKey === null && known?.kind === "series") continue;
    changed.set(item.eventId, item);
  }
  return { changed: [...changed.values()], removed: [...removed] };
}

/** Null for an occurrence that does not name its series. */
function readRow(
  { id, type, seriesMasterId, changeKey }: z.infer<typeof rowSchema>,
  given: unknown,
  fallbackZone: string,
): ChangedItem | null {
  if (type === "occurrence" || type === "exception") {
    if (!seriesMasterId) return null;
    return { eventId: seriesMasterId, kind: "series", changeKey: null, meeting: null };
  }
  if (type === "seriesMaster") {
    return { eventId: id, kind: "series", changeKey: changeKey ?? null, meeting: null };
  }
  const event = graphEventSchema.safeParse(given);
  const meeting = event.success ? readMeeting(event.data, fallbackZone) : null;
  return { eventId: id, kind: "single", changeKey: changeKey ?? null, meeting };
}
