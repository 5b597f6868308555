import type { FreeSpacesFilter, Space } from "../app/places/ports.ts";
import type { Database } from "./database.ts";
import { SPACE_COLUMNS, type SpaceReadRow, spaceFrom } from "./space-rows.ts";

/**
 * The holds of one space never overlap (the exclusion constraint), so of those that begin before
 * the end that is asked for only the last can reach into it: one descent of the index
 * (space, start, end) a space, however many reservations there are.
 *
 * Buildings are walked by name, and in each the spaces in order, until there are enough: `offset 0`
 * and `lateral` keep the planner from putting all spaces in order, or asking all of them, first.
 * Figures are in docs/performance.md.
 */
const FREE_SPACES = `
  with free as (
    select candidate.id
    from (
      select b.id from building b
      where b.active and ($9::text is null or b.time_zone = $9)
      order by b.name offset 0
    ) place
    cross join lateral (
      select s.id from space s
      where s.building_id = place.id and s.active
        and ($4::text is null or s.floor = $4)
        and ($5::text is null or s.kind = $5)
        and ($6::integer is null or s.capacity >= $6)
        and ($7::text[] is null or (
          select coalesce(array_agg(lower(item)), '{}') from unnest(s.equipment) item) @> $7)
        and exists (select from reservable_module m where m.id = s.module_id and m.active)
      order by s.capacity, s.name collate "C", s.id
      offset 0
    ) candidate
    where ($3::uuid is null or place.id = $3::uuid)
      and coalesce((
        select h.end_at from space_hold h
        where h.space_id = candidate.id and h.start_at < $2::timestamptz
          and h.reservation_id <> all ($10::uuid[])
        order by h.start_at desc limit 1) <= $1::timestamptz, true)
    limit $8
  )
  select ${SPACE_COLUMNS}
  where s.id = any (array(select id from free))
  order by b.name, s.capacity, s.name collate "C", s.id`;

export async function findFreeSpaces(
  database: Database,
  filter: FreeSpacesFilter,
): Promise<readonly Space[]> {
  const { rows } = await database.query<SpaceReadRow & Record<string, unknown>>({
    name: "free_spaces",
    text: FREE_SPACES,
    values: [
      filter.start,
      filter.end,
      filter.buildingId ?? null,
      filter.floor ?? null,
      filter.kind ?? null,
      filter.capacity ?? null,
      filter.equipment?.map((item) => item.toLowerCase()) ?? null,
      filter.limit,
      filter.timeZone ?? null,
      [...(filter.leaving ?? [])],
    ],
  });
  return rows.map(spaceFrom);
}
