import { sql, type Transaction } from "kysely";
import type {
  GroupChange,
  GroupChangeOutcome,
  GroupMember,
  MeetingCreation,
  NewGroup,
} from "../app/reservations/together-ports.ts";
import { writeAudit } from "./audit-store.ts";
import { takenSpacesStatement } from "./create-meeting-statement.ts";
import { createReservationStatement } from "./create-reservation-statement.ts";
import type { Database } from "./database.ts";
import { repeatDeadlocked } from "./repeat-deadlocked.ts";
import { columnsOf } from "./reservation-change-writer.ts";
import { changeWithin, SpaceTaken } from "./reservation-store.ts";
import { VERSION } from "./reservation-rows.ts";
import { isKeyUsed } from "./row-faults.ts";
import { runWithin } from "./run-within.ts";
import type { Schema } from "./schema.ts";
import {
  BlockersHaveChanged,
  ServiceTimeIsTaken,
  withServices,
} from "./services/service-change-writer.ts";

/** Writes a group with the reservations of all its members: all or nothing. */
export async function createGroup(database: Database, group: NewGroup): Promise<MeetingCreation> {
  try {
    await repeatDeadlocked(() =>
      database.kysely.transaction().execute((transaction) => write(transaction, group)),
    );
    return { outcome: "created" };
  } catch (error) {
    if (error instanceof ServiceTimeIsTaken) {
      return { outcome: "service_time_taken", part: error.part };
    }
    if (isKeyUsed(error)) return { outcome: "key_used" };
    if (!(error instanceof SpaceTaken)) throw error;
  }
  const spaceIds = group.members.map(({ row }) => row.spaceId);
  const taken = takenSpacesStatement(spaceIds, group.row);
  const { rows } = await database.query<{ space_id: string }>(taken);
  return { outcome: "spaces_taken", spaceIds: rows.map((row) => row.space_id) };
}

async function write(transaction: Transaction<Schema>, { row, members }: NewGroup): Promise<void> {
  await writeRow(transaction, row);
  // In the order of spaces, as everybody does who takes several.
  for (const member of inOrderOfSpaces(members, ({ row: { spaceId } }) => spaceId)) {
    await writeMember(transaction, member);
  }
  await transaction
    .updateTable("reservation")
    .set({ group_id: row.id })
    .where(
      "id",
      "in",
      members.map((member) => member.row.id),
    )
    .execute();
}

async function writeRow(transaction: Transaction<Schema>, row: NewGroup["row"]): Promise<void> {
  await transaction
    .insertInto("reservation")
    .values({
      id: row.id,
      is_parent: true,
      kind: row.kind,
      state: row.state,
      space_id: row.spaceId,
      subject: row.subject,
      notes: row.notes,
      sensitivity: row.sensitivity,
      start_at: row.startAt,
      end_at: row.endAt,
      time_zone: row.timeZone,
      requested_for: row.requestedFor,
      opened_by: row.openedBy,
      opened_by_client: row.openedByClient,
      attendees: JSON.stringify(row.attendees),
      channel: row.channel,
      sub_source: row.subSource,
      last_updated_channel: row.channel,
      last_updated_sub_source: row.subSource,
    })
    .execute();
  const { audit, idempotencyKey: key } = row;
  await writeAudit(transaction, { ...audit, subjectKind: "reservation", subjectId: row.id });
  if (key === null) return;
  await transaction
    .insertInto("idempotency_key")
    .values({
      actor: key.actor,
      key: key.key,
      request_hash: Buffer.from(key.requestHash),
      reservation_id: row.id,
    })
    .execute();
}

async function writeMember(
  transaction: Transaction<Schema>,
  { row, services }: GroupMember,
): Promise<void> {
  const hasSpace = await withServices(
    transaction,
    services === null ? [] : [services],
    async () => {
      const rows = await runWithin(transaction, createReservationStatement(row));
      return rows.length > 0;
    },
  );
  if (!hasSpace) throw new SpaceTaken(row.spaceId);
}

/** Changes a group and its members if none of them has changed since it was judged: all or nothing. */
export async function changeGroup(
  database: Database,
  change: GroupChange,
): Promise<GroupChangeOutcome> {
  try {
    await repeatDeadlocked(() =>
      database.kysely.transaction().execute((transaction) => changeAll(transaction, change)),
    );
    return { outcome: "changed" };
  } catch (error) {
    if (error instanceof SpaceTaken) return { outcome: "space_taken", spaceId: error.spaceId };
    if (error instanceof ServiceTimeIsTaken) {
      return { outcome: "service_time_taken", part: error.part };
    }
    if (error instanceof BlockersHaveChanged || error instanceof MemberHasChanged) {
      return { outcome: "stale" };
    }
    throw error;
  }
}

/** Leaves the transaction, so that nothing of the group is changed. */
class MemberHasChanged extends Error {}

async function changeAll(
  transaction: Transaction<Schema>,
  { group, members, columns, audit, requestId }: GroupChange,
): Promise<void> {
  const changed = await transaction
    .updateTable("reservation as r")
    .set({
      ...columnsOf(columns),
      version: sql<number>`r.version + 1`,
      updated_at: sql<Date>`clock_timestamp()`,
    })
    .where("r.id", "=", group.id)
    .where(sql<boolean>`${sql.raw(VERSION)} = ${group.version}`)
    .returning("r.id")
    .executeTakeFirst();
  if (changed === undefined) throw new MemberHasChanged();
  for (const { member, plan } of inOrderOfSpaces(members, (each) => each.member.space.id)) {
    const { id, version, syncMailbox } = member;
    const { outcome } = await changeWithin(
      transaction,
      { id, version, syncMailbox, requestId },
      plan,
    );
    if (outcome !== "changed") throw new MemberHasChanged();
  }
  await writeAudit(transaction, { ...audit, subjectKind: "reservation", subjectId: group.id });
}

function inOrderOfSpaces<T>(all: readonly T[], spaceIdOf: (each: T) => string): readonly T[] {
  return all.toSorted((left, right) => (spaceIdOf(left) < spaceIdOf(right) ? -1 : 1));
}
