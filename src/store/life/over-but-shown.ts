import type { DuePage, LifeStore } from "../../app/reservations/life/ports.ts";
import type { Database } from "../database.ts";

/**
 * Whether the calendar shows the meeting of reservation `r` at a time to come, or may show it there: by
 * what was agreed last, and by what writes may have made of it whose outcome is not known. A date of a
 * series is not looked at, since what was agreed says when its first one is.
 */
export const IS_SHOWN_LATER = `exists (select 1 from reservation m
  where m.id = coalesce(r.parent_id, r.id) and m.origin = 'usher' and m.kind <> 'recurring'
    and ((m.agreed ->> 'endAt')::timestamptz > now() or exists (
      select 1 from sync_event e, jsonb_array_elements(e.may_show) as shown
      where e.reservation_id = m.id and e.may_have_been_sent
        and (shown ->> 'endAt')::timestamptz > now())))`;

/** Asked each minute: what is over and was never confirmed has as a rule been ended the minute before. */
export async function findOverButShown(
  database: Database,
  { after, limit }: DuePage,
): Promise<Awaited<ReturnType<LifeStore["overButShown"]>>> {
  const { rows } = await database.query<{ id: string; start_at: Date }>({
    name: "over_but_shown",
    text: `select r.id, r.start_at from reservation r
      where r.state in ('draft', 'awaiting_confirmation', 'awaiting_approval', 'approved', 'conflicted')
        and r.state not in ('completed', 'rejected', 'cancelled', 'no_show')
        and not r.is_parent and r.end_at <= now() and ${IS_SHOWN_LATER}
        and ($1::timestamptz is null or (r.start_at, r.id) > ($1::timestamptz, $2::uuid))
      order by r.start_at, r.id limit $3::integer`,
    values: [after?.startAt ?? null, after?.id ?? null, limit],
  });
  return rows.map(({ id, start_at: startAt }) => ({ id, startAt }));
}
