import type { RequestedRecurrence } from "../../../src/contract/recurrence.ts";
import type {
  PreviewChange,
  Reservation,
  Scope,
  UpdateReservation,
} from "../../../src/contract/reservations.ts";
import {
  daysBetween,
  instantOf,
  laterByTheClock,
  laterDay,
  wallTimeOf,
} from "../../ui/format/wall-time.ts";
import type { MeetingValue } from "../booking/meeting-fields.tsx";
import { faultOf, type SearchFault } from "../find/search-state.ts";

/** What the change form holds; times are wall times in the zone of `zoneOf`. */
export interface ChangeForm extends MeetingValue {
  readonly spaceId: string;
  readonly date: string;
  readonly from: string;
  readonly to: string;
  /** How many days after the start it ends; no field, so that a long one keeps its length. */
  readonly daysLong: number;
}

/** What of a reservation the form shows. */
export type ShownReservation = Pick<
  Reservation,
  | "start"
  | "end"
  | "time_zone"
  | "subject"
  | "notes"
  | "sensitivity"
  | "attendees"
  | "recurrence"
  | "original_date"
> & { readonly space: Pick<Reservation["space"], "id"> };

/** What it is before anything is typed: one date as it stands, or several as their series has them. */
export function formOf(reservation: ShownReservation, scope: Scope | null): ChangeForm {
  return {
    spaceId: reservation.space.id,
    ...whenOf(reservation, scope),
    subject: reservation.subject,
    notes: reservation.notes,
    isPrivate: reservation.sensitivity === "private",
    attendees: [...reservation.attendees],
  };
}

type When = Pick<ChangeForm, "date" | "from" | "to" | "daysLong">;

/** That one date was moved is no wish for the others: of several the pattern's times are shown. */
function whenOf(reservation: ShownReservation, scope: Scope | null): When {
  const zone = zoneOf(reservation, scope);
  const start = wallTimeOf(reservation.start, zone);
  const series = seriesMeant(reservation, scope);
  if (series === null) {
    const end = wallTimeOf(reservation.end, zone);
    const daysLong = daysBetween(start.date, end.date);
    return { date: start.date, from: start.time, to: end.time, daysLong };
  }
  const date = reservation.original_date ?? start.date;
  const from = series.start_time;
  const { time: to, daysLater: daysLong } = laterByTheClock(from, series.duration_minutes);
  return { date, from, to, daysLong };
}

/** Whose clock the form's times are: the reservation's own, or where several dates are meant their series'. */
export function zoneOf(
  reservation: Pick<ShownReservation, "time_zone" | "recurrence">,
  scope: Scope | null,
): string {
  return seriesMeant(reservation, scope)?.time_zone ?? reservation.time_zone;
}

function seriesMeant({ recurrence }: Pick<ShownReservation, "recurrence">, scope: Scope | null) {
  return scope === null || scope === "this" ? null : recurrence;
}

/**
 * What of the form counts: one date of a series has no subject or people of its own, and a series
 * is not moved to other days here.
 */
export function scopedForm(before: ChangeForm, form: ChangeForm, scope: Scope | null): ChangeForm {
  if (scope === null) return form;
  const { spaceId, date, from, to, daysLong } = form;
  if (scope === "this") return { ...before, spaceId, date, from, to, daysLong };
  return { ...form, date: before.date, daysLong: before.daysLong };
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
    ...(timesDiffer ? timesOf(after, zone) : {}),
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

/**
 * What is asked before a series is changed: where another time, room or recurrence may find dates
 * taken. Null where nothing is to be asked.
 */
export function changePreview(
  before: ChangeForm,
  after: ChangeForm,
  zone: string,
  scope: Scope | null,
  recurrence?: RequestedRecurrence,
): PreviewChange | null {
  if (scope === null || scope === "this" || changeFaultOf(after) !== null) return null;
  const { space_id, start, end } = requestedChange(before, after, zone);
  if (space_id === undefined && start === undefined && recurrence === undefined) return null;
  return {
    ...(space_id && { space_id }),
    start,
    end,
    ...(recurrence && { recurrence }),
    scope,
    // Whoever comes needs a seat, and so does who invites.
    seats: after.attendees.length + 1,
  };
}

/** The times asked for, as instants; null while the form does not hold any. */
export function timesOf(
  form: When,
  zone: string,
): { readonly start: string; readonly end: string } | null {
  if (changeFaultOf(form) !== null) return null;
  return {
    start: instantOf({ date: form.date, time: form.from }, zone),
    end: instantOf({ date: laterDay(form.date, form.daysLong), time: form.to }, zone),
  };
}

export function changeFaultOf(form: When): SearchFault {
  const fault = faultOf(form);
  return fault === "ends_before_start" && form.daysLong > 0 ? null : fault;
}
