import type { Chance } from "./chance.ts";
import { UNREAD_MS } from "./driven-reconciler.ts";
import type { ReadersWork } from "./driven-room-readers.ts";
import type { History } from "./history.ts";
import type { UsherProcess } from "./usher-process.ts";
import { watchReleases } from "./watched-releases.ts";

/** Living processes renew their leases at least so often. */
const RENEWED_EVERY_MS = 10_000;
/** Where something is due and yet cannot be taken on: it waits for another, or for a room. */
const LOOK_AGAIN_MS = 1_000;
const TURNS_MAX = 20_000;
/** A look at the clock takes a microsecond: before they are a millisecond, it moves on. */
const TURNS_AT_ONE_TIME = 100;
/** As the server has it; where hours pass, what waits for a token is looked at less often. */
const SWEPT_EVERY_MS = 5_000;
const SWEEPS_MAX = 100;
/** The server does it with each sweep; a room in which nothing happens yet is read later. */
const QUICKENED_EVERY_MS = 60_000;
/**
 * So often rooms are looked at of which nobody was told. The server does it sooner; later is only
 * later, and a history that waits for hours would do little else.
 */
const UNTOLD_READ_EVERY_MS = 300_000;
const UNTOLD_READS_MAX = 20;
/** The server looks each minute for what is over; what is not to be released is looked at again. */
const LIFE_EVERY_MS = 300_000;
/** What Exchange does so much later is the end of a subscription, or of the token it was made with. */
const SOON_MS = 120_000;

/** When there is something to be done. */
export interface Due {
  /** Sync events and rooms' answers. */
  readonly lanesMs: number | null;
  /** Rooms of whose changes somebody was told, or that are to be read whole. */
  readonly toldMs: number | null;
  /** Rooms that are read all the same. */
  readonly untoldMs: number | null;
  /** Where rooms' changes are learnt from. */
  readonly sourcesMs: number | null;
  /** Rooms that are to be compared, or to be read whole for it. */
  readonly reconcilerMs: number | null;
  /** What nobody has checked in to, or what is over: the server looks each minute. */
  readonly lifeMs: number | null;
  readonly exchangeMs: number | null;
  /** Something is there that a sweep may take up, or hasten. */
  readonly isToSweep: boolean;
  readonly isToQuicken: boolean;
}

/** Whether nothing is left but to look whether something changed that nobody was told of. */
export function isAtRest(
  { lanesMs, toldMs, reconcilerMs, exchangeMs }: Due,
  nowMs: number,
): boolean {
  const isIdle = lanesMs === null && toldMs === null && reconcilerMs === null;
  return isIdle && isQuietThere(exchangeMs, nowMs);
}

export function isQuietThere(nextDueMs: number | null, nowMs: number): boolean {
  return nextDueMs === null || nextDueMs - nowMs > SOON_MS;
}

/** Gives turns, in an order of chance, until nothing is under way any more. */
export async function drain({ tasks, time }: History, chance: Chance): Promise<void> {
  for (let turns = 0; turns < TURNS_MAX; turns += 1) {
    const waiting = tasks.waiting();
    if (waiting.length === 0) return;
    await tasks.turn(chance.pick(waiting));
    if (turns % TURNS_AT_ONE_TIME === TURNS_AT_ONE_TIME - 1) await time.advance(1);
  }
  throw new Error(`After ${TURNS_MAX} turns something is still under way.`);
}

/**
 * What the processes do by themselves, begun in one of them; false where there is nothing to do. To
 * look for work in vain would cost more than all the rest.
 */
