import { sql, type Transaction } from "kysely";
import type { AddedOccurrence } from "../app/reservations/ports.ts";
import type {
  ChangedOccurrence,
  FollowingSeries,
  JudgedSeries,
  KeptSeries,
  OccurrenceChanges,
  SeriesChange,
} from "../app/reservations/series-ports.ts";
import { isFinal, type ReservationState } from "../core/reservations/reservation-state.ts";
import { writeAudit } from "./audit-store.ts";
import { refreshParent } from "./refresh-parent.ts";
import {
  columnsOf,
  type HeldTime,
  spacesOf,
  writeSyncEvents,
} from "./reservation-change-writer.ts";
import type { Schema } from "./schema.ts";
import { retakeFreedTime } from "./sync/retake-freed-time.ts";

/**
 * Writes a change of a locked series. What is not empty are the dates that are taken: then the
 * caller undoes the transaction, and with it the release of what was held before.
 */
export async function writeSeriesChange(
  transaction: Transaction<Schema>,
  { id, requestId }: Pick<JudgedSeries, "id" | "requestId">,
  change: SeriesChange,
): Promise<readonly string[]> {
  const { columns, following, occurrences } = change;
  const { state } = await transaction
    .updateTable("reservation")
    .set({
      ...columnsOf(columns),
      version: sql<number>`version + 1`,
      updated_at: sql<Date>`clock_timestamp()`,
    })
    .where("id", "=", id)
    .returning("state")
    .executeTakeFirstOrThrow();
  if (change.series !== null) await keepSeries(transaction, id, change.series);
  if (following !== null) await beginFollowing(transaction, id, following);
  const owner = following?.id ?? id;
  await writeOccurrences(transaction, occurrences);
  await addOccurrences(transaction, owner, occurrences.added);
  const { taken, givenUp } = await writeHolds(transaction, occurrences);
  if (taken.length > 0) return taken;
  const isAskedAnew = [...occurrences.changed, ...occurrences.added].some(
    (each) => !("hold" in each) || each.hold === "take",
  );
  // An answer that rooms give to what was there before says nothing about what is there now.
  if (isAskedAnew || (columns.state !== undefined && isFinal(columns.state))) {
    await transaction.deleteFrom("room_confirmation").where("reservation_id", "=", id).execute();
  }
  await writeSyncEvents(transaction, { id, requestId }, { ...change, givenUp });
  if (following !== null) {
    const enqueue = following.syncEvent === null ? [] : [following.syncEvent];
    const told = { enqueue, supersede: [], givenUp: [] };
    await writeSyncEvents(transaction, { id: following.id, requestId }, told);
    await refreshParent(transaction, following.id, "confirmed");
    await writeAudit(transaction, {
      ...change.audit,
      action: "reservation_created",
      subjectKind: "reservation",
      subjectId: following.id,
      details: { ...change.audit.details, follows: id },
    });
  }
  if (columns.state === undefined) await refreshParent(transaction, id, state as ReservationState);
  await writeAudit(transaction, {
    ...change.audit,
    subjectKind: "reservation",
    subjectId: id,
  });
  await retakeFreedTime(transaction, spacesOf(givenUp));
  return [];
}

async function keepSeries(
  transaction: Transaction<Schema>,
  id: string,
  { text, heldUntil }: KeptSeries,
): Promise<void> {
  await transaction
    .updateTable("reservation_series")
    .set({ series: JSON.stringify(text), ...(heldUntil && { held_until: heldUntil }) })
    .where("reservation_id", "=", id)
    .execute();
}

async function beginFollowing(
  transaction: Transaction<Schema>,
  id: string,
  following: FollowingSeries,
): Promise<void> {
  await sql`
    insert into reservation (id, is_parent, kind, state, space_id, subject, notes, sensitivity,
      start_at, end_at, time_zone, is_all_day, requested_for, opened_by, opened_by_client, attendees,
      origin, channel, sub_source, last_updated_channel, last_updated_sub_source, sync_mailbox,
      sync_state)
    select ${following.id}::uuid, true, kind, 'confirmed', ${following.spaceId}::uuid, subject,
      notes, sensitivity, ${following.startAt}::timestamptz, ${following.endAt}::timestamptz,
      time_zone, is_all_day, requested_for, opened_by, opened_by_client, attendees, origin, channel,
      sub_source, last_updated_channel, last_updated_sub_source, ${following.syncMailbox},
      ${following.syncState}
    from reservation where id = ${id}::uuid`.execute(transaction);
  await transaction
    .updateTable("reservation")
    .set(columnsOf(following.columns))
    .where("id", "=", following.id)
    .execute();
  await transaction
    .insertInto("reservation_series")
    .values({
      reservation_id: following.id,
      series: JSON.stringify(following.text),
      held_until: following.heldUntil,
    })
    .execute();
  if (following.occurrenceIds.length === 0) return;
  await transaction
    .updateTable("reservation")
    .set({ parent_id: following.id })
    .where("id", "in", following.occurrenceIds)
    .execute();
}

