import { Temporal } from "temporal-polyfill";
import { sql, type Transaction } from "kysely";
import type {
  RollingSeries,
  RolledSeries,
  SeriesRolling,
} from "../app/reservations/roll-series.ts";
import type { SeriesText } from "../core/recurrence/parse-series.ts";
import type { ApprovalState } from "../core/reservations/approval.ts";
import type { ReservationState } from "../core/reservations/reservation-state.ts";
import type { AgreedMeeting } from "../core/sync/agreed.ts";
import type { Database } from "./database.ts";
import { refreshParent } from "./refresh-parent.ts";
import { repeatDeadlocked } from "./repeat-deadlocked.ts";
import type { Schema } from "./schema.ts";
import { addOccurrences, takeHolds } from "./series-change-writer.ts";
import { auditSync } from "./sync/audit-sync.ts";

/**
 * Series that go on: their row `m`, with their pattern `q`. One that its room has declined does not go
 * on without a room; where others only were there before, on the dates that are left, it does.
 */
const ROLLING = `
  from reservation_series q
  join reservation m on m.id = q.reservation_id
  join space s on s.id = m.space_id
  join reservable_module o on o.id = s.module_id
  where m.state not in ('cancelled', 'draft')
    and (m.state <> 'conflicted' or exists (
      select 1 from reservation k
      where k.parent_id = m.id and k.state = 'conflicted' and k.reason_code = 'double_booked'))
    and (m.state <> 'rejected' or m.approval_state <> 'rejected')
    and q.held_until < now() + o.days_ahead_max * interval '1 day'
    and q.complete_for is distinct from md5(q.series::text)`;

export function createSeriesRollingStore(database: Database): SeriesRolling {
  return {
    async due(limit) {
      const { rows } = await database.pool.query<{ id: string }>(
        `select m.id ${ROLLING} order by q.held_until, m.id limit $1`,
        [limit],
      );
      return rows.map(({ id }) => id);
    },
    roll: (id, decide) =>
      repeatDeadlocked(() =>
        database.kysely.transaction().execute((transaction) => roll(transaction, id, decide)),
      ),
  };
}

async function roll(
  transaction: Transaction<Schema>,
  id: string,
  decide: (rolling: RollingSeries) => RolledSeries,
): Promise<void> {
  // Whoever changes an occurrence locks the row of its series first.
  await sql`select id from reservation where id = ${id}::uuid for update`.execute(transaction);
  const { rows } = await sql<RollingRow>`
    select m.state, m.agreed, q.series, q.held_until, o.days_ahead_max as days_ahead ${sql.raw(ROLLING)}
      and m.id = ${id}::uuid`.execute(transaction);
  const [row] = rows;
  // Another process was there before.
  if (row === undefined) return;
  const occurrences = await occurrencesOf(transaction, id);
  const rolled = decide({
    series: row.series,
    heldUntil: row.held_until,
    daysAhead: row.days_ahead,
    occurrences,
    agreedElsewhere: new Set(Object.keys(row.agreed?.roomsByDate ?? {})),
  });
  if (rolled.readsAgain) await readRoomsAgain(transaction, id);
  await write(transaction, id, row.state, rolled);
}

interface RollingRow {
  readonly state: ReservationState;
  readonly agreed: AgreedMeeting | null;
  readonly series: SeriesText;
  readonly held_until: Date;
  readonly days_ahead: number;
}

/** What their calendars say is judged once more: for one of its dates no reservation stands yet. */
async function readRoomsAgain(transaction: Transaction<Schema>, id: string): Promise<void> {
  await sql`
    update calendar_item i set words_due_at = now()
    from reservation m where m.id = ${id}::uuid and i.ical_uid = m.ical_uid`.execute(transaction);
}

async function occurrencesOf(transaction: Transaction<Schema>, id: string) {
  const { rows } = await sql<{
    id: string;
    state: ReservationState;
    approval_state: ApprovalState;
    original_date: string;
    space_id: string;
    start_at: Date;
    end_at: Date;
    is_exception: boolean;
    reason_code: string | null;
  }>`
    select id, state, approval_state, original_date::text as original_date, space_id, start_at, end_at,
      is_exception, reason_code
    from reservation where parent_id = ${id}::uuid and original_date is not null`.execute(
    transaction,
  );
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    approval: row.approval_state,
    originalDate: row.original_date,
    spaceId: row.space_id,
    start: Temporal.Instant.fromEpochMilliseconds(row.start_at.getTime()),
    end: Temporal.Instant.fromEpochMilliseconds(row.end_at.getTime()),
    isException: row.is_exception,
    reasonCode: row.reason_code,
  }));
}

async function write(
  transaction: Transaction<Schema>,
  id: string,
  state: ReservationState,
  { added, heldUntil, isComplete }: RolledSeries,
): Promise<void> {
  await sql`
    update reservation_series
    set held_until = greatest(held_until, ${heldUntil}::timestamptz),
      complete_for = case when ${isComplete} then md5(series::text) end
    where reservation_id = ${id}::uuid`.execute(transaction);
  // Those that are held may all be over: then so is the series, unless more of it is to come.
  if (added.length === 0) return isComplete ? refreshParent(transaction, id, state) : undefined;
  await addOccurrences(transaction, id, added);
  const held = await takeHolds(transaction, added);
  const taken = added.filter((each) => !held.has(each.id));
  if (taken.length > 0) {
    await transaction
      .updateTable("reservation")
      .set({
        state: "conflicted",
        reason_code: "double_booked",
        reason: "The space was reserved by somebody else before the series came to this date.",
      })
      .where(
        "id",
        "in",
        taken.map((each) => each.id),
      )
      .execute();
    const dates = taken.map(({ originalDate }) => originalDate).toSorted();
    await auditSync(transaction, id, "room_lost", { reason_code: "double_booked", dates });
  }
  await refreshParent(transaction, id, state);
}
