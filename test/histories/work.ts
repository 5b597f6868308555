import type { Chance } from "./chance.ts";
import type { History } from "./history.ts";

/** Living processes renew their leases at least so often. */
const RENEWED_EVERY_MS = 10_000;
/** Where something is due and yet cannot be taken on: it waits for another, or for a room. */
const LOOK_AGAIN_MS = 1_000;
const TURNS_MAX = 20_000;

/** Gives turns, in an order of chance, until nothing is under way any more. */
export async function drain({ tasks }: History, chance: Chance): Promise<void> {
  for (let turns = 0; turns < TURNS_MAX; turns += 1) {
    const waiting = tasks.waiting();
    if (waiting.length === 0) return;
    await tasks.turn(chance.pick(waiting));
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

/** Lets the processes do all that is due, until they find nothing more at this moment. */
export async function doWhatIsDue(history: History, chance: Chance): Promise<void> {
  const [process] = history.processes;
  if (!process) throw new Error("No process lives.");
  const { name: owner, lanes } = process;
  for (;;) {
    await history.tasks.start({ owner, name: `${owner} sweeps`, work: lanes.sweep });
    await drain(history, chance);
    let took = 0;
    const work = async (): Promise<void> => {
      took = await lanes.lookForWork();
    };
    await history.tasks.start({ owner, name: `${owner} looks for work`, work });
    await drain(history, chance);
    if (took === 0) return;
  }
}

/** Time passes while the processes work: everything at its time. */
export async function workFor(history: History, durationMs: number, chance: Chance): Promise<void> {
  const untilMs = history.time.nowMs() + durationMs;
  await drain(history, chance);
  for (;;) {
    await doWhatIsDue(history, chance);
    const nowMs = history.time.nowMs();
    if (nowMs >= untilMs) return;
    const dueMs = (await nextDueMs(history)) ?? untilMs;
    await history.time.advance(Math.min(dueMs, untilMs) - nowMs);
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
export async function nextDueMs({ database, exchange, time }: History): Promise<number | null> {
  const { rows } = await database.pool.query<{ at: Date | null }>(NEXT_DUE);
  const here = rows[0]?.at?.getTime();
  const there = exchange.world.clock.nextDueMs();
  const nowMs = time.nowMs();
  const due = [here, there].filter((ms) => ms !== undefined && ms !== null);
  if (due.length === 0) return null;
  const earliest = Math.min(...due);
  return earliest > nowMs ? Math.ceil(earliest) + 1 : nowMs + LOOK_AGAIN_MS;
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
