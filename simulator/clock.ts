import { DueTasks } from "./due-tasks.ts";

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
  /** When the earliest pending task is due; null where there is none. */
  nextDueMs(): number | null;
  /** Runs what is due already, and what that makes due at once; returns how many tasks ran. */
  runDue(): Promise<number>;
  /**
   * What the time that others take is measured by: they answer by the machine's clock, save where
   * time is virtual for them too.
   */
  stopwatchMs(): number;
  /** Drops every pending task; used when the simulator closes. */
  stop(): void;
}

/** Node fires a timer that is set for longer at once; a later look does no harm. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** A clock that runs with the machine's, ahead of it by whatever it has been advanced. */
export function createClock(wallClockMs: () => number = () => Date.now()): Clock {
  let timer: NodeJS.Timeout | undefined;
  let armedForMs: number | null = null;
  const disarm = (): void => {
    clearTimeout(timer);
    armedForMs = null;
  };
  const clock: Clock = clockOver(wallClockMs, () => performance.now(), {
    wait(dueMs) {
      if (dueMs === armedForMs) return;
      disarm();
      if (dueMs === null) return;
      armedForMs = dueMs;
      const delayMs = Math.min(Math.max(0, dueMs - clock.now()), TIMER_MAX_MS);
      timer = setTimeout(() => {
        armedForMs = null;
        void clock.runDue();
      }, delayMs);
      timer.unref();
    },
    disarm,
  });
  return clock;
}

/**
 * A clock that stands until it is advanced and sets no timers: `nextDueMs` says how far to advance
 * it, so that a test goes through days in as long as the work takes.
 */
export function createVirtualClock(startMs: number): Clock {
  const clock: Clock = clockOver(
    () => startMs,
    () => clock.now(),
    { wait: () => undefined, disarm: () => undefined },
  );
  return clock;
}

/** What wakes a clock when its next task is due. */
interface Alarm {
  /** Called whenever the next task may be another one. */
  wait(dueMs: number | null): void;
  disarm(): void;
}

function clockOver(baseMs: () => number, stopwatchMs: () => number, alarm: Alarm): Clock {
  const tasks = new DueTasks();
  let offsetMs = 0;
  const now = (): number => baseMs() + offsetMs;
  const arm = (): void => alarm.wait(tasks.nextDueMs);
  return {
    now,
    stopwatchMs,
    nextDueMs: () => tasks.nextDueMs,
    after(delayMs, run) {
      const callOff = tasks.add({ dueMs: now() + delayMs, run });
      arm();
      return () => {
        callOff();
        arm();
      };
    },
    async runDue() {
      let count = 0;
      for (let task = tasks.takeDue(now()); task; task = tasks.takeDue(now())) {
        count += 1;
        await task.run();
      }
      arm();
      return count;
    },
    async advance(durationMs) {
      const targetMs = now() + durationMs;
      // Step by step, so that a task set by a task runs at its own time within the span.
      for (let task = tasks.takeDue(targetMs); task; task = tasks.takeDue(targetMs)) {
        offsetMs += Math.max(0, task.dueMs - now());
        await task.run();
      }
      offsetMs += Math.max(0, targetMs - now());
      // The next task is nearer now, though due at the same time as before.
      alarm.disarm();
      arm();
    },
    stop() {
      tasks.clear();
      alarm.disarm();
    },
  };
}
