import { auditActor } from "../app/audit-note.ts";
import type { NewReservation } from "../app/reservations/ports.ts";
import type { Statement } from "./database.ts";

/** The row that several hang on; whether it is made, a `where` behind it says. */
export const PARENT = `insert into reservation (id, is_parent, kind, state, space_id, subject, notes, sensitivity,
      start_at, end_at, time_zone, requested_for, opened_by, opened_by_client, attendees, channel,
      sub_source, last_updated_channel, last_updated_sub_source, sync_mailbox, sync_state,
      approval_state)
    select $1::uuid, true, $2, $3, $4::uuid, $5, $6, $7, $8::timestamptz, $9::timestamptz, $10,
      $11::uuid, $12::uuid, $13::uuid, $14::jsonb, $15, $16, $15, $16, $17, $18, $38`;

/** What is written beside the rows that are `made`: the intent to tell the calendar, and the records. */
export const TOLD_AND_RECORDED = `told as (
    insert into sync_event (reservation_id, provider_id, type, policy_row, mailbox, sync_mailbox,
      credential, credential_person_id, invited, channel, priority, dry_run, may_have_been_sent,
      request_id)
    select id, $19::uuid, $20, $21, $22, $23, $24, $25::uuid, $26, $15, $27::smallint, $28::boolean,
      $29::boolean, $37::uuid
    from made where $19::uuid is not null
  ), audited as (
    insert into audit_entry (actor_kind, actor_id, channel, action, subject_kind, subject_id, details)
    select $30, $31::uuid, $15, $32, 'reservation', id::text, $33::jsonb from made
  ), keyed as (
    insert into idempotency_key (actor, key, request_hash, reservation_id)
    select $34, $35, $36::bytea, id from made where $35::text is not null
  )`;

/**
 * All that creation writes, in one statement and so in one round trip and one transaction.
 *
 * The hold comes first and everything else hangs on it: where the exclusion constraint finds the
 * space taken, nothing is inserted and no row comes back. `on conflict do nothing` lets racing
 * creations wait for one another's outcome instead of raising, which is quicker, burns no numbers,
 * and cannot deadlock: two plain inserts that exclude each other each wait for the other.
 */
const TEXT = `
  with hold as (
    insert into space_hold (reservation_id, space_id, start_at, end_at)
    values ($1::uuid, $4::uuid, $8::timestamptz, $9::timestamptz)
    on conflict do nothing
    returning reservation_id
  ), made as (
    insert into reservation (id, kind, state, space_id, subject, notes, sensitivity, start_at,
      end_at, time_zone, requested_for, opened_by, opened_by_client, attendees, channel, sub_source,
      last_updated_channel, last_updated_sub_source, sync_mailbox, sync_state, approval_state)
    select reservation_id, $2, $3, $4::uuid, $5, $6, $7, $8::timestamptz,
      $9::timestamptz, $10, $11::uuid, $12::uuid, $13::uuid, $14::jsonb, $15, $16, $15, $16, $17, $18,
      $38
    from hold
    returning id, number, created_at
  ), ${TOLD_AND_RECORDED}
  select number, created_at from made`;

export interface CreatedRow {
  readonly number: string;
  readonly created_at: Date;
}

export function createReservationStatement(reservation: NewReservation): Statement {
  return { name: "create_reservation", text: TEXT, values: newReservationValues(reservation) };
}

/** $1 to $38 of this statement, and of the one that creates a series. */
export function newReservationValues(reservation: NewReservation): unknown[] {
  const { audit } = reservation;
  const { actorKind, actorId } = auditActor(audit.actor);
  return [
    ...reservationValues(reservation),
    ...syncEventValues(reservation),
    actorKind,
    actorId,
    audit.action,
    JSON.stringify(audit.details),
    ...idempotencyValues(reservation),
    reservation.requestId,
    reservation.approval,
  ];
}

/** $1 to $18 */
function reservationValues(reservation: NewReservation): unknown[] {
  return [
    reservation.id,
    reservation.kind,
    reservation.state,
    reservation.spaceId,
    reservation.subject,
    reservation.notes,
    reservation.sensitivity,
    reservation.startAt.toISOString(),
    reservation.endAt.toISOString(),
    reservation.timeZone,
    reservation.requestedFor,
    reservation.openedBy,
    reservation.openedByClient,
    JSON.stringify(reservation.attendees),
    reservation.channel,
    reservation.subSource,
    reservation.syncMailbox,
    reservation.syncState,
  ];
}

/** $19 to $29 */
function syncEventValues({ syncEvent: event }: NewReservation): unknown[] {
  return [
    event?.providerId ?? null,
    event?.type ?? null,
    event?.policyRow ?? null,
    event?.mailbox ?? null,
    event?.syncMailbox ?? null,
    event?.credential ?? null,
    event?.credentialPersonId ?? null,
    event?.invited ?? null,
    event?.priority ?? null,
    event?.dryRun ?? null,
    event?.mayHaveBeenSent ?? null,
  ];
}

/** $34 to $36 */
function idempotencyValues({ idempotencyKey }: NewReservation): unknown[] {
  if (idempotencyKey === null) return [null, null, null];
  const { actor, key, requestHash } = idempotencyKey;
  return [actor, key, Buffer.from(requestHash)];
}
