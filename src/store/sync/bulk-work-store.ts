import { type Kysely, type RawBuilder, sql } from "kysely";
import type { BulkWorkStore, FoundItems } from "../../app/sync/bulk-work.ts";
import type { PageEnd } from "../../app/reservations/page-cursor.ts";
import { HOLDING_STATES } from "../../core/reservations/reservation-state.ts";
import type { Schema } from "../schema.ts";

/** What bulk work is to be done with, in the order in which the meetings begin. */
export function createBulkWorkStore(kysely: Kysely<Schema>): BulkWorkStore {
  return {
    inError({ reasonCode, providerId }, after, limit) {
      return find(
        kysely,
        "e",
        after,
        limit,
        sql`
        from sync_event e join reservation r on r.id = e.reservation_id
        where e.state = 'error'
          and (${reasonCode}::text is null or e.reason_code = ${reasonCode})
          and (${providerId}::uuid is null or e.provider_id = ${providerId}::uuid)
          and (e.type in ('cancel', 'release') or r.end_at > now())
          and not exists (select 1 from sync_event l where l.reservation_id = e.reservation_id
            and l.id > e.id and l.state = 'error')`,
      );
    },
    outsideCalendar(configurationId, after, limit) {
      return find(
        kysely,
        "r",
        after,
        limit,
        sql`
        from reservable_sync_configuration c
        join reservation r on r.space_id = c.space_id
        where c.id = ${configurationId}::uuid
          and (r.start_at > now() or r.is_parent and exists (select 1 from reservation o
            where o.parent_id = r.id and o.start_at > now()
              and o.state in (${sql.join([...HOLDING_STATES])})))
          and r.origin = 'usher' and r.parent_id is null
          and not (r.is_parent and r.kind <> 'recurring')
          and r.state in (${sql.join([...HOLDING_STATES])})
          and r.calendar_event_id is null
          and not exists (select 1 from sync_event e where e.reservation_id = r.id
            and (e.state in ('new', 'processing', 'waiting_for_token')
              or e.state = 'not_sent' and c.dry_run))`,
      );
    },
  };
}

/** The page's items, and how many there are from its beginning on, in one read. */
async function find(
  kysely: Kysely<Schema>,
  what: "e" | "r",
  after: PageEnd | null,
  limit: number,
  found: RawBuilder<unknown>,
): Promise<FoundItems> {
  const startAt = after?.startAt.toISOString() ?? null;
  const { rows } = await sql<{ id: string; start_at: Date; end_id: string; count: number }>`
    select ${sql.raw(what)}.id, r.start_at, r.id as end_id, (count(*) over ())::integer as count
    ${found}
      and (${startAt}::timestamptz is null
        or (r.start_at, r.id) > (${startAt}::timestamptz, ${after?.id ?? null}::uuid))
    order by r.start_at, r.id, ${sql.raw(what)}.id limit ${limit}`.execute(kysely);
  return {
    items: rows.map((row) => ({ id: row.id, end: { startAt: row.start_at, id: row.end_id } })),
    count: rows[0]?.count ?? 0,
  };
}
