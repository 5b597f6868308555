import { type Kysely, type RawBuilder, sql } from "kysely";
import type { TokenRecord, TokenRecords } from "../../app/people/calendar-tokens.ts";
import type { CredentialUse } from "../../app/sync/access-tokens.ts";
import type { Schema } from "../schema.ts";

/**
 * Token records of both tables: people's own and the providers'. The statements differ only in
 * the table and its key, so they are written once. Leases are judged by the database's clock,
 * which all processes share.
 */
export function createTokenRecordStore(db: Kysely<Schema>): TokenRecords {
  return {
    async read(use) {
      const { rows } = await sql<Row>`select * from ${table(use)} where ${key(use)}`.execute(db);
      return rows[0] ? toRecord(rows[0]) : null;
    },

    async connect(use, connection) {
      const { accountName, objectId, scopes, sealed, accessExpiresAt } = connection;
      const [conflict, columns, values] =
        use.kind === "personal"
          ? [
              sql`person_id, provider_id`,
              sql`person_id, provider_id`,
              sql`${use.personId}, ${use.providerId}`,
            ]
          : [
              sql`provider_id, kind`,
              sql`provider_id, kind, object_id`,
              sql`${use.providerId}, ${use.kind}, ${objectId}`,
            ];
      const account = use.kind === "personal" ? sql`` : sql`object_id = excluded.object_id,`;
      await sql`
        insert into ${table(use)} (${columns}, state, account_name, scopes, token_sealed,
          access_expires_at, connected_at)
        values (${values}, 'connected', ${accountName}, ${scopes}, ${sealed},
          ${accessExpiresAt}, now())
        on conflict (${conflict}) do update
        set state = excluded.state, account_name = excluded.account_name, ${account}
            scopes = excluded.scopes, token_sealed = excluded.token_sealed,
            access_expires_at = excluded.access_expires_at, connected_at = excluded.connected_at,
            last_used_at = null, reason_code = null, reason = null,
            refresh_lease_owner = null, refresh_lease_until = null`.execute(db);
    },

    async takeRefreshLease(use, owner, durationMs) {
      if (use.kind === "application") await makeApplicationRecord(db, use.providerId);
      const { rows } = await sql<Row>`
        update ${table(use)}
        set refresh_lease_owner = ${owner},
            refresh_lease_until = now() + ${durationMs} * interval '1 millisecond'
        where ${key(use)} and ${mayRefresh(use)}
          and (refresh_lease_until is null or refresh_lease_until < now())
        returning *`.execute(db);
      return rows[0] ? toRecord(rows[0]) : null;
    },

    async saveRefreshed(use, owner, { sealed, accessExpiresAt, scopes }) {
      const checked = use.kind === "personal" ? sql`` : sql`checked_at = now(),`;
      const connected =
        use.kind === "application" ? sql`connected_at = coalesce(connected_at, now()),` : sql``;
      const { numAffectedRows } = await sql`
        update ${table(use)}
        set token_sealed = ${sealed}, access_expires_at = ${accessExpiresAt},
            scopes = coalesce(${scopes}::text[], scopes), state = 'connected',
            ${checked} ${connected}
            reason_code = null, reason = null,
            refresh_lease_owner = null, refresh_lease_until = null
        where ${key(use)} and refresh_lease_owner = ${owner}`.execute(db);
      return numAffectedRows === 1n;
    },

    async saveRefusal(use, owner, { reasonCode, reason }) {
      const checked = use.kind === "personal" ? sql`` : sql`checked_at = now(),`;
      await sql`
        update ${table(use)}
        set state = 'needs_reconnect', reason_code = ${reasonCode}, reason = ${reason},
            ${checked} refresh_lease_owner = null, refresh_lease_until = null
        where ${key(use)} and refresh_lease_owner = ${owner}`.execute(db);
    },

    async releaseRefreshLease(use, owner) {
      await sql`
        update ${table(use)} set refresh_lease_owner = null, refresh_lease_until = null
        where ${key(use)} and refresh_lease_owner = ${owner}`.execute(db);
    },

    async markUsed(use) {
      await sql`update ${table(use)} set last_used_at = now() where ${key(use)}`.execute(db);
    },

    async forget(use) {
      const gone = use.kind === "personal" ? "disconnected" : "not_connected";
      const { rows } = await sql<{ token_sealed: Buffer | null }>`
        with before as (
          select token_sealed from ${table(use)} where ${key(use)} for update
        )
        update ${table(use)}
        set state = ${gone}, token_sealed = null, access_expires_at = null,
            reason_code = null, reason = null,
            refresh_lease_owner = null, refresh_lease_until = null
        from before
        where ${key(use)}
        returning before.token_sealed`.execute(db);
      return rows[0] ? { sealed: rows[0].token_sealed } : null;
    },

    async listProvidersOf(personId) {
      const rows = await db
        .selectFrom("personal_token")
        .select("provider_id")
        .where("person_id", "=", personId)
        .where("token_sealed", "is not", null)
        .orderBy("provider_id")
        .execute();
      return rows.map((row) => row.provider_id);
    },

    async listNotRefreshedSince(instant, limit) {
      const { rows } = await sql<IdleRow>`
        select provider_id, person_id, 'personal' as kind, access_expires_at from personal_token
        where state = 'connected' and access_expires_at < ${instant}
          and exists (select from person where person.id = person_id and person.active)
        union all
        select provider_id, null, kind, access_expires_at from provider_credential
        where state = 'connected' and kind = 'delegated_user' and access_expires_at < ${instant}
        order by access_expires_at limit ${limit}`.execute(db);
      return rows.map(toUse);
    },
  };
}

