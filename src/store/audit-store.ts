import { type Kysely, sql } from "kysely";
import { auditActor, type AuditNote } from "../app/audit-note.ts";
import type { AuditRecord, AuditTrail } from "../app/settings/ports.ts";
import type { Schema } from "./schema.ts";

/** Who did what, in the database; `record` also fills the port `RecordAudit`. */
export function createAuditStore(db: Kysely<Schema>): AuditTrail {
  return {
    record: (note) => writeAudit(db, note),
    async list({ subjectKind, subjectId, before, limit }) {
      const { rows } = await sql<AuditReadRow>`
        select a.id, a.at, a.actor_kind, a.channel, a.action, a.subject_kind, a.subject_id,
          a.details, coalesce(p.display_name, c.name, d.name) as actor_name
        from audit_entry a
        left join person p on a.actor_kind = 'person' and p.id = a.actor_id
        left join api_client c on a.actor_kind = 'api_client' and c.id = a.actor_id
        left join panel d on a.actor_kind = 'panel' and d.id = a.actor_id
        where (${subjectKind ?? null}::text is null or a.subject_kind = ${subjectKind ?? null})
          and (${subjectId ?? null}::text is null or a.subject_id = ${subjectId ?? null})
          and (${before}::bigint is null or a.id < ${before}::bigint)
        order by a.id desc
        limit ${limit}`.execute(db);
      return rows.map(toRecord);
    },
  };
}

/** Writes the entry with whatever else the transaction writes. */
export async function writeAudit(db: Kysely<Schema>, note: AuditNote): Promise<void> {
  const { actorKind, actorId, channel } = auditActor(note.actor);
  await db
    .insertInto("audit_entry")
    .values({
      actor_kind: actorKind,
      actor_id: actorId,
      channel,
      action: note.action,
      subject_kind: note.subjectKind,
      subject_id: note.subjectId,
      details: JSON.stringify(note.details),
    })
    .execute();
}

interface AuditReadRow {
  readonly id: string;
  readonly at: Date;
  readonly actor_kind: string;
  readonly actor_name: string | null;
  readonly channel: string | null;
  readonly action: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly details: Record<string, unknown>;
}

function toRecord(row: AuditReadRow): AuditRecord {
  return {
    id: row.id,
    at: row.at,
    actorKind: row.actor_kind,
    actorName: row.actor_name,
    channel: row.channel,
    action: row.action,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    details: row.details,
  };
}
