import type { ChangeReader } from "../app/reservations/change-feed.ts";
import type { SyncState } from "../app/reservations/reservation.ts";
import type { ReservationState } from "../core/reservations/reservation-state.ts";
import type { SyncEventState } from "../core/sync/outbound-plan.ts";
import type { Database } from "./database.ts";
import { VERSION } from "./reservation-rows.ts";

/** What changed lately, for open pages; both reads follow an index from its newest end. */
export function createChangeReader(database: Database): ChangeReader {
  return {
    async now() {
      const { rows } = await database.pool.query<{ now: Date }>("select clock_timestamp() as now");
      const [row] = rows;
      if (row === undefined) throw new Error("the database told no time");
      return row.now;
    },
    async reservationsChangedSince(since, limit) {
      const { rows } = await database.query<ChangedRow>({
        name: "reservations_changed_since",
        text: `select r.id, r.space_id, r.left_space_id, ${VERSION} as version, r.state, r.sync_state,
            r.requested_for, r.opened_by,
            r.updated_at, (select e.state from sync_event e where e.reservation_id = r.id
              order by e.id desc limit 1) as sync_event_state,
            case when r.approval_state = 'not_required' then '{}'::uuid[] else array(
              select a.person_id from space s join module_approver a on a.module_id = s.module_id
              where s.id = r.space_id) end as approvers
          from reservation r where r.updated_at > $1::timestamptz
          order by r.updated_at limit $2`,
        values: [since.toISOString(), limit],
      });
      return rows.map((row) => ({
        id: row.id,
        spaceId: row.space_id,
        leftSpaceId: row.left_space_id,
        version: row.version,
        state: row.state,
        syncState: row.sync_state,
        syncEventState: row.sync_event_state,
        requestedFor: row.requested_for,
        openedBy: row.opened_by,
        approvers: row.approvers,
        updatedAt: row.updated_at,
      }));
    },
    async remindersToldSince(since, limit) {
      const { rows } = await database.query<{ id: string; person_id: string; told_at: Date }>({
        name: "reminders_told_since",
        text: `select id, person_id, told_at from reminder where told_at > $1::timestamptz
          order by told_at limit $2`,
        values: [since.toISOString(), limit],
      });
      return rows.map(({ id, person_id: personId, told_at: toldAt }) => ({ id, personId, toldAt }));
    },
    async newestSyncEvents(limit) {
      const { rows } = await database.query<SyncEventChangedRow>({
        name: "newest_sync_events",
        text: `select id, reservation_id, state, attempts from sync_event order by id desc limit $1`,
        values: [limit],
      });
      return rows.map((row) => ({
        id: row.id,
        reservationId: row.reservation_id,
        state: row.state,
        attempts: row.attempts,
      }));
    },
    async administration() {
      const { rows } = await database.query<{ notices: string; reconciliations: string }>({
        name: "administration_changed",
        text: `select
            coalesce((select max(changed_at) from admin_notice)::text, '') as notices,
            coalesce((select max(updated_at) from reconciliation)::text, '') as reconciliations`,
        values: [],
      });
      return rows[0] ?? { notices: "", reconciliations: "" };
    },
  };
}

type ChangedRow = {
  readonly id: string;
  readonly space_id: string;
  readonly left_space_id: string | null;
  readonly version: number;
  readonly state: ReservationState;
  readonly sync_state: SyncState;
  readonly sync_event_state: SyncEventState | null;
  readonly requested_for: string;
  readonly opened_by: string | null;
  readonly approvers: readonly string[];
  readonly updated_at: Date;
};

type SyncEventChangedRow = {
  readonly id: string;
  readonly reservation_id: string;
  readonly state: SyncEventState;
  readonly attempts: number;
};
