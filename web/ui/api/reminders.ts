import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { reminderSchema } from "../../../src/contract/reminders.ts";
import { anyAnswerSchema, listOf } from "./answers.ts";
import { callApi } from "./api-call.ts";
import { queryKeys } from "./query-keys.ts";

/** What I was reminded of, and is still so. */
export function useToldReminders() {
  return useQuery({
    queryKey: queryKeys.reminders,
    queryFn: async () =>
      (await callApi({ path: "/api/v1/reminders", schema: listOf(reminderSchema) })).items,
  });
}

export function useDismissReminder() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      callApi({
        path: `/api/v1/reminders/${encodeURIComponent(id)}/dismiss`,
        method: "POST",
        schema: anyAnswerSchema,
      }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.reminders }),
  });
}
