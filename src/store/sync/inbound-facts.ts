import { sql, type Transaction } from "kysely";
import type { ClaimedRoom } from "../../app/sync/inbound/claimed-room.ts";
import type {
  MeetingFacts,
  OtherCopy,
  ReadMeeting,
  ReadPage,
  WrittenMeeting,
} from "../../app/sync/inbound/inbound-store.ts";
import { type ApprovalPolicy, requiresApproval } from "../../core/reservations/approval.ts";
import { isFinal } from "../../core/reservations/reservation-state.ts";
import type { SeriesText } from "../../core/recurrence/parse-series.ts";
import type { RoomResponse } from "../../core/sync/confirmation-plan.ts";
import type { SyncedRoom } from "../../core/sync/inbound/views.ts";
import type { Database } from "../database.ts";
import type { Schema } from "../schema.ts";
import { instant, keyOf, lockMeetings, type LockedMeeting } from "./inbound-meetings.ts";
import { seriesFrom } from "./series-in-room.ts";

/** A meeting with what the database knows of it, locked until the transaction ends. */
export interface FactsOfMeeting extends MeetingFacts {
  readonly meeting: ReadMeeting;
}

export async function loadFacts(
  transaction: Transaction<Schema>,
  claimed: ClaimedRoom,
  page: ReadPage,
): Promise<readonly FactsOfMeeting[]> {
  const meetings = page.meetings;
  if (meetings.length === 0) return [];
  // Before the reservations: what is recorded in between is found among these, and else here.
  const written = await timesBeingWritten(transaction, claimed, meetings);
  const locked = await lockMeetings(transaction, claimed, meetings);
  const items = await itemsOf(transaction, meetings);
  const isOwn = (item: CopyItem): boolean => item.configuration_id === claimed.configurationId;
  const others = items.filter((item) => !isOwn(item));
  const shownBefore = new Set(
    items.filter((item) => isOwn(item) && isShown(item)).map((item) => item.event_id),
  );
  const rooms = await syncedRooms(transaction, claimed, meetings, locked, others);
  const othersOf = Map.groupBy(others, ({ ical_uid: uid }) => uid);
  return meetings.map((meeting): FactsOfMeeting => {
    const paired = pair(meeting, locked);
    const here = paired?.here ?? null;
    const ofMeeting = othersOf.get(meeting.iCalUId) ?? [];
    const concerned = new Set([
      claimed.spaceId,
      ...ofMeeting.map((item) => item.space_id),
      ...(here?.placements ?? []).map((each) => each.spaceId),
    ]);
    const addresses = new Set(addressesOf(meeting));
    return {
      meeting,
      here,
      rooms: rooms.filter(({ spaceId, email }) => concerned.has(spaceId) || addresses.has(email)),
      shownBefore,
      otherCopies: otherCopies(ofMeeting),
      isPerhapsBeingWritten: here === null && isPerhapsBeingWritten(meeting, written),
      isOvertaken: paired?.isOvertaken === true,
    };
  });
}

/**
 * The reservation that stands for the meeting: the one whose key the organizer's copy carries, or
 * the one of its iCalUId; of several, one that stands before one that is over, the newest first. So
 * does what was made of a meeting in Outlook after its own reservation was over.
 */
function pair(meeting: ReadMeeting, locked: readonly LockedMeeting[]): LockedMeeting | undefined {
  const key = keyOf(meeting);
  const own = locked.find(({ here, origin }) => here.id === key && origin === "usher");
  if (own !== undefined && !isFinal(own.here.state)) return own;
  const eventIds = new Set(meeting.items.map(({ eventId }) => eventId));
  const found = locked.find(({ iCalUId, itemIds }) =>
    meeting.iCalUId === null
      ? itemIds.some((eventId) => eventIds.has(eventId))
      : iCalUId === meeting.iCalUId,
  );
  return found ?? own;
}

/**
 * Every address that the meeting's copies name, those of single occurrences too: rooms are found
 * among them.
 */
