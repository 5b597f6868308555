import { type RawBuilder, sql, type Transaction } from "kysely";
import { SUB_SOURCES } from "../../app/reservations/sub-source.ts";
import { auditSync } from "../sync/audit-sync.ts";
import { retakeFreedTime } from "../sync/retake-freed-time.ts";
import { refreshParent } from "../refresh-parent.ts";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { Schema } from "../schema.ts";
import { IS_CHECKED_IN_TO } from "./no-shows.ts";
import { withoutShown } from "./over-but-shown.ts";

/** How reservations are ended whose time is over; in the states that are named, and no others. */
interface Ending {
  readonly from: readonly ReservationState[];
  readonly columns: RawBuilder<unknown>;
  readonly action: "reservation_completed" | "reservation_lapsed";
  /** What the calendar shows at a time to come is left to whoever tells it. */
  readonly leavesShown: boolean;
}

/** What took place. Whether people came is settled now: later settings do not change it. */
export const COMPLETION: Ending = {
  from: ["confirmed", "in_progress"],
  columns: sql`state = 'completed', check_in_state = case
    when r.state = 'in_progress' and r.check_in_state = 'checked_in' then 'no_check_out'
    when r.state = 'in_progress' then r.check_in_state
    when ${sql.raw(IS_CHECKED_IN_TO)} then 'no_show' else 'not_required' end`,
  action: "reservation_completed",
  leavesShown: false,
};

/** What nobody settled in time. Why it was in conflict stays to be read. */
export const LAPSE: Ending = {
  from: ["draft", "awaiting_confirmation", "awaiting_approval", "approved", "conflicted"],
  columns: sql`state = 'cancelled',
    reason_code = case when r.state = 'conflicted' then r.reason_code else 'never_confirmed' end,
    reason = case when r.state = 'conflicted' then r.reason
      else 'Its time passed before it was confirmed.' end`,
  action: "reservation_lapsed",
  leavesShown: true,
};

/** Ends up to so many, the first that ended first; answers how many. Others' locks are left alone. */
export async function endOver(
  transaction: Transaction<Schema>,
  { from, columns, action, leavesShown }: Ending,
  limit: number,
): Promise<number> {
  const over = await lockOver(transaction, from, limit);
  const ids = leavesShown ? await withoutShown(transaction, over) : over;
  if (ids.length === 0) return 0;
  const { rows } = await sql<EndedRow>`
    update reservation r set ${columns}, version = r.version + 1, updated_at = clock_timestamp(),
      last_updated_channel = 'system', last_updated_sub_source = ${SUB_SOURCES.system}
    from space s join reservable_module m on m.id = s.module_id
    where r.id = any(${[...ids]}::uuid[]) and s.id = r.space_id
    returning r.id, r.parent_id, r.check_in_state`.execute(transaction);
  const { rows: freed } = await sql<{ space_id: string }>`
    delete from space_hold where reservation_id = any(${[...ids]}::uuid[])
    returning space_id`.execute(transaction);
  // Nobody waits for a room's answer to what is over.
  await sql`delete from room_confirmation where reservation_id = any(${[...ids]}::uuid[])`.execute(
    transaction,
  );
  for (const { id, check_in_state: state } of rows) {
    await auditSync(transaction, id, action, state === null ? {} : { check_in_state: state });
  }
  const parents = new Set(rows.flatMap(({ parent_id: parentId }) => parentId ?? []));
  for (const parentId of [...parents].toSorted()) await refreshSeries(transaction, parentId);
  // Who was double-booked with what is over may go on.
  await retakeFreedTime(
    transaction,
    freed.map((row) => row.space_id),
  );
  return rows.length;
}

interface EndedRow {
  readonly id: string;
  readonly parent_id: string | null;
  readonly check_in_state: string | null;
}

/** Whoever changes a reservation of a meeting locks the meeting's row first. */
async function lockOver(
  transaction: Transaction<Schema>,
  from: Ending["from"],
  limit: number,
): Promise<readonly string[]> {
  const isOver = sql`r.state = any(${[...from]}::text[]) and not r.is_parent
    and r.state not in ('completed', 'rejected', 'cancelled', 'no_show') and r.end_at <= now()`;
  const { rows: over } = await sql<{ id: string; parent_id: string | null }>`
    select r.id, r.parent_id from reservation r where ${isOver}
    order by r.end_at, r.id limit ${limit}::integer`.execute(transaction);
  if (over.length === 0) return [];
  const parentIds = [...new Set(over.flatMap(({ parent_id: parentId }) => parentId ?? []))];
  const { rows: parents } = await sql<{ id: string }>`
    select id from reservation where id = any(${parentIds}::uuid[])
    order by id for update skip locked`.execute(transaction);
  const { rows } = await sql<{ id: string }>`
    select r.id from reservation r
    where r.id = any(${over.map(({ id }) => id)}::uuid[]) and ${isOver}
      and (r.parent_id is null or r.parent_id = any(${parents.map(({ id }) => id)}::uuid[]))
    order by r.id for update skip locked`.execute(transaction);
  return rows.map(({ id }) => id);
}

/** A series of which more dates are still to be held is not over with those that are held. */
async function refreshSeries(transaction: Transaction<Schema>, id: string): Promise<void> {
  const { rows } = await sql<{ state: ReservationState; goes_on: boolean }>`
    select m.state, exists (select 1 from reservation_series q where q.reservation_id = m.id
        and q.complete_for is distinct from md5(q.series::text))
      and not exists (select 1 from reservation k where k.parent_id = m.id
        and k.state not in ('completed', 'rejected', 'cancelled', 'no_show')) as goes_on
    from reservation m where m.id = ${id}::uuid`.execute(transaction);
  const [row] = rows;
  if (row !== undefined && !row.goes_on) await refreshParent(transaction, id, row.state);
}
