import type { EventContent } from "./calendar.ts";
import type { Invitee, SyncWork } from "./sync-work.ts";

/**
 * What the calendar shows of a reservation. It is always the reservation of now: a later change
 * leaves nothing to be sent for an earlier one.
 */
export function eventContentOf(work: SyncWork): EventContent {
  const { reservation, space } = work;
  const invited = invitedPerson(work);
  return {
    subject: reservation.subject,
    notes: reservation.notes,
    startAt: reservation.startAt,
    endAt: reservation.endAt,
    timeZone: reservation.timeZone,
    sensitivity: reservation.sensitivity,
    showAs: space.showAs,
    attendees: [
      ...(invited === null ? [] : [{ ...invited, type: "required" as const }]),
      ...reservation.attendees,
    ],
    rooms: space.roomMailbox === null ? [] : [{ email: space.roomMailbox, name: space.name }],
    isAllDay: false,
    series: null,
  };
}

/** Who is invited because the event is not in their own calendar (policy, column "invited"). */
function invitedPerson({ event, reservation, blockerUser }: SyncWork): Invitee | null {
  switch (event.invited) {
    case "requested_for":
      return reservation.requestedFor;
    case "blocker_user":
      // The property may have been emptied since; then the rules name requested-for.
      return blockerUser ?? reservation.requestedFor;
    case null:
      return null;
  }
}

/** Which room is asked for which time: what differs from it asks the room anew. */
export function askedForBy({ rooms, startAt, endAt }: EventContent): string {
  const addresses = rooms.map(({ email }) => email.toLowerCase()).join(",");
  return `${addresses} ${startAt.toISOString()} ${endAt.toISOString()}`;
}
