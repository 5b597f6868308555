import { type Kysely, sql, type Transaction } from "kysely";
import { auditActor } from "../../../app/audit-note.ts";
import type { NewReconciliation, ReconciliationRecord } from "../../../app/sync/reconcile/ports.ts";
import { writeAudit } from "../../audit-store.ts";
import type { Schema } from "../../schema.ts";
import { toReconciliation } from "./reconciliation-rows.ts";

/** The run with its rooms, in one transaction; null where there is no room for it. */
export async function startReconciliation(
  kysely: Kysely<Schema>,
  reconciliation: NewReconciliation,
): Promise<ReconciliationRecord | null> {
  return kysely.transaction().execute(async (transaction) => {
    const askedBy = await nameOf(transaction, reconciliation.audit);
    await insertRun(transaction, reconciliation, askedBy);
    const row = await transaction
      .selectFrom("reconciliation")
      .selectAll()
      .where("id", "=", reconciliation.id)
      .executeTakeFirst();
    if (row === undefined) return null;
    const { audit, id } = reconciliation;
    const subject = { subjectKind: "reconciliation", subjectId: id } as const;
    if (audit !== null) await writeAudit(transaction, { ...audit, ...subject });
    return toReconciliation(row);
  });
}

async function insertRun(
  transaction: Transaction<Schema>,
  { id, scope, cause, repairs, spreadMs }: NewReconciliation,
  askedBy: string | null,
): Promise<void> {
  const providerId = scope.kind === "provider" ? scope.providerId : null;
  const configurationId = scope.kind === "room" ? scope.configurationId : null;
  await sql`
    with room as (
      select c.id, s.name as space_name, p.name as provider_name,
        row_number() over (order by c.id) - 1 as place, count(*) over () as total
      from reservable_sync_configuration c
      join calendar_provider p on p.id = c.provider_id
      join space s on s.id = c.space_id
      where c.active and p.active
        and (${providerId}::uuid is null or p.id = ${providerId}::uuid)
        and (${configurationId}::uuid is null or c.id = ${configurationId}::uuid)
    ), run as (
      insert into reconciliation (id, scope, scope_id, scope_name, cause, repairs, asked_by, rooms_total)
      select ${id}::uuid, ${scope.kind}::text, ${providerId ?? configurationId}::uuid,
        case ${scope.kind}::text when 'room' then min(space_name)
          when 'provider' then min(provider_name) else '' end,
        ${cause}::text, ${repairs}::boolean, ${askedBy}::text, count(*)::integer
      from room having count(*) > 0
      returning id
    )
    insert into reconciliation_room (reconciliation_id, configuration_id, due_at)
    select run.id, room.id, now() + room.place * ${spreadMs}::float8 / room.total
      * interval '1 millisecond'
    from run cross join room`.execute(transaction);
}

async function nameOf(
  transaction: Transaction<Schema>,
  audit: NewReconciliation["audit"],
): Promise<string | null> {
  if (audit === null) return null;
  if (audit.actor.kind === "api_client") return audit.actor.name;
  const { actorId } = auditActor(audit.actor);
  const person = await transaction
    .selectFrom("person")
    .select("display_name")
    .where("id", "=", actorId)
    .executeTakeFirst();
  return person?.display_name ?? null;
}
