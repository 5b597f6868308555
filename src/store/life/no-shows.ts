import type { LifeStore, NoShowPage } from "../../app/reservations/life/ports.ts";
import type { Database } from "../database.ts";

/**
 * Whether people check in to the reservation `r`, by its space `s` and the module `m`: what
 * `requiresCheckIn` and `checkInStateOf` say of one that was read.
 */
export const IS_CHECKED_IN_TO = `r.kind <> 'blocker' and (m.check_in_policy = 'always'
  or m.check_in_policy = 'by_space' and s.requires_check_in)`;

/** Asked each minute: it looks at what has begun and is confirmed, however much else there is. */
export async function findNoShows(
  database: Database,
  { afterMinutes, after, limit }: NoShowPage,
): Promise<Awaited<ReturnType<LifeStore["noShows"]>>> {
  const { rows } = await database.query<{ id: string; start_at: Date }>({
    name: "no_shows",
    text: `select r.id, r.start_at from reservation r
      join space s on s.id = r.space_id
      join reservable_module m on m.id = s.module_id
      where r.state = 'confirmed' and not r.is_parent
        and r.start_at <= now() - $1::integer * interval '1 minute' and r.end_at > now()
        and greatest(r.standing_since, s.check_in_since, m.check_in_since)
          <= now() - $1::integer * interval '1 minute'
        and m.releases_no_shows and ${IS_CHECKED_IN_TO}
        and ($2::timestamptz is null or (r.start_at, r.id) > ($2::timestamptz, $3::uuid))
      order by r.start_at, r.id limit $4::integer`,
    values: [afterMinutes, after?.startAt ?? null, after?.id ?? null, limit],
  });
  return rows.map(({ id, start_at: startAt }) => ({ id, startAt }));
}
