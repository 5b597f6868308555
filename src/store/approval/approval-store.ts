import type {
  ApprovalStore,
  Approver,
  WaitingApproval,
} from "../../app/reservations/approval/ports.ts";
import type { Database } from "../database.ts";
import {
  reservationFrom,
  type ReservationReadRow,
  SELECT_RESERVATION,
} from "../reservation-rows.ts";

/** Who waits for whom, in the database. */
export function createApprovalStore(database: Database): ApprovalStore {
  return {
    waiting: (approver, page) => waiting(database, approver, page),
    standing: (approver, max) => standing(database, approver, max),
    undecided: (page) => undecided(database, page),
  };
}

/**
 * The reservations that wait for the approver $1: $2 says whether they decide where a module names
 * nobody, $3 whether they decide on their own too. What the rules say of one that was read is in
 * `src/app/reservations/rights.ts`. It looks at what waits, however much else there is.
 */
const WAITING = `
  select r.id, r.start_at, r.parent_id,
    m.approval_state = 'awaiting_approval' and m.space_id = r.space_id as is_together
  from reservation r
  join space s on s.id = r.space_id
  left join reservation m on m.id = r.parent_id
  where r.approval_state = 'awaiting_approval' and r.state = 'awaiting_approval'
    and not r.is_parent and r.end_at > now()
    and (exists (select 1 from module_approver a join person p on p.id = a.person_id and p.active
        where a.module_id = s.module_id and a.person_id = $1::uuid)
      or $2::boolean and not exists (select 1 from module_approver a
        join person p on p.id = a.person_id and p.active where a.module_id = s.module_id))
    and ($3::boolean or (r.requested_for <> $1::uuid and r.opened_by is distinct from $1::uuid))`;

/**
 * A series is decided on as a whole; an exception that came after that, and what is in another space,
 * which others may decide on, by itself.
 */
const TOGETHER = `
  select case when is_together then parent_id else id end as id,
    min(start_at) as first_start, count(*)::integer as count
  from (${WAITING}) one group by 1`;

async function waiting(
  database: Database,
  approver: Approver,
  { after, limit }: Parameters<ApprovalStore["waiting"]>[1],
): Promise<readonly WaitingApproval[]> {
  const { rows } = await database.query<WaitingRow>({
    name: "waiting_approvals",
    text: `select found.*, w.first_start, w.count
      from (
        select * from (${TOGETHER}) every
        where $4::timestamptz is null or (first_start, id) > ($4::timestamptz, $5::uuid)
        order by first_start, id limit $6::integer) w
      join lateral (${SELECT_RESERVATION} where r.id = w.id) found on true
      order by w.first_start, w.id`,
    values: [...askedBy(approver), after?.startAt.toISOString() ?? null, after?.id ?? null, limit],
  });
  return rows.map((row) => ({
    reservation: reservationFrom(row),
    count: row.count,
    firstStart: row.first_start,
  }));
}

interface WaitingRow extends ReservationReadRow, Record<string, unknown> {
  readonly first_start: Date;
  readonly count: number;
}

/** The approvers of a module `m` who still work here. */
const APPROVERS = `select 1 from module_approver a join person p on p.id = a.person_id and p.active
  where a.module_id = m.id`;

async function standing(
  database: Database,
  approver: Approver,
  max: number,
): Promise<{ readonly count: number; readonly decides: boolean }> {
  const { rows } = await database.query<{ count: number; decides: boolean }>({
    name: "standing_of_approver",
    text: `select (select count(*)::integer from (
        select 1 from (${TOGETHER}) every limit $4::integer) counted) as count,
      exists (select 1 from reservable_module m where m.active
        and (m.approval_policy = 'always' or m.approval_policy = 'by_space' and exists (
          select 1 from space s where s.module_id = m.id and s.active and s.requires_approval))
        and (exists (${APPROVERS} and a.person_id = $1::uuid)
          or $2::boolean and not exists (${APPROVERS}))) as decides`,
    values: [...askedBy(approver), max],
  });
  const { count = 0, decides = false } = rows[0] ?? {};
  return { count, decides: decides || count > 0 };
}

function askedBy({ personId, isManager, decidesOnOwn }: Approver): readonly unknown[] {
  return [personId, isManager, decidesOnOwn];
}

/** What its room's own people have yet to decide in Outlook as well is lost with it. */
async function undecided(
  database: Database,
  { after, limit, graceMinutes }: Parameters<ApprovalStore["undecided"]>[0],
): Promise<readonly { readonly startAt: Date; readonly id: string }[]> {
  const { rows } = await database.query<{ id: string; start_at: Date }>({
    name: "undecided_approvals",
    text: `select r.id, r.start_at from reservation r
      where r.approval_state = 'awaiting_approval' and r.state = 'awaiting_approval'
        and not r.is_parent and r.start_at <= now() and r.end_at > now()
        and r.approval_asked_at <= now() - $1::integer * interval '1 minute'
        and ($2::timestamptz is null or (r.start_at, r.id) > ($2::timestamptz, $3::uuid))
      order by r.start_at, r.id limit $4::integer`,
    values: [graceMinutes, after?.startAt.toISOString() ?? null, after?.id ?? null, limit],
  });
  return rows.map(({ id, start_at: startAt }) => ({ id, startAt }));
}
