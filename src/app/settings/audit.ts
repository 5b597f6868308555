import { done, type Outcome, refused } from "../outcome.ts";
import type { AuditRecord, AuditTrail } from "./ports.ts";

export interface AuditPage {
  readonly items: readonly AuditRecord[];
  readonly nextCursor: string | null;
}

/** Who did what, newest first. The cursor is the id of the last entry. */
export async function listAudit(
  { audit }: { readonly audit: AuditTrail },
  query: {
    readonly subjectKind?: string | undefined;
    readonly subjectId?: string | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  },
): Promise<Outcome<AuditPage>> {
  const { subjectKind, subjectId, cursor, limit } = query;
  if (cursor !== undefined && !/^\d{1,18}$/.test(cursor)) {
    return refused(
      "invalid_cursor",
      "The cursor is not one of ours.",
      "Begin with the first page.",
    );
  }
  const found = await audit.list({
    subjectKind,
    subjectId,
    before: cursor ?? null,
    limit: limit + 1,
  });
  const items = found.slice(0, limit);
  return done({ items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null });
}
