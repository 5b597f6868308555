import type { SyncLog } from "../app/sync/sync-log.ts";
import { type Bell, createBell } from "./bell.ts";

export interface WokenLoop {
  /** There is something to do. */
  wake(): void;
  /** Takes on nothing more, and resolves when what is under way has ended. */
  stop(): Promise<void>;
}

export interface WokenLoopOptions {
  /** Does what there is to do, and waits for the bell where it has to. */
  readonly look: (bell: Pick<Bell, "wait" | "rest">) => Promise<void>;
  /** What the log says where a look fails; the next comes `afterErrorMs` later. */
  readonly failed: string;
  readonly afterErrorMs: number;
  readonly log: SyncLog;
}

/** Looks again and again until it is stopped, whatever a look comes to. */
export function startWokenLoop({ look, failed, afterErrorMs, log }: WokenLoopOptions): WokenLoop {
  const bell = createBell();
  const stopping = new AbortController();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await look(bell);
      } catch (error) {
        log.error({ err: error }, failed);
        await bell.rest(afterErrorMs);
      }
    }
  }

  const running = run();
  return {
    wake: () => bell.ring(),
    async stop() {
      stopping.abort();
      bell.silence();
      await running;
    },
  };
}
