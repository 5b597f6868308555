import type { CalendarItem } from "../../simulator/mailbox/calendar-item.ts";
import type { AgreedSeries } from "./series-model.ts";
import type { Attendee } from "../../src/core/reservations/attendees.ts";

/**
 * What has been agreed, kept apart from the server: every act that was written, in the order in
 * which it was. In the end both the database and the calendars have to show it.
 */
export interface AgreedReservation {
  readonly id: string;
  readonly requestedFor: string;
  /** Of a meeting in several rooms all of them, as `inRooms` has it. */
  spaceId: string;
  startMs: number;
  endMs: number;
  subject: string;
  notes: string;
  sensitivity: "normal" | "private";
  attendees: readonly Attendee[];
  isCancelled: boolean;
  /** The mailbox whose calendar is to show it, as the rules named it; null where none is. */
  place: string | null;
  /** Who is invited because it is not in their own calendar: an address. */
  invited: string | null;
  /** Acts that were written: creation, changes and cancellation. */
  acts: number;
  /** Fields that were changed here after it was made. */
  readonly changedHere: Set<string>;
  /** Spaces of several that were not given. */
  readonly rejectedIn: Set<string>;
  /** Of these, addresses of rooms that declined in their own name: nobody may write the event (U5). */
  readonly declinedFor: Set<string>;
  /**
   * By field, what people have made of it in Outlook, the last at the end; null where nobody
   * touched it there. Of what was changed on both sides any may stand in the end, on both alike.
   */
  outlook: Map<OutlookField, readonly string[]> | null;
}

/** Several spaces in the place of one: a meeting that was given more rooms in Outlook is in all. */
export function inRooms(spaceIds: readonly string[]): string {
  return spaceIds.toSorted().join(SPACES_BETWEEN);
}

export function spacesIn(spaceId: string): readonly string[] {
  return spaceId === "" ? [] : spaceId.split(SPACES_BETWEEN);
}

const SPACES_BETWEEN = " and ";

export type OutlookField =
  | "startMs"
  | "endMs"
  | "subject"
  | "sensitivity"
  | "attendees"
  | "spaceId"
  | "isCancelled";

/** Somebody makes these values of a meeting in Outlook. */
export function changedInOutlook(
  agreed: AgreedReservation,
  values: Readonly<Partial<Record<OutlookField, string | number | boolean>>>,
): void {
  agreed.outlook ??= new Map();
  for (const [name, value] of Object.entries(values)) {
    const field = name as OutlookField;
    agreed.outlook.set(field, [...(agreed.outlook.get(field) ?? []), String(value)]);
  }
  if (agreed.place === null) leavesCalendar(agreed);
}

/** Nobody can tell whether what was made of it in Outlook was read before. */
export function leavesCalendar({ outlook, changedHere }: AgreedReservation): void {
  for (const field of outlook?.keys() ?? []) changedHere.add(field);
}

/** Whether a value may stand in the end, where it is not what was agreed here. */
export function mayStand(
  { outlook, changedHere }: AgreedReservation,
  field: string,
  value: unknown,
): boolean {
  const made = outlook?.get(field as OutlookField) ?? [];
  return changedHere.has(field) ? made.includes(String(value)) : made.at(-1) === String(value);
}

/** People as they are compared. */
export function inWords(attendees: readonly Pick<Attendee, "email" | "type">[]): string {
  return attendees
    .map(({ email, type }) => `${email.toLowerCase()} ${type}`)
    .toSorted()
    .join(PEOPLE_BETWEEN);
}

const PEOPLE_BETWEEN = ", ";

/**
 * Of people who were changed in Outlook each is merged by themselves: nobody is there whom neither
 * side has named, and whoever both name is. Organizers and those whom the rules invite come and go.
 */
export function mayPeopleStand(agreed: AgreedReservation, value: string): boolean {
  const { outlook, changedHere, place, invited, attendees } = agreed;
  const made = (outlook?.get("attendees") ?? []).map(peopleIn);
  const last = made.at(-1) ?? [];
  const is = peopleIn(value);
  if (!changedHere.has("attendees")) return is.join() === last.join();
  const here = peopleIn(inWords(attendees));
  const named = new Set([...here, ...made.flat()]);
  return (
    is.every((each) => named.has(each)) &&
    here.every((each) => !last.includes(each) || is.includes(each))
  );

  function peopleIn(words: string): readonly string[] {
    return words.split(PEOPLE_BETWEEN).filter((each) => {
      const [email] = each.split(" ");
      return email !== "" && email !== place && email !== invited;
    });
  }
}

export interface Model {
  readonly reservations: ReadonlyMap<string, AgreedReservation>;
  readonly series: Map<string, AgreedSeries>;
  /** Made here and not cancelled. */
  standing(): readonly AgreedReservation[];
  add(reservation: AgreedReservation): void;
  get(id: string): AgreedReservation;
  /** What no rule of ours allows; each is told at the end of the step. */
  readonly violations: string[];
  /** What somebody outside the organization organizes, as it is there, by iCalUId. */
  readonly externalMeetings: Map<string, CalendarItem>;
  /** What was made here of the privacy of reservations made in Outlook, by id (policy, U0). */
  readonly privacyMadeHere: Map<string, "normal" | "private">;
  /** The iCalUIds of meetings whose privacy somebody has changed in Outlook. */
  readonly privacyMadeInOutlook: Set<string>;
  /** Reservations and dates of series that somebody rejected, or nobody approved in time, by id. */
  readonly rejected: Set<string>;
  /** Idempotency keys that have made something. */
  readonly keys: Set<string>;
  readonly counts: Map<string, number>;
  count(what: string): void;
}

export function createModel(): Model {
  const reservations = new Map<string, AgreedReservation>();
  const counts = new Map<string, number>();
  return {
    reservations,
    series: new Map(),
    counts,
    violations: [],
    rejected: new Set(),
    externalMeetings: new Map(),
    privacyMadeHere: new Map(),
    privacyMadeInOutlook: new Set(),
    keys: new Set(),
    count: (what) => void counts.set(what, (counts.get(what) ?? 0) + 1),
    standing: () => [...reservations.values()].filter(({ isCancelled }) => !isCancelled),
    add: (reservation) => void reservations.set(reservation.id, reservation),
    get(id) {
      const reservation = reservations.get(id);
      if (!reservation) throw new Error(`The model knows no reservation ${id}.`);
      return reservation;
    },
  };
}
