import type { Kysely, Selectable } from "kysely";
import type { ProviderApp, ProviderApps } from "../../app/people/provider-apps.ts";
import type { CalendarProviderRow, Schema } from "../schema.ts";

/** Calendar providers as applications that tokens are asked for. */
export function createProviderAppStore(db: Kysely<Schema>): ProviderApps {
  return {
    async find(providerId) {
      const row = await db
        .selectFrom("calendar_provider")
        .selectAll()
        .where("id", "=", providerId)
        .executeTakeFirst();
      return row ? toProviderApp(row) : null;
    },
    async listActive() {
      const rows = await db
        .selectFrom("calendar_provider")
        .selectAll()
        .where("active", "=", true)
        .orderBy("created_at")
        .orderBy("id")
        .execute();
      return rows.map(toProviderApp);
    },
  };
}

function toProviderApp(row: Selectable<CalendarProviderRow>): ProviderApp {
  return {
    id: row.id,
    name: row.name,
    tenant: row.tenant_id,
    clientId: row.client_id,
    clientSecretSealed: row.client_secret_sealed,
    clientCertificateSealed: row.client_certificate_sealed,
    delegatedUserEmail: row.delegated_user_email,
    active: row.active,
    updatedAt: row.updated_at,
  };
}
