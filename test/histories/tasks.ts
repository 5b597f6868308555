import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Lets many things be under way at once and yet only one of them move at a time, so that a history
 * can be replayed. A task runs to its next call of something outside (the database, Exchange) and
 * waits there until it is given a turn; whoever gives the turns decides how tasks interleave, and a
 * task that is never given another one is what a killed process leaves behind.
 */
export interface Tasks {
  /** Begins a task, and runs it to its first call. */
  start(task: NewTask): Promise<Task>;
  /** Lets a waiting task make its call, and go on to the next one or to its end. */
  turn(task: Task): Promise<void>;
  /** Those that wait for a turn, oldest first. */
  waiting(): readonly Task[];
  /** Forgets what belongs to a process that has died. */
  abandon(owner: string): number;
  /** Waits for a turn, where it is called within a task. */
  gate(call: string): Promise<void>;
  /** Of calls that a task makes at once, each begins when the one before has ended. */
  inOrder<T extends object>(port: T): T;
  /** Of one method that tasks share the work of, a call begins once no task is in one any more. */
  oneAtATime<T extends object>(port: T, method: keyof T & string): T;
  /** Every call of these methods waits for a turn. */
  gated<T extends object>(name: string, port: T): T;
}

export interface NewTask {
  /** The process whose task it is. */
  readonly owner: string;
  readonly name: string;
  readonly work: () => Promise<void>;
}

export interface Task {
  readonly owner: string;
  readonly name: string;
  /** The call that it is about to make. */
  readonly call: string;
}

interface RunningTask extends Task {
  call: string;
  goOn: (() => void) | null;
  /** The end of the last of the calls that are made in order. */
  lastInOrder: Promise<unknown>;
  /** Told when it waits again or has ended. */
  arrived: (error?: unknown) => void;
}

/** So long a task may take from one call to the next by the machine's clock: more is a deadlock. */
const MOVE_LIMIT_MS = 30_000;

export function createTasks(): Tasks {
  const current = new AsyncLocalStorage<RunningTask>();
  const running = new Set<RunningTask>();
  // Thrown where the calls are made it might pass for a failure of the network.
  let misuse: Error | null = null;

  async function gate(call: string): Promise<void> {
    const task = current.getStore();
    if (task === undefined) return;
    if (task.goOn !== null) {
      misuse = new Error(`${task.name} makes two calls at once: ${call}`);
      throw misuse;
    }
    task.call = call;
    await new Promise<void>((resolve) => {
      task.goOn = resolve;
      task.arrived();
    });
  }

  async function move(task: RunningTask, begin: () => void): Promise<void> {
    if (misuse !== null) throw misuse;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      const lost = new Error(`${task.name} neither ends nor makes a call after ${task.call}`);
      timer = setTimeout(() => reject(lost), MOVE_LIMIT_MS);
      task.arrived = (error) => {
        if (error === undefined) resolve();
        else reject(new Error(`${task.name} failed`, { cause: error }));
      };
      begin();
    }).finally(() => clearTimeout(timer));
  }

  return {
    gate,

    async start({ owner, name, work }) {
      const task: RunningTask = {
        owner,
        name,
        call: "",
        goOn: null,
        lastInOrder: Promise.resolve(),
        arrived: () => undefined,
      };
      running.add(task);
      const end = (error?: unknown): void => {
        running.delete(task);
        task.arrived(error);
      };
      await move(task, () => {
        current.run(task, () => {
          work().then(
            () => end(),
            (error: unknown) => end(error ?? new Error("failed without a reason")),
          );
        });
      });
      return task;
    },

    async turn(task) {
      const waiting = [...running].find((each) => each === task);
      const goOn = waiting?.goOn;
      if (!waiting || !goOn) throw new Error(`${task.name} does not wait for a turn`);
      await move(waiting, () => {
        waiting.goOn = null;
        goOn();
      });
    },

    waiting: () => [...running].filter(({ goOn }) => goOn !== null),

    abandon(owner) {
      const left = [...running].filter((task) => task.owner === owner);
      for (const task of left) running.delete(task);
      return left.length;
    },

    inOrder: (port) =>
      wrapped(port, (_key, call) => {
        const task = current.getStore();
        if (task === undefined) return call();
        const ended = task.lastInOrder.then(call, call);
        task.lastInOrder = ended;
        return ended;
      }),

    oneAtATime(port, method) {
      const underWay = new Set<() => Promise<unknown>>();
      return wrapped(port, async (key, call) => {
        if (key !== method) return call();
        while (underWay.size > 0) await gate(`${method}, after another`);
        underWay.add(call);
        return call().finally(() => underWay.delete(call));
      });
    },

    gated: (name, port) =>
      wrapped(port, async (key, call) => {
        await gate(`${name}.${key}`);
        return call();
      }),
  };
}

/** The port, with each call of a method made by `make`. */
function wrapped<T extends object>(
  port: T,
  make: (key: string, call: () => Promise<unknown>) => Promise<unknown>,
): T {
  return new Proxy(port, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== "function" || typeof key !== "string") return member;
      return (...given: unknown[]) =>
        make(key, async () => (await Reflect.apply(member, target, given)) as unknown);
    },
  });
}