function addressesOf({ organizerCopy }: ReadMeeting): readonly string[] {
  if (organizerCopy.kind !== "read") return [];
  const { rooms, attendees, times } = organizerCopy.meeting;
  const dates = times.kind === "series" ? times.occurrences : [];
  const byDate = dates.flatMap((occurrence) => occurrence.rooms ?? []);
  return [...rooms, ...byDate, ...attendees].map(({ email }) => email.toLowerCase());
}

interface CopyItem {
  readonly configuration_id: string;
  readonly event_id: string;
  readonly change_key: string;
  readonly ical_uid: string | null;
  readonly space_id: string;
  readonly response: string;
  readonly kind: string;
  readonly start_at: Date;
  readonly end_at: Date;
  readonly series: SeriesText | null;
}

/** What was known of the meetings' copies before, in whichever room's calendar. */
async function itemsOf(
  transaction: Transaction<Schema>,
  meetings: readonly ReadMeeting[],
): Promise<readonly CopyItem[]> {
  const ids = meetings.flatMap(({ iCalUId }) => iCalUId ?? []);
  if (ids.length === 0) return [];
  const { rows } = await sql<CopyItem>`
    select i.configuration_id, i.event_id, i.change_key, i.ical_uid, c.space_id, i.response, i.kind,
      i.start_at, i.end_at, i.series
    from calendar_item i join reservable_sync_configuration c on c.id = i.configuration_id
    where i.ical_uid = any(${ids}::text[]) and c.active
    order by i.start_at, i.event_id`.execute(transaction);
  return rows;
}

/** What could not be judged when it was read is still to be seen for the first time. */
function isShown({ change_key: changeKey, response }: CopyItem): boolean {
  return changeKey !== "" && response !== "declined";
}

function otherCopies(items: readonly CopyItem[]): FactsOfMeeting["otherCopies"] {
  const bySpace = Map.groupBy(items, (item) => item.space_id);
  return new Map([...bySpace].map(([spaceId, copies]) => [spaceId, copies.map(otherCopy)]));
}

function otherCopy(item: CopyItem): OtherCopy {
  return {
    response: item.response as RoomResponse,
    kind: item.kind === "series" ? "series" : "single",
    start: instant(item.start_at),
    end: instant(item.end_at),
    series: seriesFrom(item.series),
  };
}

async function syncedRooms(
  transaction: Transaction<Schema>,
  { spaceId }: ClaimedRoom,
  meetings: readonly ReadMeeting[],
  locked: readonly LockedMeeting[],
  others: readonly CopyItem[],
): Promise<readonly SyncedRoom[]> {
  const spaceIds = new Set([
    spaceId,
    ...others.map((item) => item.space_id),
    ...locked.flatMap(({ here }) => here.placements.map((each) => each.spaceId)),
  ]);
  const emails = new Set(meetings.flatMap(addressesOf));
  const { rows } = await sql<SyncedRoomRow>`
    select c.space_id, lower(c.room_mailbox) as email, m.days_ahead_max as days_ahead,
      m.approval_policy, s.requires_approval, y.last_full_read_at is not null as is_read_whole
    from reservable_sync_configuration c
    join space s on s.id = c.space_id join reservable_module m on m.id = s.module_id
    left join room_sync y on y.configuration_id = c.id
    where c.active and (c.space_id = any(${[...spaceIds]}::uuid[])
      or lower(c.room_mailbox) = any(${[...emails]}::text[]))
    order by email`.execute(transaction);
  return rows.map((row) => ({
    spaceId: row.space_id,
    email: row.email,
    daysAhead: row.days_ahead,
    requiresApproval: requiresApproval({
      policy: row.approval_policy,
      spaceRequiresIt: row.requires_approval,
    }),
    isReadWhole: row.is_read_whole,
  }));
}

interface SyncedRoomRow {
  readonly space_id: string;
  readonly email: string;
  readonly days_ahead: number;
  readonly approval_policy: ApprovalPolicy;
  readonly requires_approval: boolean;
  readonly is_read_whole: boolean;
}

interface TimeBeingWritten {
  readonly mailbox: string;
  readonly start_at: Date;
}

/**
 * For which times events are just being written to the organizers' calendars, with this room, whose
 * answers we do not have yet: Exchange may well tell the room's side of one before.
 */
