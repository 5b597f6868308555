import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { auditEntrySchema } from "../../../src/contract/admin.ts";
import { spaceListSchema } from "../../../src/contract/places.ts";
import {
  reservationPageSchema,
  reservationSchema,
  seriesPreviewSchema,
  seriesSchema,
  type CreateGroup,
  type CreateInSeveralSpaces,
  type CreateReservation,
  type PreviewChange,
  type PreviewSeries,
  type Reservation,
  type Scope,
  type UpdateReservation,
} from "../../../src/contract/reservations.ts";
import { pageOf } from "./answers.ts";
import { callApi, type QueryValues } from "./api-call.ts";
import { queryKeys } from "./query-keys.ts";

const PAGE_SIZE = 50;

function pathOf(id: string, rest = ""): string {
  return `/api/v1/reservations/${encodeURIComponent(id)}${rest}`;
}

/** My reservations, page by page; `view` names the query for the cache. */
export function useReservationList(view: string, query: QueryValues) {
  return useInfiniteQuery({
    queryKey: queryKeys.reservationList(view),
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      callApi({
        path: "/api/v1/reservations",
        query: { scope: "mine", ...query, limit: PAGE_SIZE, cursor: pageParam },
        schema: reservationPageSchema,
        signal,
      }),
    getNextPageParam: (page) => page.next_cursor,
  });
}

export function readReservation(id: string): Promise<Reservation> {
  return callApi({ path: pathOf(id), schema: reservationSchema });
}

export function useReservation(id: string) {
  return useQuery({
    queryKey: queryKeys.reservation(id),
    queryFn: () => readReservation(id),
  });
}

/** The series of a reservation with all its dates. */
export function useSeries(id: string) {
  return useQuery({
    queryKey: queryKeys.series(id),
    queryFn: () => callApi({ path: pathOf(id, "/series"), schema: seriesSchema }),
  });
}

/** The reservations of all rooms that the meeting has at that date. */
export function useMeetingRooms(id: string) {
  return useQuery({
    queryKey: queryKeys.meetingRooms(id),
    queryFn: async () =>
      (await callApi({ path: pathOf(id, "/rooms"), schema: pageOf(reservationSchema) })).items,
  });
}

/** Which dates of a planned series are free; null asks nothing. */
export function useSeriesPreview(wanted: PreviewSeries | null) {
  return useQuery({
    queryKey: queryKeys.seriesPreview(JSON.stringify(wanted)),
    queryFn: ({ signal }) =>
      callApi({
        path: "/api/v1/reservations/preview-series",
        method: "POST",
        body: wanted,
        schema: seriesPreviewSchema,
        signal,
      }),
    enabled: wanted !== null,
    placeholderData: (before) => (wanted === null ? undefined : before),
  });
}

/** The same of a planned change of a series. */
export function useChangePreview(id: string, wanted: PreviewChange | null) {
  return useQuery({
    queryKey: queryKeys.seriesPreview(`${id} ${JSON.stringify(wanted)}`),
    queryFn: ({ signal }) =>
      callApi({
        path: pathOf(id, "/preview-change"),
        method: "POST",
        body: wanted,
        schema: seriesPreviewSchema,
        signal,
      }),
    enabled: wanted !== null,
    placeholderData: (before) => (wanted === null ? undefined : before),
  });
}

/** Three other rooms for the same time. */
export function useAlternatives(reservation: Reservation, wanted: boolean) {
  return useQuery({
    queryKey: queryKeys.alternatives(reservation.id, reservation.version),
    queryFn: async () =>
      (await callApi({ path: pathOf(reservation.id, "/alternatives"), schema: spaceListSchema }))
        .items,
    enabled: wanted,
  });
}

export function useHistory(id: string) {
  return useQuery({
    queryKey: queryKeys.history(id),
    queryFn: async () =>
      (await callApi({ path: pathOf(id, "/history"), schema: pageOf(auditEntrySchema) })).items,
  });
}

/**
 * Hears of the act's success before the page is brought up to date, since that may well remove what
 * asked for it: a cancelled reservation has no buttons any more.
 */
type OnDone = (reservation: Reservation) => void;

export function useRefreshReservations(onDone: OnDone) {
  const client = useQueryClient();
  return async (reservation: Reservation) => {
    onDone(reservation);
    client.setQueryData(queryKeys.reservation(reservation.id), reservation);
    await Promise.all([
      client.invalidateQueries({ queryKey: queryKeys.reservations }),
      client.invalidateQueries({ queryKey: queryKeys.freeSpaces }),
    ]);
  };
}

export function useCreateReservation(onDone: OnDone) {
  const refresh = useRefreshReservations(onDone);
  return useMutation({
    mutationFn: (wanted: { body: CreateReservation; idempotencyKey: string }) =>
      callApi({
        path: "/api/v1/reservations",
        method: "POST",
        body: wanted.body,
        idempotencyKey: wanted.idempotencyKey,
        schema: reservationSchema,
      }),
    onSuccess: refresh,
  });
}

/** One meeting in several spaces, or a space for each of a group: of both all is booked, or nothing. */
export type BookTogether =
  | { readonly kind: "multi-space"; readonly body: CreateInSeveralSpaces }
  | { readonly kind: "group"; readonly body: CreateGroup };

export function useBookTogether(onDone: OnDone) {
  const refresh = useRefreshReservations(onDone);
  return useMutation({
    mutationFn: ({ wanted, idempotencyKey }: { wanted: BookTogether; idempotencyKey: string }) =>
      callApi({
        path: `/api/v1/reservations/${wanted.kind}`,
        method: "POST",
        body: wanted.body,
        idempotencyKey,
        schema: reservationSchema,
      }),
    onSuccess: refresh,
  });
}

/** The version is that which the change is of: of any other the server refuses it. */
export function updateReservation(
  id: string,
  body: UpdateReservation,
  version: number,
): Promise<Reservation> {
  return callApi({
    path: pathOf(id),
    method: "PATCH",
    body,
    ifVersion: version,
    schema: reservationSchema,
  });
}

export function useUpdateReservation(id: string, onDone: OnDone) {
  const refresh = useRefreshReservations(onDone);
  return useMutation({
    mutationFn: (wanted: { body: UpdateReservation; version: number }) =>
      updateReservation(id, wanted.body, wanted.version),
    onSuccess: refresh,
  });
}

export function useCancelReservation(id: string, onDone: OnDone) {
  const refresh = useRefreshReservations(onDone);
  return useMutation({
    mutationFn: (wanted: { cancelNotes: string; scope: Scope | null }) =>
      callApi({
        path: pathOf(id, "/cancel"),
        method: "POST",
        body: {
          cancel_notes: wanted.cancelNotes,
          ...(wanted.scope === null ? {} : { scope: wanted.scope }),
        },
        schema: reservationSchema,
      }),
    onSuccess: refresh,
  });
}
