import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type MailPreferences, mailPreferencesSchema } from "../../../src/contract/mail.ts";
import { type ShareReservation, sharedReservationSchema } from "../../../src/contract/shares.ts";
import { callApi } from "./api-call.ts";
import { queryKeys } from "./query-keys.ts";

const PATH = "/api/v1/me/mail";

/** What I want by mail. */
export function useMailPreferences() {
  return useQuery({
    queryKey: queryKeys.mailPreferences,
    queryFn: () => callApi({ path: PATH, schema: mailPreferencesSchema }),
  });
}

export function useChangeMailPreferences() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Partial<Omit<MailPreferences, "is_sent">>) =>
      callApi({ path: PATH, method: "PATCH", body, schema: mailPreferencesSchema }),
    onSuccess: (changed) => client.setQueryData(queryKeys.mailPreferences, changed),
  });
}

/** Has a reservation's details mailed; `onShared` is told to how many. */
export function useShareReservation(
  id: string,
  onShared: (shared: { readonly mails: number }) => void,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ShareReservation) =>
      callApi({
        path: `/api/v1/reservations/${encodeURIComponent(id)}/shares`,
        method: "POST",
        body,
        schema: sharedReservationSchema,
      }),
    onSuccess: async (shared) => {
      onShared(shared);
      await client.invalidateQueries({ queryKey: queryKeys.history(id) });
    },
  });
}
