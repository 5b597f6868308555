import { type Kysely, sql, type Transaction } from "kysely";
import type { ClaimedRoom } from "../../app/sync/inbound/claimed-room.ts";
import type {
  CalendarGap,
  InboundStore,
  KnownItem,
  ReadMeeting,
  ReadPage,
  ReadWindow,
  MeetingNotShown,
} from "../../app/sync/inbound/inbound-store.ts";
import { timingOf } from "../../app/sync/inbound/meeting-there.ts";
import type { CalendarMeeting } from "../../app/sync/room-calendar.ts";
import type { RoomResponse } from "../../core/sync/confirmation-plan.ts";
import { ownTimes } from "../../core/sync/inbound/timing.ts";
import type { Schema } from "../schema.ts";
import { IS_LASTING_GAP } from "./calendar-gaps.ts";
import { SETTLED_MINUTES } from "./reconcile/compared-rows.ts";
import { seriesInRoom } from "./series-in-room.ts";

/** What stands in a room's calendar, as it was seen there, and how far the calendar was read. */
export function createInboundItems(
  kysely: Kysely<Schema>,
): Pick<
  InboundStore,
  "beginRound" | "knownItems" | "itemsOf" | "itemsToVerify" | "meetingsNotShown"
> {
  return {
    beginRound: (claimed, window) => beginRound(kysely, claimed, window),
    async knownItems({ configurationId }, eventIds) {
      if (eventIds.length === 0) return new Map();
      const rows = await kysely
        .selectFrom("calendar_item")
        .select(ITEM_COLUMNS)
        .where("configuration_id", "=", configurationId)
        .where(sql<boolean>`event_id = any(${[...eventIds]}::text[])`)
        .execute();
      return new Map(rows.map((row) => [row.event_id, itemFrom(row)]));
    },
    async itemsOf({ configurationId }, iCalUIds) {
      const rows = await kysely
        .selectFrom("calendar_item")
        .select(ITEM_COLUMNS)
        .where("configuration_id", "=", configurationId)
        .where(sql<boolean>`ical_uid = any(${[...iCalUIds]}::text[])`)
        .execute();
      return rows.map(itemFrom);
    },
    async itemsToVerify({ configurationId, isRoundFull, round, windowStart, windowEnd }) {
      const rows = await kysely
        .selectFrom("calendar_item")
        .select(ITEM_COLUMNS)
        .where("configuration_id", "=", configurationId)
        .where(
          sql<boolean>`(change_key = '' and not ${IS_LASTING_GAP}
            or words_due_at <= now() or (${isRoundFull}::boolean and (${IS_LASTING_GAP}
            or seen_in_round < ${round}::integer
            and (kind = 'series' or (end_at > ${windowStart}::timestamptz
              and start_at < ${windowEnd}::timestamptz)))))`,
        )
        .execute();
      return rows.map(itemFrom);
    },
    meetingsNotShown: (claimed) => meetingsNotShown(kysely, claimed),
  };
}

/** As a rule a room shows what it has accepted within seconds. */
const SHOWN_WITHIN_SECONDS = 60;

/** So long after it came, an invitation that a room does not show has never reached it. */
const TOLD_WITHIN_SECONDS = 600;

/** Each that waits is looked up by itself: that a room has many, as a backlog goes out, is rare. */
async function meetingsNotShown(
  kysely: Kysely<Schema>,
  { spaceId, configurationId, isRoundFull }: ClaimedRoom,
): Promise<readonly MeetingNotShown[]> {
  // The room's own come first: without statistics all meetings of all rooms were gone through.
  const { rows } = await sql<NotShownRow>`
    with due as materialized (
      select coalesce(r.parent_id, r.id) as own_id, r.state, r.standing_since
      from reservation r
      where r.space_id = ${spaceId}::uuid and not r.is_parent and r.end_at > now()
        and (r.state in ('awaiting_confirmation', 'approved')
          or r.state = 'awaiting_approval' and r.external_approval = 'awaiting_approval'
          or r.state = 'conflicted' and (r.reason_code = 'double_booked' or ${isRoundFull}::boolean)
          or r.state = 'confirmed' and ${isOverdue(configurationId)})
    )
    select own.ical_uid, lower(coalesce(own.calendar_mailbox, f.email)) as organizer,
      bool_and(due.state = 'confirmed') as is_confirmed,
      bool_and(due.standing_since < now()
        - ${TOLD_WITHIN_SECONDS}::integer * interval '1 second') as is_late
    from due
    cross join lateral (select o.id, o.ical_uid, o.calendar_mailbox, o.requested_for
      from reservation o where o.id = due.own_id offset 0) own
    join person f on f.id = own.requested_for
    where own.ical_uid is not null
      and not exists (select 1 from calendar_item i
        where i.configuration_id = ${configurationId}::uuid and i.ical_uid = own.ical_uid offset 0)
      and not exists (select 1 from room_confirmation a where a.reservation_id = own.id offset 0)
      and not exists (select 1 from sync_event e where e.reservation_id = own.id
        and (e.state in ('new', 'processing', 'waiting_for_token')) is true offset 0)
    group by own.ical_uid, 2
    order by 1`.execute(kysely);
  return rows.map((row) => ({
    iCalUId: row.ical_uid,
    organizerEmail: row.organizer,
    isConfirmed: row.is_confirmed,
    isLate: row.is_late,
  }));
}

