import type { FastifyReply } from "fastify";
import type { Created } from "../../app/reservations/create-request.ts";
import type { Reservation } from "../../contract/reservations.ts";
import { entityTag, presentReservation } from "./present-reservation.ts";

/** Where what was made is from now on, in which version, and whether it had been made before. */
export function answerCreated(
  reply: Pick<FastifyReply, "header" | "code">,
  { view, isReplay }: Created,
): Reservation {
  const { reservation } = view;
  if (isReplay) void reply.header("Idempotent-Replayed", "true");
  void reply.header("Location", `/api/v1/reservations/${reservation.id}`);
  void reply.header("ETag", entityTag(reservation));
  void reply.code(201);
  return presentReservation(view);
}
