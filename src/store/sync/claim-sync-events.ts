import { sql, type Transaction } from "kysely";
import { isFreeFor, ownMailboxes } from "./mailbox-owners.ts";
import type { LaneStore } from "../../app/sync/lane-store.ts";
import type { ClaimedSyncEvent } from "../../app/sync/sync-work.ts";
import type { Database } from "../database.ts";
import type { Schema } from "../schema.ts";

/**
 * Of a mailbox: the four that Exchange lets be called at once (facts 4), which the adapter keeps to,
 * and those that take their places while outcomes are written down, which takes up to twice as long
 * as a call. What people wait for finds places that a backlog cannot take.
 */
const CLAIMED_OF_MAILBOX_MAX = 16;
const BACKLOG_OF_MAILBOX_MAX = 12;
/** So many mailboxes are looked at in one go; each costs some steps into an index. */
const MAILBOXES_PER_LOOK = 64;
/** Where thousands of mailboxes have nothing due (an outage), they are gone through by and by. */
const LOOKS_MAX = 10;
/** Of so many mailboxes it is remembered that their lane has a row. */
const KNOWN_LANES_MAX = 50_000;

/** What people wait for, and the rest: each has an index of its own that begins with the mailbox. */
const URGENCIES = ["urgent", "backlog"] as const;
type Urgency = (typeof URGENCIES)[number];

/**
 * So long after it was given up a time is waited for: an event that is stuck (no token, no
 * connection) must not hold up others for ever. And so long after the calendar was told, since a
 * room works off the cancellation by itself (facts 2).
 */
const GIVEN_UP_WAIT_SECONDS = 60;
const ROOM_LETS_GO_SECONDS = 3;

const PLACES_OF = { urgent: CLAIMED_OF_MAILBOX_MAX, backlog: BACKLOG_OF_MAILBOX_MAX } as const;

const IS_OF = {
  urgent: sql`e.state = 'new' and e.priority = 0`,
  backlog: sql`e.state = 'new' and e.priority > 0`,
} as const;

interface Request {
  readonly lease: string;
  readonly leaseMs: number;
  readonly limit: number;
}

/**
 * Claims in two steps: which mailboxes have due work and free places, read without locks; then, in
 * a transaction that locks their lanes, what is claimed. Each urgency goes round the mailboxes by
 * turns, so that none waits for another's backlog.
 */
export function createSyncEventClaims(
  database: Database,
  owner: string,
): LaneStore["claimSyncEvents"] {
  const lastMailbox = { urgent: "", backlog: "" };
  const knownLanes = new Set<string>();

  async function claimOf(urgency: Urgency, request: Request): Promise<ClaimedSyncEvent[]> {
    const claimed: ClaimedSyncEvent[] = [];
    let hasWrapped = false;
    for (let looks = 0; looks < LOOKS_MAX && claimed.length < request.limit; looks += 1) {
      const after = lastMailbox[urgency];
      const looked = await lookForWork(database, urgency, after);
      lastMailbox[urgency] = looked.last ?? "";
      if (looked.mailboxes.length > 0) {
        await makeLanes(database, knownLanes, looked.mailboxes);
        const limit = request.limit - claimed.length;
        const made = await database.kysely
          .transaction()
          .execute((transaction) =>
            claimWithin(transaction, owner, urgency, looked.mailboxes, { ...request, limit }),
          );
        claimed.push(...made);
        // The next look begins behind the last that got something, if others got nothing.
        const reached = made.at(-1)?.mailbox;
        if (reached !== undefined && claimed.length >= request.limit)
          lastMailbox[urgency] = reached;
      }
      // Once round all of them, from wherever it began.
      if (looked.last === null && (hasWrapped || after === "")) break;
      if (looked.last === null) hasWrapped = true;
    }
    return claimed;
  }

  return async (request) => {
    const urgent = await claimOf("urgent", request);
    const limit = request.limit - urgent.length;
    return limit > 0 ? [...urgent, ...(await claimOf("backlog", { ...request, limit }))] : urgent;
  };
}

/**
 * Mailboxes behind `after`, in order, that have due work and whose lane is not paused; `last` is
 * the last one looked at, null at the end. It leaps from mailbox to mailbox in the index, so that
 * a long backlog of one costs no more than a short one.
 */
async function lookForWork(
  database: Database,
  urgency: Urgency,
  after: string,
): Promise<{ readonly mailboxes: readonly string[]; readonly last: string | null }> {
  const isOfIt = IS_OF[urgency];
  const { rows } = await sql<{ mailbox: string; has_work: boolean; n: number }>`
    with recursive leap (mailbox, n) as (
      select (select e.mailbox from sync_event e where ${isOfIt} and e.mailbox > ${after}
        order by e.mailbox limit 1), 1
      union all
      select (select e.mailbox from sync_event e where ${isOfIt} and e.mailbox > leap.mailbox
        order by e.mailbox limit 1), n + 1
      from leap where leap.mailbox is not null and n < ${MAILBOXES_PER_LOOK}::integer
    )
    select leap.mailbox, leap.n,
      exists (select 1 from sync_event e
        where ${isOfIt} and e.mailbox = leap.mailbox and e.due_at <= now())
      and not exists (select 1 from mailbox_lane l
        where l.mailbox = leap.mailbox and l.throttled_until > now()) as has_work
    from leap where leap.mailbox is not null order by leap.n`.execute(database.kysely);
  const isEnd = rows.length < MAILBOXES_PER_LOOK;
  return {
    mailboxes: rows.filter(({ has_work }) => has_work).map(({ mailbox }) => mailbox),
    last: isEnd ? null : (rows.at(-1)?.mailbox ?? null),
  };
}

