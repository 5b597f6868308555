import { sql, type Transaction } from "kysely";
import type { Modules, ModuleWritten, ReservableModule } from "../app/places/modules.ts";
import type { NoteOf } from "../app/places/ports.ts";
import type { ModuleFacts, ModuleSettings } from "../core/places/module-consequences.ts";
import { HOLDING_STATES } from "../core/reservations/reservation-state.ts";
import { writeAudit } from "./audit-store.ts";
import type { Database } from "./database.ts";
import { faultOf } from "./row-faults.ts";
import type { Schema } from "./schema.ts";

const FAULTS = { reservable_module_name_key: "module_name_taken" } as const;

/** Reservable modules as rows, for those who change them. */
export function createModuleStore(database: Database): Modules {
  return {
    list: () => read(database, null),
    async find(id) {
      const [module] = await read(database, id);
      return module ?? null;
    },
    remove: (id, noteOf) => remove(database, id, noteOf),
    change: (id, version, settings, noteOf) => change(database, id, version, settings, noteOf),
    facts: (id, minutes) => facts(database, id, minutes),
  };
}

async function read(database: Database, id: string | null): Promise<readonly ReservableModule[]> {
  const { rows } = await sql<ModuleRow>`
    select m.*, (select count(*)::integer from space s where s.module_id = m.id) as spaces,
      (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'displayName', p.display_name,
          'email', p.email) order by p.display_name, p.id), '[]')
        from module_approver a join person p on p.id = a.person_id and p.active
        where a.module_id = m.id) as approvers
    from reservable_module m
    where ${id}::uuid is null or m.id = ${id}::uuid
    order by m.name`.execute(database.kysely);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    durationMinutesMin: row.duration_minutes_min,
    durationMinutesMax: row.duration_minutes_max,
    daysAheadMax: row.days_ahead_max,
    recurringEnabled: row.recurring_enabled,
    multiSpaceEnabled: row.multi_space_enabled,
    groupEnabled: row.group_enabled,
    onBehalfShown: row.on_behalf_shown,
    subjectRequired: row.subject_required,
    showAs: row.show_as,
    checkInPolicy: row.check_in_policy,
    checkInOpensMinutesBefore: row.check_in_opens_minutes_before,
    releasesNoShows: row.releases_no_shows,
    approvalPolicy: row.approval_policy,
    reminderMinutesBefore: row.reminder_minutes_before,
    approvers: row.approvers,
    spaceCount: row.spaces,
    version: row.version,
  }));
}

interface ModuleRow {
  readonly id: string;
  readonly name: string;
  readonly duration_minutes_min: number;
  readonly duration_minutes_max: number;
  readonly days_ahead_max: number;
  readonly recurring_enabled: boolean;
  readonly multi_space_enabled: boolean;
  readonly group_enabled: boolean;
  readonly on_behalf_shown: boolean;
  readonly subject_required: boolean;
  readonly show_as: ReservableModule["showAs"];
  readonly check_in_policy: ReservableModule["checkInPolicy"];
  readonly check_in_opens_minutes_before: number;
  readonly releases_no_shows: boolean;
  readonly approval_policy: ReservableModule["approvalPolicy"];
  readonly reminder_minutes_before: number;
  readonly approvers: ReservableModule["approvers"];
  readonly spaces: number;
  readonly version: number;
}

async function change(
  { kysely }: Database,
  id: string,
  version: number,
  settings: ModuleSettings,
  noteOf: NoteOf,
): Promise<ModuleWritten> {
  try {
    return await kysely.transaction().execute(async (transaction): Promise<ModuleWritten> => {
      const written = await write(transaction, id, version, settings);
      if (!written) return { ok: false, fault: "stale" };
      const areKnown = await nameApprovers(transaction, id, settings.approvers);
      if (!areKnown) throw new UnknownApprover();
      await writeAudit(transaction, noteOf(id));
      return { ok: true };
    });
  } catch (error) {
    if (error instanceof UnknownApprover) return { ok: false, fault: "person_not_found" };
    return { ok: false, fault: faultOf(error, FAULTS) };
  }
}

/** Leaves the transaction, so that nothing of the change is written. */
class UnknownApprover extends Error {}

