import { itemsOf, ownEvents } from "../calendars.ts";
import type { Invariant } from "../history.ts";

interface HoldNow {
  readonly ical_uid: string | null;
  readonly space_id: string;
  readonly start_at: Date;
  readonly end_at: Date;
  readonly subject: string;
  readonly state: string;
}

/**
 * Of what the server made, a room's calendar holds exactly what the room is held for here. What is
 * conflicted here the room may have got all the same: it answered too late, or was asked again by a
 * change of the subject and was free by then. Reading rooms' calendars makes that good, and these
 * histories do not read them yet.
 */
export const ROOMS_AGREE: Invariant = {
  name: "rooms agree",
  async check({ database, exchange, company }) {
    const { rows } = await database.pool.query<HoldNow>(
      `select r.ical_uid, h.space_id, h.start_at, h.end_at, r.subject, r.state
       from space_hold h join reservation r on r.id = h.reservation_id order by r.id`,
    );
    const conflicted = await database.pool.query<{ ical_uid: string | null }>(
      "select ical_uid from reservation where state = 'conflicted'",
    );
    const tolerated = new Set(conflicted.rows.map(({ ical_uid: iCalUId }) => iCalUId));
    const ours = new Set(ownEvents(exchange.world).map(({ item }) => item.iCalUId));
    return company.spaces.flatMap(({ id, name, mailbox }) => {
      if (mailbox === null) return [];
      const held = rows.filter((row) => row.space_id === id);
      const shall = held.map((row) => line(row.ical_uid, row.start_at, row.end_at)).toSorted();
      const is = itemsOf(exchange.world, mailbox)
        .filter((item) => ours.has(item.iCalUId) && !item.isCancelled)
        .filter((item) => !tolerated.has(item.iCalUId))
        .filter(({ myResponse }) => myResponse.response === "accepted")
        .map((item) => line(item.iCalUId, new Date(item.startMs), new Date(item.endMs)))
        .toSorted();
      return [
        ...shall.filter((each) => !is.includes(each)).map((each) => `${name} lacks ${each}`),
        ...is.filter((each) => !shall.includes(each)).map((each) => `${name} has ${each} as well`),
        ...held
          .filter(({ state }) => state !== "confirmed")
          .map(({ subject, state }) => `${subject} is ${state} in the end`),
      ];
    });
  },
};

function line(iCalUId: string | null, start: Date, end: Date): string {
  return `${start.toISOString()} to ${end.toISOString()} (${iCalUId?.slice(-12)})`;
}
