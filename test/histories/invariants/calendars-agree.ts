import type { CalendarItem } from "../../../simulator/mailbox/calendar-item.ts";
import { ownEvents, type OwnEvent } from "../calendars.ts";
import type { History, Invariant, Known } from "../history.ts";
import { type AgreedReservation, inRooms, spacesIn } from "../model.ts";

interface SyncedNow {
  readonly id: string;
  /** Of a meeting in several rooms all that were not taken off it, else its own. */
  readonly space_ids: readonly string[];
  readonly start_at: Date;
  readonly end_at: Date;
  readonly subject: string;
  readonly sensitivity: "normal" | "private";
  readonly attendees: AgreedReservation["attendees"];
  readonly state: string;
  readonly sync_state: string;
  readonly ical_uid: string | null;
  readonly calendar_mailbox: string | null;
  readonly reason_code: string | null;
  readonly has_lapsed: boolean;
}

/**
 * What stands here is in exactly one calendar, the one that the rules name, and is shown there as
 * it was agreed; nothing else of ours is in any calendar.
 */
export const CALENDARS_AGREE: Invariant = {
  name: "calendars agree",
  async check(history, known) {
    const { rows } = await history.database.pool.query<SyncedNow>(
      `select id, state, sync_state, ical_uid, calendar_mailbox, reason_code, start_at,
         end_at, subject, sensitivity, attendees,
         case when r.is_parent then (select coalesce(array_agg(p.space_id), '{}') from reservation p
             where p.parent_id = r.id and p.state not in ('cancelled', 'rejected', 'no_show'))
           else array[r.space_id] end as space_ids,
         exists (select 1 from reservation p join audit_entry a on a.subject_kind = 'reservation'
             and a.subject_id = p.id::text and a.action = 'reservation_lapsed'
           where p.id = r.id or p.parent_id = r.id) as has_lapsed
       from reservation r where origin = 'usher' and parent_id is null order by id`,
    );
    const events = Map.groupBy(ownEvents(history.exchange.world), (event) => event.reservationId);
    const strays = [...events.keys()].filter((id) => !rows.some((row) => row.id === id));
    return [
      ...strays.map((id) => `an event is there of no reservation (${id})`),
      ...rows.flatMap((row) => {
        const agreed = history.model.reservations.get(row.id);
        const found = events.get(row.id) ?? [];
        if (agreed === undefined || isOverHere(row)) return [];
        if (agreed.outlook !== null && isUntold(row, history, known)) return [];
        const shall = agreed.outlook === null ? agreed : asItStands(row, agreed);
        const arePeopleUntold =
          known === "what rooms were told" && agreed.outlook?.has("attendees");
        return differences(history, row, shall, found)
          .filter((each) => !(arePeopleUntold && each.startsWith("attendees")))
          .map((each) => `${agreed.subject}: ${each}`);
      }),
    ];
  },
};

/**
 * What nobody came to, or agreed to, is cancelled, or its room declines it: that the room is free is told by what
 * rooms have. What was never confirmed may never have been written.
 */
function isOverHere({ state, has_lapsed: hasLapsed }: SyncedNow): boolean {
  return state === "no_show" || state === "rejected" || hasLapsed;
}

/** What is over is history; of a meeting that has lost its room, reconciliation alone hears. */
function isUntold({ state, end_at: endAt }: SyncedNow, { time }: History, known: Known): boolean {
  const isOver = endAt.getTime() <= time.nowMs();
  return isOver || (state === "conflicted" && known === "what rooms were told");
}

/** Of what was touched in Outlook as well, both sides show the same, whatever it is. */
function asItStands(row: SyncedNow, agreed: AgreedReservation): AgreedReservation {
  const { subject, sensitivity, attendees } = row;
  return {
    ...agreed,
    subject,
    sensitivity,
    attendees,
    spaceId: inRooms(row.space_ids),
    startMs: row.start_at.getTime(),
    endMs: row.end_at.getTime(),
    place: row.state === "cancelled" ? null : agreed.place,
  };
}

function differences(
  history: History,
  row: SyncedNow,
  agreed: AgreedReservation,
  found: readonly OwnEvent[],
): readonly string[] {
  const { place } = agreed;
  const where = found.map(({ mailbox }) => mailbox).join(" and ") || "no calendar";
  if (place === null) {
    if (found.length > 0) return [`is in ${where}, and should be in none`];
    // What was cancelled in Outlook still tells where it was.
    if (agreed.outlook !== null) return [];
    const known = [row.ical_uid, row.calendar_mailbox].filter((each) => each !== null);
    return known.length > 0 ? [`has left the calendar, and says it is in ${known.join(" ")}`] : [];
  }
  const [event] = found;
  if (event === undefined || found.length > 1 || event.mailbox !== place) {
    return [`is in ${where}, and should be in that of ${place} (${row.state}, ${row.reason_code})`];
  }
  const shall = wanted(history, agreed);
  const is = shown(withoutDeclined(event.item, agreed, shall.attendees));
  return [
    ...Object.entries(is).flatMap(([name, value]) => {
      const other = shall[name as keyof typeof is];
      return value === other ? [] : [`${name} is shown as ${value}, agreed is ${other}`];
    }),
    ...(row.ical_uid === event.item.iCalUId ? [] : ["its iCalUId is another one"]),
    ...(row.calendar_mailbox?.toLowerCase() === place ? [] : [`says ${row.calendar_mailbox}`]),
    ...(row.sync_state === "synchronized" ? [] : [`is ${row.sync_state}`]),
  ];
}

/** A room that declined what was rejected stays listed, until the event is written for something else. */
function withoutDeclined(
  item: CalendarItem,
  { declinedFor }: AgreedReservation,
  invited: string,
): CalendarItem {
  const stays = (address: string | undefined): boolean => {
    const email = address?.toLowerCase() ?? "";
    return !declinedFor.has(email) || invited.includes(email);
  };
  return {
    ...item,
    attendees: item.attendees.filter(({ address }) => stays(address)),
    locations: item.locations.filter(({ locationEmailAddress }) => stays(locationEmailAddress)),
  };
}

function shown(item: CalendarItem) {
  return {
    subject: item.subject,
    notes: item.body.content.trim(),
    start: new Date(item.startMs).toISOString(),
    end: new Date(item.endMs).toISOString(),
    sensitivity: item.sensitivity,
    attendees: item.attendees
      .map(({ address, type }) => `${address.toLowerCase()} ${type}`)
      .toSorted()
      .join(", "),
    locations: item.locations
      .map(({ displayName }) => displayName)
      .toSorted()
      .join(", "),
  };
}

function wanted({ company }: History, agreed: AgreedReservation): ReturnType<typeof shown> {
  const spaces = spacesIn(agreed.spaceId).map((id) => company.spaceById(id));
  const people = new Map(agreed.attendees.map(({ email, type }) => [email, type]));
  // Whoever is invited because of the rules is required, whatever else they were.
  if (agreed.invited !== null) people.set(agreed.invited, "required");
  if (agreed.place !== null) people.delete(agreed.place);
  return {
    subject: agreed.subject,
    notes: agreed.notes,
    start: new Date(agreed.startMs).toISOString(),
    end: new Date(agreed.endMs).toISOString(),
    sensitivity: agreed.sensitivity,
    attendees: [...people]
      .map(([email, type]) => `${email} ${type}`)
      .concat(spaces.map(({ mailbox }) => `${mailbox} resource`))
      .toSorted()
      .join(", "),
    locations: spaces
      .map(({ name }) => name)
      .toSorted()
      .join(", "),
  };
}
