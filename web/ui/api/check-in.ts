import { useMutation } from "@tanstack/react-query";
import { type Reservation, reservationSchema } from "../../../src/contract/reservations.ts";
import { callApi } from "./api-call.ts";
import { useRefreshReservations } from "./reservations.ts";

/** Checks in to a reservation, or out of it, if it is still the version that was seen. */
export function useCheckIn(
  id: string,
  act: "check-in" | "check-out",
  onDone: (reservation: Reservation) => void,
) {
  const refresh = useRefreshReservations(onDone);
  return useMutation({
    mutationFn: (version: number) =>
      callApi({
        path: `/api/v1/reservations/${encodeURIComponent(id)}/${act}`,
        method: "POST",
        ifVersion: version,
        schema: reservationSchema,
      }),
    onSuccess: refresh,
  });
}
