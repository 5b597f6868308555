import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { ClientBase } from "pg";

/** The organisation that is measured: one person, one client of the API, many synced rooms. */
export interface BenchmarkOrganisation {
  readonly personId: string;
  readonly apiKey: string;
  readonly spaceIds: readonly string[];
}

const DAY_MS = 86_400_000;

/** Midnight UTC, some days from now: holds lie ahead, as they do in a running office. */
export function firstDay(daysAhead: number): Date {
  return new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS + daysAhead * DAY_MS);
}

/** Fills an empty, migrated database with spaces that are synced through one provider. */
export async function fillOrganisation(
  client: ClientBase,
  spaceCount: number,
): Promise<BenchmarkOrganisation> {
  const [personId, moduleId, providerId] = [randomUUID(), randomUUID(), randomUUID()];
  await client.query(
    `insert into person (id, email, display_name, time_zone)
     values ($1, 'bench@example.org', 'Bench Person', 'Europe/Lisbon')`,
    [personId],
  );
  await client.query(
    `insert into reservable_module (id, name, days_ahead_max) values ($1, 'Rooms', 1800)`,
    [moduleId],
  );
  await client.query(
    `insert into building (id, name, time_zone)
     select gen_random_uuid(), 'Building ' || n, 'Europe/Lisbon' from generate_series(1, 10) n`,
  );
  await client.query(
    `insert into space (id, building_id, module_id, name, kind, floor, capacity, equipment, email)
     select gen_random_uuid(), b.id, $1, 'Room ' || n, 'room', (n % 8)::text, 2 + n % 19,
            case when n % 3 = 0 then '{screen,camera}'::text[] else '{screen}'::text[] end,
            'room' || n || '@example.org'
     from generate_series(1, $2::int) n
     join lateral (select id from building order by name offset n % 10 limit 1) b on true`,
    [moduleId, spaceCount],
  );
  await client.query(
    `insert into calendar_provider (id, name, tenant_id, client_id, active)
     values ($1, 'Bench', 'bench', 'bench', true)`,
    [providerId],
  );
  await client.query(
    `insert into reservable_sync_configuration (id, space_id, provider_id, room_mailbox, active)
     select gen_random_uuid(), id, $1, email, true from space`,
    [providerId],
  );
  const apiKey = await insertApiClient(client);
  const spaces = await client.query<{ id: string }>("select id from space order by name");
  return { personId, apiKey, spaceIds: spaces.rows.map(({ id }) => id) };
}

/** Keys are random and kept as SHA-256 only; this one has every scope that the load needs. */
async function insertApiClient(client: ClientBase): Promise<string> {
  const apiKey = `usk_${randomBytes(32).toString("base64url")}`;
  await client.query(
    `insert into api_client (id, name, key_hash, key_hint, scopes)
     values ($1, 'bench', $2, $3, '{reservations:read,reservations:write,places:read}')`,
    [randomUUID(), createHash("sha256").update(apiKey).digest(), apiKey.slice(0, 8)],
  );
  return apiKey;
}

/** One hour in three is taken, so that a search finds some of what it looks at free. */
export const HOURS_BETWEEN_HOLDS = 3;

/**
 * Gives every space its share of `holdCount` reservations of an hour, three hours apart, half
 * hours shifted from space to space. The exclusion constraint is taken off while they go in.
 */
export async function fillReservations(
  client: ClientBase,
  personId: string,
  holdCount: number,
  spaceCount: number,
): Promise<void> {
  await client.query("alter table space_hold drop constraint space_hold_no_overlap");
  await client.query(
    `with made as (
       insert into reservation (id, kind, state, space_id, subject, start_at, end_at, time_zone,
         requested_for, channel, sub_source, last_updated_channel, last_updated_sub_source, attendees)
       select gen_random_uuid(), 'single', 'confirmed', s.id, 'Bench', s.start_at,
              s.start_at + interval '1 hour', 'Europe/Lisbon', $1, 'rest_api', 'sn_wsd_rest_api',
              'rest_api', 'sn_wsd_rest_api', '[]'
       from (select id, $2::timestamptz + k * $4::int * interval '1 hour'
                    + (row_number() over (partition by k order by id) % 6) * interval '30 minutes' as start_at
             from space, generate_series(0, $3::int - 1) k) s
       returning id, space_id, start_at, end_at)
     insert into space_hold (reservation_id, space_id, start_at, end_at)
     select id, space_id, start_at, end_at from made`,
    [personId, firstDay(1), Math.round(holdCount / spaceCount), HOURS_BETWEEN_HOLDS],
  );
  await client.query(
    `alter table space_hold add constraint space_hold_no_overlap exclude using gist
       (space_id with =, tstzrange(start_at, end_at, '[)') with &&)`,
  );
  await client.query("vacuum analyze");
}
