import { sql, type Transaction } from "kysely";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { Schema } from "../schema.ts";
import { refreshParent } from "../refresh-parent.ts";
import { releaseTimes } from "./release-times.ts";
import { retakeFreedTime } from "./retake-freed-time.ts";

/**
 * Dates of a series that were cancelled in its calendar, which cannot bring them back: the calendar
 * is the primary source, so they are cancelled here too, and the reason says what can be done.
 * Most are taken in by a reading, or yielded to by the write; these were cancelled while the series
 * was being written, between its master and its occurrences.
 */
export async function giveUpDates(
  transaction: Transaction<Schema>,
  { id, state }: { readonly id: string; readonly state: ReservationState },
  dates: readonly string[],
): Promise<void> {
  if (dates.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    update reservation
    set state = 'cancelled', reason_code = 'occurrence_removed',
      reason = 'This date was taken out of the meeting in Outlook.',
      version = version + 1, updated_at = clock_timestamp()
    where parent_id = ${id}::uuid and original_date = any(${[...dates]}::date[])
      and state not in ('cancelled', 'completed', 'in_progress', 'no_show', 'rejected')
    returning id`.execute(transaction);
  await cancelDatesOfSeries(transaction, id, dates);
  const freed = await releaseTimes(
    transaction,
    rows.map((row) => row.id),
  );
  await refreshParent(transaction, id, state);
  await retakeFreedTime(transaction, freed);
}

/** From now on the series, as it stands here, does not have them. */
export async function cancelDatesOfSeries(
  transaction: Transaction<Schema>,
  id: string,
  dates: readonly string[],
): Promise<void> {
  if (dates.length === 0) return;
  await sql`
    update reservation_series q
    set series = jsonb_set(jsonb_set(q.series, '{cancelledDates}', (
        select coalesce(jsonb_agg(distinct d.date), '[]')
        from (select jsonb_array_elements_text(coalesce(q.series->'cancelledDates', '[]')) as date
          union select unnest(${[...dates]}::text[])) d)),
      '{exceptions}', (
        select coalesce(jsonb_agg(e), '[]')
        from jsonb_array_elements(coalesce(q.series->'exceptions', '[]')) e
        where e->>'originalDate' <> all(${[...dates]}::text[])))
    where q.reservation_id = ${id}::uuid`.execute(transaction);
}