export async function begin(history: History, chance: Chance): Promise<boolean> {
  const due = await whatIsDue(history);
  const nowMs = history.time.nowMs();
  const weights = {
    sweeps: due.isToSweep ? 15 : 0,
    "looks for work": isReached(due.lanesMs, nowMs) ? 55 : 0,
    "looks for rooms": areReadersDue(due, nowMs) ? 30 : 0,
    reconciles: isReached(due.reconcilerMs, nowMs) ? 30 : 0,
  } as const;
  const kind = chance.pickWeighted(
    ["sweeps", "looks for work", "looks for rooms", "reconciles"] as const,
    (each) => weights[each],
  );
  if (kind === undefined) return false;
  const process = someProcessFor(history, kind === "looks for rooms", chance);
  const { name, lanes, readers, reconciler } = process;
  await history.tasks.start({
    owner: name,
    name: `${name} ${kind}`,
    async work() {
      if (kind === "sweeps") await lanes.sweep();
      else if (kind === "looks for rooms") await readers.lookForWork(readersWork(due, nowMs));
      else if (kind === "reconciles") await reconciler.lookForWork();
      else await lanes.lookForWork();
    },
  });
  return true;
}

function isReached(dueMs: number | null, nowMs: number): boolean {
  return dueMs !== null && dueMs <= nowMs;
}

function readersWork({ toldMs, untoldMs, sourcesMs }: Due, nowMs: number): ReadersWork {
  return {
    rooms: isReached(toldMs, nowMs) || isReached(untoldMs, nowMs),
    sources: isReached(sourcesMs, nowMs),
  };
}

function areReadersDue(due: Due, nowMs: number): boolean {
  const { rooms, sources } = readersWork(due, nowMs);
  return rooms || sources;
}

/** Notifications are with the process that was told. */
function someProcessFor(history: History, isForReaders: boolean, chance: Chance): UsherProcess {
  const told = history.processes.filter(({ readers }) => readers.hasNotifications());
  return chance.pick(isForReaders && told.length > 0 ? told : history.processes);
}

/** Begins something in one of the processes, and does all of it. */
async function doAll(
  history: History,
  chance: Chance,
  { name: owner }: UsherProcess,
  what: string,
  work: () => Promise<unknown>,
): Promise<void> {
  const all = async (): Promise<void> => void (await work());
  await history.tasks.start({ owner, name: `${owner} ${what}`, work: all });
  await drain(history, chance);
}

/** Does all that is due now; answers how much that was. */
async function doWhatIsDue(history: History, due: Due, chance: Chance): Promise<number> {
  const nowMs = history.time.nowMs();
  let took = 0;
  if (isReached(due.lanesMs, nowMs)) {
    const process = someProcessFor(history, false, chance);
    const look = async (): Promise<unknown> => (took += await process.lanes.lookForWork());
    await doAll(history, chance, process, "looks for work", look);
  }
  if (areReadersDue(due, nowMs)) {
    const process = someProcessFor(history, true, chance);
    const work = readersWork(due, nowMs);
    const look = async (): Promise<unknown> => (took += await process.readers.lookForWork(work));
    await doAll(history, chance, process, "looks for rooms", look);
  }
  if (isReached(due.reconcilerMs, nowMs)) {
    const process = someProcessFor(history, false, chance);
    const look = async (): Promise<unknown> => (took += await process.reconciler.lookForWork());
    await doAll(history, chance, process, "reconciles", look);
  }
  return took;
}

/**
 * The processes work while time passes, everything at its own time: for so long, or until
 * `isEnough`. Answers whether it was.
 */
