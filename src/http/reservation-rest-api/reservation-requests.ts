import type { z } from "zod";
import type { BookingFacts } from "../../app/reservations/booking-facts.ts";
import type { CreateRequest } from "../../app/reservations/create-request.ts";
import type { ReservationPatch } from "../../app/reservations/judge-update.ts";
import type {
  addReservationSchema,
  quickReserveSchema,
  updateReservationRecordSchema,
  validationQuerySchema,
} from "../../contract/reservation-rest-api/reservations.ts";
import type { Attendee } from "../../core/reservations/attendees.ts";
import { parseSysId } from "../../core/encoded-query/sys-id.ts";
import { problem } from "../problem-error.ts";
import {
  flagFrom,
  idFrom,
  listFrom,
  personFrom,
  refuseShift,
  requiredId,
  requiredTime,
  textFrom,
  timeFrom,
  zoneFrom,
} from "./read-values.ts";

type AddBody = z.output<typeof addReservationSchema>;
type QuickBody = z.output<typeof quickReserveSchema>;
type UpdateBody = z.output<typeof updateReservationRecordSchema>;
type TimesBody = Pick<AddBody, "start" | "end" | "timezone" | "shift">;
type Query = z.output<typeof validationQuerySchema>;

/** Start, end and the zone that they are meant in; the zone may come with the address or the body. */
export function timesFrom(body: TimesBody, query: Query) {
  refuseShift(body.shift);
  const zone = zoneFrom(query.timezone) ?? zoneFrom(body.timezone);
  return {
    start: requiredTime("start", body.start, zone),
    end: requiredTime("end", body.end, zone),
    ...(zone !== undefined && { timeZone: zone }),
  };
}

export async function addRequestFrom(
  facts: Pick<BookingFacts, "person">,
  body: AddBody,
  query: Query,
): Promise<CreateRequest> {
  return {
    spaceId: requiredId("location", body.location),
    ...timesFrom(body, query),
    ...(await contentFrom(facts, body)),
  };
}

/** What it is about, and for whom: the same of a single reservation and of a series. */
export async function contentFrom(
  facts: Pick<BookingFacts, "person">,
  body: Pick<AddBody, "shift" | "requested_for" | "subject" | "is_private" | "attendees">,
) {
  refuseShift(body.shift);
  const requestedFor = personFrom(body.requested_for);
  return {
    subject: textFrom(body.subject) ?? "",
    notes: "",
    sensitivity: flagFrom("is_private", body.is_private) === true ? "private" : "normal",
    attendees: await attendeesFrom(facts, body.attendees),
    ...(requestedFor !== undefined && { requestedFor }),
  } as const;
}

export function quickRequestFrom(body: QuickBody, query: Query) {
  const requestedFor = personFrom(body.requested_for);
  const moduleId = idFrom("reservable_module", body.reservable_module);
  return {
    nearSpaceId: requiredId("reference_location_id", body.reference_location_id),
    ...(moduleId !== undefined && { moduleId }),
    ...timesFrom(body, query),
    subject: textFrom(body.subject) ?? "",
    notes: "",
    sensitivity: "normal",
    attendees: [],
    ...(requestedFor !== undefined && { requestedFor }),
  } as const;
}

export function patchFrom(body: UpdateBody, query: Query): ReservationPatch {
  refuseShift(body.shift);
  const zone = zoneFrom(query.timezone) ?? zoneFrom(body.timezone);
  const spaceId =
    idFrom("location", body.location) ?? idFrom("workplace_location", body.workplace_location);
  const start = timeFrom("start", body.start, zone);
  const end = timeFrom("end", body.end, zone);
  const isPrivate = flagFrom("is_private", body.is_private);
  const subject = textFrom(body.subject);
  return {
    ...(spaceId !== undefined && { spaceId }),
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    ...(zone !== undefined && { timeZone: zone }),
    ...(subject !== undefined && { subject }),
    ...(isPrivate !== undefined && { sensitivity: isPrivate ? "private" : "normal" }),
  };
}

/** Attendees are invited by address; who is named by a sys_id has one. */
async function attendeesFrom(
  facts: Pick<BookingFacts, "person">,
  sent: string | null | undefined,
): Promise<readonly Attendee[]> {
  return await Promise.all(
    listFrom(sent).map(async (named) => {
      const id = parseSysId(named);
      if (id === undefined) return { email: named, name: "", type: "required" } as const;
      const person = await facts.person(id);
      if (person !== null) {
        return { email: person.email, name: person.displayName, type: "required" } as const;
      }
      throw problem(
        "person_not_found",
        "One of the attendees is not known here.",
        "Name them by their e-mail address.",
        { fields: [{ field: "attendees", message: "Nobody is known by this." }] },
      );
    }),
  );
}
