import { Temporal } from "temporal-polyfill";
import { rollSeriesOn } from "../../src/app/reservations/roll-series.ts";
import { INTEGRATION_MODE } from "../../src/app/settings/property-definitions.ts";
import { setProperty, sendOneAgain } from "./acts/administration-acts.ts";
import { approveEverything } from "./acts/approval-acts.ts";
import { connectDelegatedAccount, connectPerson } from "./acts/connection-acts.ts";
import { answerForRoom, awaitingDelegate } from "./acts/outlook-room-acts.ts";
import { reconcile } from "./acts/reconciliation-acts.ts";
import { cancelInTheEnd } from "./acts/reservation-acts.ts";
import { cancelSeriesInTheEnd } from "./acts/series-acts.ts";
import { ownEvents } from "./calendars.ts";
import { type Chance, createChance, mixSeeds } from "./chance.ts";
import { APPROVED_ROOM, BUILDING_ZONE, CLIENT_SECRET } from "./company.ts";
import type { History, Known } from "./history.ts";
import { INVARIANTS } from "./invariants.ts";
import { pictureOf } from "./picture.ts";
import type { UsherProcess } from "./usher-process.ts";
import { drain, isAtRest, isQuietThere, workFor } from "./work.ts";

/** Longer than anything that is tried by itself. */
const SETTLED_WITHIN_MS = 6 * 3_600_000;

/** More than it takes as a rule until nothing changes any more. */
const SETTLED_IN_A_DAY_MS = 4 * 3_600_000;

/**
 * Lets the dust settle and looks what is wrong: by what rooms were told, and once both sides were
 * compared whole. Then a second time, in which nothing may happen.
 */
export async function settleAndCheck(history: History): Promise<readonly string[]> {
  const chance = createChance(mixSeeds(history.seed, 0x5e771e));
  history.say("The dust settles.");
  history.endsWhatIsOver = false;
  await makeAllWell(history, chance);
  await letMidnightPass(history, chance);
  const told = await settleKnowing("what rooms were told", history, chance);
  if (told.length > 0) return told.map((each) => `before reconciling, ${each}`);
  await reconcileAll(history, chance);
  const found = await settleKnowing("what a reconciliation finds", history, chance);
  return found.length > 0 ? found : settleOnceMore(history, chance);
}

async function settleKnowing(
  known: Known,
  history: History,
  chance: Chance,
): Promise<readonly string[]> {
  const failures = [...(await settle(history, chance)), ...history.model.violations.splice(0)];
  for (const { name, check } of INVARIANTS) {
    const wrong = await check(history, known);
    failures.push(...wrong.map((each) => `${name}: ${each}`));
  }
  return failures;
}

/** Begins to compare every room's calendar with what stands here of it; answers the run. */
async function reconcileAll(history: History, chance: Chance): Promise<string> {
  // What was changed more lately than that may be on its way, and is not compared.
  await workFor(history, 150_000, chance);
  history.say("All rooms are reconciled.");
  return reconcile(history, chance.pick(history.processes), { kind: "all" }, true);
}

/** Series are held for so many days: at midnight they hold one more, whatever else has settled. */
async function letMidnightPass(history: History, chance: Chance): Promise<void> {
  const { time } = history;
  const now = Temporal.Instant.fromEpochMilliseconds(time.nowMs()).toZonedDateTimeISO(
    BUILDING_ZONE,
  );
  const leftMs = now.startOfDay().add({ days: 1 }).epochMilliseconds - time.nowMs();
  if (leftMs < SETTLED_IN_A_DAY_MS) await workFor(history, leftMs + 1000, chance);
  const process = chance.pick(history.processes);
  await history.act(process, "Series without end roll on", async () => {
    await rollSeriesOn(process.rolling);
    return "done";
  });
  await drain(history, chance);
}

/** Exchange is well, everybody is connected, and what was given up is sent again. */
async function makeAllWell(history: History, chance: Chance): Promise<void> {
  const { exchange, company, processes } = history;
  exchange.world.faults.clear();
  exchange.world.settings.delta.expiryProbability = 0;
  await drain(history, chance);
  await history.enterSecret(CLIENT_SECRET);
  // Longer than a rejected secret is remembered for, or a mode.
  await workFor(history, 61_000, chance);
  const process = chance.pick(processes);
  await connectDelegatedAccount(history, process);
  for (const somebody of company.everybody) await connectPerson(history, process, somebody);
  await setProperty(history, process, INTEGRATION_MODE, "normal");
  await workFor(history, 10_000, chance);
}

async function settle(history: History, chance: Chance): Promise<readonly string[]> {
  for (let rounds = 0; rounds < 20; rounds += 1) {
    if (!(await workUntilNothingIsDue(history, chance))) return ["It does not come to rest."];
    if (!(await readEveryRoom(history, chance))) return ["Not every room is read any more."];
    if (!(await workUntilNothingIsDue(history, chance))) return ["It does not come to rest."];
    const answered = answerEveryRequest(history);
    const process = chance.pick(history.processes);
    const sent = await sendEverythingAgain(history, process);
    const approved = await approveEverything(history, process);
    await drain(history, chance);
    if (answered + sent + approved === 0) return [];
  }
  return ["However often what was given up is sent again, it is given up again."];
}

