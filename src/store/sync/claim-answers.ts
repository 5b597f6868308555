import { type Kysely, sql, type Transaction } from "kysely";
import type { AwaitedAnswer, ClaimedAnswers } from "../../app/sync/lane-store.ts";
import type { Schema } from "../schema.ts";
import { isFreeFor, ownMailboxes } from "./mailbox-owners.ts";
import { credentialFrom } from "./sync-work-statement.ts";

/** Three batches of twenty (facts 4), so that one reading does not take for ever. */
const ANSWERS_PER_MAILBOX_MAX = 60;

/** Claims the answers that are due, mailbox by mailbox: one reader a mailbox over all processes. */
export async function claimAnswers(
  kysely: Kysely<Schema>,
  owner: string,
  { leaseMs, limit }: { readonly leaseMs: number; readonly limit: number },
): Promise<readonly ClaimedAnswers[]> {
  const { rows: due } = await sql<{ mailbox: string }>`
    select distinct r.calendar_mailbox as mailbox
    from (select reservation_id from room_confirmation
      where next_read_at <= now() and (lease_until is null or lease_until <= now())
      order by next_read_at limit 1000) c
    join reservation r on r.id = c.reservation_id
    where r.calendar_mailbox is not null
      and not exists (select 1 from mailbox_lane l where l.mailbox = r.calendar_mailbox
        and (l.throttled_until > now() or l.reading_until > now()))
    order by mailbox limit ${limit}::integer`.execute(kysely);
  if (due.length === 0) return [];
  const mailboxes = due.map(({ mailbox }) => mailbox);
  return kysely
    .transaction()
    .execute((transaction) => claimWithin(transaction, owner, mailboxes, leaseMs));
}

async function claimWithin(
  transaction: Transaction<Schema>,
  owner: string,
  mailboxes: readonly string[],
  leaseMs: number,
): Promise<readonly ClaimedAnswers[]> {
  await sql`
    select mailbox from mailbox_lane where mailbox = any(${[...mailboxes]}::text[])
    order by mailbox for update skip locked`.execute(transaction);
  // To the millisecond, so that the time can be compared after its way through JavaScript.
  const { rows: lanes } = await sql<{ mailbox: string; reading_until: Date }>`
    with taken as (
      update mailbox_lane l
      set reading_until = date_trunc('milliseconds',
        now() + ${leaseMs}::float8 * interval '1 millisecond')
      where l.mailbox in (
          select mailbox from mailbox_lane where mailbox = any(${[...mailboxes]}::text[])
          for update skip locked)
        and (l.throttled_until is null or l.throttled_until <= now())
        and (l.reading_until is null or l.reading_until <= now()) and ${isFreeFor(owner)}
      returning l.mailbox, l.reading_until
    )
    select mailbox, reading_until from taken order by mailbox`.execute(transaction);
  await ownMailboxes(
    transaction,
    owner,
    lanes.map(({ mailbox }) => mailbox),
  );
  if (lanes.length === 0) return [];
  const { rows } = await sql<AnswerRow>`
    with picked as (
      select due.reservation_id
      from unnest(${lanes.map(({ mailbox }) => mailbox)}::text[]) as lane (mailbox)
      cross join lateral (
        select c.reservation_id
        from room_confirmation c join reservation r on r.id = c.reservation_id
        where r.calendar_mailbox = lane.mailbox and c.next_read_at <= now()
          and (c.lease_until is null or c.lease_until <= now())
        order by c.next_read_at limit ${ANSWERS_PER_MAILBOX_MAX}::integer
      ) due
    ), taken as (
      update room_confirmation c
      set lease_until = now() + ${leaseMs}::float8 * interval '1 millisecond'
      from picked where c.reservation_id = picked.reservation_id
      returning c.*
    )
    select t.reservation_id, t.sync_event_id, t.reads, t.previous_answer_at,
      (extract(epoch from now() - t.asked_at) * 1000)::float8 as waited_ms,
      e.credential, e.credential_person_id, e.provider_id, e.asks_again,
      r.calendar_mailbox, r.calendar_event_id
    from taken t
    join sync_event e on e.id = t.sync_event_id
    join reservation r on r.id = t.reservation_id
    order by t.asked_at, t.reservation_id`.execute(transaction);
  return lanes.map(({ mailbox, reading_until }) => ({
    mailbox,
    readingUntil: reading_until,
    answers: rows.filter((row) => row.calendar_mailbox === mailbox).map(answerFrom),
  }));
}

/** The mailbox is what a reader holds: its answers are claimed through it alone. */
export async function renewAnswers(
  kysely: Kysely<Schema>,
  claimed: ClaimedAnswers,
  leaseMs: number,
): Promise<ClaimedAnswers> {
  const renewed = await kysely
    .updateTable("mailbox_lane")
    .set({
      reading_until: sql<Date>`date_trunc('milliseconds',
        now() + ${leaseMs}::float8 * interval '1 millisecond')`,
    })
    .where("mailbox", "=", claimed.mailbox)
    .where("reading_until", "=", claimed.readingUntil)
    .returning("reading_until")
    .executeTakeFirst();
  // Taken over by another process: to release it is not ours any more either.
  return { ...claimed, readingUntil: renewed?.reading_until ?? claimed.readingUntil };
}

export async function releaseAnswers(
  kysely: Kysely<Schema>,
  { mailbox, readingUntil }: ClaimedAnswers,
): Promise<void> {
  await kysely
    .updateTable("mailbox_lane")
    .set({ reading_until: null })
    .where("mailbox", "=", mailbox)
    .where("reading_until", "=", readingUntil)
    .execute();
}

interface AnswerRow {
  readonly reservation_id: string;
  readonly sync_event_id: string;
  readonly reads: number;
  readonly previous_answer_at: Date | null;
  readonly waited_ms: number;
  readonly credential: string;
  readonly credential_person_id: string | null;
  readonly provider_id: string;
  readonly asks_again: boolean;
  readonly calendar_mailbox: string;
  readonly calendar_event_id: string | null;
}

function answerFrom(row: AnswerRow): AwaitedAnswer {
  return {
    reservationId: row.reservation_id,
    syncEventId: row.sync_event_id,
    credential: credentialFrom(row),
    eventId: row.calendar_event_id ?? "",
    reads: row.reads,
    wasAskedAgain: row.asks_again,
    waitedMs: row.waited_ms,
    previousAnswerAt: row.previous_answer_at,
  };
}
