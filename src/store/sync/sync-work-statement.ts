import type { CredentialUse } from "../../app/sync/access-tokens.ts";
import type { InvitedBesides } from "../../app/reservations/ports.ts";
import type { InvitedRoom } from "../../app/sync/calendar.ts";
import type { ClaimedSyncEvent, RoomToRelease, SyncWork } from "../../app/sync/sync-work.ts";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import { parseSeries, type SeriesText } from "../../core/recurrence/parse-series.ts";
import type { AgreedMeeting } from "../../core/sync/agreed.ts";
import type { SyncEventType } from "../../core/sync/outbound-plan.ts";
import type { Statement } from "../database.ts";

/** All that carrying out claimed sync events needs, in one read. */
export function syncWorkStatement(claimed: readonly ClaimedSyncEvent[]): Statement {
  return {
    name: "sync_work",
    text: TEXT,
    values: [JSON.stringify(claimed.map(({ id, lease }) => ({ id, lease })))],
  };
}

/**
 * Mailboxes are compared without case: the same one may be written in two ways. What was processed
 * is compared so that no index of states is used: a reservation's own events are few, and all that
 * was ever sent is not.
 */
const TEXT = `
  select work.*
  from jsonb_to_recordset($1::jsonb) as claimed (id bigint, lease uuid)
  cross join lateral (
    with rooms as materialized (
      select k.original_date, k.space_id, k.state, s.name, coalesce(c.room_mailbox, s.email) as email
      from sync_event e
      join reservation k on k.parent_id = e.reservation_id
      join space s on s.id = k.space_id
      left join reservable_sync_configuration c on c.space_id = s.id
      where e.id = claimed.id and not k.outside_calendar
    )
    select e.id, e.lease_owner as lease, e.request_id, e.type, e.policy_row, e.attempts, e.may_have_been_sent, e.dry_run,
      e.mailbox, e.priority = 0 as is_waited_for, e.credential, e.credential_person_id, e.provider_id,
      e.invited, e.asks_again,
      coalesce(extract(epoch from now() - e.first_tried_at) * 1000, 0)::float8 as trying_for_ms,
      (select w.asked_for from sync_event w
        where w.reservation_id = r.id and (w.state = 'processed') is true and w.asked_for is not null
        order by w.id desc limit 1) as asked_for_before,
      exists (select 1 from sync_event c where c.reservation_id = r.id and c.id > e.id
        and c.type = 'cancel' and c.state in ('new', 'waiting_for_token')) as cancelled_afterwards,
      r.id as reservation_id, r.state, r.subject, r.notes, r.sensitivity, r.start_at, r.end_at,
      r.time_zone, r.is_all_day, r.attendees, r.cancel_notes,
      case when lower(r.calendar_mailbox) = lower(e.mailbox) then r.calendar_event_id end
        as calendar_event_id,
      r.agreed, e.may_show,
      (select coalesce(json_agg(u.may_show order by u.id), '[]') from sync_event u
        where u.reservation_id = r.id and u.state <> 'processed'
          and u.id > coalesce((select max(w.id) from sync_event w where w.reservation_id = r.id
            and w.type in ('create', 'update') and (w.state = 'processed') is true), 0)) as may_be_shown,
      f.email as for_email, f.display_name as for_name,
      m.show_as, q.series,
      case when r.is_parent and r.kind <> 'recurring' then (
        select coalesce(json_agg(json_build_object('email', o.email, 'name', o.name)
          order by o.name, o.email), '[]') from rooms o
          where o.state not in ('cancelled', 'rejected', 'no_show') and o.email is not null)
      when coalesce(c.room_mailbox, s.email) is null then '[]'
      else json_build_array(json_build_object('email', coalesce(c.room_mailbox, s.email),
        'name', s.name))
      end as rooms,
      (select coalesce(json_agg(json_build_object('date', o.original_date::text, 'email', o.email,
          'name', o.name) order by o.original_date, o.email), '[]') from rooms o
        where o.original_date is not null and o.email is not null
          and o.state not in ('cancelled', 'rejected', 'no_show')
          and (jsonb_array_length(r.agreed -> 'rooms') > 1
            or exists (select 1 from rooms n where n.original_date = o.original_date
              and n.space_id <> r.space_id
              and n.state not in ('cancelled', 'rejected', 'no_show')))) as rooms_by_date,
      case when not e.asks_again then '[]' when r.is_parent then (
        select coalesce(json_agg(distinct jsonb_build_object('email', o.email, 'originalDate',
          case when exists (select 1 from rooms h where h.email = o.email
            and h.state in ('confirmed', 'awaiting_approval', 'in_progress'))
          then o.original_date::text end)), '[]') from rooms o
          where o.state in ('awaiting_confirmation', 'approved') and o.email is not null)
      when coalesce(c.room_mailbox, s.email) is null then '[]'
      else json_build_array(json_build_object('email', coalesce(c.room_mailbox, s.email),
        'originalDate', null))
      end as silent_rooms,
      (select coalesce(json_agg(json_build_object('roomMailbox', kc.room_mailbox, 'iCalUId', r.ical_uid,
          'originalDate', k.original_date::text, 'startAt', k.start_at, 'comment', coalesce(k.cancel_notes, ''),
          'fallbackTimeZone', kb.time_zone,
          'eventId', (select i.event_id from calendar_item i
            where i.configuration_id = kc.id and i.ical_uid = r.ical_uid
            order by i.kind = 'series' desc, i.start_at = k.start_at desc,
              i.response <> 'declined' desc limit 1))
          order by k.start_at, k.id), '[]')
        from sync_event_release x
        join reservation k on k.id = x.reservation_id
        join space ks on ks.id = k.space_id
        join building kb on kb.id = ks.building_id
        left join reservable_sync_configuration kc on kc.space_id = ks.id
        where x.sync_event_id = e.id) as releases,
      b.display_name as invited_name
    from sync_event e
    join reservation r on r.id = e.reservation_id
    join person f on f.id = r.requested_for
    join space s on s.id = r.space_id
    join reservable_module m on m.id = s.module_id
    left join reservable_sync_configuration c on c.space_id = s.id
    left join reservation_series q on q.reservation_id = r.id
    left join person b on lower(b.email) = lower(e.invited)
    where e.id = claimed.id and e.lease_owner = claimed.lease and e.state = 'processing'
  ) work`;

