import { type Kysely, type Selectable, sql, type Transaction } from "kysely";
import type { AuditNote } from "../app/audit-note.ts";
import type {
  CalendarProviderContent,
  CalendarProviderRecord,
  CalendarProviders,
  ProviderWritten,
} from "../app/settings/ports.ts";
import { writeAudit } from "./audit-store.ts";
import { faultOf } from "./row-faults.ts";
import type { CalendarProviderRow, Schema } from "./schema.ts";

const FAULTS = { calendar_provider_name_key: "provider_name_taken" } as const;

/** Calendar providers as administrators keep them. */
export function createCalendarProviderStore(db: Kysely<Schema>): CalendarProviders {
  return {
    async list() {
      const rows = await db
        .selectFrom("calendar_provider")
        .selectAll()
        .orderBy("created_at")
        .orderBy("id")
        .execute();
      return rows.map(toRecord);
    },
    async find(id) {
      const row = await db
        .selectFrom("calendar_provider")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirst();
      return row ? toRecord(row) : null;
    },
    create: (id, content, note) =>
      written(db, note, (transaction) =>
        transaction
          .insertInto("calendar_provider")
          .values({ id, ...columnsOf(content) })
          .returningAll()
          .executeTakeFirst(),
      ),
    update: (id, content, note) =>
      written(db, note, (transaction) =>
        transaction
          .updateTable("calendar_provider")
          .set({ ...columnsOf(content), updated_at: sql`now()` })
          .where("id", "=", id)
          .returningAll()
          .executeTakeFirst(),
      ),
  };
}

async function written(
  db: Kysely<Schema>,
  note: AuditNote,
  write: (transaction: Transaction<Schema>) => Promise<Selectable<CalendarProviderRow> | undefined>,
): Promise<ProviderWritten> {
  try {
    return await db.transaction().execute(async (transaction) => {
      const row = await write(transaction);
      if (!row) return { ok: false, fault: "provider_not_found" };
      await writeAudit(transaction, note);
      return { ok: true, provider: toRecord(row) };
    });
  } catch (error) {
    return { ok: false, fault: faultOf(error, FAULTS) };
  }
}

function columnsOf(content: CalendarProviderContent) {
  const { clientSecretSealed, clientCertificateSealed, delegatedUserEmail } = content;
  return {
    name: content.name,
    tenant_id: content.tenantId,
    client_id: content.clientId,
    active: content.active,
    ...(clientSecretSealed !== undefined && {
      client_secret_sealed: clientSecretSealed && Buffer.from(clientSecretSealed),
    }),
    ...(clientCertificateSealed !== undefined && {
      client_certificate_sealed: clientCertificateSealed && Buffer.from(clientCertificateSealed),
    }),
    ...(delegatedUserEmail !== undefined && { delegated_user_email: delegatedUserEmail }),
  };
}

function toRecord(row: Selectable<CalendarProviderRow>): CalendarProviderRecord {
  return {
    id: row.id,
    name: row.name,
    tenantId: row.tenant_id,
    clientId: row.client_id,
    hasSecret: row.client_secret_sealed !== null,
    hasCertificate: row.client_certificate_sealed !== null,
    delegatedUserEmail: row.delegated_user_email,
    active: row.active,
  };
}
