import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Panel, Panels } from "../../app/people/machine-identities.ts";
import type { Schema } from "../schema.ts";

/** Door panels as rows. */
export function createPanelStore(db: Kysely<Schema>): Panels {
  const panels = () =>
    db
      .selectFrom("panel")
      .innerJoin("space", "space.id", "panel.space_id")
      .leftJoin("person", "person.id", "panel.requested_for")
      .select([
        "panel.id",
        "panel.name",
        "panel.space_id",
        "space.name as space_name",
        "panel.requested_for",
        "person.display_name as requested_for_name",
        "person.email as requested_for_email",
        "panel.paired_at",
        "panel.last_seen_at",
        "panel.revoked_at",
      ]);

  async function find(panelId: string): Promise<Panel | null> {
    const row = await panels().where("panel.id", "=", panelId).executeTakeFirst();
    return row ? toPanel(row) : null;
  }

  return {
    async list() {
      const rows = await panels().orderBy("panel.created_at").orderBy("panel.id").execute();
      return rows.map(toPanel);
    },
    async create({ name, spaceId, requestedFor, pairingCodeHash, pairingExpiresAt, createdBy }) {
      const id = randomUUID();
      await sql`
        insert into panel (id, name, space_id, requested_for, pairing_code_hash,
          pairing_expires_at, created_by)
        select ${id}, ${name}, id, ${requestedFor}::uuid, ${Buffer.from(pairingCodeHash)},
          ${pairingExpiresAt}, ${createdBy}
        from space where id = ${spaceId}`.execute(db);
      return find(id);
    },
    async pair(pairingCodeHash, deviceTokenHash) {
      const paired = await db
        .updateTable("panel")
        .set({
          device_token_hash: Buffer.from(deviceTokenHash),
          paired_at: sql`now()`,
          pairing_code_hash: null,
          pairing_expires_at: null,
        })
        .where("pairing_code_hash", "=", Buffer.from(pairingCodeHash))
        .where("pairing_expires_at", ">", sql<Date>`now()`)
        .where("revoked_at", "is", null)
        .returning("id")
        .executeTakeFirst();
      return paired ? find(paired.id) : null;
    },
    async findByDeviceTokenHash(deviceTokenHash) {
      const row = await panels()
        .where("panel.device_token_hash", "=", Buffer.from(deviceTokenHash))
        .executeTakeFirst();
      return row ? toPanel(row) : null;
    },
    async change(panelId, { name, requestedFor, pairing }) {
      const changed = await db
        .updateTable("panel")
        .set({
          // As it is, so that there is something to set.
          name: name ?? sql<string>`name`,
          ...(requestedFor !== undefined && { requested_for: requestedFor }),
          ...(pairing && {
            pairing_code_hash: Buffer.from(pairing.codeHash),
            pairing_expires_at: pairing.expiresAt,
          }),
        })
        .where("id", "=", panelId)
        .where("revoked_at", "is", null)
        .returning("id")
        .executeTakeFirst();
      return changed ? find(changed.id) : null;
    },
    async revoke(panelId) {
      await db
        .updateTable("panel")
        .set({
          revoked_at: sql`coalesce(revoked_at, now())`,
          pairing_code_hash: null,
          pairing_expires_at: null,
        })
        .where("id", "=", panelId)
        .execute();
      return find(panelId);
    },
    async markSeen(panelId) {
      await db
        .updateTable("panel")
        .set({ last_seen_at: sql`now()` })
        .where("id", "=", panelId)
        .execute();
    },
  };
}

interface PanelWithSpace {
  readonly id: string;
  readonly name: string;
  readonly space_id: string;
  readonly space_name: string;
  readonly requested_for: string | null;
  readonly requested_for_name: string | null;
  readonly requested_for_email: string | null;
  readonly paired_at: Date | null;
  readonly last_seen_at: Date | null;
  readonly revoked_at: Date | null;
}

function toPanel(row: PanelWithSpace): Panel {
  return {
    id: row.id,
    name: row.name,
    spaceId: row.space_id,
    spaceName: row.space_name,
    requestedFor:
      row.requested_for === null
        ? null
        : {
            id: row.requested_for,
            displayName: row.requested_for_name ?? "",
            email: row.requested_for_email ?? "",
          },
    pairedAt: row.paired_at,
    lastSeenAt: row.last_seen_at,
    revokedAt: row.revoked_at,
  };
}
