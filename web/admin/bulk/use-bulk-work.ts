import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type BulkStep, bulkStepSchema } from "../../../src/contract/admin.ts";
import { callApi } from "../../ui/api/api-call.ts";
import { queryKeys } from "../../ui/api/query-keys.ts";

/** How far bulk work is, and what came of it so far. */
export interface BulkProgress {
  readonly enqueued: number;
  readonly refused: ReadonlyMap<string, number>;
  readonly remaining: number;
}

const NOTHING: BulkProgress = { enqueued: 0, refused: new Map(), remaining: 0 };

/** Bulk work is done a step at a time; leaving the page ends it between two steps. */
export function useBulkWork(path: string, body: Readonly<Record<string, string>>) {
  const client = useQueryClient();
  const [progress, setProgress] = useState<BulkProgress>(NOTHING);
  const work = useMutation({
    async mutationFn() {
      let done = NOTHING;
      let cursor: string | null = null;
      do {
        const step: BulkStep = await callApi({
          path,
          method: "POST",
          body: { ...body, ...(cursor === null ? {} : { cursor }) },
          schema: bulkStepSchema,
        });
        done = sumOf(done, step.enqueued, step.refused, step.remaining);
        setProgress(done);
        cursor = step.next_cursor;
      } while (cursor !== null);
      return done;
    },
    onMutate: () => setProgress(NOTHING),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.admin("sync-events") });
      await client.invalidateQueries({ queryKey: queryKeys.admin("health") });
    },
  });
  return { ...work, progress };
}

function sumOf(
  before: BulkProgress,
  enqueued: number,
  refused: Readonly<Record<string, number>>,
  remaining: number,
): BulkProgress {
  const codes = new Map(before.refused);
  for (const [code, count] of Object.entries(refused)) {
    codes.set(code, (codes.get(code) ?? 0) + count);
  }
  return { enqueued: before.enqueued + enqueued, refused: codes, remaining };
}
