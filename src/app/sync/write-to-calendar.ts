import type { AgreedMeeting } from "../../core/sync/agreed.ts";
import type {
  Calendar,
  CalendarAccess,
  CalendarResult,
  CallRecord,
  EventContent,
  EventKey,
  WrittenEvent,
  YieldTo,
} from "./calendar.ts";
import { agreedFrom } from "./event-content.ts";
import { mayShow } from "./may-show.ts";
import type { SyncWork } from "./sync-work.ts";
import { type Yielded, yieldToCalendar } from "./yield-to-calendar.ts";

/** The same for every try of a sync event, and for no other. */
export function keyOf({ event, reservation }: SyncWork): EventKey {
  return {
    reservationId: reservation.id,
    transactionId: `usher-${reservation.id}-${event.id}`,
  };
}

export interface Write {
  readonly event: WrittenEvent;
  /** What both sides show from now on, for all that is known. */
  readonly agreed: AgreedMeeting;
  /** Somebody has changed the invited rooms there, and they stayed as they are. */
  readonly keepsRooms: boolean;
}

/**
 * Makes the calendar show the content, whether it holds the event already or not. Where that is a step
 * on the way to another one, `whole` is that: what was changed there is told by it.
 */
export async function writeToCalendar(
  calendar: Calendar,
  access: CalendarAccess,
  work: SyncWork,
  content: EventContent,
  whole = content,
): Promise<CalendarResult<Write>> {
  const { calendarEventId: known } = work.reservation;
  let { mayBeShown } = work.reservation;
  let yielded: Yielded | null = null;
  const yieldTo: YieldTo = (shown) => {
    yielded = yieldToCalendar(whole, shown, mayBeShown, access.mailbox);
    if (whole !== content && !yielded?.keepsRooms) {
      yielded = yieldToCalendar(content, shown, mayBeShown, access.mailbox);
    }
    // What is read once more, since something came between, may show what this try has written.
    mayBeShown = [...work.reservation.mayBeShown, ...mayShow(work, whole)];
    return yielded;
  };
  const result =
    known === null
      ? await createOrFind(calendar, access, work, content, yieldTo)
      : await calendar.updateEvent(access, known, content, yieldTo);
  if (!result.ok) return result;
  const event = result.value;
  const after = yielded as Yielded | null;
  const keepsRooms = after?.keepsRooms === true;
  const asWritten = after?.agreed ?? agreedFrom(content, event.unrevivable);
  const agreed = keepsRooms ? asWritten : { ...asWritten, ...listing(asWritten, event) };
  return { ok: true, value: { event, agreed, keepsRooms } };
}

/** By which addresses the calendar lists the rooms, where they are others than we invited. */
function listing(
  { rooms }: AgreedMeeting,
  event: WrittenEvent,
): Pick<AgreedMeeting, "roomsAsListed"> {
  const listed = event.rooms.map(({ email }) => email.toLowerCase()).toSorted();
  return listed.length === rooms.length && listed.join() !== rooms.join()
    ? { roomsAsListed: listed }
    : {};
}

async function createOrFind(
  calendar: Calendar,
  access: CalendarAccess,
  work: SyncWork,
  content: EventContent,
  yieldTo: YieldTo,
): Promise<CalendarResult<WrittenEvent>> {
  const { event } = work;
  const key = keyOf(work);
  // An update without a known event follows a creation that was lost on its way.
  const mayExist = event.mayHaveBeenSent || event.attempts > 0 || event.type === "update";
  if (mayExist) {
    const found = await calendar.findEvent(access, key);
    if (!found.ok) return found;
    // It may show the reservation as it was; where it does not, updating it sends nothing.
    if (found.value !== null)
      return calendar.updateEvent(access, found.value.eventId, content, yieldTo);
  }
  return calendar.createEvent(access, key, content, yieldTo);
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
