import { decodeCursor, encodeCursor, type PageEnd } from "../../app/reservations/page-cursor.ts";
import type { BulkStep } from "../../app/sync/bulk-work.ts";
import type { BulkStep as BulkStepAnswer } from "../../contract/admin.ts";
import { problem } from "../problem-error.ts";

export function presentBulkStep({ enqueued, refused, remaining, next }: BulkStep): BulkStepAnswer {
  return {
    enqueued,
    refused: { ...refused },
    remaining,
    next_cursor: next === null ? null : encodeCursor(next),
  };
}

/** Where the step before ended; null for the first. Throws 400 `invalid_cursor`. */
export function pageEndFrom(cursor: string | undefined): PageEnd | null {
  if (cursor === undefined) return null;
  const end = decodeCursor(cursor);
  if (end !== null) return end;
  throw problem("invalid_cursor", "The cursor is not one of ours.", "Begin anew, without one.");
}
