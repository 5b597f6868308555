import { sql, type Transaction } from "kysely";
import type { Reason } from "../../app/sync/sync-event-store.ts";
import { reason } from "../../app/sync/sync-reasons.ts";
import type { PlannedPlacement } from "../../core/sync/inbound/plan-placements.ts";
import {
  awaitsRoom,
  holdsSpace,
  type ReservationState,
} from "../../core/reservations/reservation-state.ts";
import type { Schema } from "../schema.ts";
import { auditSync } from "./audit-sync.ts";
import { refreshParents } from "./refresh-parents.ts";

/** Time to take, and whose word it rests on. */
export interface WantedTime {
  readonly reservationId: string;
  readonly spaceId: string;
  readonly startAt: string;
  readonly endAt: string;
  /** The room has taken it: who only awaits the room gives way. */
  readonly isAccepted: boolean;
}

export function wantedTime(placement: PlannedPlacement): WantedTime | null {
  if (!holdsSpace(placement.state)) return null;
  const { id: reservationId, spaceId, start, end, isAccepted } = placement;
  return { reservationId, spaceId, startAt: start.toString(), endAt: end.toString(), isAccepted };
}

export interface TimesTaken {
  /** These get none: another has the time. */
  readonly refused: ReadonlySet<string>;
  /** These had the time, and only awaited the room, which has taken another's meeting. */
  readonly gaveWay: ReadonlySet<string>;
}

/**
 * Takes what can be taken. What the room has taken goes ahead of what only awaits the room, which
 * then is conflicted; `accepted` are those that hold their time and are just learnt to be taken by
 * their rooms as well.
 */
export async function takeTimes(
  transaction: Transaction<Schema>,
  wanted: readonly WantedTime[],
  accepted: ReadonlySet<string>,
): Promise<TimesTaken> {
  const inOrder = wanted.toSorted(
    (left, right) => Number(right.isAccepted) - Number(left.isAccepted),
  );
  await takeFromOwnBlockers(transaction, wanted);
  const refused = await insert(transaction, inOrder);
  const entitled = inOrder.filter(
    ({ reservationId, isAccepted }) => isAccepted && refused.has(reservationId),
  );
  const gaveWay = new Set<string>();
  for (const time of entitled) {
    const holders = await holdersOf(transaction, time);
    const isTheirs = holders.some((holder) => accepted.has(holder.id) || !awaitsItsRoom(holder));
    if (isTheirs) continue;
    await makeRoom(transaction, holders);
    for (const { id } of holders) gaveWay.add(id);
    const still = await insert(transaction, [time]);
    if (still.size === 0) refused.delete(time.reservationId);
  }
  return { refused, gaveWay };
}

/** A meeting that moves onto its own preparation or clean-up has that time; they follow (decision 14). */
async function takeFromOwnBlockers(
  transaction: Transaction<Schema>,
  wanted: readonly WantedTime[],
): Promise<void> {
  if (wanted.length === 0) return;
  await sql`
    delete from space_hold h
    using reservation k,
      unnest(${wanted.map((each) => each.reservationId)}::uuid[],
        ${wanted.map((each) => each.startAt)}::timestamptz[],
        ${wanted.map((each) => each.endAt)}::timestamptz[]) as w (reservation_id, start_at, end_at)
    where k.blocks_reservation_id = w.reservation_id and h.reservation_id = k.id
      and tstzrange(h.start_at, h.end_at) && tstzrange(w.start_at, w.end_at)`.execute(transaction);
}

async function insert(
  transaction: Transaction<Schema>,
  wanted: readonly WantedTime[],
): Promise<Set<string>> {
  if (wanted.length === 0) return new Set();
  const { rows } = await sql<{ reservation_id: string }>`
    insert into space_hold (reservation_id, space_id, start_at, end_at)
    select w.reservation_id, w.space_id, w.start_at, w.end_at
    from unnest(${wanted.map((each) => each.reservationId)}::uuid[],
      ${wanted.map((each) => each.spaceId)}::uuid[],
      ${wanted.map((each) => each.startAt)}::timestamptz[],
      ${wanted.map((each) => each.endAt)}::timestamptz[])
      with ordinality as w (reservation_id, space_id, start_at, end_at, place)
    order by w.place
    on conflict do nothing
    returning reservation_id`.execute(transaction);
  const taken = new Set(rows.map((row) => row.reservation_id));
  return new Set(wanted.map(({ reservationId }) => reservationId).filter((id) => !taken.has(id)));
}

/** What only people here have yet to approve, the room has accepted. */
function awaitsItsRoom({ state, external_approval: external }: HolderRow): boolean {
  return awaitsRoom(state) || (state === "awaiting_approval" && external === "awaiting_approval");
}

/** Where the room has confirmed them too, it allows conflicts, and the time stays theirs. */
async function holdersOf(
  transaction: Transaction<Schema>,
  { spaceId, startAt, endAt }: WantedTime,
): Promise<readonly HolderRow[]> {
  const { rows } = await sql<HolderRow>`
    select r.id, r.parent_id, r.state, r.external_approval, s.name as space_name
    from space_hold h join reservation r on r.id = h.reservation_id
    join space s on s.id = h.space_id
    where h.space_id = ${spaceId}::uuid
      and tstzrange(h.start_at, h.end_at) && tstzrange(${startAt}::timestamptz, ${endAt}::timestamptz)
    order by r.id for update of r`.execute(transaction);
  return rows;
}

async function makeRoom(
  transaction: Transaction<Schema>,
  holders: readonly HolderRow[],
): Promise<void> {
  for (const holder of holders) await giveWay(transaction, holder);
  await refreshParents(
    transaction,
    holders.flatMap((holder) => holder.parent_id ?? []),
  );
}

interface HolderRow {
  readonly id: string;
  readonly parent_id: string | null;
  readonly state: ReservationState;
  readonly external_approval: string;
  readonly space_name: string;
}

async function giveWay(
  transaction: Transaction<Schema>,
  { id, space_name: spaceName }: HolderRow,
): Promise<void> {
  const why = takenInOutlook(spaceName);
  await transaction.deleteFrom("space_hold").where("reservation_id", "=", id).execute();
  await transaction.deleteFrom("room_confirmation").where("reservation_id", "=", id).execute();
  await transaction
    .updateTable("reservation")
    .set({
      state: "conflicted",
      reason_code: why.code,
      reason: why.sentence,
      version: sql<number>`version + 1`,
      updated_at: sql<Date>`clock_timestamp()`,
    })
    .where("id", "=", id)
    .execute();
  await auditSync(transaction, id, "room_lost", { state: "conflicted", reason_code: why.code });
}

export function takenInOutlook(spaceName: string): Reason {
  return reason(
    "room_taken_in_outlook",
    `${spaceName} accepted another meeting for this time, which was made in Outlook.`,
  );
}
