import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "wouter";
import { guidedSetUpSchema } from "../../../src/contract/guided-set-up.ts";
import { callApi, pathWithQuery } from "../../ui/api/api-call.ts";
import { queryKeys } from "../../ui/api/query-keys.ts";
import { adminPath } from "../api/admin-calls.ts";

const PATH = "/admin/set-up";

/** Tried by the server now; it is the address that remembers which provider and room are tried. */
export function useGuidedSetUp() {
  const [params, setParams] = useSearchParams();
  const [provider, room] = [params.get("provider"), params.get("room")];
  const query = useQuery({
    queryKey: queryKeys.admin("set-up", provider ?? "", room ?? ""),
    queryFn: () =>
      callApi({
        path: adminPath("set-up"),
        query: { provider_id: provider ?? undefined, mailbox: room ?? undefined },
        schema: guidedSetUpSchema,
      }),
    // Each look asks Entra ID and Exchange anew.
    refetchOnWindowFocus: false,
    placeholderData: (before) => before,
  });
  const chosen = provider === null ? {} : { provider };
  const chooseRoom = (address: string) =>
    setParams({ ...chosen, room: address }, { replace: true });
  // A room is of one provider.
  const chooseProvider = (id: string) => setParams({ provider: id }, { replace: true });
  const returnTo = pathWithQuery(PATH, { ...chosen, room: room ?? undefined });
  return { query, chooseProvider, chooseRoom, returnTo };
}
