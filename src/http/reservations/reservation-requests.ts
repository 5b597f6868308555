import { createHash } from "node:crypto";
import type { z } from "zod";
import type { CreateRequest } from "../../app/reservations/create-request.ts";
import type { ReservationPatch } from "../../app/reservations/judge-update.ts";
import type {
  Scope,
  createReservationSchema,
  updateReservationSchema,
} from "../../contract/reservations.ts";
import { instantFrom } from "../instants.ts";
import { problem } from "../problem-error.ts";
import { recurrenceFrom } from "./recurrence-words.ts";

type CreateBody = z.output<typeof createReservationSchema>;
type UpdateBody = z.output<typeof updateReservationSchema>;

export function createRequestFrom(request: {
  readonly id: string;
  readonly body: CreateBody;
  readonly headers: { readonly "idempotency-key"?: string | string[] | undefined };
}): CreateRequest {
  const { body } = request;
  const key = request.headers["idempotency-key"];
  return {
    spaceId: body.space_id,
    start: instantFrom("start", body.start),
    end: instantFrom("end", body.end),
    ...(body.time_zone !== undefined && { timeZone: body.time_zone }),
    subject: body.subject,
    notes: body.notes,
    sensitivity: body.sensitivity,
    attendees: body.attendees,
    ...(body.requested_for !== undefined && { requestedFor: body.requested_for }),
    ...(body.recurrence !== undefined && { recurrence: recurrenceFrom(body.recurrence) }),
    ...(body.on_conflict !== undefined && { onConflict: body.on_conflict }),
    ...(body.services !== undefined && { services: body.services }),
    requestId: request.id,
    ...(key !== undefined && { idempotency: idempotencyFrom(key, body) }),
  };
}

/** The body as the schema understood it is what has to be the same: spaces and order may differ. */
function idempotencyFrom(key: string | string[], body: CreateBody) {
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

export function patchFrom(body: UpdateBody): ReservationPatch {
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
