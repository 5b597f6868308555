import { createHash } from "node:crypto";
import type { z } from "zod";
import type { ConflictAnswer, CreateRequest } from "../../app/reservations/create-request.ts";
import type { CreateGroup } from "../../app/reservations/group/judge-group.ts";
import type { CreateInSeveralSpaces } from "../../app/reservations/judge-several-spaces.ts";
import type { ReservationPatch } from "../../app/reservations/judge-update.ts";
import type {
  Scope,
  createGroupSchema,
  createInSeveralSpacesSchema,
  createReservationSchema,
  updateReservationSchema,
} from "../../contract/reservations.ts";
import { instantFrom } from "../instants.ts";
import { problem } from "../problem-error.ts";
import { recurrenceFrom } from "./recurrence-words.ts";

type CreateBody = z.output<typeof createReservationSchema>;
type SeveralBody = z.output<typeof createInSeveralSpacesSchema>;
type GroupBody = z.output<typeof createGroupSchema>;
type UpdateBody = z.output<typeof updateReservationSchema>;

interface Asked<Body> {
  readonly id: string;
  readonly body: Body;
  readonly headers: { readonly "idempotency-key"?: string | string[] | undefined };
}

export function createRequestFrom(request: Asked<CreateBody>): CreateRequest {
  const { body } = request;
  return {
    ...meetingFrom(request),
    spaceId: body.space_id,
    ...(body.recurrence !== undefined && { recurrence: recurrenceFrom(body.recurrence) }),
    ...conflictAnswerFrom(body),
    ...(body.services !== undefined && { services: body.services }),
  };
}

export function severalSpacesFrom(request: Asked<SeveralBody>): CreateInSeveralSpaces {
  const { space_ids: spaceIds, services_by_space: servicesBySpace } = request.body;
  return { ...meetingFrom(request), spaceIds, ...(servicesBySpace && { servicesBySpace }) };
}

export function groupFrom(request: Asked<GroupBody>): CreateGroup {
  const members = request.body.members.map((member) => ({
    spaceId: member.space_id,
    requestedFor: member.requested_for,
    ...(member.services && { services: member.services }),
  }));
  return { ...wordsFrom(request), members };
}

function meetingFrom(request: Asked<Omit<CreateBody, "space_id">>) {
  return { ...wordsFrom(request), attendees: request.body.attendees };
}

/** What every reservation that is made says, in whichever spaces it is. */
function wordsFrom(request: Asked<Omit<CreateBody, "space_id" | "attendees">>) {
  const { body } = request;
  return {
    start: instantFrom("start", body.start),
    end: instantFrom("end", body.end),
    ...(body.time_zone !== undefined && { timeZone: body.time_zone }),
    subject: body.subject,
    notes: body.notes,
    sensitivity: body.sensitivity,
    ...(body.requested_for !== undefined && { requestedFor: body.requested_for }),
    requestId: request.id,
    ...idempotencyOf(request),
  };
}

/** What makes a request that is sent again the same one; empty where it says nothing of that. */
export function idempotencyOf({ headers, body }: Omit<Asked<object>, "id">) {
  const key = headers["idempotency-key"];
  return key === undefined ? {} : { idempotency: idempotencyFrom(key, body) };
}

/** The body as the schema understood it is what has to be the same: spaces and order may differ. */
function idempotencyFrom(key: string | string[], body: object) {
  if (typeof key !== "string" || !/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw problem(
      "invalid_idempotency_key",
      "An Idempotency-Key has 1 to 255 visible ASCII characters.",
      "Use a UUID, for example.",
    );
  }
  return { key, requestHash: createHash("sha256").update(JSON.stringify(body)).digest() };
}

/** How much of a series is meant; none where the request does not say. */
export function scopeFrom(body: { readonly scope?: Scope | undefined } | null): {
  readonly scope?: Scope;
} {
  return body?.scope === undefined ? {} : { scope: body.scope };
}

/** What the request says of dates of a series that are taken. */
export function conflictAnswerFrom(
  body: Pick<UpdateBody, "on_conflict" | "dates_elsewhere">,
): ConflictAnswer {
  return {
    ...(body.on_conflict !== undefined && { onConflict: body.on_conflict }),
    ...(body.dates_elsewhere !== undefined && {
      datesElsewhere: body.dates_elsewhere.map((each) => ({
        originalDate: each.original_date,
        spaceId: each.space_id,
      })),
    }),
  };
}

export function patchFrom(
  body: Omit<UpdateBody, "on_conflict" | "dates_elsewhere">,
): ReservationPatch {
  return {
    ...(body.space_id !== undefined && { spaceId: body.space_id }),
    ...(body.start !== undefined && { start: instantFrom("start", body.start) }),
    ...(body.end !== undefined && { end: instantFrom("end", body.end) }),
    ...(body.time_zone !== undefined && { timeZone: body.time_zone }),
    ...(body.subject !== undefined && { subject: body.subject }),
    ...(body.notes !== undefined && { notes: body.notes }),
    ...(body.sensitivity !== undefined && { sensitivity: body.sensitivity }),
    ...(body.attendees !== undefined && { attendees: body.attendees }),
    ...(body.services !== undefined && { services: body.services }),
    ...(body.recurrence !== undefined && { recurrence: recurrenceFrom(body.recurrence) }),
  };
}
