import { useQuery } from "@tanstack/react-query";
import { busyTimesSchema, spaceRulesSchema } from "../../../src/contract/space-calendar.ts";
import { callApi, type QueryValues } from "./api-call.ts";
import { queryKeys } from "./query-keys.ts";

/** Of what others reserve no news comes, so that it is looked at again. */
const AGAIN_MS = 60_000;

/** When one space, or each of a building, is taken in a window; null asks nothing. */
export function useBusyTimes(asked: QueryValues | null) {
  return useQuery({
    queryKey: queryKeys.schedule(JSON.stringify(["busy", asked])),
    queryFn: async ({ signal }) =>
      (
        await callApi({
          path: "/api/v1/busy-times",
          query: asked ?? {},
          schema: busyTimesSchema,
          signal,
        })
      ).items,
    enabled: asked !== null,
    refetchInterval: AGAIN_MS,
  });
}

/** How a space is reserved. */
export function useSpaceRules(spaceId: string) {
  return useQuery({
    queryKey: ["space", spaceId, "rules"],
    queryFn: () =>
      callApi({
        path: `/api/v1/spaces/${encodeURIComponent(spaceId)}/rules`,
        schema: spaceRulesSchema,
      }),
    staleTime: 60_000,
  });
}
