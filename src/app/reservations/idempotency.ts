import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { auditActor } from "../audit-note.ts";
import type { Created, CreateRequest } from "./create-request.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { viewOf } from "./reservation-view.ts";

/** Keys are the actor's own: what one client has used says nothing to another. */
export function idempotencyActor(actor: Actor): string {
  const { actorKind, actorId } = auditActor(actor);
  return `${actorKind}:${actorId ?? ""}`;
}

/**
 * What the request made when it came before; null if it is new or carries no key. The same key
 * with another request is refused: answering it with something else would be a quiet lie.
 */
export async function findReplay(
  deps: ReservationDependencies,
  actor: Actor,
  idempotency: CreateRequest["idempotency"],
): Promise<Outcome<Created> | null> {
  if (idempotency === undefined) return null;
  const made = await deps.store.findByIdempotencyKey(idempotencyActor(actor), idempotency.key);
  if (made === null) return null;
  if (!isSameHash(made.requestHash, idempotency.requestHash)) {
    return refused(
      "idempotency_key_reused",
      "This Idempotency-Key came before with another request.",
      "Use a new key for a new request, and the same key only to repeat one.",
    );
  }
  return done({ view: await viewOf(deps, actor, made.reservation), isReplay: true });
}

function isSameHash(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
