import { useQueryClient } from "@tanstack/react-query";
import { useLayoutEffect } from "react";
import { actOnChannel } from "./api-call.ts";
import { queryKeys } from "./query-keys.ts";

/** While the face is shown, what is done is done on its channel, and judged by what that may. */
export function useChannel(channel: Exclude<Parameters<typeof actOnChannel>[0], "portal">): void {
  const client = useQueryClient();
  useLayoutEffect(() => {
    const act = (next: Parameters<typeof actOnChannel>[0]) => {
      actOnChannel(next);
      client.removeQueries({ queryKey: queryKeys.singleReservations });
    };
    act(channel);
    return () => act("portal");
  }, [channel, client]);
}