export async function workFor(
  history: History,
  durationMs: number,
  chance: Chance,
  isEnough: (due: Due) => Promise<boolean> | boolean = () => false,
): Promise<boolean> {
  const { time } = history;
  const untilMs = time.nowMs() + durationMs;
  const untoldEveryMs = Math.max(UNTOLD_READ_EVERY_MS, Math.ceil(durationMs / UNTOLD_READS_MAX));
  const sweepEveryMs = Math.max(SWEPT_EVERY_MS, Math.ceil(durationMs / SWEEPS_MAX));
  let sweptMs = Number.NEGATIVE_INFINITY;
  let quickenedMs = Number.NEGATIVE_INFINITY;
  let livedMs = Number.NEGATIVE_INFINITY;
  let untoldNotBeforeMs = time.nowMs();
  await drain(history, chance);
  for (;;) {
    const nowMs = time.nowMs();
    const due = await whatIsDue(history, untoldNotBeforeMs);
    if (due.isToSweep && nowMs - sweptMs >= sweepEveryMs) {
      sweptMs = nowMs;
      const process = chance.pick(history.processes);
      await doAll(history, chance, process, "sweeps", () => process.lanes.sweep());
      continue;
    }
    if (due.isToQuicken && nowMs - quickenedMs >= QUICKENED_EVERY_MS) {
      quickenedMs = nowMs;
      const process = chance.pick(history.processes);
      await doAll(history, chance, process, "hastens", () => process.readers.quicken());
      continue;
    }
    if (isReached(due.lifeMs, nowMs) && nowMs - livedMs >= LIFE_EVERY_MS) {
      livedMs = nowMs;
      const process = chance.pick(history.processes);
      await doAll(history, chance, process, "ends what is over", () =>
        process.runLifeJobs((deps) => watchReleases(deps, history)),
      );
      continue;
    }
    if (isReached(due.untoldMs, nowMs) || isReached(due.sourcesMs, nowMs)) {
      untoldNotBeforeMs = nowMs + untoldEveryMs;
    }
    if ((await doWhatIsDue(history, due, chance)) > 0) continue;
    if (await isEnough(due)) return true;
    if (time.nowMs() >= untilMs) return false;
    const nextSweepMs = due.isToSweep ? sweptMs + sweepEveryMs : untilMs;
    await waitUntil(history, Math.min(untilMs, nextSweepMs, nextLookMs(due, time.nowMs())));
  }
}

/**
 * Or until Exchange tells something, or comes to rest: what else it does nobody here can know, so
 * nothing is due because of it.
 */
async function waitUntil({ exchange, processes, time }: History, untilMs: number): Promise<void> {
  const { clock } = exchange.world;
  const wasQuiet = isQuietThere(clock.nextDueMs(), time.nowMs());
  while (time.nowMs() < untilMs) {
    const nextMs = clock.nextDueMs() ?? untilMs;
    await time.advance(Math.max(0, Math.min(untilMs, nextMs) - time.nowMs()));
    if (processes.some(({ readers }) => readers.hasNotifications())) return;
    if (!wasQuiet && isQuietThere(clock.nextDueMs(), time.nowMs())) return;
  }
}

/** What is due and yet not taken on waits for something else: it is looked at again. */
function nextLookMs(due: Due, nowMs: number): number {
  const { lanesMs, toldMs, untoldMs, sourcesMs, reconcilerMs, lifeMs } = due;
  const next = [lanesMs, toldMs, untoldMs, sourcesMs, reconcilerMs].map((ms) =>
    ms === null ? Number.POSITIVE_INFINITY : ms > nowMs ? ms : nowMs + LOOK_AGAIN_MS,
  );
  const life = lifeMs === null ? Number.POSITIVE_INFINITY : Math.max(lifeMs, nowMs + LIFE_EVERY_MS);
  return Math.min(...next, life);
}

/** Time passes and nobody works; calls that are under way are still so, if it is not for long. */
export async function standStill(
  history: History,
  durationMs: number,
  chance: Chance,
): Promise<void> {
  if (durationMs > 2 * RENEWED_EVERY_MS) await drain(history, chance);
  let leftMs = durationMs;
  while (leftMs > 0) {
    const isIdle = history.tasks.waiting().length === 0;
    const stepMs = isIdle ? leftMs : Math.min(leftMs, RENEWED_EVERY_MS);
    await history.time.advance(stepMs);
    for (const { lanes, readers } of history.processes) {
      await lanes.renew();
      await readers.renew();
    }
    leftMs -= stepMs;
  }
}

