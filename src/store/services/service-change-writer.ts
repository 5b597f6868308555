import { sql, type Transaction } from "kysely";
import type {
  BlockerWrite,
  NewBlocker,
  ServiceChange,
} from "../../app/reservations/services/ports.ts";
import type { BlockerPart } from "../../core/reservations/blockers.ts";
import { FINAL_STATES } from "../../core/reservations/reservation-state.ts";
import { createReservationStatement } from "../create-reservation-statement.ts";
import { lockSyncEvents } from "../lock-sync-events.ts";
import { writeReservationChange } from "../reservation-change-writer.ts";
import { SYNC_MAILBOX } from "../reservation-rows.ts";
import { runWithin } from "../run-within.ts";
import type { Schema } from "../schema.ts";

/** Leaves the transaction: the space is taken for mandatory blockers of these reservations. */
export class ServiceTimeIsTaken extends Error {
  readonly part: BlockerPart;
  readonly reservationIds: readonly string[];

  constructor(part: BlockerPart, reservationIds: readonly string[]) {
    super(`the space is taken for ${part}`);
    this.part = part;
    this.reservationIds = reservationIds;
  }
}

/** Leaves the transaction: the blockers are others than were judged. */
export class BlockersHaveChanged extends Error {}

/**
 * Writes what becomes of services and blockers around `writeMeeting`, which writes what becomes of
 * their reservations. Those are locked already; their blockers are locked here, after them. Nothing of
 * them is written where the meeting's own write answers false.
 */
export async function withServices(
  transaction: Transaction<Schema>,
  changes: readonly ServiceChange[],
  writeMeeting: () => Promise<boolean>,
): Promise<boolean> {
  for (const change of changes) await lockBlockers(transaction, change);
  const missing = new Map<string, BlockerPart>();
  for (const change of changes) {
    await writeBlockers(transaction, change, change.beforeMeeting, missing);
  }
  if (!(await writeMeeting())) return false;
  for (const change of changes) {
    await writeBlockers(transaction, change, change.afterMeeting, missing);
    await writeServices(transaction, change);
  }
  const [part] = missing.values();
  if (part !== undefined) throw new ServiceTimeIsTaken(part, [...missing.keys()]);
  return true;
}

async function lockBlockers(
  transaction: Transaction<Schema>,
  { reservationId, judged }: ServiceChange,
): Promise<void> {
  const rows = await transaction
    .selectFrom("reservation")
    .select(["id", "version"])
    .where("blocks_reservation_id", "=", reservationId)
    .where("state", "not in", [...FINAL_STATES])
    .orderBy("id")
    .forUpdate()
    .execute();
  const areAsJudged =
    rows.length === judged.size &&
    rows.every(({ id, version }) => judged.get(id)?.version === version);
  if (!areAsJudged) throw new BlockersHaveChanged();
}

/** `missing`: what of the reservation is mandatory, and has no time. */
async function writeBlockers(
  transaction: Transaction<Schema>,
  change: ServiceChange,
  writes: readonly BlockerWrite[],
  missing: Map<string, BlockerPart>,
): Promise<void> {
  for (const write of writes) {
    const part = await writeBlocker(transaction, change, write);
    if (part !== null) missing.set(change.reservationId, part);
  }
}

/** Null unless it is mandatory, and its time is taken. */
async function writeBlocker(
  transaction: Transaction<Schema>,
  change: ServiceChange,
  write: BlockerWrite,
): Promise<BlockerPart | null> {
  switch (write.kind) {
    case "make": {
      const hasSpace = await makeBlocker(transaction, write.blocker);
      return hasSpace || !write.isMandatory ? null : write.blocker.blocks.part;
    }
    case "cancel":
      await changeBlocker(transaction, change, write.id, write.plan);
      return null;
    case "move":
      return moveBlocker(transaction, change, write);
  }
}

async function makeBlocker(
  transaction: Transaction<Schema>,
  blocker: NewBlocker,
): Promise<boolean> {
  const rows = await runWithin(transaction, createReservationStatement(blocker));
  if (rows.length === 0) return false;
  const { reservationId, part } = blocker.blocks;
  await transaction
    .updateTable("reservation")
    .set({ blocks_reservation_id: reservationId, blocker_part: part })
    .where("id", "=", blocker.id)
    .execute();
  return true;
}

/** What it had is let go before it is known whether it gets what it wants: then all that is undone. */
async function moveBlocker(
  transaction: Transaction<Schema>,
  change: ServiceChange,
  { id, part, isMandatory, plan, giveUp }: Extract<BlockerWrite, { kind: "move" }>,
): Promise<BlockerPart | null> {
  await sql`savepoint blocker_where_it_was`.execute(transaction);
  const hasSpace = await changeBlocker(transaction, change, id, plan);
  if (hasSpace) {
    await sql`release savepoint blocker_where_it_was`.execute(transaction);
    return null;
  }
  if (isMandatory) return part;
  await sql`rollback to savepoint blocker_where_it_was`.execute(transaction);
  await changeBlocker(transaction, change, id, giveUp);
  return null;
}

async function changeBlocker(
  transaction: Transaction<Schema>,
  { judged, requestId }: ServiceChange,
  id: string,
  plan: Extract<BlockerWrite, { kind: "move" }>["plan"],
): Promise<boolean> {
  const events = await lockSyncEvents(transaction, id);
  const { rows } = await sql<{ sync_mailbox: string }>`
    select ${sql.raw(SYNC_MAILBOX)} as sync_mailbox
    from reservation r where r.id = ${id}::uuid`.execute(transaction);
  // It is fixed the moment that a lane begins to write, which changes no version.
  if (rows[0]?.sync_mailbox !== judged.get(id)?.syncMailbox) throw new BlockersHaveChanged();
  return writeReservationChange(transaction, { id, requestId }, plan(events));
}

async function writeServices(
  transaction: Transaction<Schema>,
  { reservationId, services }: ServiceChange,
): Promise<void> {
  await transaction
    .deleteFrom("service_follow_up")
    .where("reservation_id", "=", reservationId)
    .execute();
  if (services === null) return;
  await transaction
    .deleteFrom("reservation_service")
    .where("reservation_id", "=", reservationId)
    .execute();
  await transaction
    .updateTable("reservation")
    .set({ has_services: services.length > 0 })
    .where("id", "=", reservationId)
    .execute();
  if (services.length === 0) return;
  await transaction
    .insertInto("reservation_service")
    .values(services.map((id) => ({ reservation_id: reservationId, service_id: id })))
    .execute();
}