export interface SyncWorkRow {
  readonly id: string;
  readonly lease: string;
  readonly request_id: string;
  readonly type: SyncEventType;
  readonly policy_row: string;
  readonly attempts: number;
  readonly may_have_been_sent: boolean;
  readonly dry_run: boolean;
  readonly is_waited_for: boolean;
  readonly mailbox: string;
  readonly credential: string;
  readonly credential_person_id: string | null;
  readonly provider_id: string;
  readonly invited: InvitedBesides | null;
  readonly trying_for_ms: number;
  readonly asked_for_before: string | null;
  readonly cancelled_afterwards: boolean;
  readonly reservation_id: string;
  readonly state: ReservationState;
  readonly subject: string;
  readonly notes: string;
  readonly sensitivity: "normal" | "private";
  readonly start_at: Date;
  readonly end_at: Date;
  readonly time_zone: string;
  readonly is_all_day: boolean;
  readonly attendees: SyncWork["reservation"]["attendees"];
  readonly cancel_notes: string | null;
  readonly calendar_event_id: string | null;
  readonly agreed: AgreedMeeting | null;
  readonly may_show: readonly AgreedMeeting[];
  readonly may_be_shown: readonly (readonly AgreedMeeting[])[];
  readonly for_email: string;
  readonly for_name: string;
  readonly show_as: "busy" | "free";
  readonly series: SeriesText | null;
  readonly rooms: readonly InvitedRoom[];
  readonly asks_again: boolean;
  readonly silent_rooms: SyncWork["silentRooms"];
  /** Of dates that are in other rooms than the series' own, or may be. */
  readonly rooms_by_date: readonly (InvitedRoom & { readonly date: string })[];
  readonly releases: readonly (Omit<RoomToRelease, "startAt"> & { readonly startAt: string })[];
  readonly invited_name: string | null;
}

