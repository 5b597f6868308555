import type { FreeSpacesFilter, Space } from "../app/places/ports.ts";
import type { Database } from "./database.ts";
import { SPACE_COLUMNS, type SpaceReadRow, spaceFrom } from "./space-rows.ts";

/**
 * The holds of one space never overlap (the exclusion constraint), so of those that begin before
 * the end that is asked for only the last can reach into it: one descent of the index
 * (space, start, end) a space, however many reservations there are.
 *
 * The candidates are put in order first and then asked one by one until there are enough; `offset
 * 0` keeps the planner from asking all of them. The rest is read for those that are answered.
 */
const FREE_SPACES = `
  with free as (
    select candidate.id, candidate.place
    from (
      select s.id,
        row_number() over (order by b.name, s.capacity, s.name collate "C", s.id) as place
      from space s
      join building b on b.id = s.building_id
      join reservable_module m on m.id = s.module_id
      where s.active and b.active and m.active
        and ($3::uuid is null or s.building_id = $3::uuid)
        and ($4::text is null or s.floor = $4)
        and ($5::text is null or s.kind = $5)
        and ($6::integer is null or s.capacity >= $6)
        and ($7::text[] is null or (
          select array_agg(lower(item)) from unnest(s.equipment) item) @> $7)
      order by place
      offset 0
    ) candidate
    where coalesce((
      select h.end_at from space_hold h
      where h.space_id = candidate.id and h.start_at < $2::timestamptz
      order by h.start_at desc limit 1) <= $1::timestamptz, true)
    limit $8
  )
  select free.place, ${SPACE_COLUMNS}
  join free on free.id = s.id
  order by free.place`;

export async function findFreeSpaces(
  database: Database,
  filter: FreeSpacesFilter,
): Promise<readonly Space[]> {
  const { rows } = await database.query<SpaceReadRow & { place: string }>({
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
    ],
  });
  return rows.map(spaceFrom);
}