/** Nobody misses a check-in that was not asked for yet: see migration 0025. */
async function write(
  transaction: Transaction<Schema>,
  id: string,
  version: number,
  settings: ModuleSettings,
): Promise<boolean> {
  const { checkInPolicy, checkInOpensMinutesBefore: opens, releasesNoShows } = settings;
  const row = await transaction
    .updateTable("reservable_module")
    .set({
      name: settings.name,
      duration_minutes_min: settings.durationMinutesMin,
      duration_minutes_max: settings.durationMinutesMax,
      days_ahead_max: settings.daysAheadMax,
      recurring_enabled: settings.recurringEnabled,
      multi_space_enabled: settings.multiSpaceEnabled,
      group_enabled: settings.groupEnabled,
      on_behalf_shown: settings.onBehalfShown,
      subject_required: settings.subjectRequired,
      show_as: settings.showAs,
      check_in_policy: checkInPolicy,
      check_in_opens_minutes_before: opens,
      releases_no_shows: releasesNoShows,
      check_in_since: sql<Date>`case when check_in_policy = ${checkInPolicy}
        and check_in_opens_minutes_before = ${opens}::integer
        and releases_no_shows = ${releasesNoShows}::boolean then check_in_since else now() end`,
      approval_policy: settings.approvalPolicy,
      reminder_minutes_before: settings.reminderMinutesBefore,
      version: sql<number>`version + 1`,
    })
    .where("id", "=", id)
    .where("version", "=", version)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** False where one of them does not work here. Who was named and left goes with the next change. */
async function nameApprovers(
  transaction: Transaction<Schema>,
  moduleId: string,
  personIds: readonly string[],
): Promise<boolean> {
  await transaction.deleteFrom("module_approver").where("module_id", "=", moduleId).execute();
  const { rows } = await sql<{ person_id: string }>`
    insert into module_approver (module_id, person_id)
    select ${moduleId}::uuid, p.id from person p
    where p.id = any(${[...personIds]}::uuid[]) and p.active
    returning person_id`.execute(transaction);
  return rows.length === personIds.length;
}

/** That no space is put into it meanwhile is for the foreign key to say. */
async function remove({ kysely }: Database, id: string, noteOf: NoteOf) {
  try {
    return await kysely.transaction().execute(async (transaction) => {
      await transaction
        .updateTable("module_service")
        .set({ active: false })
        .where("module_id", "=", id)
        .execute();
      // A set-up file does not make it again, and is told where it names it.
      await transaction
        .updateTable("set_up_entry")
        .set({ id: null })
        .where("kind", "=", "module")
        .where("id", "=", id)
        .execute();
      const gone = await transaction
        .deleteFrom("reservable_module")
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      if (gone === undefined) return "module_not_found";
      await writeAudit(transaction, noteOf(id));
      return null;
    });
  } catch (error) {
    return faultOf(error, { space_module_id_fkey: "module_has_spaces" });
  }
}

async function facts(
  { kysely }: Database,
  id: string,
  { min, max }: { readonly min: number; readonly max: number },
): Promise<ModuleFacts> {
  const { rows } = await sql<FactsRow>`
    with coming as (
      select r.start_at, r.end_at, r.approval_state
      from reservation r join space s on s.id = r.space_id
      where s.module_id = ${id}::uuid and not r.is_parent and r.kind <> 'blocker'
        and r.start_at > now()
        and r.state = any(${[...HOLDING_STATES]}::text[]))
    select (select count(*)::integer from coming) as coming,
      (select count(*)::integer from coming
        where end_at - start_at > ${max}::integer * interval '1 minute'
          or end_at - start_at < ${min}::integer * interval '1 minute') as outside_duration,
      (select count(*)::integer from coming
        where approval_state = 'awaiting_approval') as awaiting_approval,
      (select count(*)::integer from person
        where active and roles && '{manager,admin}'::text[]) as managers,
      count(*)::integer as spaces,
      (count(*) filter (where requires_check_in))::integer as with_check_in,
      (count(*) filter (where requires_approval))::integer as with_approval
    from space where module_id = ${id}::uuid and active`.execute(kysely);
  const [row] = rows;
  if (row === undefined) throw new Error("counting answers one row");
  return {
    coming: row.coming,
    outsideDuration: row.outside_duration,
    awaitingApproval: row.awaiting_approval,
    spaces: row.spaces,
    spacesWithCheckIn: row.with_check_in,
    spacesWithApproval: row.with_approval,
    managers: row.managers,
  };
}

interface FactsRow {
  readonly coming: number;
  readonly outside_duration: number;
  readonly awaiting_approval: number;
  readonly managers: number;
  readonly spaces: number;
  readonly with_check_in: number;
  readonly with_approval: number;
}