async function whatIsDue(history: History, untoldNotBeforeMs = 0): Promise<Due> {
  const { database, exchange, processes, time, endsWhatIsOver } = history;
  const { rows } = await database.pool.query<{
    lanes: Date | null;
    told: Date | null;
    untold: Date | null;
    sources: Date | null;
    reconciler: Date | null;
    life: Date | null;
    is_to_sweep: boolean;
    is_to_quicken: boolean;
  }>(NEXT_DUE);
  const [row] = rows;
  if (!row) throw new Error("Without rows there is still an answer.");
  const later = (at: Date | null): number | null => (at ? at.getTime() + 1 : null);
  const notBefore = (at: Date | null): number | null =>
    at ? Math.max(at.getTime() + 1, untoldNotBeforeMs) : null;
  const hasNotifications = processes.some(({ readers }) => readers.hasNotifications());
  return {
    lanesMs: later(row.lanes),
    toldMs: hasNotifications ? time.nowMs() : later(row.told),
    untoldMs: notBefore(row.untold),
    sourcesMs: notBefore(row.sources),
    reconcilerMs: later(row.reconciler),
    lifeMs: endsWhatIsOver ? later(row.life) : null,
    exchangeMs: exchange.world.clock.nextDueMs(),
    isToSweep: row.is_to_sweep,
    isToQuicken: row.is_to_quicken,
  };
}

const NEXT_DUE = `
  select (select min(at) from (
    select greatest(e.due_at, l.throttled_until) as at
    from sync_event e left join mailbox_lane l on l.mailbox = e.mailbox
    where e.state = 'new' and not exists (select 1 from sync_event b
      where b.reservation_id = e.reservation_id and b.id < e.id
        and b.state in ('new', 'processing', 'waiting_for_token'))
    union all
    select lease_until from sync_event where state = 'processing'
    union all
    select greatest(c.next_read_at, c.lease_until, l.throttled_until, l.reading_until)
    from room_confirmation c join reservation r on r.id = c.reservation_id
    left join mailbox_lane l on l.mailbox = r.calendar_mailbox
    where r.calendar_mailbox is not null
  ) due) as lanes, room.told, room.untold,
  least(room.sources, (select min(due_at) from retired_subscription)) as sources,
  (select min(case when r.state = 'waiting' then r.due_at
      when s.last_full_read_at > r.asked_at then greatest(r.due_at, r.lease_until)
      when s.cursor is not null and not s.is_round_full then coalesce(s.lease_until, r.asked_at)
      else r.asked_at + ${UNREAD_MS} * interval '1 millisecond' end)
    from reconciliation_room r join reconciliation n on n.id = r.reconciliation_id
    join room_sync s on s.configuration_id = r.configuration_id
    where r.state = 'reading' or r.state = 'waiting' and n.state = 'running'
  ) as reconciler,
  (select min(case when r.state = 'awaiting_approval' and r.approval_state = r.state
      then greatest(r.start_at, r.approval_asked_at + interval '15 minutes')
      when r.state <> 'confirmed' or not m.releases_no_shows
        or not s.requires_check_in or r.kind = 'blocker' then r.end_at
      else least(r.end_at, greatest(r.start_at, r.standing_since) + interval '30 minutes') end)
    from reservation r join space s on s.id = r.space_id
    join reservable_module m on m.id = s.module_id
    where not r.is_parent and r.state not in ('completed', 'rejected', 'cancelled', 'no_show')
  ) as life,
  coalesce(room.is_to_quicken, false) as is_to_quicken, exists (select 1 from sync_event
    where state = 'waiting_for_token' or state = 'processing' and lease_until < now()
  ) as is_to_sweep
  from (
    select min(read_at) filter (where is_told) as told,
      min(read_at) filter (where not is_told) as untold,
      min(greatest(subscription_due_at, lease_until)) filter (where state <> 'inactive') as sources,
      bool_or(state = 'active' and failed_reads = 0 and next_read_at > now() + interval '10 seconds'
        and (source = 'polling' or subscription_expires_at <= now())) as is_to_quicken
    from (
      select *, case when state in ('active', 'failing') and credential is not null
          then greatest(next_read_at, lease_until) end as read_at,
        coalesce(hinted_at > read_began_at, hinted_at is not null) or exists (
          select 1 from reconciliation_room r where r.configuration_id = room_sync.configuration_id
            and r.state = 'reading' and room_sync.cursor is null) as is_told
      from room_sync
    ) each_room
  ) room`;
