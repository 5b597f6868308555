import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { callApi } from "../../ui/api/api-call.ts";
import { adminPath } from "../api/admin-calls.ts";

/** Adds one more to the list, or changes the one that is given. */
export function useSavePlace<Answer extends { readonly id: string }>(
  list: "buildings" | "spaces",
  one: Answer | null,
  schema: z.ZodType<Answer>,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: object) =>
      callApi({
        path: one === null ? adminPath(list) : adminPath(list, one.id),
        method: one === null ? "POST" : "PATCH",
        body,
        schema,
      }),
    // Searches, schedules and lists know places as well.
    onSettled: () => client.invalidateQueries(),
  });
}
