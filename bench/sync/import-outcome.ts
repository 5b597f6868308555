import type { Client } from "pg";
import type { ExpectedTime } from "./import-meetings.ts";

/** Whether each time that a room has taken is held once, and by one meeting's reservation. */
export interface ImportOutcome {
  readonly missing: number;
  readonly unexpected: number;
  readonly twice: number;
  readonly conflicted: number;
  readonly reservations: number;
}

export async function compareWithExpected(
  database: Client,
  expected: readonly ExpectedTime[],
): Promise<ImportOutcome> {
  const { rows } = await database.query<HeldRow>(`
    select coalesce(m.ical_uid, r.ical_uid) as ical_uid, lower(c.room_mailbox) as room,
      h.start_at, h.end_at
    from space_hold h
    join reservation r on r.id = h.reservation_id and r.state = 'confirmed'
    left join reservation m on m.id = r.parent_id
    join reservable_sync_configuration c on c.space_id = h.space_id`);
  const left = new Set(expected.map(keyOf));
  const seen = new Set<string>();
  let [unexpected, twice] = [0, 0];
  // Times that ended while the import ran may or may not be there.
  const nowMs = Date.now();
  for (const { ical_uid: iCalUId, room, start_at: start, end_at: end } of rows) {
    const key = keyOf({ iCalUId, room, startMs: start.getTime(), endMs: end.getTime() });
    if (seen.has(key)) twice += 1;
    else if (!left.delete(key)) unexpected += 1;
    seen.add(key);
  }
  const stillDue = expected.filter((time) => time.endMs > nowMs && left.has(keyOf(time)));
  const { rows: counts } = await database.query<CountRow>(`
    select count(*)::integer as reservations,
      (count(*) filter (where state = 'conflicted'))::integer as conflicted,
      (select count(*)::integer from (select 1 from reservation where parent_id is null
        group by ical_uid having count(*) > 1) as t) as twice
    from reservation`);
  const [count] = counts;
  return {
    missing: stillDue.length,
    unexpected,
    twice: twice + (count?.twice ?? 0),
    conflicted: count?.conflicted ?? 0,
    reservations: count?.reservations ?? 0,
  };
}

interface HeldRow {
  readonly ical_uid: string;
  readonly room: string;
  readonly start_at: Date;
  readonly end_at: Date;
}

interface CountRow {
  readonly reservations: number;
  readonly conflicted: number;
  readonly twice: number;
}

function keyOf({ iCalUId, room, startMs, endMs }: ExpectedTime): string {
  return `${iCalUId} ${room} ${startMs} ${endMs}`;
}
