import { Temporal } from "temporal-polyfill";
import type { ReservationView } from "../../app/reservations/reservation-view.ts";
import { formatSysId } from "../../core/encoded-query/sys-id.ts";
import type { ICalendarEvent } from "../../core/icalendar/write-icalendar.ts";
import { isGivenUp, type ReservationState } from "../../core/reservations/reservation-state.ts";
import { presentContent } from "../reservations/present-reservation.ts";

/** The event that people import, with what its reader may see. */
export function icalendarEventOf({ reservation, sight }: ReservationView): ICalendarEvent {
  const { subject, notes, attendees } = presentContent(reservation, sight);
  const { requestedFor, space } = reservation;
  return {
    uid: formatSysId(reservation.id),
    sequence: reservation.version,
    stamp: instantOf(reservation.updatedAt),
    start: instantOf(reservation.startAt),
    end: instantOf(reservation.endAt),
    summary: subject,
    description: notes,
    location: `${space.name}, ${space.buildingName}`,
    isPrivate: reservation.sensitivity === "private",
    status: statusOf(reservation.state),
    organizer: { name: requestedFor.displayName, email: requestedFor.email },
    attendees: attendees.map(({ name, email, type }) => ({
      name,
      email,
      isRequired: type === "required",
    })),
  };
}

function statusOf(state: ReservationState): ICalendarEvent["status"] {
  if (isGivenUp(state)) return "CANCELLED";
  return SETTLED.has(state) ? "CONFIRMED" : "TENTATIVE";
}

const SETTLED: ReadonlySet<ReservationState> = new Set(["confirmed", "in_progress", "completed"]);

function instantOf(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}
