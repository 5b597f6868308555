import type {
  Calendar,
  CalendarAccess,
  CalendarResult,
  CallRecord,
  EventContent,
  EventKey,
  WrittenEvent,
} from "./calendar.ts";
import type { SyncWork } from "./sync-work.ts";

/** The same for every try of a sync event, and for no other. */
export function keyOf({ event, reservation }: SyncWork): EventKey {
  return {
    reservationId: reservation.id,
    transactionId: `usher-${reservation.id}-${event.id}`,
  };
}

/** Makes the calendar show the content, whether it holds the event already or not. */
export async function writeToCalendar(
  calendar: Calendar,
  access: CalendarAccess,
  work: SyncWork,
  content: EventContent,
): Promise<CalendarResult<WrittenEvent>> {
  const { event, reservation } = work;
  const known = reservation.calendarEventId;
  if (known !== null) return calendar.updateEvent(access, known, content);

  const key = keyOf(work);
  // An update without a known event follows a creation that was lost on its way.
  const mayExist = event.mayHaveBeenSent || event.attempts > 0 || event.type === "update";
  if (mayExist) {
    const found = await calendar.findEvent(access, key);
    if (!found.ok) return found;
    // It may show the reservation as it was; where it does not, updating it sends nothing.
    if (found.value !== null) return calendar.updateEvent(access, found.value.eventId, content);
  }
  return calendar.createEvent(access, key, content);
}

/** Null where the calendar never held it. */
export type CancelledOrGone = CallRecord | null;

export async function cancelInCalendar(
  calendar: Calendar,
  access: CalendarAccess,
  work: SyncWork,
): Promise<CalendarResult<CancelledOrGone>> {
  const { reservation } = work;
  let eventId = reservation.calendarEventId;
  if (eventId === null) {
    const found = await calendar.findEvent(access, keyOf(work));
    if (!found.ok) return found;
    if (found.value === null) return { ok: true, value: null };
    ({ eventId } = found.value);
  }
  return calendar.cancelEvent(access, eventId, reservation.cancelNotes);
}
