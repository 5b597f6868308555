import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { approvalCountSchema, approvalPageSchema } from "../../../src/contract/approvals.ts";
import { type Reservation, reservationSchema } from "../../../src/contract/reservations.ts";
import { callApi } from "./api-call.ts";
import { queryKeys } from "./query-keys.ts";
import { useRefreshReservations } from "./reservations.ts";
import { againAfterMs, callInTime, didNotGetThrough } from "./unanswered.ts";

const PAGE_SIZE = 50;

/** What waits for my approval, page by page. */
export function useApprovals() {
  return useInfiniteQuery({
    queryKey: queryKeys.approvalList,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      callApi({
        path: "/api/v1/approvals",
        query: { limit: PAGE_SIZE, cursor: pageParam },
        schema: approvalPageSchema,
        signal,
      }),
    getNextPageParam: (page) => page.next_cursor,
  });
}

/** How much waits for me, and whether anything ever may. */
export function useApprovalCount() {
  return useQuery({
    queryKey: queryKeys.approvalCount,
    queryFn: () => callApi({ path: "/api/v1/approvals/count", schema: approvalCountSchema }),
  });
}

export type DecisionCall = ReturnType<typeof useDecision>;

/**
 * Approves a reservation, or rejects it, if it is still the version that was seen. Where no answer
 * comes it is asked again, also when its page was left: whoever decided and says the same again is
 * answered what became of it.
 */
export function useDecision(
  id: string,
  act: "approve" | "reject",
  onDone: (reservation: Reservation) => void,
) {
  const refresh = useRefreshReservations(onDone);
  return useMutation({
    mutationFn: ({ version, comment }: { version: number; comment: string }) =>
      callInTime({
        path: `/api/v1/reservations/${encodeURIComponent(id)}/${act}`,
        method: "POST",
        body: { comment },
        ifVersion: version,
        schema: reservationSchema,
      }),
    retry: (_failures, error) => didNotGetThrough(error),
    retryDelay: (failures) => againAfterMs(failures + 1),
    onSuccess: refresh,
  });
}