interface NotShownRow {
  readonly ical_uid: string;
  readonly organizer: string;
  readonly is_confirmed: boolean;
  readonly is_late: boolean;
}

/**
 * What had stood here for long enough when the room was read whole, the reconciliation that follows
 * has looked at.
 */
function isOverdue(configurationId: string) {
  const within = sql`${SHOWN_WITHIN_SECONDS}::integer * interval '1 second'`;
  const settled = sql`${SETTLED_MINUTES}::integer * interval '1 minute'`;
  return sql<boolean>`r.standing_since < now() - ${within} and r.standing_since > coalesce((
    select s.last_full_read_at - ${within} - ${settled} from room_sync s
    where s.configuration_id = ${configurationId}::uuid), '-infinity')`;
}

const ITEM_COLUMNS = [
  "event_id",
  "ical_uid",
  "change_key",
  "organizer_email",
  "response",
  sql<boolean>`coalesce(words_due_at <= now(), false)`.as("are_words_due"),
] as const;

function itemFrom(row: {
  readonly event_id: string;
  readonly ical_uid: string | null;
  readonly change_key: string;
  readonly organizer_email: string | null;
  readonly response: string;
  readonly are_words_due: boolean;
}): KnownItem {
  return {
    eventId: row.event_id,
    iCalUId: row.ical_uid,
    changeKey: row.change_key,
    organizerEmail: row.organizer_email,
    response: row.response as RoomResponse,
    areWordsDue: row.are_words_due,
  };
}

async function beginRound(
  kysely: Kysely<Schema>,
  claimed: ClaimedRoom,
  { startAt, endAt }: ReadWindow,
): Promise<ClaimedRoom | null> {
  const begun = await kysely
    .updateTable("room_sync")
    .set({
      cursor: null,
      round: sql<number>`round + 1`,
      is_round_full: true,
      window_start: startAt,
      window_end: endAt,
    })
    .where("configuration_id", "=", claimed.configurationId)
    .where("lease_owner", "=", claimed.lease)
    .returning("round")
    .executeTakeFirst();
  if (begun === undefined) return null;
  return {
    ...claimed,
    cursor: null,
    round: begun.round,
    isRoundFull: true,
    windowStart: startAt,
    windowEnd: endAt,
  };
}