async function timesBeingWritten(
  transaction: Transaction<Schema>,
  { spaceId }: ClaimedRoom,
  meetings: readonly ReadMeeting[],
): Promise<readonly TimeBeingWritten[]> {
  const mailboxes = meetings.flatMap(({ organizer }) => organizer?.email.toLowerCase() ?? []);
  if (mailboxes.length === 0) return [];
  const times = meetings.flatMap(({ items }) => items.map(({ meeting }) => meeting?.times ?? null));
  const starts = times.flatMap((each) => (each?.kind === "single" ? each.startAt : []));
  // By the room's times there are few, each looked up by itself; without, all that waits to be sent
  // is gone through.
  const isOfASeries = times.some((each) => each?.kind === "series");
  const waiting = isOfASeries
    ? sql`sync_event e join reservation r on r.id = e.reservation_id`
    : sql`(select distinct coalesce(k.parent_id, k.id) as id from reservation k
        where k.space_id = ${spaceId}::uuid and k.start_at = any(${starts}::timestamptz[])) t
      join reservation r on r.id = t.id
      cross join lateral (select * from sync_event where reservation_id = r.id offset 0) e`;
  const { rows } = await sql<TimeBeingWritten>`
    select lower(e.mailbox) as mailbox, r.start_at
    from ${waiting}
    where e.state in ('new', 'processing', 'waiting_for_token') and e.may_have_been_sent
      and e.type in ('create', 'update') and r.ical_uid is null
      and lower(e.mailbox) = any(${[...new Set(mailboxes)]}::text[])
      and (r.space_id = ${spaceId}::uuid or exists (select 1 from reservation k
        where k.parent_id = r.id and k.space_id = ${spaceId}::uuid))`.execute(transaction);
  return rows;
}

/** Of a series any time of its organizer's may be the one. */
function isPerhapsBeingWritten(
  { items, organizer }: ReadMeeting,
  written: readonly TimeBeingWritten[],
): boolean {
  const theirs = written.filter(({ mailbox }) => mailbox === organizer?.email.toLowerCase());
  return theirs.some(({ start_at: startAt }) =>
    items.some(({ meeting }) =>
      meeting?.times.kind === "single"
        ? meeting.times.startAt.getTime() === startAt.getTime()
        : meeting?.times.kind === "series",
    ),
  );
}

/** So long what we wrote in bulk is taken to be what the organizer's copy says. */
const JUST_WRITTEN_SECONDS = 120;

/** Where the events of meetings that were made here are. */
export async function writtenMeetings(
  database: Database,
  iCalUIds: readonly string[],
): Promise<ReadonlyMap<string, WrittenMeeting>> {
  const { rows } = await database.query<WrittenRow>({
    name: "written_meetings",
    text: `select ical_uid, calendar_mailbox, calendar_event_id, start_at, end_at,
        state in ('awaiting_confirmation', 'confirmed') and not is_parent and coalesce(
          (select e.state = 'processed' and e.type in ('create', 'update') and e.priority > 0
              and e.processed_at > now() - $2::integer * interval '1 second'
            from sync_event e where e.reservation_id = reservation.id order by e.id desc limit 1),
          false) as is_just_written
      from reservation
      where ical_uid = any($1::text[]) and origin = 'usher' and parent_id is null
        and calendar_mailbox is not null and calendar_event_id is not null
      order by created_at`,
    values: [[...iCalUIds], JUST_WRITTEN_SECONDS],
  });
  return new Map(
    rows.map((row) => [
      row.ical_uid,
      {
        calendarMailbox: row.calendar_mailbox,
        calendarEventId: row.calendar_event_id,
        justWrittenInBulk: row.is_just_written
          ? { startAt: row.start_at, endAt: row.end_at }
          : null,
      },
    ]),
  );
}

type WrittenRow = {
  readonly ical_uid: string;
  readonly calendar_mailbox: string;
  readonly calendar_event_id: string;
  readonly start_at: Date;
  readonly end_at: Date;
  readonly is_just_written: boolean;
};
