import type { Database } from "../../../src/store/database.ts";
import { HOLDING_STATES } from "../../../src/core/reservations/reservation-state.ts";
import type { Invariant, Known } from "../history.ts";
import {
  type AgreedReservation,
  inRooms,
  inWords,
  mayPeopleStand,
  mayStand,
  type OutlookField,
} from "../model.ts";

interface ReservationNow {
  readonly id: string;
  readonly state: string;
  readonly origin: string;
  readonly reason_code: string | null;
  /** Of a meeting in several rooms all that were not taken off it, else its own. */
  readonly space_ids: readonly string[];
  readonly requested_for: string;
  readonly start_at: Date;
  readonly end_at: Date;
  readonly subject: string;
  readonly notes: string;
  readonly sensitivity: string;
  readonly attendees: AgreedReservation["attendees"];
  readonly acts: string;
  /** Those of its rooms are its own, and so is what they are to hold. */
  readonly holds: string;
  readonly parts: readonly string[];
  readonly holds_itself: boolean | null;
  /** Its time passed before it was confirmed. */
  readonly has_lapsed: boolean;
  /** What becomes of series is looked at by itself. */
  readonly is_of_series: boolean;
}

/** The database holds what was agreed, once: no act is lost and none is done twice. */
export const ACTS_ARE_KEPT: Invariant = {
  name: "acts are kept",
  async check({ database, model, time }, known) {
    const rows = await reservationsNow(database);
    const written = new Set(rows.map(({ id }) => id));
    const lost = [...model.reservations.values()].filter(({ id }) => !written.has(id));
    return [
      ...lost.map(({ subject }) => `${subject} is lost`),
      ...rows.flatMap((row) => {
        const agreed = model.reservations.get(row.id);
        if (!agreed && (row.origin === "calendar" || row.is_of_series)) return [];
        return agreed
          ? differences(row, agreed, time.nowMs(), known)
          : [`${row.subject} was never made by anybody`];
      }),
    ];
  },
};

function differences(
  row: ReservationNow,
  agreed: AgreedReservation,
  nowMs: number,
  known: Known,
): readonly string[] {
  if (row.parts.length === 0) return [`${row.subject} is in several rooms, and in none of them`];
  const is = {
    isCancelled:
      (row.state === "cancelled" && !row.has_lapsed) || row.reason_code === "meeting_removed",
    spaceId: inRooms(row.space_ids),
    requestedFor: row.requested_for,
    startMs: row.start_at.getTime(),
    endMs: row.end_at.getTime(),
    subject: row.subject,
    notes: row.notes,
    sensitivity: row.sensitivity,
    attendees: inWords(row.attendees),
    acts: Number(row.acts),
    holds: Number(row.holds),
    holdsItself: row.holds_itself ?? true,
  };
  const shall = {
    ...agreed,
    attendees: inWords(agreed.attendees),
    holds: row.parts.filter((part) => HOLDING_STATES.some((state) => state === part)).length,
    holdsItself: true,
  };
  // Cancelled there before anybody here knew which meeting it is, it is made anew as it is here.
  const isMadeAnew = agreed.outlook?.has("isCancelled") === true && !is.isCancelled;
  return Object.entries(is).flatMap(([name, value]) => {
    const wanted = shall[name as keyof typeof is];
    const isTouched = agreed.outlook?.has(name as OutlookField) === true;
    if (mayStand(agreed, name, value)) return [];
    if (isMadeAnew && value === shall[name as keyof typeof is]) return [];
    if (isTouched && name === "attendees" && mayPeopleStand(agreed, String(value))) return [];
    if (isTouched && isUntold(name, row, nowMs, known)) return [];
    if (isTouched && !agreed.changedHere.has(name)) {
      const made = agreed.outlook?.get(name as OutlookField)?.at(-1);
      return [`${row.subject}: ${name} is ${value}, and was made ${made} in Outlook`];
    }
    return value === wanted ? [] : [`${row.subject}: ${name} is ${value}, agreed is ${wanted}`];
  });
}

/**
 * What is over, and what was cancelled or rejected here, is history. Of people no room is told, and of a meeting
 * that has lost its room nobody but its organizer: reconciliation alone hears.
 */
function isUntold(
  name: string,
  { state, end_at: endAt }: ReservationNow,
  nowMs: number,
  known: Known,
): boolean {
  if (state === "cancelled" || state === "rejected" || endAt.getTime() <= nowMs) return true;
  return known === "what rooms were told" && (state === "conflicted" || name === "attendees");
}

async function reservationsNow({ pool }: Database): Promise<readonly ReservationNow[]> {
  const { rows } = await pool.query<ReservationNow>(
    `select r.id, r.state, r.origin, r.reason_code, r.requested_for, r.start_at, r.end_at, r.subject, r.notes,
       r.sensitivity, r.attendees, r.kind = 'recurring' as is_of_series,
       (select count(*) from audit_entry a where a.subject_kind = 'reservation'
         and a.subject_id = r.id::text and a.action in ('reservation_created',
           'reservation_updated', 'reservation_cancelled')
         and a.channel is distinct from 'system') as acts,
       part.*
     from reservation r cross join lateral (
       select coalesce(array_agg(p.state), '{}') as parts, count(h.reservation_id) as holds,
         coalesce(array_agg(p.space_id) filter (where p.parent_id is null
           or p.state not in ('cancelled', 'rejected')), '{}') as space_ids,
         bool_and(h.space_id = p.space_id and h.start_at = p.start_at and h.end_at = p.end_at
           and h.start_at = r.start_at and h.end_at = r.end_at) as holds_itself,
         bool_or(exists (select 1 from audit_entry a where a.subject_kind = 'reservation'
           and a.subject_id = p.id::text and a.action = 'reservation_lapsed')) as has_lapsed
       from reservation p left join space_hold h on h.reservation_id = p.id
       where p.id = r.id and not r.is_parent or p.parent_id = r.id and r.is_parent
     ) part
     where r.parent_id is null order by r.id`,
  );
  return rows;
}
