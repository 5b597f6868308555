import { useQuery } from "@tanstack/react-query";
import { adminNoticeSchema, healthSchema } from "../../../src/contract/health.ts";
import { listOf } from "../../ui/api/answers.ts";
import { callApi } from "../../ui/api/api-call.ts";
import { queryKeys } from "../../ui/api/query-keys.ts";
import { adminPath } from "../api/admin-calls.ts";

/** Figures change without news, as time passes. */
const LOOK_EVERY_MS = 10_000;

export function useHealth() {
  return useQuery({
    queryKey: queryKeys.admin("health"),
    queryFn: () => callApi({ path: "/api/v1/admin/health", schema: healthSchema }),
    refetchInterval: LOOK_EVERY_MS,
  });
}

/** What needs somebody; news of it comes by itself. */
export function useOpenNotices() {
  return useQuery({
    queryKey: queryKeys.admin("notices", "list"),
    queryFn: async () =>
      (await callApi({ path: adminPath("notices"), schema: listOf(adminNoticeSchema) })).items,
  });
}
