import type {
  ScheduledReservation,
  ScheduledSpace,
  ScheduledSpacesFilter,
  ScheduleStore,
  Standing,
} from "../app/reservations/schedule/ports.ts";
import type { ApprovalPolicy } from "../core/reservations/approval.ts";
import type { Database } from "./database.ts";
import { inAnothersCalendar, JUDGED_PROVIDER, syncMailboxOf } from "./reservation-rows.ts";
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
      return rows.map(reservationsReader()).sort(byStart);
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

/** In one text, since of thousands of reservations few differ: each that occurs is taken apart once. */
const STANDING = `concat_ws(' ', r.kind, r.state, r.origin, m.sync_state,
  case when m.sync_state = 'synchronized' then m.sync_mailbox else ${syncMailboxOf("m")} end,
  ${inAnothersCalendar("m")}, ${JUDGED_PROVIDER})`;

function standingFrom(text: string): Standing {
  const [kind, state, origin, syncState, syncMailbox, isInAnothersCalendar, provider] =
    text.split(" ");
  return {
    kind: kind as Standing["kind"],
    state: state as Standing["state"],
    origin: origin as Standing["origin"],
    syncState: syncState as Standing["syncState"],
    syncMailbox: syncMailbox as Standing["syncMailbox"],
    isInAnothersCalendar: isInAnothersCalendar === "t",
    judgedProviderId: provider ?? null,
  };
}

/**
 * What lasts a day at most and reaches into the window begins less than a day before it: a short
 * piece of the index (space, start) for each space, however many reservations there are. The few
 * that last longer have an index of their own.
 *
 * What is synchronized was written, so that nobody has to look whether it was. Nor is a meeting looked
 * up that is the reservation itself, nor the configuration of a space for each of its reservations:
 * of thousands of rows these were half of the time. So it is with what each row is read for: what
 * hardly any has is null in the others, and seconds come from `date_part`, since `extract` takes them
 * through a decimal number.
 */
const RESERVATIONS = `
  select r.id, r.parent_id, r.space_id, r.subject, r.version,
    case when r.sensitivity = 'private' then $4::text is not null
      and r.attendees @> jsonb_build_array(jsonb_build_object('email', $4::text)) end
      as invited_to_private,
    date_part('epoch', r.start_at) as start_seconds, date_part('epoch', r.end_at) as end_seconds,
    r.requested_for, f.display_name as for_name, r.opened_by, r.opened_by_client, ${BLOCKS},
    ${STANDING} as standing
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
  where not r.is_parent and r.state not in ('draft', 'cancelled', 'rejected', 'no_show')`;

/** Here and not there, so that rows are read while the database is still finding others. */
function byStart(one: ScheduledReservation, other: ScheduledReservation): number {
  const difference = one.startAt.getTime() - other.startAt.getTime();
  return difference || (one.id < other.id ? -1 : 1);
}

interface ScheduledReservationRow extends Record<string, unknown>, Pick<ServicesReadRow, "blocks"> {
  readonly id: string;
  readonly parent_id: string | null;
  readonly space_id: string;
  readonly subject: string;
  readonly version: number;
  /** Null where it is not private. */
  readonly invited_to_private: boolean | null;
  readonly start_seconds: number;
  readonly end_seconds: number;
  readonly requested_for: string;
  readonly for_name: string;
  readonly opened_by: string | null;
  readonly opened_by_client: string | null;
  readonly standing: string;
}

/** Makes reservations of rows; what many have in common is made once, and shared. */
function reservationsReader(): (row: ScheduledReservationRow) => ScheduledReservation {
  const spaceIdOf = eachOnce((id: string) => id);
  const standingOf = eachOnce(standingFrom);
  const instantOf = eachOnce((seconds: number) => new Date(seconds * 1000));
  const people = new Map<string, ScheduledReservation["requestedFor"]>();
  return (row) => {
    const { id, subject, version, requested_for: personId, opened_by: openedBy } = row;
    const requestedFor = people.get(personId) ?? { id: personId, displayName: row.for_name };
    people.set(personId, requestedFor);
    return {
      id,
      subject,
      version,
      requestedFor,
      parentId: row.parent_id,
      spaceId: spaceIdOf(row.space_id),
      standing: standingOf(row.standing),
      startAt: instantOf(row.start_seconds),
      endAt: instantOf(row.end_seconds),
      openedBy: openedBy === null ? null : { id: openedBy },
      openedByClient: row.opened_by_client,
      isPrivate: row.invited_to_private !== null,
      isReaderInvited: row.invited_to_private === true,
      blocks: blocksFrom(row),
    };
  };
}

function eachOnce<Key, Made>(make: (key: Key) => Made): (key: Key) => Made {
  const made = new Map<Key, Made>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const first = make(key);
    made.set(key, first);
    return first;
  };
}
