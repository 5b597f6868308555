/** Wakes one waiting loop. A ring while nobody waits is not lost: the next wait ends at once. */
export interface Bell {
  ring(): void;
  /** Waits for a ring, at most so long. */
  wait(durationMs: number): Promise<void>;
  /** Waits so long, however it rings. */
  rest(durationMs: number): Promise<void>;
  /** Ends every wait and rest at once, from now on. */
  silence(): void;
}

export function createBell(): Bell {
  let hasRung = false;
  let isSilenced = false;
  let endWait: (() => void) | null = null;
  let endRest: (() => void) | null = null;

  const pause = (durationMs: number, keep: (end: (() => void) | null) => void): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        keep(null);
        resolve();
      };
      const timer = setTimeout(end, durationMs);
      keep(end);
    });

  return {
    ring() {
      hasRung = true;
      endWait?.();
    },
    async wait(durationMs) {
      if (!hasRung && !isSilenced) await pause(durationMs, (end) => (endWait = end));
      hasRung = false;
    },
    async rest(durationMs) {
      if (!isSilenced) await pause(durationMs, (end) => (endRest = end));
    },
    silence() {
      isSilenced = true;
      endWait?.();
      endRest?.();
    },
  };
}
