import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ProblemError } from "./problem-error.ts";
import { queryKeys } from "./query-keys.ts";
import { didNotGetThrough } from "./unanswered.ts";

const RETRIES_MAX = 2;

export function createQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    // The session ended under the page: asking for it anew leads to the sign-in page.
    if (error instanceof ProblemError && error.status === 401) {
      void client.invalidateQueries({ queryKey: queryKeys.session });
    }
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.queryKey[0] !== queryKeys.session[0]) onError(error);
      },
    }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < RETRIES_MAX && didNotGetThrough(error),
        staleTime: 5_000,
        // A page that is offline says so at once instead of waiting in silence.
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
  });
  return client;
}
