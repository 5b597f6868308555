import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { personSummarySchema } from "../../../src/contract/reservations.ts";
import { listOf } from "./answers.ts";
import { callApi } from "./api-call.ts";
import { queryKeys } from "./query-keys.ts";

export type PersonSummary = z.infer<typeof personSummarySchema>;

const SUGGESTIONS_MAX = 8;

/** People whose name or address fits what was typed. */
export function usePeople(query: string) {
  const text = query.trim();
  return useQuery({
    queryKey: queryKeys.people(text),
    queryFn: async ({ signal }) =>
      (
        await callApi({
          path: "/api/v1/people",
          query: { query: text, limit: SUGGESTIONS_MAX },
          schema: listOf(personSummarySchema),
          signal,
        })
      ).items,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