async function writeOccurrences(
  transaction: Transaction<Schema>,
  { changed, shared }: OccurrenceChanges,
): Promise<void> {
  if (changed.length === 0) return;
  await sql`
    update reservation r
    set state = o.state, approval_state = o.approval_state, space_id = o.space_id, original_date = o.original_date,
      start_at = o.start_at, end_at = o.end_at, is_exception = o.is_exception,
      reason_code = case when o.hold = 'keep' then r.reason_code end,
      reason = case when o.hold = 'keep' then r.reason end,
      external_approval = case when o.hold = 'take' then 'not_required' else r.external_approval end,
      version = r.version + 1, updated_at = clock_timestamp()
    from unnest(${changed.map(({ id }) => id)}::uuid[],
        ${changed.map(({ state }) => state)}::text[],
        ${changed.map(({ approval }) => approval)}::text[],
        ${changed.map(({ spaceId }) => spaceId)}::uuid[],
        ${changed.map(({ originalDate }) => originalDate)}::date[],
        ${changed.map(({ startAt }) => startAt.toISOString())}::timestamptz[],
        ${changed.map(({ endAt }) => endAt.toISOString())}::timestamptz[],
        ${changed.map(({ isException }) => isException)}::boolean[],
        ${changed.map(({ hold }) => hold)}::text[])
      as o (id, state, approval_state, space_id, original_date, start_at, end_at, is_exception,
        hold)
    where r.id = o.id`.execute(transaction);
  await transaction
    .updateTable("reservation")
    .set(columnsOf(shared))
    .where(
      "id",
      "in",
      changed.map(({ id }) => id),
    )
    .execute();
}

/** Everything but its time, space and state is as the row of the series has it. */
export async function addOccurrences(
  transaction: Transaction<Schema>,
  parentId: string,
  added: readonly AddedOccurrence[],
): Promise<void> {
  if (added.length === 0) return;
  await sql`
    insert into reservation (id, parent_id, kind, state, space_id, original_date, start_at, end_at,
      is_exception, subject, notes, sensitivity, time_zone, is_all_day, requested_for, opened_by,
      opened_by_client, attendees, origin, channel, sub_source, last_updated_channel,
      last_updated_sub_source, approval_state)
    select o.id, m.id, m.kind, o.state, o.space_id, o.original_date, o.start_at, o.end_at,
      o.is_exception, m.subject, m.notes, m.sensitivity, m.time_zone, m.is_all_day, m.requested_for,
      m.opened_by, m.opened_by_client, m.attendees, m.origin, m.channel, m.sub_source,
      m.last_updated_channel, m.last_updated_sub_source, o.approval_state
    from reservation m,
      unnest(${added.map(({ id }) => id)}::uuid[],
        ${added.map(({ state }) => state)}::text[],
        ${added.map(({ approval }) => approval)}::text[],
        ${added.map(({ spaceId }) => spaceId)}::uuid[],
        ${added.map(({ originalDate }) => originalDate)}::date[],
        ${added.map(({ startAt }) => startAt.toISOString())}::timestamptz[],
        ${added.map(({ endAt }) => endAt.toISOString())}::timestamptz[],
        ${added.map(({ isException }) => isException)}::boolean[])
      as o (id, state, approval_state, space_id, original_date, start_at, end_at, is_exception)
    where m.id = ${parentId}::uuid order by o.start_at`.execute(transaction);
}

/** First everything is let go, then everything is taken, since the new times may lie on the old. */
async function writeHolds(
  transaction: Transaction<Schema>,
  { changed, added }: OccurrenceChanges,
): Promise<{ readonly taken: readonly string[]; readonly givenUp: readonly HeldTime[] }> {
  const letGo = changed.filter(({ hold }) => hold !== "keep").map(({ id }) => id);
  const givenUp =
    letGo.length === 0
      ? []
      : await transaction
          .deleteFrom("space_hold")
          .where("reservation_id", "in", letGo)
          .returning(["space_id", "start_at", "end_at"])
          .execute();
  const wanted = [...changed.filter(({ hold }) => hold === "take"), ...added];
  const held = await takeHolds(transaction, wanted);
  const taken = wanted
    .filter(({ id }) => !held.has(id))
    .map(({ originalDate }) => originalDate ?? "");
  return { taken: taken.toSorted(), givenUp };
}

/** Takes what is free, in the order of times; answers whose time is held. */
export async function takeHolds(
  transaction: Transaction<Schema>,
  occurrences: readonly Pick<ChangedOccurrence, "id" | "spaceId" | "startAt" | "endAt">[],
): Promise<ReadonlySet<string>> {
  if (occurrences.length === 0) return new Set();
  const { rows } = await sql<{ reservation_id: string }>`
    insert into space_hold (reservation_id, space_id, start_at, end_at)
    select o.id, o.space_id, o.start_at, o.end_at
    from unnest(${occurrences.map(({ id }) => id)}::uuid[],
        ${occurrences.map(({ spaceId }) => spaceId)}::uuid[],
        ${occurrences.map(({ startAt }) => startAt.toISOString())}::timestamptz[],
        ${occurrences.map(({ endAt }) => endAt.toISOString())}::timestamptz[])
      as o (id, space_id, start_at, end_at)
    order by o.space_id, o.start_at
    on conflict do nothing
    returning reservation_id`.execute(transaction);
  return new Set(rows.map((row) => row.reservation_id));
}
