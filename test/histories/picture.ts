import { isWrite } from "./calendars.ts";
import type { History } from "./history.ts";

/** Bookkeeping of tokens and audit apart, all that settling could change: one line a part. */
export async function pictureOf({ database, exchange }: History): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ line: string }>(ROWS);
  const calendars = [...exchange.world.mailboxes.all()].map(
    ({ ownerId, sequence }) => `mailbox ${ownerId}: ${sequence} writes`,
  );
  const writes = exchange.world.journal.entries().filter(isWrite).length;
  return [...rows.map(({ line }) => line), ...calendars, `${writes} calls that write`];
}

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
    (table) => `
      select coalesce(string_agg(md5(t::text), ' ' order by t::text), '') as line,
        '${table}' as name
      from ${table} t`,
  )
  .join(" union all ")
  .replace(/^/, "select name || ': ' || line as line from (")
  .concat(") parts order by name");
