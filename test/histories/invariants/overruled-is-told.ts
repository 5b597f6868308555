import type { Invariant } from "../history.ts";
import { type AgreedReservation, inRooms } from "../model.ts";

interface ReservationNow {
  readonly id: string;
  readonly subject: string;
  readonly start_at: Date;
  readonly end_at: Date;
  readonly sensitivity: string;
  readonly space_ids: readonly string[];
  /** What is written down of changes here and in Outlook, oldest first. */
  readonly changes: readonly { readonly action: string; readonly fields: readonly string[] }[];
}

/** By the model's name for a field: what acts here call it, and what is told of Outlook. */
const FIELDS = [
  { name: "startMs", here: ["start"], there: "times" },
  { name: "endMs", here: ["end"], there: "times" },
  { name: "subject", here: ["subject"], there: "subject" },
  { name: "sensitivity", here: ["sensitivity"], there: "sensitivity" },
  { name: "spaceId", here: ["spaceId", "spaceIds"], there: "rooms" },
] as const;

/** Where a change made here does not stand because of Outlook, that is written down behind it. */
export const OVERRULED_IS_TOLD: Invariant = {
  name: "overruled is told",
  async check({ database, model }) {
    const { rows } = await database.pool.query<ReservationNow>(
      `select r.id, r.subject, r.start_at, r.end_at, r.sensitivity,
         case when r.is_parent then (select coalesce(array_agg(p.space_id), '{}') from reservation p
             where p.parent_id = r.id and p.state not in ('cancelled', 'rejected'))
           else array[r.space_id] end as space_ids,
         (select coalesce(json_agg(json_build_object('action', a.action, 'fields',
             a.details -> 'fields') order by a.id), '[]')
           from audit_entry a where a.subject_kind = 'reservation' and a.subject_id = r.id::text
             and a.details ? 'fields') as changes
       from reservation r where r.origin = 'usher' order by r.id`,
    );
    return rows.flatMap((row) => {
      const agreed = model.reservations.get(row.id);
      return agreed ? untold(row, agreed) : [];
    });
  },
};

function untold(row: ReservationNow, agreed: AgreedReservation): readonly string[] {
  const is = {
    startMs: row.start_at.getTime(),
    endMs: row.end_at.getTime(),
    subject: row.subject,
    sensitivity: row.sensitivity,
    spaceId: inRooms(row.space_ids),
  };
  return FIELDS.filter(({ name, here, there }) => {
    if (!agreed.changedHere.has(name) || is[name] === agreed[name]) return false;
    const lastHere = row.changes.findLastIndex(
      ({ action, fields }) =>
        action === "reservation_updated" && here.some((each) => fields.includes(each)),
    );
    return !row.changes
      .slice(lastHere + 1)
      .some(({ action, fields }) => action !== "reservation_updated" && fields.includes(there));
  }).map(({ name }) => `${row.subject}: ${name} is not as it was made here, and nothing says why`);
}
