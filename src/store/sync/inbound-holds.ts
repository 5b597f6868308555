import { sql, type Transaction } from "kysely";
import type { Reason } from "../../app/sync/sync-event-store.ts";
import { reason } from "../../app/sync/sync-reasons.ts";
import type { PlannedPlacement } from "../../core/sync/inbound/plan-placements.ts";
import { holdsSpace, type ReservationState } from "../../core/reservations/reservation-state.ts";
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

/**
 * Takes what can be taken, and answers the reservations that get none: another has the time. What
 * the room has taken goes ahead of what only awaits the room, which then is conflicted.
 */
export async function takeTimes(
  transaction: Transaction<Schema>,
  wanted: readonly WantedTime[],
): Promise<ReadonlySet<string>> {
  const inOrder = wanted.toSorted(
    (left, right) => Number(right.isAccepted) - Number(left.isAccepted),
  );
  const refused = await insert(transaction, inOrder);
  const entitled = inOrder.filter(
    ({ reservationId, isAccepted }) => isAccepted && refused.has(reservationId),
  );
  for (const time of entitled) {
    if (!(await makeRoomFor(transaction, time))) continue;
    const still = await insert(transaction, [time]);
    if (still.size === 0) refused.delete(time.reservationId);
  }
  return refused;
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

const AWAITING: readonly ReservationState[] = [
  "awaiting_confirmation",
  "awaiting_approval",
  "approved",
];

/** False where somebody has the time whom the room has confirmed too: it allows conflicts. */
async function makeRoomFor(
  transaction: Transaction<Schema>,
  { spaceId, startAt, endAt }: WantedTime,
): Promise<boolean> {
  const { rows } = await sql<HolderRow>`
    select r.id, r.parent_id, r.state, s.name as space_name
    from space_hold h join reservation r on r.id = h.reservation_id
    join space s on s.id = h.space_id
    where h.space_id = ${spaceId}::uuid
      and tstzrange(h.start_at, h.end_at) && tstzrange(${startAt}::timestamptz, ${endAt}::timestamptz)
    order by r.id for update of r`.execute(transaction);
  if (rows.some(({ state }) => !AWAITING.includes(state))) return false;
  for (const holder of rows) await giveWay(transaction, holder);
  await refreshParents(
    transaction,
    rows.flatMap((row) => row.parent_id ?? []),
  );
  return true;
}

interface HolderRow {
  readonly id: string;
  readonly parent_id: string | null;
  readonly state: ReservationState;
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

function takenInOutlook(spaceName: string): Reason {
  return reason(
    "room_taken_in_outlook",
    `${spaceName} accepted another meeting for this time, which was made in Outlook.`,
  );
}
