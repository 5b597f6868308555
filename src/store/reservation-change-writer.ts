import { sql, type Transaction, type Updateable } from "kysely";
import type {
  ChangedColumns,
  HoldChange,
  ReservationChange,
  SyncEventDraft,
} from "../app/reservations/ports.ts";
import { writeAudit } from "./audit-store.ts";
import type { ReservationRow, Schema } from "./schema.ts";
import { retakeFreedTime } from "./sync/retake-freed-time.ts";

/**
 * Writes a change of a locked reservation. False where the space is taken: then the caller undoes
 * the transaction, and with it the release of the time that was held before.
 */
export async function writeReservationChange(
  transaction: Transaction<Schema>,
  { id, requestId }: { readonly id: string; readonly requestId: string },
  change: ReservationChange,
): Promise<boolean> {
  await transaction
    .updateTable("reservation")
    .set({
      ...columnsOf(change.columns),
      // Whoever looks after the room has not been asked about another time or space.
      ...(change.hold.kind === "take" && { external_approval: "not_required" }),
      version: sql<number>`version + 1`,
      // The time of writing, not of the transaction's start: whoever looks for what changed since
      // must not miss what was locked for a while.
      updated_at: sql<Date>`clock_timestamp()`,
    })
    .where("id", "=", id)
    .execute();
  const { hasSpace, givenUp } = await writeHold(transaction, id, change.hold);
  if (!hasSpace) return false;
  await writeSyncEvents(transaction, { id, requestId }, { ...change, givenUp });
  const audit = { ...change.audit, subjectKind: "reservation", subjectId: id } as const;
  await writeAudit(transaction, audit);
  await retakeFreedTime(transaction, spacesOf(givenUp));
  return true;
}

/**
 * Enqueues what the calendar is to be told, calls off what it is not to be told any more, and keeps
 * what the meeting has given up until the calendar knows.
 */
export async function writeSyncEvents(
  transaction: Transaction<Schema>,
  { id, requestId }: { readonly id: string; readonly requestId: string },
  change: Pick<ReservationChange, "enqueue" | "supersede"> & {
    readonly givenUp: readonly HeldTime[];
  },
): Promise<void> {
  const enqueued: string[] = [];
  for (const draft of change.enqueue) {
    enqueued.push(await enqueue(transaction, id, requestId, draft));
  }
  await supersede(transaction, change.supersede, enqueued.at(-1) ?? null);
  await recordReleases(transaction, enqueued, change);
  // Where the meeting leaves one calendar for another, the first event is the one that leaves.
  const [telling] = enqueued;
  if (telling !== undefined) {
    await recordGivenUp(transaction, id, {
      telling,
      superseded: change.supersede,
      givenUp: change.givenUp,
    });
  }
}

/** What was called off before it was told is to be let go by whatever is told instead. */
async function recordReleases(
  transaction: Transaction<Schema>,
  enqueued: readonly string[],
  { enqueue: drafts, supersede: superseded }: Pick<ReservationChange, "enqueue" | "supersede">,
): Promise<void> {
  const own = drafts.flatMap(({ releases = [] }, at) =>
    releases.map((reservationId) => ({ telling: enqueued[at] ?? "", reservationId })),
  );
  if (own.length === 0 && superseded.length === 0) return;
  await sql`
    insert into sync_event_release (sync_event_id, reservation_id)
    select o.telling, o.reservation_id
    from unnest(${own.map(({ telling }) => telling)}::bigint[],
        ${own.map(({ reservationId }) => reservationId)}::uuid[]) as o (telling, reservation_id)
    union
    select t.id, x.reservation_id
    from unnest(${[...enqueued]}::bigint[]) as t (id)
    join sync_event_release x on x.sync_event_id = any(${[...superseded]}::bigint[])
    on conflict do nothing`.execute(transaction);
}

