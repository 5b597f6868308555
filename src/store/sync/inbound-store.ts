import { sql, type Transaction } from "kysely";
import type { ClaimedRoom } from "../../app/sync/inbound/claimed-room.ts";
import type {
  InboundStore,
  PlanTaken,
  ReadPage,
  TakenIn,
} from "../../app/sync/inbound/inbound-store.ts";
import { holdsSpace } from "../../core/reservations/reservation-state.ts";
import type { MeetingPlan } from "../../core/sync/inbound/plan-meeting.ts";
import type { PlannedPlacement } from "../../core/sync/inbound/plan-placements.ts";
import type { Database } from "../database.ts";
import { repeatDeadlocked } from "../repeat-deadlocked.ts";
import type { Schema } from "../schema.ts";
import { auditMeeting } from "./inbound-audit.ts";
import { type FactsOfMeeting, loadFacts, writtenMeetings } from "./inbound-facts.ts";
import { takeTimes, wantedTime } from "./inbound-holds.ts";
import { createInboundItems, lockReading, moveCursor, writeItems } from "./inbound-items.ts";
import {
  insertChildren,
  isChanged,
  settled,
  stateOf,
  writeMeeting,
  writeOwnState,
  writePlacements,
} from "./inbound-writes.ts";
import { releaseTimes } from "./release-times.ts";
import { retakeFreedTime } from "./retake-freed-time.ts";

/** What happened in rooms' calendars, in the database. */
export function createInboundStore(database: Database): InboundStore {
  return {
    ...createInboundItems(database.kysely),
    writtenMeetings: (iCalUIds) => writtenMeetings(database, iCalUIds),
    takeIn: (claimed, page, plan) =>
      repeatDeadlocked(() =>
        database.kysely
          .transaction()
          .execute((transaction) => takeIn(transaction, claimed, page, plan)),
      ),
  };
}

interface Planned extends FactsOfMeeting {
  readonly plan: MeetingPlan | null;
  readonly isOpen: boolean;
}

async function takeIn(
  transaction: Transaction<Schema>,
  claimed: ClaimedRoom,
  page: ReadPage,
  plan: PlanTaken,
): Promise<TakenIn | null> {
  if (!(await lockReading(transaction, claimed))) return null;
  const facts = await loadFacts(transaction, claimed, page);
  const planned = facts.map((each): Planned => ({ ...each, ...plan(each.meeting, each) }));
  const changing = planned.flatMap(({ plan: made, ...rest }) =>
    made === null ? [] : [{ ...rest, plan: made }],
  );
  const freed = await carryOut(transaction, claimed, changing);
  const taken = planned.map(({ meeting, here, plan: made, isOpen }) => ({
    meeting,
    isOpen,
    reservationId: made?.id ?? here?.id ?? null,
  }));
  await writeItems(transaction, claimed, taken, page.unchanged);
  await retakeFreedTime(transaction, freed);
  await moveCursor(transaction, claimed, page, changing.length > 0);
  return {
    changes: changing.length,
    hasEnqueued: changing.some((each) => each.plan.writesAgain),
  };
}

type Changing = FactsOfMeeting & { readonly plan: MeetingPlan };

/** Answers the spaces where time became free. */
async function carryOut(
  transaction: Transaction<Schema>,
  claimed: ClaimedRoom,
  changing: readonly Changing[],
): Promise<readonly string[]> {
  if (changing.length === 0) return [];
  const roomNames = await namesOf(transaction, changing);
  // All that is let go before anything is taken: meetings may have changed places.
  const freed = await releaseTimes(
    transaction,
    changing.flatMap(({ plan }) => lettingGo(plan)),
  );
  for (const { meeting, plan } of changing) {
    await writeMeeting(transaction, claimed, meeting, plan);
    await insertChildren(transaction, plan);
  }
  const placements = changing.flatMap(({ plan }) => plan.placements);
  const wanted = placements.filter(takesTime).flatMap((each) => wantedTime(each) ?? []);
  const accepted = new Set(placements.filter((each) => each.isAccepted).map(({ id }) => id));
  const taken = await takeTimes(transaction, wanted, accepted);
  for (const { plan, here } of changing) {
    const outcome = plan.placements.map((each) => settled(each, taken, roomNames));
    await writePlacements(transaction, outcome.filter(isChanged));
    await writeOwnState(transaction, plan, stateOf(plan, outcome));
    if (plan.writesAgain) await writeAgain(transaction, plan.id);
    await auditMeeting(transaction, plan, here, outcome);
  }
  // Whoever gave way to what the room had taken may have held more than that.
  return [...freed, ...wanted.map(({ spaceId }) => spaceId)];
}

/** Whatever these reservations hold is not theirs any more, or not in that place. */
function lettingGo({ id, isNew, isParent, placements }: MeetingPlan): readonly string[] {
  const changed = placements
    .filter((each) => !each.isNew && (each.isMoved || !holdsSpace(each.state)))
    .map((each) => each.id);
  return isParent && !isNew ? [id, ...changed] : changed;
}

function takesTime({ isMoved, isNew, state, stateBefore }: PlannedPlacement): boolean {
  const held = stateBefore !== null && holdsSpace(stateBefore);
  return holdsSpace(state) && (isNew || isMoved || !held);
}

async function namesOf(
  transaction: Transaction<Schema>,
  changing: readonly Changing[],
): Promise<ReadonlyMap<string, string>> {
  const ids = changing.flatMap(({ plan }) => plan.placements.map(({ spaceId }) => spaceId));
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from space where id = any(${[...new Set(ids)]}::uuid[])`.execute(transaction);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/**
 * What is under way shows what stood here before: the meeting is written as it is now, behind it.
 * It is the same act once more, by whoever did it and with their rights.
 */
async function writeAgain(transaction: Transaction<Schema>, id: string): Promise<void> {
  await sql`
    insert into sync_event (reservation_id, provider_id, type, policy_row, mailbox, sync_mailbox,
      credential, credential_person_id, invited, channel, priority, dry_run, may_have_been_sent)
    select reservation_id, provider_id, 'update', policy_row, mailbox, sync_mailbox, credential,
      credential_person_id, invited, channel, priority, dry_run, false
    from sync_event where reservation_id = ${id}::uuid and type <> 'cancel'
    order by id desc limit 1`.execute(transaction);
  await transaction
    .updateTable("reservation")
    .set({ sync_state: "sync_enqueued" })
    .where("id", "=", id)
    .execute();
}
