import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { ProblemNotice } from "./problem-notice.tsx";
import { Skeleton } from "./skeleton.tsx";
import { useMessages } from "../messages/messages.ts";

/** What a query that loads page by page offers; TanStack's own type, as far as it is used. */
interface PagedQuery<T> {
  readonly data: { readonly pages: readonly { readonly items: readonly T[] }[] } | undefined;
  readonly error: unknown;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
  readonly refetch: () => Promise<unknown>;
}

interface PagedRowsProps<T> {
  readonly query: PagedQuery<T>;
  readonly children: (rows: T[]) => ReactNode;
}

/** All rows loaded so far, and a button for the next ones. */
export function PagedRows<T>({ query, children }: PagedRowsProps<T>) {
  const { t } = useMessages();
  return (
    <>
      <ProblemNotice
        error={query.error}
        onRetry={() => {
          void query.refetch();
        }}
      />
      {query.data === undefined ? (
        query.error ? null : (
          <Skeleton />
        )
      ) : (
        children(query.data.pages.flatMap((page) => page.items))
      )}
      {query.hasNextPage ? (
        <div className="row">
          <Button
            isPending={query.isFetchingNextPage}
            onPress={() => {
              void query.fetchNextPage();
            }}
          >
            {t.actions.showMore}
          </Button>
        </div>
      ) : null}
    </>
  );
}
