import { viewsOf } from "../calendars.ts";
import type { History, Invariant } from "../history.ts";

interface ReservationNow {
  readonly ical_uid: string | null;
  readonly space_id: string;
  readonly start_at: Date;
  readonly end_at: Date;
  readonly subject: string;
  readonly state: string;
  readonly reason_code: string | null;
  readonly holds: boolean;
}

/** So far ahead both sides are compared: as far as series are held. */
const DAYS_COMPARED = 30;
const DAY_MS = 86_400_000;

/**
 * A room's calendar holds exactly what the room is held for here, whoever made it and wherever:
 * occurrence by occurrence. Where a room has taken two meetings for one time, one of them holds it
 * here and the other says that it is double-booked. What is over is history.
 */
export const ROOMS_AGREE: Invariant = {
  name: "rooms agree",
  async check(history) {
    const { company, time } = history;
    const nowMs = time.nowMs();
    const untilMs = nowMs + DAYS_COMPARED * DAY_MS;
    // What holds a room against another may be over before that is.
    const known = await reservationsBetween(history, nowMs - DAY_MS, untilMs);
    const rows = known.filter((row) => row.end_at.getTime() > nowMs);
    return company.spaces.flatMap(({ id, name, mailbox }) => {
      if (mailbox === null) return [];
      const here = rows.filter((row) => row.space_id === id);
      const held = here.filter(({ holds }) => holds);
      const doubled = here.filter(({ reason_code: reason }) => reason === "double_booked");
      const shall = [...held, ...doubled].map(lineOf).toSorted();
      const is = acceptedIn(history, mailbox, nowMs, untilMs);
      return [
        ...missing(shall, is).map((each) => `${name} lacks ${each}`),
        ...missing(is, shall).map((each) => `${name} has ${each} as well`),
        ...doubled
          .filter((row) => !known.some((other) => other.holds && isAgainst(row, other)))
          .map(({ subject }) => `${subject} is double-booked with nothing in ${name}`),
        ...held
          .filter(({ state }) => state !== "confirmed" && state !== "in_progress")
          .map(({ subject, state }) => `${subject} is ${state} in the end`),
      ];
    });
  },
};

async function reservationsBetween(
  { database }: History,
  fromMs: number,
  toMs: number,
): Promise<readonly ReservationNow[]> {
  const { rows } = await database.pool.query<ReservationNow>(
    `select coalesce(p.ical_uid, r.ical_uid) as ical_uid, r.space_id, r.start_at, r.end_at,
       r.subject, r.state, r.reason_code,
       exists (select 1 from space_hold h where h.reservation_id = r.id) as holds
     from reservation r left join reservation p on p.id = r.parent_id
     where not r.is_parent and r.end_at > $1 and r.start_at < $2
       and r.state not in ('cancelled', 'rejected') order by r.id`,
    [new Date(fromMs).toISOString(), new Date(toMs).toISOString()],
  );
  return rows;
}

function acceptedIn(
  { exchange }: History,
  mailbox: string,
  fromMs: number,
  toMs: number,
): readonly string[] {
  return viewsOf(exchange.world, mailbox, fromMs, toMs)
    .filter(({ item }) => item.isOrganizer || item.myResponse.response === "accepted")
    .map(({ item, master, startMs, endMs }) =>
      line((master ?? item).iCalUId, new Date(startMs), new Date(endMs)),
    )
    .toSorted();
}

/** Those of the first that the second has not as often. */
function missing(these: readonly string[], those: readonly string[]): readonly string[] {
  const left = [...those];
  return these.filter((each) => {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function isAgainst(one: ReservationNow, other: ReservationNow): boolean {
  const isSameSpace = one.space_id === other.space_id;
  return isSameSpace && one.start_at < other.end_at && other.start_at < one.end_at;
}

function lineOf({ ical_uid: iCalUId, start_at: start, end_at: end }: ReservationNow): string {
  return line(iCalUId, start, end);
}

function line(iCalUId: string | null, start: Date, end: Date): string {
  return `${start.toISOString()} to ${end.toISOString()} (${iCalUId?.slice(-12)})`;
}
