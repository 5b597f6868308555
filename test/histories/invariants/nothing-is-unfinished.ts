import type { Invariant } from "../history.ts";

/**
 * Every sync event has come to its end, and none in error without saying why. Why a meeting in
 * several rooms has none of them is said by each of its reservations.
 */
export const NOTHING_IS_UNFINISHED: Invariant = {
  name: "nothing is unfinished",
  async check({ database }) {
    const events = await database.pool.query<{ line: string }>(
      `select 'sync event ' || e.id || ' (' || e.type || ' of ' || r.subject || ') is ' || e.state
         || coalesce(', ' || e.reason_code, '') as line
       from sync_event e join reservation r on r.id = e.reservation_id
       where e.state in ('new', 'processing', 'waiting_for_token', 'not_sent')
         or e.state = 'error' and (e.reason_code is null or e.reason is null)
       order by e.id`,
    );
    const questions = await database.pool.query<{ line: string }>(
      `select 'the room''s answer to ' || r.subject || ' is still awaited (' || r.state || ')' as line
       from room_confirmation c join reservation r on r.id = c.reservation_id order by r.id`,
    );
    const unexplained = await database.pool.query<{ line: string }>(
      `select subject || ' is ' || state || ' and does not say why' as line from reservation
       where (state = 'conflicted' and not is_parent or sync_state = 'sync_required')
         and (reason_code is null or reason is null) order by id`,
    );
    return [...events.rows, ...questions.rows, ...unexplained.rows].map(({ line }) => line);
  },
};
