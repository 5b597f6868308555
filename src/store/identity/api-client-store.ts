import { randomUUID } from "node:crypto";
import { type Kysely, type Selectable, sql } from "kysely";
import type { ApiClientScope } from "../../app/people/actor.ts";
import type { ApiClient, ApiClients } from "../../app/people/machine-identities.ts";
import type { ApiClientRow } from "../identity-rows.ts";
import type { Schema } from "../schema.ts";

/** API clients as rows. */
export function createApiClientStore(db: Kysely<Schema>): ApiClients {
  return {
    async list() {
      const rows = await db.selectFrom("api_client").selectAll().orderBy("created_at").execute();
      return rows.map(toApiClient);
    },
    async create({ name, scopes, keyHash, keyHint, createdBy }) {
      const row = await db
        .insertInto("api_client")
        .values({
          id: randomUUID(),
          name,
          scopes: [...scopes],
          key_hash: Buffer.from(keyHash),
          key_hint: keyHint,
          created_by: createdBy,
        })
        .onConflict((conflict) => conflict.column("name").doNothing())
        .returningAll()
        .executeTakeFirst();
      return row ? toApiClient(row) : null;
    },
    async findByKeyHash(keyHash) {
      const row = await db
        .selectFrom("api_client")
        .selectAll()
        .where("key_hash", "=", Buffer.from(keyHash))
        .executeTakeFirst();
      return row ? toApiClient(row) : null;
    },
    async revoke(clientId) {
      const row = await db
        .updateTable("api_client")
        .set({ revoked_at: sql`coalesce(revoked_at, now())` })
        .where("id", "=", clientId)
        .returningAll()
        .executeTakeFirst();
      return row ? toApiClient(row) : null;
    },
    async markUsed(clientId) {
      await db
        .updateTable("api_client")
        .set({ last_used_at: sql`now()` })
        .where("id", "=", clientId)
        .execute();
    },
  };
}

const SCOPES: readonly string[] = [
  "reservations:read",
  "reservations:write",
  "places:read",
  "admin",
];

function isScope(name: string): name is ApiClientScope {
  return SCOPES.includes(name);
}

function toApiClient(row: Selectable<ApiClientRow>): ApiClient {
  return {
    id: row.id,
    name: row.name,
    keyHint: row.key_hint,
    scopes: row.scopes.filter(isScope),
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  };
}
