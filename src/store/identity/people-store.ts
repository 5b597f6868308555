import { randomUUID } from "node:crypto";
import { type Kysely, type Selectable, sql } from "kysely";
import type { Role } from "../../app/people/actor.ts";
import type { ConnectionState } from "../../app/people/calendar-tokens.ts";
import type { People, Person, PersonWithConnection } from "../../app/people/people.ts";
import type { PersonRow } from "../identity-rows.ts";
import type { Schema } from "../schema.ts";

/** People as rows. */
export function createPeopleStore(db: Kysely<Schema>): People {
  const people = () => db.selectFrom("person").selectAll();
  return {
    async find(personId) {
      return orNull(await people().where("id", "=", personId).executeTakeFirst());
    },
    async findByAccount(tenantId, objectId) {
      return orNull(
        await people()
          .where("tenant_id", "=", tenantId)
          .where("object_id", "=", objectId)
          .executeTakeFirst(),
      );
    },
    async findByEmail(email) {
      return orNull(
        await people()
          .where(sql<string>`lower(email)`, "=", email.toLowerCase())
          .executeTakeFirst(),
      );
    },
    async linkAccount(personId, tenantId, objectId) {
      return orNull(
        await db
          .updateTable("person")
          .set({ tenant_id: tenantId, object_id: objectId, updated_at: sql`now()` })
          .where("id", "=", personId)
          .where("object_id", "is", null)
          .returningAll()
          .executeTakeFirst(),
      );
    },
    async create({ tenantId, objectId, email, displayName }) {
      const { rows } = await sql<Selectable<PersonRow>>`
        insert into person (id, tenant_id, object_id, email, display_name, time_zone)
        values (${randomUUID()}, ${tenantId}, ${objectId}, ${email}, ${displayName}, coalesce(
          (select time_zone from building where active
           group by time_zone order by count(*) desc, time_zone limit 1), 'UTC'))
        on conflict do nothing
        returning *`.execute(db);
      return orNull(rows[0]);
    },
    async change(personId, { roles, active }) {
      return orNull(
        await db
          .updateTable("person")
          .set({
            ...(roles && { roles: [...roles] }),
            ...(active !== undefined && { active }),
            updated_at: sql`now()`,
          })
          .where("id", "=", personId)
          .returningAll()
          .executeTakeFirst(),
      );
    },
    async search(text, limit) {
      const pattern = likePattern(text);
      const rows = await db
        .selectFrom("person")
        .select(["id", "display_name", "email"])
        .where("active", "=", true)
        .where((fits) =>
          fits.or([fits("display_name", "ilike", pattern), fits("email", "ilike", pattern)]),
        )
        // Whoever's name or address begins so comes before those who only hold it.
        .orderBy(
          sql`(display_name ilike ${pattern.slice(1)} or email ilike ${pattern.slice(1)})`,
          "desc",
        )
        .orderBy("display_name")
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        displayName: row.display_name,
        email: row.email,
      }));
    },
    async list({ text, after, limit }) {
      const pattern = likePattern(text);
      const { rows } = await sql<ListedRow>`
        select person.*, token.state as token_state, token.account_name, token.scopes,
          token.connected_at, token.last_used_at, token.reason_code, token.reason
        from person
        left join lateral (
          select * from personal_token
          where person_id = person.id order by connected_at desc limit 1
        ) token on true
        where (display_name ilike ${pattern} or email ilike ${pattern})
          and (${after}::uuid is null or (display_name, person.id) >
            (select display_name, id from person where id = ${after}::uuid))
        order by display_name, person.id
        limit ${limit}`.execute(db);
      return rows.map(toListed);
    },
  };
}

interface ListedRow extends Selectable<PersonRow> {
  readonly token_state: string | null;
  readonly account_name: string | null;
  readonly scopes: string[] | null;
  readonly connected_at: Date | null;
  readonly last_used_at: Date | null;
  readonly reason_code: string | null;
  readonly reason: string | null;
}

function orNull(row: Selectable<PersonRow> | undefined): Person | null {
  return row ? toPerson(row) : null;
}

function toPerson(row: Selectable<PersonRow>): Person {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    objectId: row.object_id,
    email: row.email,
    displayName: row.display_name,
    timeZone: row.time_zone,
    roles: rolesFrom(row.roles),
    active: row.active,
  };
}

function toListed(row: ListedRow): PersonWithConnection {
  const state = row.token_state;
  const isKept = state === "connected" || state === "needs_reconnect";
  const connection: ConnectionState = {
    state: isKept ? state : "not_connected",
    accountName: isKept ? row.account_name : null,
    scopes: isKept ? (row.scopes ?? []) : [],
    connectedAt: isKept ? row.connected_at : null,
    lastUsedAt: isKept ? row.last_used_at : null,
    checkedAt: null,
    reasonCode: row.reason_code,
    reason: row.reason,
  };
  return { ...toPerson(row), connection };
}

const ROLES: readonly string[] = ["user", "viewer", "planner", "manager", "admin"];

export function rolesFrom(names: readonly string[]): readonly Role[] {
  return names.filter(isRole);
}

function isRole(name: string): name is Role {
  return ROLES.includes(name);
}

/** The text anywhere, its own wildcards taken literally. */
function likePattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