/** Whoever enqueues does not make the lane's row: that would cost each booking a lock. */
async function makeLanes(
  database: Database,
  known: Set<string>,
  mailboxes: readonly string[],
): Promise<void> {
  const missing = mailboxes.filter((mailbox) => !known.has(mailbox));
  if (missing.length === 0) return;
  await database.kysely
    .insertInto("mailbox_lane")
    .values(missing.map((mailbox) => ({ mailbox })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (known.size > KNOWN_LANES_MAX) known.clear();
  for (const mailbox of missing) known.add(mailbox);
}

/**
 * Another's meeting that the event `e` would meet in the room, though it has been given up here.
 * One row leads to the next, however many holds there are: what is given up of late is little.
 */
function roomMayStillHold() {
  return sql`select 1
    from (select e.reservation_id as id
      union all select k.id from reservation k where k.parent_id = e.reservation_id) r
    cross join lateral (select h.space_id, h.start_at, h.end_at from space_hold h
      where h.reservation_id = r.id offset 0) h
    join given_up_time g on g.space_id = h.space_id
      and g.start_at < h.end_at and g.end_at > h.start_at and g.reservation_id <> e.reservation_id
    join sync_event t on t.id = g.sync_event_id
    where g.given_up_at > now() - ${GIVEN_UP_WAIT_SECONDS}::integer * interval '1 second'
      and (t.state in ('new', 'processing') or t.state = 'processed'
        and t.processed_at > now() - ${ROOM_LETS_GO_SECONDS}::integer * interval '1 second')`;
}

async function claimWithin(
  transaction: Transaction<Schema>,
  owner: string,
  urgency: Urgency,
  mailboxes: readonly string[],
  { lease, leaseMs, limit }: Request,
): Promise<ClaimedSyncEvent[]> {
  // Locked in a statement of its own: the next one then sees what others claimed before.
  const { rows: lanes } = await sql<{ mailbox: string; is_own: boolean }>`
    select l.mailbox, (l.owner = ${owner}::uuid) is true as is_own from mailbox_lane l
    where l.mailbox = any(${[...mailboxes]}::text[])
      and (l.throttled_until is null or l.throttled_until <= now()) and ${isFreeFor(owner)}
    order by l.mailbox for update of l skip locked`.execute(transaction);
  if (lanes.length === 0) return [];
  // The state is compared so that no index of it is used: the few that were picked are looked up by
  // their ids, and not all of a backlog by its state.
  const { rows } = await sql<{ id: string; mailbox: string }>`
    with picked as (
      select candidate.id
      from unnest(${lanes.map(({ mailbox }) => mailbox)}::text[]) with ordinality as lane (mailbox, turn)
      cross join lateral (
        select ${PLACES_OF[urgency]}::integer
          - (select count(*) from sync_event p where p.mailbox = lane.mailbox
              and p.state = 'processing' and p.lease_until > now()) as places
      ) free
      cross join lateral (
        select e.id, row_number() over (order by e.priority, e.due_at, e.id) as rank
        from sync_event e
        where ${IS_OF[urgency]} and e.mailbox = lane.mailbox and e.due_at <= now()
          and not exists (select 1 from sync_event b where b.reservation_id = e.reservation_id
            and b.id < e.id and b.state in ('new', 'processing', 'waiting_for_token'))
          and (e.type in ('cancel', 'release') or not exists (${roomMayStillHold()}))
        order by e.priority, e.due_at, e.id
        limit greatest(free.places, 0)
      ) candidate
      order by candidate.rank, lane.turn
      limit ${limit}::integer
    )
    update sync_event s
    set state = 'processing', lease_owner = ${lease}::uuid,
      lease_until = now() + ${leaseMs}::float8 * interval '1 millisecond'
    from picked where s.id = picked.id and (s.state = 'new') is true
    returning s.id, s.mailbox`.execute(transaction);
  const claimed = new Set(rows.map(({ mailbox }) => mailbox));
  const gained = lanes.filter((lane) => !lane.is_own && claimed.has(lane.mailbox));
  await ownMailboxes(
    transaction,
    owner,
    gained.map(({ mailbox }) => mailbox),
  );
  return rows.map(({ id, mailbox }) => ({ id, mailbox, lease })).sort(inOrder);
}

/** By mailbox, and there as they were enqueued. */
function inOrder(left: ClaimedSyncEvent, right: ClaimedSyncEvent): number {
  if (left.mailbox !== right.mailbox) return left.mailbox < right.mailbox ? -1 : 1;
  return Number(left.id) - Number(right.id);
}
