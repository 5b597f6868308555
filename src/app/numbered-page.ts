import { done, type Outcome, refused } from "./outcome.ts";

export interface NumberedPage<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** What can be a number of ours: it fits a bigint. */
export const ROW_NUMBER = /^\d{1,18}$/;

/**
 * A page of what is numbered as it comes, newest first. The cursor is the number of the last item
 * of the page before. One more than the page holds is asked for, to know whether there are more.
 */
export async function numberedPage<Item extends { readonly id: string }>(
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
  list: (page: {
    readonly before: string | null;
    readonly limit: number;
  }) => Promise<readonly Item[]>,
): Promise<Outcome<NumberedPage<Item>>> {
  if (cursor !== undefined && !ROW_NUMBER.test(cursor)) {
    return refused(
      "invalid_cursor",
      "The cursor is not one of ours.",
      "Begin with the first page.",
    );
  }
  const found = await list({ before: cursor ?? null, limit: limit + 1 });
  const items = found.slice(0, limit);
  return done({ items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null });
}
