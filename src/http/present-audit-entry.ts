import type { AuditRecord } from "../app/settings/ports.ts";
import type { AuditEntry } from "../contract/admin.ts";

export function presentAuditEntry(record: AuditRecord): AuditEntry {
  return {
    id: record.id,
    at: record.at.toISOString(),
    actor_kind: record.actorKind,
    actor_name: record.actorName,
    channel: record.channel,
    action: record.action,
    subject_kind: record.subjectKind,
    subject_id: record.subjectId,
    details: { ...record.details },
  };
}
