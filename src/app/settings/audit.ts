import { type NumberedPage, numberedPage } from "../numbered-page.ts";
import type { Outcome } from "../outcome.ts";
import type { AuditRecord, AuditTrail } from "./ports.ts";

/** Who did what, newest first. */
export async function listAudit(
  { audit }: { readonly audit: AuditTrail },
  query: {
    readonly subjectKind?: string | undefined;
    readonly subjectId?: string | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  },
): Promise<Outcome<NumberedPage<AuditRecord>>> {
  const { subjectKind, subjectId } = query;
  return numberedPage(query, (page) => audit.list({ subjectKind, subjectId, ...page }));
}
