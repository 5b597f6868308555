import { type Kysely, sql, type Transaction } from "kysely";
import type { DatabaseError } from "pg";
import type { ClaimedRoom } from "../../app/sync/inbound/claimed-room.ts";
import type {
  InboundStore,
  PlannedMeeting,
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
import { auditMeetings } from "./inbound-audit.ts";
import { type FactsOfMeeting, loadFacts, writtenMeetings } from "./inbound-facts.ts";
import { followInOtherSpaces } from "./follow-in-other-spaces.ts";
import { takeTimes, type TimesTaken, wantedTime } from "./inbound-holds.ts";
import { createInboundItems, lockReading, moveCursor, writeItems } from "./inbound-items.ts";
import { isChanged, settled, stateOf, writePlacements } from "./inbound-placements.ts";
import { writeMeetings, writeOwnStates } from "./inbound-writes.ts";
import { refreshApprovals } from "../refresh-parent.ts";
import { releaseTimes } from "./release-times.ts";
import { retakeFreedTime } from "./retake-freed-time.ts";
import { followInUncertainWrites } from "./uncertain-writes.ts";

/** What happened in rooms' calendars, in the database. */
export function createInboundStore(database: Database): InboundStore {
  return {
    ...createInboundItems(database.kysely),
    writtenMeetings: (iCalUIds) => writtenMeetings(database, iCalUIds),
    takeIn: async (claimed, page, plan) => {
      if (tellsNothing(page)) return await goOn(database.kysely, claimed, page);
      return await repeatDeadlocked(
        () =>
          database.kysely
            .transaction()
            .execute((transaction) => takeIn(transaction, claimed, page, plan)),
        isTakenInElsewhere,
      );
    },
  };
}

/** As most pages do: rooms are read far more often than anything changes there. */
function tellsNothing({ meetings, unchanged }: ReadPage): boolean {
  return meetings.length === 0 && unchanged.length === 0;
}

async function goOn(
  kysely: Kysely<Schema>,
  claimed: ClaimedRoom,
  page: ReadPage,
): Promise<TakenIn | null> {
  const isOurs = await moveCursor(kysely, claimed, page, false);
  return isOurs ? { changes: 0, hasEnqueued: false, leavesOpen: false } : null;
}

/** The reading of another room that the meeting is in was a moment faster: now it is known here. */
function isTakenInElsewhere({ constraint }: DatabaseError): boolean {
  return constraint === "reservation_meeting_once";
}

type Planned = FactsOfMeeting & PlannedMeeting;

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
  const { freed, changes } = await carryOut(transaction, claimed, changing);
  const taken = planned.map(({ meeting, here, plan: made, isOpen, gap }) => ({
    meeting,
    isOpen,
    gap,
    reservationId: made?.id ?? here?.id ?? null,
  }));
  await writeItems(transaction, claimed, taken, page.unchanged);
  await retakeFreedTime(transaction, freed);
  await moveCursor(transaction, claimed, page, changes > 0);
  return {
    changes,
    hasEnqueued: changing.some((each) => each.plan.writesAgain),
    // A gap is looked at with each full round.
    leavesOpen: taken.some(
      ({ isOpen, gap, meeting }) => isOpen && gap === null && meeting.items.length > 0,
    ),
  };
}

type Changing = FactsOfMeeting & { readonly plan: MeetingPlan };

/** Answers the spaces where time became free, and how many meetings are not as they were. */
async function carryOut(
  transaction: Transaction<Schema>,
  claimed: ClaimedRoom,
  changing: readonly Changing[],
): Promise<{ readonly freed: readonly string[]; readonly changes: number }> {
  if (changing.length === 0) return { freed: [], changes: 0 };
  const roomNames = await namesOf(transaction, changing);
  // All that is let go before anything is taken: meetings may have changed places.
  const freed = await releaseTimes(
    transaction,
    changing.flatMap(({ plan }) => lettingGo(plan)),
  );
  const planned = changing.map((each) => settledMeeting(each, NOBODY, roomNames));
  await writeMeetings(transaction, claimed, planned);
  await followInUncertainWrites(transaction, changing);
  const placements = changing.flatMap(({ plan }) => plan.placements);
  const wanted = placements.filter(takesTime).flatMap((each) => wantedTime(each) ?? []);
  const accepted = new Set(placements.filter((each) => each.isAccepted).map(({ id }) => id));
  const taken = await takeTimes(transaction, wanted, accepted);
  const outcomes = planned.map((each) => ({
    ...settledMeeting(each, taken, roomNames),
    planned: each,
  }));
  await writePlacements(
    transaction,
    outcomes
      .flatMap((each) => each.placements)
      .filter((each) => (each.isNew ? isWithoutTime(taken, each.id) : isChanged(each))),
  );
  const changed = outcomes.filter(hasChanged);
  await writeOwnStates(
    transaction,
    claimed,
    changed.map(({ plan, state, planned: { state: written } }) => ({
      plan,
      state,
      written: plan.isNew ? written : null,
    })),
  );
  const others = await followInOtherSpaces(
    transaction,
    changing.map(({ plan }) => plan),
  );
  await refreshApprovals(transaction, changing.flatMap(seriesToApprove));
  for (const { plan } of changing) if (plan.writesAgain) await writeAgain(transaction, plan.id);
  await auditMeetings(transaction, outcomes);
  // Whoever gave way to what the room had taken may have held more than that.
  const spaceIds = [...freed, ...others, ...wanted.map(({ spaceId }) => spaceId)];
  return { freed: spaceIds, changes: changed.length };
}

/** Where another has the time of all that it wants, a meeting may stand just as before. */
function hasChanged({ plan, placements }: ReturnType<typeof settledMeeting>): boolean {
  return !plan.saysTheSame || placements.some(isChanged);
}

function seriesToApprove({ plan }: Changing): readonly string[] {
  const isAsked = plan.placements.some(({ approval }) => approval !== "not_required");
  return plan.isParent && plan.kind === "recurring" && isAsked ? [plan.id] : [];
}

/** As if everybody got the time they are to have. */
const NOBODY: TimesTaken = { refused: new Set(), gaveWay: new Set() };

function isWithoutTime({ refused, gaveWay }: TimesTaken, id: string): boolean {
  return refused.has(id) || gaveWay.has(id);
}

/** A meeting's reservations as they stand where these get no time. */
function settledMeeting(
  { meeting, plan, here }: Pick<Changing, "meeting" | "plan" | "here">,
  taken: TimesTaken,
  roomNames: ReadonlyMap<string, string>,
) {
  const placements = plan.placements.map((each) => settled(each, taken, roomNames));
  return { meeting, plan, here, placements, state: stateOf(plan, placements) };
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
    from sync_event where reservation_id = ${id}::uuid and type in ('create', 'update')
    order by id desc limit 1`.execute(transaction);
  await transaction
    .updateTable("reservation")
    .set({ sync_state: "sync_enqueued" })
    .where("id", "=", id)
    .execute();
}
