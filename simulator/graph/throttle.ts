import type { Clock } from "../clock.ts";
import type { SimulatorSettings } from "../settings.ts";

export type Admission =
  | { readonly admitted: true; readonly concurrent: number; readonly leave: () => void }
  | {
      readonly admitted: false;
      readonly limit: "concurrency" | "requests";
      readonly concurrent: number;
      readonly retryAfterSeconds: number;
    };

/** Outlook's limits by app and mailbox (facts 4): so many at once, so many in ten minutes. */
export interface Throttle {
  /** Asks to work on a mailbox; an admitted caller must `leave` when the answer is out. */
  enter(clientId: string, mailboxId: string): Admission;
}

interface Usage {
  concurrent: number;
  windowStartMs: number;
  requestsInWindow: number;
}

export function createThrottle(clock: Clock, settings: SimulatorSettings): Throttle {
  const usages = new Map<string, Usage>();
  return {
    enter(clientId, mailboxId) {
      const usage = usageOf(usages, `${clientId} ${mailboxId}`, clock.now());
      const limits = settings.throttle;
      const windowMs = limits.windowSeconds * 1000;
      if (clock.now() - usage.windowStartMs >= windowMs) {
        usage.windowStartMs = clock.now();
        usage.requestsInWindow = 0;
      }
      // Refused requests count against the window too (facts 4).
      usage.requestsInWindow += 1;
      const { concurrent } = usage;
      if (limits.enabled && usage.requestsInWindow > limits.requestsPerWindow) {
        const leftMs = usage.windowStartMs + windowMs - clock.now();
        const retryAfterSeconds = Math.max(1, Math.ceil(leftMs / 1000));
        return { admitted: false, limit: "requests", concurrent, retryAfterSeconds };
      }
      if (limits.enabled && concurrent >= limits.concurrentPerMailbox) {
        const { retryAfterSeconds } = limits;
        return { admitted: false, limit: "concurrency", concurrent, retryAfterSeconds };
      }
      usage.concurrent += 1;
      let left = false;
      const leave = (): void => {
        if (left) return;
        left = true;
        usage.concurrent -= 1;
      };
      return { admitted: true, concurrent: usage.concurrent, leave };
    },
  };
}

function usageOf(usages: Map<string, Usage>, key: string, nowMs: number): Usage {
  const known = usages.get(key);
  if (known) return known;
  const usage = { concurrent: 0, windowStartMs: nowMs, requestsInWindow: 0 };
  usages.set(key, usage);
  return usage;
}
