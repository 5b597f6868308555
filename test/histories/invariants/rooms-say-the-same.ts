import type { Invariant } from "../history.ts";

/** What a meeting in several rooms says, each of its reservations says, whoever made it and wherever. */
export const ROOMS_SAY_THE_SAME: Invariant = {
  name: "rooms say the same",
  async check({ database, time }) {
    const { rows } = await database.pool.query<{ line: string }>(
      `select p.subject || ' says something else in ' || s.name as line
       from reservation r join reservation p on p.id = r.parent_id join space s on s.id = r.space_id
       where p.kind <> 'recurring' and p.is_parent
         and r.state not in ('cancelled', 'rejected', 'completed', 'no_show') and r.end_at > $1
         and (r.subject, r.notes, r.sensitivity, r.attendees)
           is distinct from (p.subject, p.notes, p.sensitivity, p.attendees) order by r.id`,
      [new Date(time.nowMs()).toISOString()],
    );
    return rows.map(({ line }) => line);
  },
};