interface Row {
  readonly state: string;
  readonly account_name: string | null;
  readonly scopes: string[];
  readonly token_sealed: Buffer | null;
  readonly access_expires_at: Date | null;
  readonly connected_at: Date | null;
  readonly last_used_at: Date | null;
  /** Of a provider's credential only. */
  readonly checked_at?: Date | null;
  readonly reason_code: string | null;
  readonly reason: string | null;
}

interface IdleRow {
  readonly provider_id: string;
  readonly person_id: string | null;
  readonly kind: string;
}

function table(use: CredentialUse): RawBuilder<unknown> {
  return use.kind === "personal" ? sql`personal_token` : sql`provider_credential`;
}

function key(use: CredentialUse): RawBuilder<unknown> {
  return use.kind === "personal"
    ? sql`person_id = ${use.personId} and provider_id = ${use.providerId}`
    : sql`provider_id = ${use.providerId} and kind = ${use.kind}`;
}

/** An application asks anew whatever its state; people and delegated users only once connected. */
function mayRefresh(use: CredentialUse): RawBuilder<unknown> {
  return use.kind === "application" ? sql`true` : sql`state = 'connected'`;
}

async function makeApplicationRecord(db: Kysely<Schema>, providerId: string): Promise<void> {
  await sql`
    insert into provider_credential (provider_id, kind, state)
    values (${providerId}, 'application', 'not_connected')
    on conflict do nothing`.execute(db);
}

function toRecord(row: Row): TokenRecord {
  const isKept = row.state === "connected" || row.state === "needs_reconnect";
  return {
    state: isKept ? row.state : "not_connected",
    accountName: row.account_name,
    scopes: row.scopes,
    connectedAt: row.connected_at,
    lastUsedAt: row.last_used_at,
    checkedAt: row.checked_at ?? null,
    reasonCode: row.reason_code,
    reason: row.reason,
    sealed: row.token_sealed,
    accessExpiresAt: row.access_expires_at,
  };
}

function toUse({ provider_id, person_id, kind }: IdleRow): CredentialUse {
  if (person_id !== null) return { kind: "personal", providerId: provider_id, personId: person_id };
  return {
    kind: kind === "application" ? "application" : "delegated_user",
    providerId: provider_id,
  };
}
