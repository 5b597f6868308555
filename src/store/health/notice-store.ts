import { type Kysely, type Selectable, sql, type Transaction } from "kysely";
import { auditActor } from "../../app/audit-note.ts";
import type { AdminNotice, NoticeStore } from "../../app/health/ports.ts";
import type { Actor } from "../../app/people/actor.ts";
import type { HealthNotice } from "../../core/health/notices.ts";
import { writeAudit } from "../audit-store.ts";
import type { AdminNoticeRow } from "../health-rows.ts";
import type { Schema } from "../schema.ts";

const RESOLVED_KEPT_DAYS = 30;

/** What needs a person, as it is kept and told. */
export function createNoticeStore(kysely: Kysely<Schema>): NoticeStore {
  return {
    apply: (notices) => kysely.transaction().execute((transaction) => apply(transaction, notices)),
    async list({ isResolved, limit }) {
      const rows = await kysely
        .selectFrom("admin_notice")
        .selectAll()
        .where("resolved_at", isResolved ? "is not" : "is", null)
        .$if(isResolved, (query) => query.orderBy("resolved_at", "desc"))
        .orderBy(sql`acknowledged_at is not null`)
        .orderBy("severity")
        .orderBy("since", "desc")
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map(toNotice);
    },
    acknowledge: (id, actor) =>
      kysely.transaction().execute((transaction) => acknowledge(transaction, id, actor)),
    async removeOld() {
      const { numDeletedRows } = await kysely
        .deleteFrom("admin_notice")
        .where(
          "resolved_at",
          "<",
          sql<Date>`now() - ${RESOLVED_KEPT_DAYS}::integer * interval '1 day'`,
        )
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

async function apply(transaction: Transaction<Schema>, notices: readonly HealthNotice[]) {
  const seen = JSON.stringify(notices);
  const { rows: written } = await sql<{ id: string; is_new: boolean }>`
    insert into admin_notice as n (code, severity, subject_kind, subject_id, subject_name, sentence,
      remedy, count)
    select code, severity, "subjectKind", "subjectId", "subjectName", sentence, remedy, count
    from jsonb_to_recordset(${seen}::jsonb) as seen (code text, severity text, "subjectKind" text,
      "subjectId" text, "subjectName" text, sentence text, remedy text, count integer)
    order by code, "subjectKind", "subjectId"
    on conflict (code, subject_kind, subject_id) where resolved_at is null do update
    set severity = excluded.severity, subject_name = excluded.subject_name,
      sentence = excluded.sentence, remedy = excluded.remedy, count = excluded.count,
      last_seen_at = now(),
      changed_at = case when n.sentence = excluded.sentence and n.count = excluded.count
        then n.changed_at else clock_timestamp() end
    returning id, since = now() as is_new`.execute(transaction);
  const ids = written.map(({ id }) => id);
  const { numUpdatedRows } = await transaction
    .updateTable("admin_notice")
    .set({ resolved_at: sql<Date>`now()`, changed_at: sql<Date>`clock_timestamp()` })
    .where("resolved_at", "is", null)
    .$if(ids.length > 0, (query) => query.where("id", "not in", ids))
    .executeTakeFirst();
  return {
    raised: written.filter(({ is_new: isNew }) => isNew).length,
    resolved: Number(numUpdatedRows),
  };
}

async function acknowledge(
  transaction: Transaction<Schema>,
  id: string,
  actor: Actor,
): Promise<AdminNotice | null> {
  const row = await transaction
    .selectFrom("admin_notice")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return null;
  if (row.acknowledged_at !== null) return toNotice(row);
  const acknowledged = await transaction
    .updateTable("admin_notice")
    .set({
      acknowledged_at: sql<Date>`now()`,
      acknowledged_by: await nameOf(transaction, actor),
      changed_at: sql<Date>`clock_timestamp()`,
    })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await writeAudit(transaction, {
    actor,
    action: "notice_acknowledged",
    subjectKind: "notice",
    subjectId: id,
    details: { code: row.code, subject: row.subject_name },
  });
  return toNotice(acknowledged);
}

async function nameOf(transaction: Transaction<Schema>, actor: Actor): Promise<string> {
  if (actor.kind === "api_client") return actor.name;
  const { actorId } = auditActor(actor);
  const person = await transaction
    .selectFrom("person")
    .select("display_name")
    .where("id", "=", actorId)
    .executeTakeFirst();
  return person?.display_name ?? actor.kind;
}

function toNotice(row: Selectable<AdminNoticeRow>): AdminNotice {
  return {
    id: row.id,
    code: row.code as AdminNotice["code"],
    severity: row.severity as AdminNotice["severity"],
    subjectKind: row.subject_kind as AdminNotice["subjectKind"],
    subjectId: row.subject_id,
    subjectName: row.subject_name,
    sentence: row.sentence,
    remedy: row.remedy,
    count: row.count,
    since: row.since,
    lastSeenAt: row.last_seen_at,
    resolvedAt: row.resolved_at,
    acknowledgedAt: row.acknowledged_at,
    acknowledgedBy: row.acknowledged_by,
  };
}
