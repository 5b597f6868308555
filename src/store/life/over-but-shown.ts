import { sql, type Transaction } from "kysely";
import { Temporal } from "temporal-polyfill";
import type { DuePage, LifeStore } from "../../app/reservations/life/ports.ts";
import type { AgreedMeeting } from "../../core/sync/agreed.ts";
import { isShownLater } from "../../core/sync/shown-later.ts";
import type { Database } from "../database.ts";
import type { Schema } from "../schema.ts";

/**
 * What the calendar shows, or may show, of the meeting that reservation `r` is of: what was agreed
 * last, and what writes may have made of it whose outcome is not known. What was made in Outlook is
 * not ours to take out of it.
 */
const VIEWS = `(select coalesce(json_agg(view), '[]') from (
    select m.agreed as view where m.agreed is not null
    union all
    select shown from sync_event e, jsonb_array_elements(e.may_show) as shown
    where e.reservation_id = m.id and e.may_have_been_sent) views)`;
const SHOWN = `select r.id, r.start_at, r.original_date::text as original_date, now() as now,
    ${VIEWS} as views
  from reservation r
  join reservation m on m.id = coalesce(r.parent_id, r.id) and m.origin = 'usher'`;

interface ShownRow extends Record<string, unknown> {
  readonly id: string;
  readonly start_at: Date;
  readonly original_date: string | null;
  readonly now: Date;
  readonly views: readonly AgreedMeeting[];
}

function isStillToCome({ views, original_date: date, now }: ShownRow): boolean {
  return isShownLater(views, date, Temporal.Instant.fromEpochMilliseconds(now.getTime()));
}

/** Asked each minute: what is over and was never confirmed has as a rule been ended the minute before. */
export async function findOverButShown(
  database: Database,
  { after, limit }: DuePage,
): Promise<Awaited<ReturnType<LifeStore["overButShown"]>>> {
  const found: ShownRow[] = [];
  let last = after;
  for (;;) {
    const { rows } = await database.query<ShownRow>({
      name: "over_but_shown",
      text: `${SHOWN}
        where r.state in ('draft', 'awaiting_confirmation', 'awaiting_approval', 'approved', 'conflicted')
          and r.state not in ('completed', 'rejected', 'cancelled', 'no_show')
          and not r.is_parent and r.end_at <= now()
          and ($1::timestamptz is null or (r.start_at, r.id) > ($1::timestamptz, $2::uuid))
        order by r.start_at, r.id limit $3::integer`,
      values: [last?.startAt ?? null, last?.id ?? null, limit],
    });
    found.push(...rows.filter(isStillToCome));
    const end = rows.at(-1);
    if (end === undefined || rows.length < limit || found.length >= limit) break;
    last = { startAt: end.start_at, id: end.id };
  }
  return found.map(({ id, start_at: startAt }) => ({ id, startAt }));
}

/** Those of what is over that no calendar shows at a time to come. */
export async function withoutShown(
  transaction: Transaction<Schema>,
  ids: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<ShownRow>`
    ${sql.raw(SHOWN)} where r.id = any(${[...ids]}::uuid[])`.execute(transaction);
  const shown = new Set(rows.filter(isStillToCome).map(({ id }) => id));
  return ids.filter((id) => !shown.has(id));
}
