import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "wouter";
import { guidedSetUpSchema } from "../../../src/contract/guided-set-up.ts";
import { callApi, pathWithQuery } from "../../ui/api/api-call.ts";
import { queryKeys } from "../../ui/api/query-keys.ts";
import { adminPath } from "../api/admin-calls.ts";

const PATH = "/admin/set-up";

/** Tried by the server now; it is the address that remembers which room is tried. */
export function useGuidedSetUp() {
  const [params, setParams] = useSearchParams();
  const room = params.get("room");
  const query = useQuery({
    queryKey: queryKeys.admin("set-up", room ?? ""),
    queryFn: () =>
      callApi({
        path: adminPath("set-up"),
        query: room === null ? {} : { mailbox: room },
        schema: guidedSetUpSchema,
      }),
    // Each look asks Entra ID and Exchange anew.
    refetchOnWindowFocus: false,
    placeholderData: (before) => before,
  });
  const chooseRoom = (address: string) => setParams({ room: address }, { replace: true });
  const returnTo = room === null ? PATH : pathWithQuery(PATH, { room });
  return { query, chooseRoom, returnTo };
}
