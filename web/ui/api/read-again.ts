import type { Query, QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * Answers a function that makes all queries below a key load again. One that is loading already is
 * let finish and then loads once more, since the answer under way may have been made before what
 * the news is of. Invalidating alone does not do: a first load, which has nothing to show yet,
 * would go on and count as the newest; and any other would be broken off, so that a page to which
 * much is told would never see an answer.
 */
export function readsAgain(client: QueryClient): (queryKey: QueryKey) => void {
  const toRead = new Set<Query>();

  async function onceLoaded(query: Query): Promise<void> {
    if (toRead.has(query)) return;
    toRead.add(query);
    await Promise.allSettled([query.promise]);
    toRead.delete(query);
    await client.invalidateQueries({ queryKey: query.queryKey, exact: true });
  }

  return (queryKey) => {
    const loading = client.getQueryCache().findAll({ queryKey, fetchStatus: "fetching" });
    for (const query of loading) void onceLoaded(query);
    void client.invalidateQueries({ queryKey, predicate: (query) => !loading.includes(query) });
  };
}
