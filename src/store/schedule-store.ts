import type {
  ScheduledReservation,
  ScheduledSpace,
  ScheduledSpacesFilter,
  ScheduleStore,
} from "../app/reservations/schedule/ports.ts";
import type { ApprovalPolicy } from "../core/reservations/approval.ts";
import type { Database } from "./database.ts";
import { IN_ANOTHERS_CALENDAR, JUDGED_PROVIDER, syncMailboxOf } from "./reservation-rows.ts";
import { blocksFrom, BLOCKS, type ServicesReadRow } from "./services/service-rows.ts";

/** Many spaces and what they hold, read for one look at all of them. */
export function createScheduleStore(database: Database): ScheduleStore {
  return {
    async spaces(filter) {
      const { rows } = await database.query<ScheduledSpaceRow>({
        name: "scheduled_spaces",
        text: SPACES,
        values: valuesOf(filter),
      });
      return rows.map(spaceFrom);
    },
    async reservations(spaceIds, { from, to }, readerEmail) {
      const { rows } = await database.query<ScheduledReservationRow>({
        name: "scheduled_reservations",
        text: RESERVATIONS,
        values: [
          spaceIds,
          from.toISOString(),
          to.toISOString(),
          readerEmail?.toLowerCase() ?? null,
        ],
      });
      return rows.map(reservationFrom);
    },
  };
}

const SPACES = `
  select s.id, s.name, s.kind, s.building_id, b.name as building_name, b.time_zone, s.floor,
    s.capacity, c.space_id is not null as synced, m.approval_policy,
    s.requires_approval
  from space s
  join building b on b.id = s.building_id and b.active
  join reservable_module m on m.id = s.module_id and m.active
  left join reservable_sync_configuration c on c.space_id = s.id and c.active
  where s.active
    and ($1::uuid is null or s.building_id = $1::uuid)
    and ($2::text is null or s.floor = $2)
    and ($3::text is null or s.kind = $3)
    and ($4::integer is null or s.capacity >= $4)
    and ($5::text is null or position(lower($5) in lower(s.name)) > 0)
  order by b.name, s.floor, s.name collate "C", s.id
  limit $6`;

function valuesOf({ buildingId, floor, kind, capacity, name, limit }: ScheduledSpacesFilter) {
  return [buildingId ?? null, floor ?? null, kind ?? null, capacity ?? null, name ?? null, limit];
}

interface ScheduledSpaceRow extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly kind: ScheduledSpace["kind"];
  readonly building_id: string;
  readonly building_name: string;
  readonly time_zone: string;
  readonly floor: string;
  readonly capacity: number;
  readonly synced: boolean;
  readonly approval_policy: ApprovalPolicy;
  readonly requires_approval: boolean;
}

function spaceFrom(row: ScheduledSpaceRow): ScheduledSpace {
  const { id, name, kind, floor, capacity, synced } = row;
  return {
    id,
    name,
    kind,
    floor,
    capacity,
    synced,
    buildingId: row.building_id,
    buildingName: row.building_name,
    timeZone: row.time_zone,
    approval: { policy: row.approval_policy, spaceRequiresIt: row.requires_approval },
  };
}

/** What is read of the meeting that a reservation belongs to, which for most is the reservation itself. */
const MEETING_COLUMNS = [
  "id",
  "kind",
  "space_id",
  "origin",
  "sync_state",
  "sync_mailbox",
  "calendar_mailbox",
]
  .map((column) => ({ column, own: `r.${column}`, parents: `p.${column}` }))
  .map((of) => `case when p.id is null then ${of.own} else ${of.parents} end as ${of.column}`)
  .join(", ");

/**
 * What lasts a day at most and reaches into the window begins less than a day before it: a short
 * piece of the index (space, start) for each space, however many reservations there are. The few
 * that last longer have an index of their own.
 *
 * What is synchronized was written, so that nobody has to look whether it was. Nor is a meeting looked
 * up that is the reservation itself, nor the configuration of a space for each of its reservations:
 * of thousands of rows these were half of the time.
 */
const RESERVATIONS = `
  select r.id, r.parent_id, r.space_id, r.kind, r.state, r.subject, r.version,
    r.sensitivity = 'private' as is_private,
    r.sensitivity = 'private' and $4::text is not null
      and r.attendees @> jsonb_build_array(jsonb_build_object('email', $4::text)) as is_invited,
    extract(epoch from r.start_at)::float8 as start_seconds,
    extract(epoch from r.end_at)::float8 as end_seconds,
    r.requested_for, f.display_name as for_name, r.opened_by, r.opened_by_client, r.origin,
    m.sync_state, ${BLOCKS}, ${IN_ANOTHERS_CALENDAR}, ${JUDGED_PROVIDER} as judged_provider_id,
    case when m.sync_state = 'synchronized' then m.sync_mailbox else ${syncMailboxOf("m")} end
      as sync_mailbox
  from unnest($1::uuid[]) wanted(space_id)
  left join reservable_sync_configuration c on c.space_id = wanted.space_id and c.active
  cross join lateral (
    select r.* from reservation r
    where r.space_id = wanted.space_id and r.end_at > $2::timestamptz
      and r.start_at < $3::timestamptz
      and r.start_at >= $2::timestamptz - interval '24 hours'
    union all
    select r.* from reservation r
    where r.space_id = wanted.space_id and r.end_at > $2::timestamptz
      and r.end_at - r.start_at > interval '24 hours'
      and r.start_at < $2::timestamptz - interval '24 hours'
  ) r
  left join reservation p on p.id = r.parent_id
  cross join lateral (select ${MEETING_COLUMNS}) m
  join person f on f.id = r.requested_for
  where not r.is_parent and r.state not in ('draft', 'cancelled', 'rejected', 'no_show')
  order by r.start_at, r.id`;

interface ScheduledReservationRow extends Record<string, unknown>, Pick<ServicesReadRow, "blocks"> {
  readonly id: string;
  readonly parent_id: string | null;
  readonly space_id: string;
  readonly kind: ScheduledReservation["kind"];
  readonly state: ScheduledReservation["state"];
  readonly subject: string;
  readonly version: number;
  readonly is_private: boolean;
  readonly is_invited: boolean;
  readonly start_seconds: number;
  readonly end_seconds: number;
  readonly requested_for: string;
  readonly for_name: string;
  readonly opened_by: string | null;
  readonly opened_by_client: string | null;
  readonly origin: ScheduledReservation["origin"];
  readonly sync_state: ScheduledReservation["syncState"];
  readonly sync_mailbox: ScheduledReservation["syncMailbox"];
  readonly judged_provider_id: string | null;
  readonly in_anothers_calendar: boolean;
}

function reservationFrom(row: ScheduledReservationRow): ScheduledReservation {
  const { id, kind, state, subject, version, origin } = row;
  return {
    id,
    kind,
    state,
    subject,
    version,
    origin,
    parentId: row.parent_id,
    spaceId: row.space_id,
    startAt: new Date(row.start_seconds * 1000),
    endAt: new Date(row.end_seconds * 1000),
    requestedFor: { id: row.requested_for, displayName: row.for_name },
    openedBy: row.opened_by === null ? null : { id: row.opened_by },
    openedByClient: row.opened_by_client,
    isPrivate: row.is_private,
    isReaderInvited: row.is_invited,
    syncState: row.sync_state,
    syncMailbox: row.sync_mailbox,
    judgedProviderId: row.judged_provider_id,
    isInAnothersCalendar: row.in_anothers_calendar,
    blocks: blocksFrom(row),
  };
}
