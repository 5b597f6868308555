import { refuseDecision } from "../../../core/reservations/approval.ts";
import type { Problem } from "../../../core/result.ts";
import type { Refusal } from "../../outcome.ts";
import type { Actor } from "../../people/actor.ts";
import type { Reservation } from "../reservation.ts";
import { refuseDecider } from "../rights.ts";
import { approvalFactsOf } from "./approval-facts.ts";

/** Why the actor cannot decide on it now; null where they can. */
export function refuseToDecide(actor: Actor, reservation: Reservation): Problem | Refusal | null {
  const facts = approvalFactsOf(reservation);
  const problem = refuseDecision(facts);
  // Where nobody decides, it does not matter who.
  if (facts.approval === "not_required" || facts.isOfRooms) return problem;
  return refuseDecider(actor, reservation)?.refusal ?? problem;
}
