import type { Reservation, UpdateReservation } from "../../../src/contract/reservations.ts";
import { instantOf, wallTimeOf } from "../../ui/format/wall-time.ts";
import type { MeetingValue } from "../booking/meeting-fields.tsx";

/** What the change form holds; times are wall times in the reservation's zone. */
export interface ChangeForm extends MeetingValue {
  readonly spaceId: string;
  readonly date: string;
  readonly from: string;
  readonly to: string;
}

export function formOf(reservation: Reservation): ChangeForm {
  const start = wallTimeOf(reservation.start, reservation.time_zone);
  const end = wallTimeOf(reservation.end, reservation.time_zone);
  return {
    spaceId: reservation.space.id,
    date: start.date,
    from: start.time,
    to: end.time,
    subject: reservation.subject,
    notes: reservation.notes,
    isPrivate: reservation.sensitivity === "private",
    attendees: [...reservation.attendees],
  };
}

/** Only what differs is sent, so that two people's changes to different fields both stand. */
export function requestedChange(
  before: ChangeForm,
  after: ChangeForm,
  zone: string,
): UpdateReservation {
  const timesDiffer =
    before.date !== after.date || before.from !== after.from || before.to !== after.to;
  return {
    ...(before.spaceId === after.spaceId ? {} : { space_id: after.spaceId }),
    ...(timesDiffer
      ? {
          start: instantOf({ date: after.date, time: after.from }, zone),
          end: instantOf({ date: after.date, time: after.to }, zone),
        }
      : {}),
    ...(before.subject === after.subject ? {} : { subject: after.subject }),
    ...(before.notes === after.notes ? {} : { notes: after.notes }),
    ...(before.isPrivate === after.isPrivate
      ? {}
      : { sensitivity: after.isPrivate ? ("private" as const) : ("normal" as const) }),
    ...(JSON.stringify(before.attendees) === JSON.stringify(after.attendees)
      ? {}
      : { attendees: after.attendees }),
  };
}
