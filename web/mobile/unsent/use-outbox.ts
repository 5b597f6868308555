import { useQueryClient } from "@tanstack/react-query";
import { createContext, use, useEffect, useState, useSyncExternalStore } from "react";
import { type Reservation, reservationSchema } from "../../../src/contract/reservations.ts";
import { isProblem } from "../../ui/api/problem-error.ts";
import { queryKeys } from "../../ui/api/query-keys.ts";
import { callInTime } from "../../ui/api/unanswered.ts";
import { onThisDevice, useAsking } from "../../ui/api/use-asking.ts";
import { type BookingOutbox, createBookingOutbox } from "./booking-outbox.ts";

export const OutboxContext = createContext<BookingOutbox | null>(null);

export function useOutbox(): BookingOutbox {
  const outbox = use(OutboxContext);
  if (!outbox) throw new Error("Only who is signed in books.");
  return outbox;
}

export function useOutboxState() {
  const outbox = useOutbox();
  return useSyncExternalStore(outbox.subscribe, outbox.state);
}

/** The person's own outbox, which asks at once for what was not answered before. */
export function useOpenOutbox(personId: string): BookingOutbox {
  const client = useQueryClient();
  const [outbox] = useState(() =>
    createBookingOutbox({
      ...onThisDevice(personId),
      ask: ({ key, body }) =>
        callInTime({
          path: "/api/v1/reservations",
          method: "POST",
          body,
          idempotencyKey: key,
          schema: reservationSchema,
        }),
      cancel,
    }),
  );
  useAsking(outbox);
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
