import { useEffect } from "react";
import type { Outbox } from "./outbox.ts";
import { useContactAgain } from "./use-contact-again.ts";

/** What an outbox of the person stands on in a browser. */
export function onThisDevice(personId: string) {
  return {
    personId,
    storage: localStorage,
    nowMs: Date.now,
    later(delayMs: number, act: () => void) {
      const timer = setTimeout(act, delayMs);
      return () => clearTimeout(timer);
    },
  };
}

/** Asks at once for what was not answered before, and again whenever there may be contact. */
export function useAsking(outbox: Pick<Outbox<never, never>, "askNow" | "close">): void {
  useContactAgain(outbox.askNow);
  useEffect(() => {
    outbox.askNow();
    return outbox.close;
  }, [outbox]);
}