export function syncWorkFrom(row: SyncWorkRow): SyncWork {
  return {
    event: {
      id: row.id,
      requestId: row.request_id,
      type: row.type,
      policyRow: row.policy_row,
      attempts: row.attempts,
      tryingForMs: row.trying_for_ms,
      mayHaveBeenSent: row.may_have_been_sent,
      dryRun: row.dry_run,
      isWaitedFor: row.is_waited_for,
      mailbox: row.mailbox,
      credential: credentialFrom(row),
      askedForBefore: row.asked_for_before,
      asksAgain: row.asks_again,
      mayShow: row.may_show,
      isCancelledAfterwards: row.cancelled_afterwards,
    },
    reservation: {
      id: row.reservation_id,
      state: row.state,
      subject: row.subject,
      notes: row.notes,
      sensitivity: row.sensitivity,
      startAt: row.start_at,
      endAt: row.end_at,
      timeZone: row.time_zone,
      isAllDay: row.is_all_day,
      attendees: row.attendees,
      requestedFor: { email: row.for_email, name: row.for_name },
      calendarEventId: row.calendar_event_id,
      cancelNotes: row.cancel_notes ?? "",
      agreed: row.agreed,
      mayBeShown: [...(row.agreed ? [row.agreed] : []), ...row.may_be_shown.flat()],
    },
    showAs: row.show_as,
    rooms: roomsOfSeries(row),
    silentRooms: row.silent_rooms,
    releases: row.releases.map((each) => ({ ...each, startAt: new Date(each.startAt) })),
    series: row.series === null ? null : seriesContent(row.series, row),
    invited: invitedBesides(row),
  };
}

function invitedBesides(row: SyncWorkRow): SyncWork["invited"] {
  if (row.invited === null) return null;
  return row.invited === "requested_for"
    ? { email: row.for_email, name: row.for_name }
    : { email: row.invited, name: row.invited_name ?? "" };
}

/**
 * A series is in the room of its own row, and in those that somebody has invited to it besides in
 * Outlook.
 */
function roomsOfSeries({
  series,
  agreed,
  rooms,
  rooms_by_date: byDate,
}: SyncWorkRow): readonly InvitedRoom[] {
  const emails = agreed?.rooms ?? [];
  const isAgreed = rooms.some(({ email }) => emails.includes(email.toLowerCase()));
  if (series === null || !isAgreed) return rooms;
  const named = new Map([...byDate, ...rooms].map((room) => [room.email.toLowerCase(), room]));
  return emails.flatMap((email) => {
    const room = named.get(email);
    return room === undefined ? [] : [{ email: room.email, name: room.name }];
  });
}

function seriesContent(text: SeriesText, row: SyncWorkRow): NonNullable<SyncWork["series"]> {
  const series = parseSeries(text);
  if (!series.ok) throw new Error(`A series is not readable: ${series.problem.code}`);
  const all = addressesOf(roomsOfSeries(row));
  const byDate = Map.groupBy(row.rooms_by_date, ({ date }) => date);
  return {
    series: series.value,
    roomsByDate: [...byDate]
      .filter(([, rooms]) => addressesOf(rooms) !== all)
      .map(([originalDate, rooms]) => ({
        originalDate,
        rooms: rooms.map(({ email, name }) => ({ email, name })),
      })),
  };
}

function addressesOf(rooms: readonly InvitedRoom[]): string {
  return rooms
    .map(({ email }) => email.toLowerCase())
    .toSorted()
    .join();
}

/** The recorded credential; a personal one without a person would be nobody's, and is a bug. */
export function credentialFrom(row: {
  readonly credential: string;
  readonly credential_person_id: string | null;
  readonly provider_id: string;
}): CredentialUse {
  const { credential, credential_person_id: personId, provider_id: providerId } = row;
  if (credential === "application" || credential === "delegated_user") {
    return { kind: credential, providerId };
  }
  if (credential !== "personal" || personId === null) {
    throw new Error("A sync event with a personal credential names no person.");
  }
  return { kind: "personal", providerId, personId };
}
