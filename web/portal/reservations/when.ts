import type { Reservation } from "../../../src/contract/reservations.ts";
import type { Messages } from "../../ui/messages/messages.ts";

type Timed = Pick<Reservation, "start" | "end" | "time_zone" | "is_all_day">;

/**
 * Day and time of a reservation in its own zone; one for whole days says so instead of midnights.
 * The year is told where it is not that of `yearOf`.
 */
export function whenOf(
  { t, formats }: Messages,
  { start, end, time_zone: zone, is_all_day: isAllDay }: Timed,
  yearOf: string = new Date().toISOString(),
): { readonly day: string; readonly time: string } {
  const day = formats.day(start, zone, yearOf);
  if (!isAllDay) return { day, time: formats.timeRange(start, end, zone) };
  // It ends at midnight, when its last day is over.
  const last = formats.day(new Date(Date.parse(end) - 1).toISOString(), zone, yearOf);
  const time = t.reservations.allDay;
  return { day: day === last ? day : t.reservations.days({ first: day, last }), time };
}
