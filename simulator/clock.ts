/**
 * The simulator's clock. Everything in the simulator reads time and sets timers here, so that a
 * test or a demonstration can hold time still, move it ahead, or let it run.
 */
export interface Clock {
  /** The simulated instant, in milliseconds since the Unix epoch (UTC). */
  now(): number;
  /** Runs `task` once the simulated clock has moved on by `delayMs`. Returns a function that calls it off. */
  after(delayMs: number, task: () => void | Promise<void>): () => void;
  /** Moves the clock ahead and runs what has become due, in order of its time. */
  advance(durationMs: number): Promise<void>;
  /** Drops every pending task; used when the simulator closes. */
  stop(): void;
}

interface PendingTask {
  readonly dueMs: number;
  readonly order: number;
  readonly task: () => void | Promise<void>;
}

/** Node fires a timer that is set for longer at once; a later look does no harm. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** A clock that runs with the machine's, ahead of it by whatever it has been advanced. */
export function createClock(wallClockMs: () => number = () => Date.now()): Clock {
  let offsetMs = 0;
  let nextOrder = 0;
  let timer: NodeJS.Timeout | undefined;
  const pending = new Map<number, PendingTask>();
  const now = (): number => wallClockMs() + offsetMs;

  const earliest = (): PendingTask | undefined => {
    let first: PendingTask | undefined;
    for (const task of pending.values()) {
      if (!first || task.dueMs < first.dueMs) first = task;
    }
    return first;
  };

  const arm = (): void => {
    clearTimeout(timer);
    const next = earliest();
    if (!next) return;
    const delayMs = Math.min(Math.max(0, next.dueMs - now()), TIMER_MAX_MS);
    timer = setTimeout(() => void runDue(), delayMs);
    timer.unref();
  };

  const runDue = async (): Promise<void> => {
    for (let next = earliest(); next && next.dueMs <= now(); next = earliest()) {
      pending.delete(next.order);
      await next.task();
    }
    arm();
  };

  return {
    now,
    after(delayMs, task) {
      const order = nextOrder++;
      pending.set(order, { dueMs: now() + delayMs, order, task });
      arm();
      return () => {
        pending.delete(order);
        arm();
      };
    },
    async advance(durationMs) {
      const targetMs = now() + durationMs;
      // Step by step, so that a task set by a task runs at its own time within the span.
      for (let next = earliest(); next && next.dueMs <= targetMs; next = earliest()) {
        offsetMs += Math.max(0, next.dueMs - now());
        pending.delete(next.order);
        await next.task();
      }
      offsetMs += Math.max(0, targetMs - now());
      arm();
    },
    stop() {
      clearTimeout(timer);
      pending.clear();
    },
  };
}
