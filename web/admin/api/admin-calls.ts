import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type { z } from "zod";
import { listOf, pageOf } from "../../ui/api/answers.ts";
import { callApi, type ApiCall, type QueryValues } from "../../ui/api/api-call.ts";
import { queryKeys } from "../../ui/api/query-keys.ts";

/** Administrators' resources, named as in their addresses. */
export type AdminSubject =
  | "properties"
  | "calendar-providers"
  | "sync-configurations"
  | "configuration-scan"
  | "set-up"
  | "buildings"
  | "spaces"
  | "modules"
  | "rooms-in-exchange"
  | "sync-events"
  | "people"
  | "api-clients"
  | "panels"
  | "notices"
  | "reconciliations"
  | "audit";

export function adminPath(subject: AdminSubject, ...rest: readonly string[]): string {
  return ["/api/v1/admin", subject, ...rest.map(encodeURIComponent)].join("/");
}

/** A whole list of one subject. */
export function useAdminList<S extends z.ZodType>(subject: AdminSubject, item: S) {
  return useQuery({
    queryKey: queryKeys.admin(subject, "list"),
    queryFn: async (): Promise<z.output<S>[]> =>
      (await callApi({ path: adminPath(subject), schema: listOf(item) })).items,
  });
}

/** A list that comes page by page, newest first. */
export function useAdminPages<S extends z.ZodType>(
  subject: AdminSubject,
  item: S,
  query: QueryValues,
) {
  return useInfiniteQuery({
    queryKey: [...queryKeys.admin(subject, "pages"), query],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      callApi({
        path: adminPath(subject),
        query: { ...query, cursor: pageParam },
        schema: pageOf(item),
      }),
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

export function useAdminOne<S extends z.ZodType>(
  subject: AdminSubject,
  id: string | undefined,
  schema: S,
) {
  return useQuery({
    queryKey: queryKeys.admin(subject, "one", id ?? ""),
    queryFn: () => callApi({ path: adminPath(subject, id ?? ""), schema }),
    enabled: id !== undefined,
  });
}

/** An act of an administrator; whatever shows its subject is loaded anew afterwards. */
export function useAdminAct<S extends z.ZodType, V>(
  subject: AdminSubject,
  callOf: (variables: V) => ApiCall<S>,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (variables: V) => callApi(callOf(variables)),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.admin(subject) }),
  });
}
