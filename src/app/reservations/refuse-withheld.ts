import { type Refusal, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import type { ReservationPatch } from "./judge-update.ts";
import type { Reservation } from "./reservation.ts";
import { sightOf } from "./rights.ts";

/**
 * Whoever may move a private reservation without seeing what it is about (a planner, a panel)
 * may neither open it to their own eyes nor overwrite what they cannot read. It is refused even
 * where nothing would change: otherwise the answer would say whether a guess was right.
 */
export async function refuseWithheld(
  { facts }: Pick<ReservationDependencies, "facts">,
  actor: Actor,
  reservation: Reservation,
  patch: ReservationPatch,
): Promise<{ readonly ok: false; readonly refusal: Refusal } | null> {
  if (reservation.sensitivity !== "private") return null;
  const { subject, notes, attendees, sensitivity } = patch;
  const asked = Object.entries({
    subject,
    notes,
    attendees,
    // That it is private is no secret; only the way out of it is.
    sensitivity: sensitivity === "private" ? undefined : sensitivity,
  })
    .filter(([, value]) => value !== undefined)
    .map(([field]) => field);
  if (asked.length === 0) return null;
  const reader = actor.kind === "person" ? await facts.person(actor.personId) : null;
  if (sightOf(actor, reservation, reader?.email ?? null) === "all") return null;
  return refused(
    "content_withheld",
    "The reservation is private: you may change its time and its space, but not what it is about.",
    "Ask the person it is for, or who made it.",
    { fields: asked.map((field) => ({ field, message: "It is withheld from you." })) },
  );
}
