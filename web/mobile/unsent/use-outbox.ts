import { useQueryClient } from "@tanstack/react-query";
import { createContext, use, useEffect, useState, useSyncExternalStore } from "react";
import { type Reservation, reservationSchema } from "../../../src/contract/reservations.ts";
import { isProblem } from "../../ui/api/problem-error.ts";
import { queryKeys } from "../../ui/api/query-keys.ts";
import { callInTime } from "../../ui/api/unanswered.ts";
import { createOutbox, type Outbox, type OutboxState } from "./outbox.ts";
import { useContactAgain } from "./use-contact-again.ts";

export const OutboxContext = createContext<Outbox | null>(null);

export function useOutbox(): Outbox {
  const outbox = use(OutboxContext);
  if (!outbox) throw new Error("Only who is signed in books.");
  return outbox;
}

export function useOutboxState(): OutboxState {
  const outbox = useOutbox();
  return useSyncExternalStore(outbox.subscribe, outbox.state);
}

/** The person's own outbox, which asks at once for what was not answered before. */
export function useOpenOutbox(personId: string): Outbox {
  const client = useQueryClient();
  const [outbox] = useState(() =>
    createOutbox({
      personId,
      storage: localStorage,
      nowMs: Date.now,
      ask: ({ key, body }) =>
        callInTime({
          path: "/api/v1/reservations",
          method: "POST",
          body,
          idempotencyKey: key,
          schema: reservationSchema,
        }),
      cancel,
      later(delayMs, act) {
        const timer = setTimeout(act, delayMs);
        return () => clearTimeout(timer);
      },
    }),
  );
  useContactAgain(outbox.askNow);
  useEffect(() => {
    outbox.askNow();
    return outbox.close;
  }, [outbox]);
  useEffect(
    () =>
      outbox.subscribe(() => {
        void client.invalidateQueries({ queryKey: queryKeys.reservationLists });
        void client.invalidateQueries({ queryKey: queryKeys.freeSpaces });
      }),
    [client, outbox],
  );
  return outbox;
}

/** What is cancelled already needs nothing more. */
async function cancel({ id }: Reservation): Promise<void> {
  try {
    await callInTime({
      path: `/api/v1/reservations/${encodeURIComponent(id)}/cancel`,
      method: "POST",
      body: {},
      schema: reservationSchema,
    });
  } catch (error) {
    if (!isProblem(error, "reservation_is_over")) throw error;
  }
}
