import { useMutation, useQuery } from "@tanstack/react-query";
import { type Door, doorSchema } from "../../../src/contract/door.ts";
import { type Reservation, reservationSchema } from "../../../src/contract/reservations.ts";
import { callApi } from "../../ui/api/api-call.ts";
import { queryKeys } from "../../ui/api/query-keys.ts";
import { useRefreshReservations } from "../../ui/api/reservations.ts";

const MINUTE_MS = 60_000;

/** A space as it is now, with what whoever is signed in may do there: read anew with each minute. */
export function useSpaceNow(spaceId: string) {
  return useQuery({
    queryKey: queryKeys.spaceNow(spaceId),
    queryFn: ({ signal }): Promise<Door> =>
      callApi({
        path: `/api/v1/spaces/${encodeURIComponent(spaceId)}/now`,
        schema: doorSchema,
        signal,
      }),
    // What can be reserved begins with each minute.
    refetchInterval: () => MINUTE_MS - (Date.now() % MINUTE_MS),
  });
}

/** Ends what goes on, so that its space is free, if it is still the version that was seen. */
export function useEndNow(id: string, onDone: (reservation: Reservation) => void) {
  const refresh = useRefreshReservations(onDone);
  return useMutation({
    mutationFn: (version: number) =>
      callApi({
        path: `/api/v1/reservations/${encodeURIComponent(id)}/end`,
        method: "POST",
        ifVersion: version,
        schema: reservationSchema,
      }),
    onSuccess: refresh,
  });
}
