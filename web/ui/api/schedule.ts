import { keepPreviousData, skipToken, useQueries, useQuery } from "@tanstack/react-query";
import {
  rehearsalSchema,
  scheduleSchema,
  type Rehearsal,
  type Schedule,
} from "../../../src/contract/schedule.ts";
import type { UpdateReservation } from "../../../src/contract/reservations.ts";
import { callApi, type QueryValues } from "./api-call.ts";
import { queryKeys } from "./query-keys.ts";

export interface ScheduleWindow {
  readonly from: string;
  readonly to: string;
}

/** The schedule of each day by itself, so that a week appears as it arrives. */
export function useSchedules(windows: readonly ScheduleWindow[], filter: QueryValues) {
  return useQueries({
    queries: windows.map((window) => ({
      queryKey: queryKeys.schedule(JSON.stringify({ ...window, ...filter })),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        callApi({
          path: "/api/v1/schedule",
          query: { ...window, ...filter },
          schema: scheduleSchema,
          signal,
        }),
      // Thousands of bars: comparing them with those before costs more than drawing those in sight.
      structuralSharing: false,
    })),
    combine: together,
  });
}

function together(
  results: readonly {
    readonly data: Schedule | undefined;
    readonly error: Error | null;
    readonly refetch: () => Promise<unknown>;
  }[],
) {
  return {
    answers: results.flatMap(({ data }) => data ?? []),
    isLoading: results.some(({ data }) => data === undefined),
    error: results.find(({ error }) => error !== null)?.error ?? null,
    retry: () => {
      for (const { refetch } of results) void refetch();
    },
  };
}

/** What a change would do, said by the server, which does nothing. */
export function rehearse(
  id: string,
  body: UpdateReservation,
  version: number,
  signal?: AbortSignal,
): Promise<Rehearsal> {
  return callApi({
    path: `/api/v1/reservations/${encodeURIComponent(id)}/rehearsal`,
    method: "POST",
    body,
    ifVersion: version,
    schema: rehearsalSchema,
    signal,
  });
}

/** Where what is rehearsed changes, what was said before stays until it is said anew; null asks nothing. */
export function useRehearsal(id: string, body: UpdateReservation | null, version: number) {
  return useQuery({
    queryKey: queryKeys.rehearsal(JSON.stringify({ id, version, body })),
    queryFn: body === null ? skipToken : ({ signal }) => rehearse(id, body, version, signal),
    staleTime: 0,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
}
