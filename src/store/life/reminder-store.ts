import { Temporal } from "temporal-polyfill";
import { sql } from "kysely";
import type {
  ComingReservation,
  NewReminder,
  ReminderStore,
  ToldReminder,
} from "../../app/reservations/reminders/ports.ts";
import { type ApprovalState, approvalStateOf } from "../../core/reservations/approval.ts";
import type { ReminderKind } from "../../core/reservations/reminders.ts";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { Database } from "../database.ts";
import {
  reservationFrom,
  type ReservationReadRow,
  SELECT_RESERVATION,
} from "../reservation-rows.ts";
import { IS_CHECKED_IN_TO } from "./no-shows.ts";

/** A reminder is of the next day at most; then it is only in the way. */
const KEPT_DAYS = 7;

/** What people are reminded of, in the database. */
export function createReminderStore(database: Database): ReminderStore {
  return {
    coming: (page) => coming(database, page),
    tell: (reminders, isMailSent) => tell(database, reminders, isMailSent),
    told: (personId, limit) => told(database, personId, limit),
    async dismiss(id, personId) {
      const dismissed = await database.kysely
        .updateTable("reminder")
        .set({ dismissed_at: sql<Date>`coalesce(dismissed_at, clock_timestamp())` })
        .where("id", "=", id)
        .where("person_id", "=", personId)
        .executeTakeFirst();
      return dismissed.numUpdatedRows > 0n;
    },
    async removeOld() {
      const removed = await database.kysely
        .deleteFrom("reminder")
        .where("told_at", "<", sql<Date>`now() - ${KEPT_DAYS}::integer * interval '1 day'`)
        .executeTakeFirst();
      return Number(removed.numDeletedRows);
    },
  };
}

const SOON = `not r.is_parent and r.kind <> 'blocker' and r.start_at > now()
  and r.start_at <= now() + m.reminder_minutes_before * interval '1 minute'
  and r.start_at <= now() + interval '1 day'`;
const SPACE_AND_MODULE = `join space s on s.id = r.space_id
  join reservable_module m on m.id = s.module_id`;

/** Asked each minute: it looks at what begins soon, however much else there is. */
async function coming(
  database: Database,
  { after, limit }: Parameters<ReminderStore["coming"]>[0],
): Promise<readonly ComingReservation[]> {
  const { rows } = await database.query<ComingRow>({
    name: "coming_reservations",
    text: `
      select r.id, r.start_at, r.end_at, r.version, r.state, r.approval_state, r.requested_for,
        m.reminder_minutes_before, ${IS_CHECKED_IN_TO} as is_checked_in_to,
        case when r.approval_state <> 'awaiting_approval' then '{}'::uuid[] else
          (select coalesce(array_agg(p.id), '{}') from person p where p.active
            and case when exists (select 1 from module_approver a
                join person q on q.id = a.person_id and q.active where a.module_id = m.id)
              then exists (select 1 from module_approver a
                where a.module_id = m.id and a.person_id = p.id)
              else p.roles && '{manager,admin}'::text[] end) end as approvers
      from (
        select r.id from reservation r ${SPACE_AND_MODULE}
        where r.state = 'confirmed' and ${SOON} and ${IS_CHECKED_IN_TO}
        union all
        select r.id from reservation r ${SPACE_AND_MODULE}
        where r.state in ('awaiting_confirmation', 'awaiting_approval', 'approved', 'conflicted')
          and ${SOON}) soon
      join reservation r on r.id = soon.id ${SPACE_AND_MODULE}
      where $1::timestamptz is null or (r.start_at, r.id) > ($1::timestamptz, $2::uuid)
      order by r.start_at, r.id limit $3::integer`,
    values: [after?.startAt.toISOString() ?? null, after?.id ?? null, limit],
  });
  return rows.map(comingFrom);
}

type ComingRow = {
  readonly id: string;
  readonly start_at: Date;
  readonly end_at: Date;
  readonly version: number;
  readonly state: ReservationState;
  readonly approval_state: ApprovalState;
  readonly requested_for: string;
  readonly reminder_minutes_before: number;
  readonly is_checked_in_to: boolean;
  readonly approvers: readonly string[];
};

function comingFrom(row: ComingRow): ComingReservation {
  return {
    id: row.id,
    startAt: row.start_at,
    start: Temporal.Instant.fromEpochMilliseconds(row.start_at.getTime()),
    end: Temporal.Instant.fromEpochMilliseconds(row.end_at.getTime()),
    version: row.version,
    state: row.state,
    checkInState: row.is_checked_in_to ? "awaiting_check_in" : "not_required",
    approval: approvalStateOf(row.approval_state, row.state),
    leadMinutes: row.reminder_minutes_before,
    requestedFor: row.requested_for,
    approvers: row.approvers,
  };
}

/** What has changed since it was read is left to the next look; what was told is not told again. */
async function tell(
  database: Database,
  reminders: readonly NewReminder[],
  isMailSent: boolean,
): Promise<number> {
  if (reminders.length === 0) return 0;
  const { rows } = await sql`
    with told as (insert into reminder (reservation_id, person_id, kind, start_at)
    select o.reservation_id, o.person_id, o.kind, o.start_at
    from unnest(${reminders.map(({ reservationId }) => reservationId)}::uuid[],
        ${reminders.map(({ personId }) => personId)}::uuid[],
        ${reminders.map(({ kind }) => kind)}::text[],
        ${reminders.map(({ startAt }) => startAt.toISOString())}::timestamptz[],
        ${reminders.map(({ version }) => version)}::integer[])
      as o (reservation_id, person_id, kind, start_at, version)
    join reservation r on r.id = o.reservation_id and r.version = o.version
    on conflict do nothing
    returning id, reservation_id, person_id
    ), mailed as (
      insert into mail (reservation_id, person_id, reminder_id)
      select t.reservation_id, t.person_id, t.id
      from told t join person p on p.id = t.person_id
      where p.reminders_by_mail and ${isMailSent}::boolean
    )
    select id from told`.execute(database.kysely);
  return rows.length;
}

async function told(
  database: Database,
  personId: string,
  limit: number,
): Promise<readonly ToldReminder[]> {
  const { rows } = await database.query<ToldRow>({
    name: "reminders_of_person",
    text: `
      select found.*, t.reminder_id, t.reminder_kind, t.told_for, t.told_at
      from (
        select i.id as reminder_id, i.kind as reminder_kind, i.start_at as told_for, i.told_at,
          i.reservation_id
        from reminder i join reservation r on r.id = i.reservation_id
        where i.person_id = $1::uuid and i.dismissed_at is null and r.end_at > now()
          and r.start_at = i.start_at
        order by i.start_at, i.id limit $2::integer) t
      join lateral (${SELECT_RESERVATION} where r.id = t.reservation_id) found on true
      order by t.told_for, t.reminder_id`,
    values: [personId, limit],
  });
  return rows.map((row) => ({
    id: row.reminder_id,
    kind: row.reminder_kind,
    startAt: row.told_for,
    toldAt: row.told_at,
    reservation: reservationFrom(row),
  }));
}

interface ToldRow extends ReservationReadRow, Record<string, unknown> {
  readonly reminder_id: string;
  readonly reminder_kind: ReminderKind;
  readonly told_for: Date;
  readonly told_at: Date;
}
