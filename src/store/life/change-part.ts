import { sql, type Transaction } from "kysely";
import type { JudgedPart, LifeStore, PartChange } from "../../app/reservations/life/ports.ts";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import { writeAudit } from "../audit-store.ts";
import { lockSyncEvents } from "../lock-sync-events.ts";
import { refreshParent } from "../refresh-parent.ts";
import {
  columnsOf,
  type HeldTime,
  spacesOf,
  writeSyncEvents,
} from "../reservation-change-writer.ts";
import { SYNC_MAILBOX } from "../reservation-rows.ts";
import type { Schema } from "../schema.ts";
import { withServices } from "../services/service-change-writer.ts";
import { retakeFreedTime } from "../sync/retake-freed-time.ts";

type Plan = Parameters<LifeStore["changePart"]>[1];

/** Changes one reservation of a meeting, or a meeting that is one, in one transaction. */
export async function changePart(
  transaction: Transaction<Schema>,
  judged: JudgedPart,
  plan: Plan,
): Promise<"changed" | "stale"> {
  const { id, meeting } = judged;
  // Whoever changes an occurrence locks the row of its series first.
  const row = await lock(transaction, meeting.id);
  const part = id === meeting.id ? row : await lock(transaction, id);
  if (row === undefined || part?.version !== judged.version) return "stale";
  if (meeting.version !== null && row.version !== meeting.version) return "stale";
  const events = await lockSyncEvents(transaction, meeting.id);
  const { rows: fixed } = await sql<{ sync_mailbox: string }>`
    select ${sql.raw(SYNC_MAILBOX)} as sync_mailbox
    from reservation r where r.id = ${meeting.id}::uuid`.execute(transaction);
  if (fixed[0]?.sync_mailbox !== meeting.syncMailbox) return "stale";
  const change = plan(events);
  const services = change.services === undefined ? [] : [change.services];
  await withServices(transaction, services, async () => {
    await write(transaction, judged, change, row.state as ReservationState);
    return true;
  });
  return "changed";
}

function lock(transaction: Transaction<Schema>, id: string) {
  return transaction
    .selectFrom("reservation")
    .select(["version", "state"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

async function write(
  transaction: Transaction<Schema>,
  { id, meeting, requestId }: JudgedPart,
  change: PartChange,
  meetingState: ReservationState,
): Promise<void> {
  const { syncMailbox, syncState, ...own } = change.columns;
  const sync = { ...(syncMailbox && { syncMailbox }), ...(syncState && { syncState }) };
  const isMeeting = id === meeting.id;
  await update(transaction, id, columnsOf(isMeeting ? change.columns : own));
  if (!isMeeting) {
    // What is said of the calendar is the meeting's.
    const { lastUpdatedChannel, lastUpdatedSubSource } = own;
    const who = { lastUpdatedChannel, lastUpdatedSubSource };
    const isTold = change.series !== null || Object.keys(sync).length > 0;
    if (isTold) await update(transaction, meeting.id, columnsOf({ ...who, ...sync }));
  }
  if (change.series !== null) await keepSeries(transaction, id, meeting.id, change);
  const givenUp = await writeHold(transaction, id, change.hold);
  const told = { enqueue: change.enqueue, supersede: change.supersede, givenUp };
  await writeSyncEvents(transaction, { id: meeting.id, requestId }, told);
  if (!isMeeting) await refreshParent(transaction, meeting.id, meetingState);
  const audit = { ...change.audit, subjectKind: "reservation", subjectId: id } as const;
  await writeAudit(transaction, audit);
  await retakeFreedTime(transaction, spacesOf(givenUp));
}

async function update(
  transaction: Transaction<Schema>,
  id: string,
  columns: ReturnType<typeof columnsOf>,
): Promise<void> {
  await transaction
    .updateTable("reservation")
    .set({
      ...columns,
      version: sql<number>`version + 1`,
      updated_at: sql<Date>`clock_timestamp()`,
    })
    .where("id", "=", id)
    .execute();
}

/** The occurrence has an end that the series has not, unless it has none any more. */
async function keepSeries(
  transaction: Transaction<Schema>,
  id: string,
  meetingId: string,
  { series, hold }: PartChange,
): Promise<void> {
  await transaction
    .updateTable("reservation_series")
    .set({ series: JSON.stringify(series) })
    .where("reservation_id", "=", meetingId)
    .execute();
  if (hold.kind !== "shorten") return;
  await transaction
    .updateTable("reservation")
    .set({ is_exception: true })
    .where("id", "=", id)
    .execute();
}

/** Answers what became free. What is over holds nothing, even where its time is not quite over. */
async function writeHold(
  transaction: Transaction<Schema>,
  id: string,
  hold: PartChange["hold"],
): Promise<readonly HeldTime[]> {
  if (hold.kind === "keep") return [];
  const freed = await transaction
    .deleteFrom("space_hold")
    .where("reservation_id", "=", id)
    .returning(["space_id", "start_at", "end_at"])
    .execute();
  if (hold.kind === "release") {
    // Whatever its room answers to what was given up changes nothing any more.
    await transaction.deleteFrom("room_confirmation").where("reservation_id", "=", id).execute();
    return freed;
  }
  return freed.map((time) => ({ ...time, start_at: hold.endAt }));
}
