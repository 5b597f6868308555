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
  const process = chance.pick(history.processes);
  const { name, lanes } = process;
  const isSweep = chance.happens(0.15);
  await history.tasks.start({
    owner: name,
    name: `${name} ${isSweep ? "sweeps" : "looks for work"}`,
    work: async () => void (await (isSweep ? lanes.sweep() : lanes.lookForWork())),
  });
}

/** Takes on what is due now, and does all of it; answers how much that was. */
async function doWhatIsDue(history: History, chance: Chance): Promise<number> {
  const { name: owner, lanes } = chance.pick(history.processes);
  let took = 0;
  const work = async (): Promise<void> => {
    took = await lanes.lookForWork();
  };
  await history.tasks.start({ owner, name: `${owner} looks for work`, work });
  await drain(history, chance);
  return took;
}

async function sweep(history: History, chance: Chance): Promise<void> {
  const { name: owner, lanes } = chance.pick(history.processes);
  await history.tasks.start({ owner, name: `${owner} sweeps`, work: lanes.sweep });
  await drain(history, chance);
}

/**
 * The processes work while time passes, everything at its own time. Answers whether nothing is left
 * that would ever become due; until then, or until `isEnough`, or for so long at most.
 */
export async function workFor(
  history: History,
  durationMs: number,
  chance: Chance,
  isEnough: () => Promise<boolean> = () => Promise.resolve(false),
): Promise<boolean> {
  const { time } = history;
  const untilMs = time.nowMs() + durationMs;
  let sweptMs = Number.NEGATIVE_INFINITY;
  await drain(history, chance);
  for (;;) {
    if (time.nowMs() - sweptMs >= SWEPT_EVERY_MS) {
      await sweep(history, chance);
      sweptMs = time.nowMs();
    }
    let took = await doWhatIsDue(history, chance);
    let dueMs = await nextDueMs(history);
    while (took > 0 && dueMs !== null && dueMs <= time.nowMs()) {
      took = await doWhatIsDue(history, chance);
      dueMs = await nextDueMs(history);
    }
    if (dueMs === null || (await isEnough())) {
      await time.advance(Math.max(0, untilMs - time.nowMs()));
      return true;
    }
    const nowMs = time.nowMs();
    if (nowMs >= untilMs) return false;
    // What is due and yet not taken on waits for something else: it is looked at again.
    const nextMs = dueMs > nowMs ? dueMs : nowMs + LOOK_AGAIN_MS;
    await time.advance(Math.min(nextMs, untilMs) - nowMs);
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
    const isAtRest = history.tasks.waiting().length === 0;
    const stepMs = isAtRest ? leftMs : Math.min(leftMs, RENEWED_EVERY_MS);
    await history.time.advance(stepMs);
    for (const { lanes } of history.processes) await lanes.renew();
    leftMs -= stepMs;
  }
}

/** When something is due next, here or in Exchange; null where nothing ever will be. */
async function nextDueMs({ database, exchange }: History): Promise<number | null> {
  const { rows } = await database.pool.query<{ at: Date | null }>(NEXT_DUE);
  const here = rows[0]?.at?.getTime();
  const there = exchange.world.clock.nextDueMs();
  const due = [here && here + 1, there].filter((ms) => ms !== undefined && ms !== null);
  return due.length === 0 ? null : Math.min(...due);
}

const NEXT_DUE = `
  select min(at) as at from (
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
  ) due`;
