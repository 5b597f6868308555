import { sql, type Transaction } from "kysely";
import type { Settlement } from "../../app/sync/sync-event-store.ts";
import type { ClaimedSyncEvent } from "../../app/sync/sync-work.ts";
import {
  awaitsRoom,
  RESERVATION_STATES,
  type ReservationState,
} from "../../core/reservations/reservation-state.ts";
import type { AgreedMeeting } from "../../core/sync/agreed.ts";
import { agreedAfterWrite } from "../../core/sync/agreed-after-write.ts";
import type { Schema } from "../schema.ts";
import { giveUpDates } from "./give-up-dates.ts";
import { isLastIntent, keepsReason } from "./settle-reservation.ts";
import { standAsMadeHere } from "./stand-as-made-here.ts";

/** A sync event that went through, as its lane tells. */
export interface WrittenSyncEvent {
  readonly claimed: ClaimedSyncEvent;
  readonly settlement: Extract<Settlement, { readonly kind: "written" }>;
}

/** By its lease too: an event that was taken over meanwhile is another's, perhaps this process' own. */
export function isOf({ id, lease }: ClaimedSyncEvent) {
  return (row: { readonly id: string; readonly lease: string }): boolean =>
    row.id === id && row.lease === lease;
}

/**
 * How soon after the write the room's answer is looked for first. Nobody waits for bulk work, and
 * as a rule the reading of the room's own calendar has seen the answer by then.
 */
const FIRST_READ_MS = 500;
const FIRST_READ_OF_BULK_MS = 30_000;

/**
 * What the calendar shows now, of as many sync events as ended together. Answers which of them were
 * settled: of the others the lease is lost, and nothing is written.
 */
export async function settleWritten(
  transaction: Transaction<Schema>,
  written: readonly WrittenSyncEvent[],
): Promise<readonly boolean[]> {
  // The reservations are locked first, as everybody does who changes one and its sync events; in a
  // statement of its own, so that the next one sees what was enqueued before.
  const { rows } = await sql<KnownNow>`
    select e.id as event_id, r.agreed, r.ical_uid from reservation r join sync_event e on e.reservation_id = r.id
    where e.id = any(${idsOf(written)}::bigint[])
    order by r.id for update of r`.execute(transaction);
  const agreedNow = new Map(rows.map((row) => [row.event_id, row.agreed]));
  const told = written.map((each) => toldRow(each, agreedNow.get(each.claimed.id) ?? null));
  const settled = await writeOutcomes(transaction, told);
  const made = written.filter(({ claimed }) => rows.some(isUnknown(claimed)));
  if (made.length > 0) {
    await standAsMadeHere(
      transaction,
      made.map(({ settlement }) => settlement.event.iCalUId),
    );
  }
  for (const { claimed, settlement } of written) {
    const reservation = settled.find(isOf(claimed))?.reservation;
    if (reservation === undefined) continue;
    await giveUpDates(transaction, reservation, settlement.event.unrevivable);
  }
  return written.map(({ claimed }) => settled.some(isOf(claimed)));
}

/** What was known of the meeting until now. */
interface KnownNow {
  readonly event_id: string;
  readonly agreed: AgreedMeeting | null;
  readonly ical_uid: string | null;
}

/** It was not known before which meeting is there. */
function isUnknown({ id }: ClaimedSyncEvent): (row: KnownNow) => boolean {
  return (row) => row.event_id === id && row.ical_uid === null;
}

interface Settled {
  /** Of the sync event. */
  readonly id: string;
  readonly lease: string;
  readonly reservation: { readonly id: string; readonly state: ReservationState };
}

/**
 * The sync events and their reservations; and from now on the rooms' answers are looked for. What
 * waits behind will ask the room for something else.
 */
async function writeOutcomes(
  transaction: Transaction<Schema>,
  told: readonly ReturnType<typeof toldRow>[],
): Promise<readonly Settled[]> {
  const { rows } = await sql<Settled>`
    with told as (
      select * from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as told (
        id bigint, lease uuid, request jsonb, response jsonb, asked_for text,
        event_id text, ical_uid text, agreed jsonb, previous_answer_at timestamptz)
    ), settled as (
      update sync_event
      set state = 'processed', lease_owner = null, lease_until = null, attempts = attempts + 1,
        processed_at = clock_timestamp(), reason_code = null, reason = null, may_show = '[]',
        request = told.request, response = told.response, asked_for = told.asked_for
      from told
      where sync_event.id = any(${told.map(({ id }) => id)}::bigint[]) and sync_event.id = told.id
        and lease_owner = told.lease
        and (sync_event.state = 'processing') is true
      returning sync_event.id, told.lease, reservation_id, mailbox, priority, told.event_id, told.ical_uid,
        told.agreed, told.previous_answer_at, ${isLastIntent()} as is_last
    ), touched as (
      update reservation r
      set calendar_mailbox = s.mailbox, calendar_event_id = s.event_id, ical_uid = s.ical_uid,
        agreed = s.agreed, updated_at = clock_timestamp(),
        sync_state = case when s.is_last then 'synchronized' else r.sync_state end,
        reason_code = case when ${isReasonOver()} then null else r.reason_code end,
        reason = case when ${isReasonOver()} then null else r.reason end
      from settled s where r.id = s.reservation_id
      returning r.id, r.state, s.id as event_id, s.lease, s.is_last, s.priority, s.previous_answer_at
    ), asked as (
      insert into room_confirmation as c
        (reservation_id, sync_event_id, asked_at, next_read_at, previous_answer_at)
      select id, event_id, clock_timestamp(), clock_timestamp() + interval '1 millisecond'
        * case when priority > 0 then ${FIRST_READ_OF_BULK_MS}::integer
          else ${FIRST_READ_MS}::integer end, previous_answer_at
      from touched where is_last and state = any(${RESERVATION_STATES.filter(awaitsRoom)}::text[])
      order by id
      on conflict (reservation_id) do update
      set sync_event_id = excluded.sync_event_id, next_read_at = excluded.next_read_at,
        lease_until = null
    )
    select event_id as id, lease, json_build_object('id', id, 'state', state) as reservation
    from touched`.execute(transaction);
  return rows;
}

function idsOf(written: readonly WrittenSyncEvent[]): readonly string[] {
  return written.map(({ claimed }) => claimed.id);
}

function toldRow({ claimed, settlement }: WrittenSyncEvent, agreedNow: AgreedMeeting | null) {
  const { event, askedFor, agreed, agreedBefore, previousAnswerAt } = settlement;
  return {
    id: claimed.id,
    lease: claimed.lease,
    request: event.request,
    response: event.response,
    asked_for: askedFor,
    event_id: event.eventId,
    ical_uid: event.iCalUId || null,
    agreed: agreedAfterWrite(agreed, agreedBefore, agreedNow),
    previous_answer_at: previousAnswerAt,
  };
}

/** A conflict is not over because the meeting went through; any other reason is. */
function isReasonOver() {
  return sql`s.is_last and r.state <> all(${RESERVATION_STATES.filter(keepsReason)}::text[])`;
}
