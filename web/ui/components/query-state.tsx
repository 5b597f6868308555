import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ProblemNotice } from "./problem-notice.tsx";
import { Skeleton } from "./skeleton.tsx";

interface QueryStateProps<T> {
  readonly query: UseQueryResult<T>;
  readonly bars?: number;
  readonly children: (data: T) => ReactNode;
}

/** Loading, failed or there; data that is on the page stays while a newer load fails. */
export function QueryState<T>({ query, bars = 3, children }: QueryStateProps<T>) {
  const retry = () => {
    void query.refetch();
  };
  return (
    <>
      {query.error ? <ProblemNotice error={query.error} onRetry={retry} /> : null}
      {query.data === undefined ? (
        query.error ? null : (
          <Skeleton bars={bars} />
        )
      ) : (
        children(query.data)
      )}
    </>
  );
}