/** Where reading goes on, once the page is taken in. False where the lease is lost. */
export async function lockReading(
  transaction: Transaction<Schema>,
  { configurationId, lease }: ClaimedRoom,
): Promise<boolean> {
  const row = await transaction
    .selectFrom("room_sync")
    .select("configuration_id")
    .where("configuration_id", "=", configurationId)
    .where("lease_owner", "=", lease)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** False where the lease is lost. */
export async function moveCursor(
  kysely: Kysely<Schema>,
  { configurationId, lease, isRoundFull }: ClaimedRoom,
  { cursor, isRoundOver }: ReadPage,
  hasChanges: boolean,
): Promise<boolean> {
  const { numUpdatedRows } = await kysely
    .updateTable("room_sync")
    .set({
      cursor,
      ...(isRoundOver && { is_round_full: false }),
      ...(isRoundOver && isRoundFull && { last_full_read_at: sql<Date>`clock_timestamp()` }),
      ...(hasChanges && { last_change_at: sql<Date>`clock_timestamp()` }),
    })
    .where("configuration_id", "=", configurationId)
    .where("lease_owner", "=", lease)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** So long after a meeting was written in bulk its words are compared. */
const WORDS_READ_AFTER_SECONDS = 180;

/** What became of a meeting's items: which reservation stands for it, and whether all was judged. */
export interface TakenMeeting {
  readonly meeting: ReadMeeting;
  readonly reservationId: string | null;
  readonly isOpen: boolean;
  readonly gap: CalendarGap | null;
}

export async function writeItems(
  transaction: Transaction<Schema>,
  claimed: ClaimedRoom,
  taken: readonly TakenMeeting[],
  unchanged: readonly string[],
): Promise<void> {
  const { configurationId, round } = claimed;
  const gone: string[] = [];
  const goneUnjudged: string[] = [];
  const rows = new Map<string, ItemRow>();
  for (const each of taken) {
    for (const { eventId, meeting } of each.meeting.items) {
      if (meeting !== null && !meeting.isCancelled) rows.set(eventId, itemRow(each, meeting));
      else (each.isOpen ? goneUnjudged : gone).push(eventId);
    }
  }
  if (gone.length > 0) {
    await sql`delete from calendar_item where configuration_id = ${configurationId}::uuid
      and event_id = any(${gone}::text[])`.execute(transaction);
  }
  // That it is gone is told once: forgotten before it is judged, or left as a gap that it is none of
  // any more, nobody would look again.
  if (goneUnjudged.length > 0) {
    await sql`update calendar_item
      set change_key = '', gap = null, gap_since = null, gap_reason = null
      where configuration_id = ${configurationId}::uuid
        and event_id = any(${goneUnjudged}::text[])`.execute(transaction);
  }
  if (unchanged.length > 0) {
    await sql`update calendar_item set seen_in_round = ${round}::integer
      where configuration_id = ${configurationId}::uuid and seen_in_round < ${round}::integer
        and event_id = any(${[...unchanged]}::text[])`.execute(transaction);
  }
  await putItems(transaction, claimed, [...rows.values()]);
}

type ItemRow = ReturnType<typeof itemRow>;

async function putItems(
  transaction: Transaction<Schema>,
  { configurationId, round }: ClaimedRoom,
  rows: readonly ItemRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into calendar_item (configuration_id, event_id, ical_uid, kind, change_key,
      organizer_email, response, start_at, end_at, reservation_id, seen_in_round, words_due_at,
      gap, gap_since, gap_reason, series)
    select ${configurationId}::uuid, i.event_id, i.ical_uid, i.kind, i.change_key,
      i.organizer_email, i.response, i.start_at, i.end_at, i.reservation_id, ${round}::integer,
      case when i.is_as_written
        then now() + ${WORDS_READ_AFTER_SECONDS}::integer * interval '1 second' end,
      i.gap, case when i.gap is not null then now() end, i.gap_reason,
      i.series::jsonb
    from unnest(
      ${rows.map((row) => row.eventId)}::text[],
      ${rows.map((row) => row.iCalUId)}::text[],
      ${rows.map((row) => row.kind)}::text[],
      ${rows.map((row) => row.changeKey)}::text[],
      ${rows.map((row) => row.organizerEmail)}::text[],
      ${rows.map((row) => row.response)}::text[],
      ${rows.map((row) => row.startAt)}::timestamptz[],
      ${rows.map((row) => row.endAt)}::timestamptz[],
      ${rows.map((row) => row.reservationId)}::uuid[],
      ${rows.map((row) => row.isAsWritten)}::boolean[],
      ${rows.map((row) => row.gap)}::text[],
      ${rows.map((row) => row.gapReason)}::text[],
      ${rows.map((row) => row.series)}::text[])
      as i (event_id, ical_uid, kind, change_key, organizer_email, response, start_at, end_at,
        reservation_id, is_as_written, gap, gap_reason, series)
    on conflict (configuration_id, event_id) do update
    set ical_uid = excluded.ical_uid, kind = excluded.kind, change_key = excluded.change_key,
      organizer_email = excluded.organizer_email, response = excluded.response,
      start_at = excluded.start_at, end_at = excluded.end_at,
      reservation_id = excluded.reservation_id, seen_in_round = excluded.seen_in_round,
      words_due_at = excluded.words_due_at, gap = excluded.gap,
      gap_since = case when calendar_item.gap = excluded.gap then calendar_item.gap_since
        else excluded.gap_since end,
      gap_reason = excluded.gap_reason, series = excluded.series, updated_at = clock_timestamp()`.execute(
    transaction,
  );
}

const NEVER = new Date(0).toISOString();

function itemRow(
  { meeting: read, reservationId, isOpen, gap }: TakenMeeting,
  meeting: CalendarMeeting,
) {
  const timing = timingOf(meeting);
  const times = timing && ownTimes(timing);
  const series = seriesInRoom(meeting);
  return {
    eventId: meeting.eventId,
    iCalUId: read.iCalUId,
    kind: meeting.times.kind === "single" ? "single" : "series",
    // Without it the item is read again, and what it says is judged then.
    changeKey: isOpen ? "" : meeting.changeKey,
    organizerEmail: read.organizer?.email.toLowerCase() ?? null,
    response: meeting.ownResponse,
    startAt: times?.start.toString() ?? NEVER,
    endAt: times?.end.toString() ?? NEVER,
    reservationId,
    isAsWritten: read.organizerCopy.kind === "as_written",
    gap: gap?.kind ?? null,
    series: series && JSON.stringify(series),
    gapReason: gap?.kind === "recurrence_unreadable" ? gap.reason : null,
  };
}
