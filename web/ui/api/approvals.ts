import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { approvalCountSchema, approvalPageSchema } from "../../../src/contract/approvals.ts";
import { type Reservation, reservationSchema } from "../../../src/contract/reservations.ts";
import { callApi } from "./api-call.ts";
import { queryKeys } from "./query-keys.ts";
import { callInTime } from "./unanswered.ts";

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

/**
 * Approves a reservation, or rejects it, if it is still the version that was seen. Whoever decided and
 * says the same again is answered what became of it.
 */
export function sendDecision(decision: {
  readonly reservationId: string;
  readonly act: "approve" | "reject";
  readonly version: number;
  readonly comment: string;
}): Promise<Reservation> {
  const { reservationId, act, version, comment } = decision;
  return callInTime({
    path: `/api/v1/reservations/${encodeURIComponent(reservationId)}/${act}`,
    method: "POST",
    body: { comment },
    ifVersion: version,
    schema: reservationSchema,
  });
}
