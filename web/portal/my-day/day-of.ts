import type { Reservation } from "../../../src/contract/reservations.ts";
import { wallTimeOf, laterDay } from "../../ui/format/wall-time.ts";
import { checkInStepOf } from "../reservations/check-in-step.ts";
import { groupRooms, type MeetingRooms } from "../reservations/group-rooms.ts";

/** A person's day: each meeting once, with all of its rooms, in one of these places. */
export interface Day {
  readonly now: readonly MeetingRooms[];
  /** What comes first, today or later; those that begin together come together. */
  readonly next: readonly MeetingRooms[];
  readonly later: readonly MeetingRooms[];
  readonly tomorrow: readonly MeetingRooms[];
  readonly earlier: readonly MeetingRooms[];
}

/** What holds, or held, a space. */
const STANDING: readonly Reservation["state"][] = [
  "awaiting_confirmation",
  "awaiting_approval",
  "approved",
  "confirmed",
  "in_progress",
  "completed",
];

/** The day of a person as it is at an instant, of what is for them and what they are invited to. */
export function dayOf(
  reservations: readonly Reservation[],
  { now, zone }: { readonly now: string; readonly zone: string },
): Day {
  const standing = reservations
    .filter(({ state }) => STANDING.includes(state))
    .toSorted((one, other) => Date.parse(one.start) - Date.parse(other.start));
  const meetings = groupRooms(standing);
  const today = wallTimeOf(now, zone).date;
  const nowMs = Date.parse(now);
  const isOver = ([{ state, end }]: MeetingRooms) =>
    state === "completed" || Date.parse(end) <= nowMs;
  const isBegun = ([{ start }]: MeetingRooms) => Date.parse(start) <= nowMs;
  const isOn =
    (day: string) =>
    ([{ start }]: MeetingRooms) =>
      wallTimeOf(start, zone).date === day;
  const isOfToday = ([{ end }]: MeetingRooms) => wallTimeOf(end, zone).date >= today;

  const ahead = meetings.filter((meeting) => !isOver(meeting) && !isBegun(meeting));
  const first = ahead[0]?.[0].start;
  const next = ahead.filter(([{ start }]) => start === first);
  const afterwards = ahead.filter((meeting) => !next.includes(meeting));
  return {
    now: meetings.filter((meeting) => !isOver(meeting) && isBegun(meeting)),
    next,
    later: afterwards.filter(isOn(today)),
    tomorrow: afterwards.filter(isOn(laterDay(today, 1))),
    earlier: meetings.filter((meeting) => isOver(meeting) && isOfToday(meeting)),
  };
}

/** What is on a page of the day, in the order of a page that has one column. */
export type PartOfDay = "now" | "next" | "needs";

/**
 * What needs the person comes first, but for a meeting that they are to check in to: one that goes on,
 * or that is released unless somebody does.
 */
export function orderForThumb(
  { now: going, next }: Pick<Day, "now" | "next">,
  now: string,
): readonly PartOfDay[] {
  const isOpen = (room: Reservation) => checkInStepOf(room, now) === "open";
  const isLastMoment = (room: Reservation) => isOpen(room) && room.no_show_at !== null;
  const isNowDue = going.flat().some(isOpen);
  const isNextDue = next.flat().some(isLastMoment);
  if (isNextDue) return ["now", "next", "needs"];
  return isNowDue ? ["now", "needs", "next"] : ["needs", "now", "next"];
}