/** Where only a room's delegate can end the waiting, they are asked about for days. */
function workUntilNothingIsDue(history: History, chance: Chance): Promise<boolean> {
  return workFor(
    history,
    SETTLED_WITHIN_MS,
    chance,
    (due) => isAtRest(due, history.time.nowMs()) || onlyDelegatesAreAwaited(history),
  );
}

/**
 * Whatever nobody was told of is seen when the room is read the next time: until nothing is found
 * that way any more.
 */
async function readEveryRoom(history: History, chance: Chance): Promise<boolean> {
  const { database, exchange, time } = history;
  for (let rounds = 0; rounds < 20; rounds += 1) {
    await time.advance(exchange.world.settings.delta.lagMs + 1);
    const from = new Date(time.nowMs());
    const areRead = await workFor(history, SETTLED_WITHIN_MS, chance, async () => {
      const { rows } = await database.pool.query(
        `select 1 from room_sync where state <> 'inactive' and (lease_until is not null
           or state <> 'active' or last_read_at < $1 or read_began_at < $1 or read_began_at is null)`,
        [from.toISOString()],
      );
      return rows.length === 0;
    });
    if (!areRead) return false;
    const changed = await database.pool.query("select 1 from room_sync where last_change_at > $1", [
      from.toISOString(),
    ]);
    if (changed.rows.length === 0) return true;
  }
  return false;
}

async function onlyDelegatesAreAwaited(history: History): Promise<boolean> {
  const { database, exchange } = history;
  if (awaitingDelegate(history).length === 0) return false;
  const { rows } = await database.pool.query<{ count: string }>(
    `select (select count(*) from sync_event where state in ('new', 'processing'))
      + (select count(*) from room_sync where hinted_at > read_began_at)
      + (select count(*) from room_confirmation c join reservation r on r.id = c.reservation_id
        where r.state <> 'awaiting_approval') as count`,
  );
  const isQuiet = isQuietThere(exchange.world.clock.nextDueMs(), history.time.nowMs());
  return rows[0]?.count === "0" && isQuiet;
}

function answerEveryRequest(history: History): number {
  const waiting = awaitingDelegate(history);
  for (const item of waiting) answerForRoom(history, APPROVED_ROOM, item, "accepted");
  return waiting.length;
}

/**
 * What cannot be sent again, since somebody else has the space or the meeting was cancelled in
 * Outlook, is cancelled by its owner. What is cancelled already, or is over and has nothing left to be
 * told, stays as it was given up.
 */
async function sendEverythingAgain(history: History, process: UsherProcess): Promise<number> {
  const { rows } = await history.database.pool.query<{ id: string; reservation_id: string }>(
    `select e.id, e.reservation_id from sync_event e join reservation r on r.id = e.reservation_id
     where e.state = 'error'
       and (e.type in ('cancel', 'release') or r.state not in ('cancelled', 'rejected')
         and (r.state <> 'completed' or r.sync_state = 'sync_required'))
       and not exists (select 1 from audit_entry a where a.subject_kind = 'reservation'
         and a.subject_id = r.id::text and a.action = 'reservation_lapsed')
       and not exists (select 1 from sync_event l
       where l.reservation_id = e.reservation_id and l.id > e.id and l.state <> 'superseded')
     order by e.id`,
  );
  for (const { id, reservation_id: reservationId } of rows) {
    const isSeries = history.model.series.has(reservationId);
    const cancel = isSeries ? cancelSeriesInTheEnd : cancelInTheEnd;
    const isRemoved = isSeries
      ? !ownEvents(history.exchange.world).some((event) => event.reservationId === reservationId)
      : history.model.get(reservationId).outlook?.has("isCancelled");
    if (isRemoved) {
      await cancel(history, process, reservationId);
      continue;
    }
    const outcome = await sendOneAgain(history, process, id);
    history.say(`   … sync event ${id} is sent again: ${outcome}`);
    if (outcome !== "done") await cancel(history, process, reservationId);
  }
  return rows.length;
}

async function settleOnceMore(history: History, chance: Chance): Promise<readonly string[]> {
  const run = await reconcileAll(history, chance);
  history.say("It settles once more.");
  const before = await pictureOf(history);
  await workFor(history, 1_800_000, chance);
  const after = await pictureOf(history);
  const changed = [
    ...missing(before, after).map((line) => `settling once more ended: ${line}`),
    ...missing(after, before).map((line) => `settling once more made: ${line}`),
  ];
  return [...changed, ...(await differencesOf(history, run))];
}

function missing(these: readonly string[], those: readonly string[]): readonly string[] {
  const others = new Set(those);
  return these.filter((line) => !others.has(line));
}

/** What a reconciliation has found where there is nothing to be found. */
async function differencesOf({ database }: History, run: string): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ line: string }>(
    `select 'reconciling once more ended ' || state || ' and found ' || found as line
     from reconciliation where id = $1
       and not (state = 'done' and rooms_failed = 0 and found = '{}' and changes_taken_in = 0)`,
    [run],
  );
  return rows.map(({ line }) => line);
}
