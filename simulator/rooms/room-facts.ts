import { Temporal } from "temporal-polyfill";
import type { DirectoryUser } from "../directory/directory.ts";
import type { CalendarItem } from "../mailbox/calendar-item.ts";
import { calendarViews } from "../mailbox/event-view.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";
import { findZone } from "../mailbox/time-zones.ts";

/** The first instant beyond the booking window: the end of its last day in the room's zone. */
export function bookingWindowEnd(nowMs: number, room: DirectoryUser): number {
  const ianaId = findZone(room.timeZone)?.ianaId ?? "UTC";
  const days = (room.room?.processing.bookingWindowInDays ?? 0) + 1;
  return Temporal.Instant.fromEpochMilliseconds(nowMs)
    .toZonedDateTimeISO(ianaId)
    .startOfDay()
    .add({ days })
    .startOfDay().epochMilliseconds;
}

/** Who holds a room's calendar at a time, the meeting `iCalUId` itself aside. */
export function roomHolder(
  mailbox: Mailbox,
  iCalUId: string,
): (startMs: number, endMs: number) => string | null {
  return (startMs, endMs) => {
    const holding = calendarViews(mailbox, startMs, endMs).find(
      ({ item }) => item.iCalUId !== iCalUId && holdsTheRoom(item),
    );
    return holding ? holding.item.organizer.name : null;
  };
}

/** A request that is still undecided holds nothing; the attendant decides one after another. */
function holdsTheRoom(item: CalendarItem): boolean {
  if (item.isCancelled || item.showAs === "free") return false;
  const { response } = item.myResponse;
  return item.isOrganizer || response === "accepted" || response === "tentativelyAccepted";
}
