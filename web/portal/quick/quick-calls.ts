import { useMutation } from "@tanstack/react-query";
import type { Space } from "../../../src/contract/places.ts";
import { type Reservation, reservationSchema } from "../../../src/contract/reservations.ts";
import { callApi } from "../../ui/api/api-call.ts";
import { freshKey } from "../../ui/api/fresh-key.ts";
import { isProblem } from "../../ui/api/problem-error.ts";
import { useRefreshReservations } from "../../ui/api/reservations.ts";

const channel = "quick_reservation";
/** So many are tried where others are quicker; then there is something else the matter. */
const TRIES_MAX = 3;

export interface QuickWish {
  /** Best first. */
  readonly spaces: readonly Space[];
  readonly start: string;
  readonly end: string;
  /** What was reserved before, and is given back once there is another. */
  readonly instead: Reservation | null;
}

/** Reserves the best space that nobody else takes meanwhile. */
export function useQuickReservation(onDone: (made: Reservation) => void) {
  const refresh = useRefreshReservations(onDone);
  return useMutation({
    mutationFn: async (wish: QuickWish) => {
      const made = await reserveFirst(wish);
      if (wish.instead !== null) await cancel(wish.instead);
      return made;
    },
    onSuccess: refresh,
  });
}

/** Takes it back. */
export function useQuickUndo(onDone: (cancelled: Reservation) => void) {
  const refresh = useRefreshReservations(onDone);
  return useMutation({ mutationFn: cancel, onSuccess: refresh });
}

async function reserveFirst({ spaces, start, end }: QuickWish): Promise<Reservation> {
  let taken: unknown;
  for (const space of spaces.slice(0, TRIES_MAX)) {
    try {
      return await callApi({
        path: "/api/v1/reservations",
        method: "POST",
        channel,
        body: { space_id: space.id, start, end, time_zone: space.time_zone },
        idempotencyKey: freshKey(),
        schema: reservationSchema,
      });
    } catch (error) {
      if (!isProblem(error, "space_taken")) throw error;
      taken = error;
    }
  }
  throw taken;
}

function cancel({ id }: Reservation): Promise<Reservation> {
  return callApi({
    path: `/api/v1/reservations/${encodeURIComponent(id)}/cancel`,
    method: "POST",
    channel,
    body: {},
    schema: reservationSchema,
  });
}
