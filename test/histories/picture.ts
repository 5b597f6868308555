import { isWrite } from "./calendars.ts";
import type { History } from "./history.ts";

/** Bookkeeping of tokens and audit apart, all that settling could change: one line a row. */
export async function pictureOf({ database, exchange }: History): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ line: string }>(ROWS);
  const calendars = [...exchange.world.mailboxes.all()].map(
    ({ ownerId, sequence }) => `mailbox ${ownerId}: ${sequence} writes`,
  );
  const writes = exchange.world.journal.entries().filter(isWrite).length;
  return [...rows.map(({ line }) => line), ...calendars, `${writes} calls that write`];
}

/** When a room's calendar was read, and not what it says. */
const UNSEEN: Readonly<Record<string, string>> = {
  calendar_item: "- 'updated_at' - 'seen_in_round'",
};

const ROWS = [
  "reservation",
  "reservation_series",
  "space_hold",
  "sync_event",
  "room_confirmation",
  "calendar_item",
  "person",
  "audit_entry",
]
  .map(
    (table) =>
      `select '${table} ' || (to_jsonb(t) ${UNSEEN[table] ?? ""})::text as line from ${table} t`,
  )
  .join(" union all ")
  .concat(" order by line");
