import { type Kysely, sql } from "kysely";
import type {
  CountedGroup,
  ExampleReservation,
  ModeChangeFacts,
  ReservationGroup,
} from "../app/settings/mode-change-facts.ts";
import type { PersonSummary } from "../app/people/people.ts";
import { FINAL_STATES } from "../core/reservations/reservation-state.ts";
import { formatReservationNumber } from "../core/reservations/reservation-number.ts";
import { RESERVATION_DURATION_DAYS_MAX } from "../core/reservations/validate-times.ts";
import { inAnothersCalendar } from "./reservation-rows.ts";
import type { Schema } from "./schema.ts";

const IN_ANOTHERS_CALENDAR = sql.raw(inAnothersCalendar("r"));

/** Counted in the database: what concerns ten million reservations is told in a few rows. */
export function createModeChangeFacts(db: Kysely<Schema>): ModeChangeFacts {
  return {
    groups: (now) => groups(db, now),
    examples: (now, group, limit) => examples(db, now, group, limit),
    peopleWithoutToken: (now, limit) => peopleWithoutToken(db, now, limit),
    inFlight: () => inFlight(db),
  };
}

/** Nothing lasts longer than this, so the index on the start bounds the search. */
function concerned(now: Date) {
  const since = now.toISOString();
  const longest = sql.raw(`interval '${RESERVATION_DURATION_DAYS_MAX + 1} days'`);
  return sql`
    from reservable_sync_configuration c
    join reservation r on r.space_id = c.space_id
      and r.start_at > ${since}::timestamptz - ${longest}
    left join person f on f.id = r.requested_for and r.kind = 'blocker'
    where c.active and r.end_at > ${since}::timestamptz
      and r.blocks_reservation_id is null and r.state not in (${sql.join([...FINAL_STATES])})`;
}

async function groups(db: Kysely<Schema>, now: Date): Promise<readonly CountedGroup[]> {
  const { rows } = await sql<{
    kind: CountedGroup["kind"];
    sync_mailbox: CountedGroup["syncMailbox"];
    origin: CountedGroup["origin"];
    in_anothers_calendar: boolean;
    count: number;
    on_behalf: number;
  }>`select r.kind, r.sync_mailbox, r.origin, ${IN_ANOTHERS_CALENDAR} as in_anothers_calendar,
      count(*)::integer as count,
      (count(*) filter (where r.opened_by <> r.requested_for))::integer as on_behalf
    ${concerned(now)} group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(db);
  return rows.map((row) => ({
    kind: row.kind,
    syncMailbox: row.sync_mailbox,
    origin: row.origin,
    isInAnothersCalendar: row.in_anothers_calendar,
    count: row.count,
    onBehalfCount: row.on_behalf,
  }));
}

async function examples(
  db: Kysely<Schema>,
  now: Date,
  group: ReservationGroup,
  limit: number,
): Promise<readonly ExampleReservation[]> {
  const { rows } = await sql<{
    id: string;
    number: string;
    space_name: string;
    start_at: Date;
    display_name: string;
  }>`select found.id, found.number, s.name as space_name, found.start_at, p.display_name
    from (select r.* ${concerned(now)} and r.kind = ${group.kind}
      and r.sync_mailbox = ${group.syncMailbox} and r.origin = ${group.origin}
      and (${IN_ANOTHERS_CALENDAR}) = ${group.isInAnothersCalendar}
      order by r.start_at, r.id limit ${limit}) found
    join space s on s.id = found.space_id
    join person p on p.id = found.requested_for
    order by found.start_at, found.id`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    number: formatReservationNumber(BigInt(row.number)),
    spaceName: row.space_name,
    startAt: row.start_at,
    requestedFor: row.display_name,
  }));
}

async function peopleWithoutToken(
  db: Kysely<Schema>,
  now: Date,
  limit: number,
): Promise<{ readonly count: number; readonly examples: readonly PersonSummary[] }> {
  const { rows } = await sql<{
    id: string;
    display_name: string;
    email: string;
    count: number;
  }>`with lacking as (
      select distinct r.requested_for ${concerned(now)}
        and r.origin = 'usher' and r.sync_mailbox <> 'other' and r.kind <> 'blocker'
        and not exists (select 1 from personal_token t where t.person_id = r.requested_for
          and t.provider_id = c.provider_id and t.state = 'connected'))
    select p.id, p.display_name, p.email, (count(*) over ())::integer as count
    from lacking join person p on p.id = lacking.requested_for
    order by p.display_name, p.id limit ${limit}`.execute(db);
  return {
    count: rows[0]?.count ?? 0,
    examples: rows.map((row) => ({
      id: row.id,
      displayName: row.display_name,
      email: row.email,
    })),
  };
}

async function inFlight(db: Kysely<Schema>) {
  const rows = await db
    .selectFrom("sync_event")
    .select(["state", sql<number>`count(*)::integer`.as("count")])
    .where("state", "in", ["new", "processing", "waiting_for_token"])
    .groupBy("state")
    .execute();
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}
