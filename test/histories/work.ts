import type { Chance } from "./chance.ts";
import type { History } from "./history.ts";

/** Living processes renew their leases at least so often. */
const RENEWED_EVERY_MS = 10_000;
/** Where something is due and yet cannot be taken on: it waits for another, or for a room. */
const LOOK_AGAIN_MS = 1_000;
const TURNS_MAX = 20_000;
/** A look at the clock takes a microsecond: before they are a millisecond, it moves on. */
const TURNS_AT_ONE_TIME = 100;
/** As the server has it. */
const SWEPT_EVERY_MS = 5_000;
/**
 * So often rooms are looked at of which nobody was told. The server does it sooner; later is only
 * later, and a history that waits for hours would do little else.
 */
const UNTOLD_READ_EVERY_MS = 300_000;
/** What Exchange does so much later is the end of a subscription, or of the token it was made with. */
const SOON_MS = 120_000;

/** When there is something to be done. */
export interface Due {
  /** Sync events and rooms' answers. */
  readonly lanesMs: number | null;
  /** Rooms of whose changes somebody was told. */
  readonly toldMs: number | null;
  /** Rooms that are read all the same, and the sources of their changes. */
  readonly untoldMs: number | null;
  readonly exchangeMs: number | null;
}

/** Whether nothing is left but to look whether something changed that nobody was told of. */
export function isAtRest({ lanesMs, toldMs, exchangeMs }: Due, nowMs: number): boolean {
  return lanesMs === null && toldMs === null && isQuietThere(exchangeMs, nowMs);
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

/** What the processes do by themselves, begun in one of them. */
export async function begin(history: History, chance: Chance): Promise<void> {
  const { name, lanes, readers } = chance.pick(history.processes);
  const kind = chance.pickWeighted(
    ["sweeps", "looks for work", "looks for rooms"] as const,
    (each) => ({ sweeps: 15, "looks for work": 55, "looks for rooms": 30 })[each],
  );
  await history.tasks.start({
    owner: name,
    name: `${name} ${kind}`,
    async work() {
      if (kind === "sweeps") await lanes.sweep();
      else if (kind === "looks for rooms") await readers.lookForWork();
      else await lanes.lookForWork();
    },
  });
}

/** Takes on what is due now, and does all of it; answers how much that was. */
async function doWhatIsDue(
  history: History,
  part: "lanes" | "readers",
  chance: Chance,
): Promise<number> {
  // Notifications are with the process that was told.
  const told = history.processes.filter(({ readers }) => readers.hasNotifications());
  const among = part === "readers" && told.length > 0 ? told : history.processes;
  const process = chance.pick(among);
  let took = 0;
  const work = async (): Promise<void> => {
    took = await process[part].lookForWork();
  };
  const name = `${process.name} looks for work of its ${part}`;
  await history.tasks.start({ owner: process.name, name, work });
  await drain(history, chance);
  return took;
}

async function sweep(history: History, chance: Chance): Promise<void> {
  const { name: owner, lanes, readers } = chance.pick(history.processes);
  const work = async (): Promise<void> => {
    await lanes.sweep();
    await readers.quicken();
  };
  await history.tasks.start({ owner, name: `${owner} sweeps`, work });
  await drain(history, chance);
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
  let sweptMs = Number.NEGATIVE_INFINITY;
  let readMs = time.nowMs() - UNTOLD_READ_EVERY_MS;
  await drain(history, chance);
  for (;;) {
    if (time.nowMs() - sweptMs >= SWEPT_EVERY_MS) {
      await sweep(history, chance);
      sweptMs = time.nowMs();
    }
    const due = await whatIsDue(history, readMs + UNTOLD_READ_EVERY_MS);
    const nowMs = time.nowMs();
    const isDue = (ms: number | null): boolean => ms !== null && ms <= nowMs;
    let took = 0;
    if (isDue(due.lanesMs)) took += await doWhatIsDue(history, "lanes", chance);
    if (isDue(due.toldMs) || isDue(due.untoldMs)) {
      took += await doWhatIsDue(history, "readers", chance);
      if (isDue(due.untoldMs)) readMs = nowMs;
    }
    if (took > 0) continue;
    if (await isEnough(due)) return true;
    if (nowMs >= untilMs) return false;
    // What is due and yet not taken on waits for something else: it is looked at again.
    const next = [due.lanesMs, due.toldMs, due.untoldMs, due.exchangeMs].map((ms) =>
      ms === null ? untilMs : ms > nowMs ? ms : nowMs + LOOK_AGAIN_MS,
    );
    await time.advance(Math.min(untilMs, ...next) - nowMs);
  }
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

async function whatIsDue(history: History, untoldNotBeforeMs: number): Promise<Due> {
  const { database, exchange, processes, time } = history;
  const { rows } = await database.pool.query<{
    lanes: Date | null;
    told: Date | null;
    untold: Date | null;
  }>(NEXT_DUE);
  const later = (at: Date | null | undefined): number | null => (at ? at.getTime() + 1 : null);
  const untoldMs = later(rows[0]?.untold);
  const hasNotifications = processes.some(({ readers }) => readers.hasNotifications());
  return {
    lanesMs: later(rows[0]?.lanes),
    toldMs: hasNotifications ? time.nowMs() : later(rows[0]?.told),
    untoldMs: untoldMs === null ? null : Math.max(untoldMs, untoldNotBeforeMs),
    exchangeMs: exchange.world.clock.nextDueMs(),
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
  ) due) as lanes, (
    select min(greatest(next_read_at, lease_until)) from room_sync
    where state in ('active', 'failing') and credential is not null
      and coalesce(hinted_at > read_began_at, hinted_at is not null)
  ) as told, (select min(at) from (
    select greatest(next_read_at, lease_until) as at from room_sync
    where state in ('active', 'failing') and credential is not null
      and not coalesce(hinted_at > read_began_at, hinted_at is not null)
    union all
    select greatest(subscription_due_at, lease_until) from room_sync where state <> 'inactive'
    union all
    select due_at from retired_subscription
  ) due) as untold`;