export function columnsOf(columns: ChangedColumns): Updateable<ReservationRow> {
  const all: Updateable<ReservationRow> = {
    state: columns.state,
    space_id: columns.spaceId,
    start_at: columns.startAt,
    end_at: columns.endAt,
    time_zone: columns.timeZone,
    subject: columns.subject,
    notes: columns.notes,
    sensitivity: columns.sensitivity,
    attendees: columns.attendees && JSON.stringify(columns.attendees),
    last_updated_channel: columns.lastUpdatedChannel,
    last_updated_sub_source: columns.lastUpdatedSubSource,
    sync_mailbox: columns.syncMailbox,
    sync_state: columns.syncState,
    reason_code: columns.reasonCode,
    reason: columns.reason,
    cancel_notes: columns.cancelNotes,
    check_in_state: columns.checkInState,
    checked_in_at: columns.checkedInAt,
    checked_out_at: columns.checkedOutAt,
    approval_state: columns.approval,
    decided_by: columns.decidedBy,
    decided_at: columns.decidedAt,
    decision_comment: columns.decisionComment,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

async function writeHold(
  transaction: Transaction<Schema>,
  id: string,
  hold: HoldChange,
): Promise<{ readonly hasSpace: boolean; readonly givenUp: readonly HeldTime[] }> {
  if (hold.kind === "keep") return { hasSpace: true, givenUp: [] };
  const givenUp = await transaction
    .deleteFrom("space_hold")
    .where("reservation_id", "=", id)
    .returning(["space_id", "start_at", "end_at"])
    .execute();
  // An answer that the room gives to what was there before says nothing about what is there now.
  await transaction.deleteFrom("room_confirmation").where("reservation_id", "=", id).execute();
  if (hold.kind === "release") return { hasSpace: true, givenUp };
  const { spaceId, startAt, endAt } = hold;
  const taken = await transaction
    .insertInto("space_hold")
    .values({ reservation_id: id, space_id: spaceId, start_at: startAt, end_at: endAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning("reservation_id")
    .executeTakeFirst();
  return { hasSpace: taken !== undefined, givenUp };
}

export function spacesOf(times: readonly HeldTime[]): readonly string[] {
  return times.map((time) => time.space_id);
}

export interface HeldTime {
  readonly space_id: string;
  readonly start_at: Date;
  readonly end_at: Date;
}

const GIVEN_UP_KEPT_HOURS = 24;

/** Until the calendar is told, nobody else's meeting is to ask the room for this time. */
async function recordGivenUp(
  transaction: Transaction<Schema>,
  reservationId: string,
  told: {
    readonly telling: string;
    readonly superseded: readonly string[];
    readonly givenUp: readonly HeldTime[];
  },
): Promise<void> {
  const { telling, superseded, givenUp } = told;
  if (superseded.length > 0) {
    await transaction
      .updateTable("given_up_time")
      .set({ sync_event_id: telling })
      .where("sync_event_id", "in", superseded)
      .execute();
  }
  if (givenUp.length === 0) return;
  await transaction
    .insertInto("given_up_time")
    .values(
      givenUp.map((time) => ({ ...time, sync_event_id: telling, reservation_id: reservationId })),
    )
    .execute();
  // Whoever gives up time in a space sweeps away what has long been told of it.
  const spaces = [...new Set(givenUp.map((time) => time.space_id))];
  await transaction
    .deleteFrom("given_up_time")
    .where("space_id", "in", spaces)
    .where("given_up_at", "<", sql<Date>`now() - ${GIVEN_UP_KEPT_HOURS} * interval '1 hour'`)
    .execute();
}

/**
 * The successor is the event that says what the calendar is to show in the end: the last, where the
 * meeting leaves one calendar for another; none, where nothing has to be said any more.
 */
async function supersede(
  transaction: Transaction<Schema>,
  ids: readonly string[],
  successor: string | null,
): Promise<void> {
  if (ids.length === 0) return;
  await transaction
    .updateTable("sync_event")
    .set({
      state: "superseded",
      superseded_by: successor,
      processed_at: sql<Date>`clock_timestamp()`,
    })
    .where("id", "in", ids)
    .execute();
}

async function enqueue(
  transaction: Transaction<Schema>,
  reservationId: string,
  requestId: string,
  draft: SyncEventDraft,
): Promise<string> {
  const { id } = await transaction
    .insertInto("sync_event")
    .values({
      reservation_id: reservationId,
      provider_id: draft.providerId,
      type: draft.type,
      policy_row: draft.policyRow,
      mailbox: draft.mailbox,
      sync_mailbox: draft.syncMailbox,
      credential: draft.credential,
      credential_person_id: draft.credentialPersonId,
      invited: draft.invited,
      channel: draft.channel,
      priority: draft.priority,
      dry_run: draft.dryRun,
      may_have_been_sent: draft.mayHaveBeenSent,
      request_id: requestId,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}
