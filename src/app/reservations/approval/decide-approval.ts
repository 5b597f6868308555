import { refuseDecision } from "../../../core/reservations/approval.ts";
import type { Problem } from "../../../core/result.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { PersonActor } from "../../people/actor.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import type { Reservation } from "../reservation.ts";
import { changedMeanwhile, reservationNotFound } from "../reservation-refusals.ts";
import { type ReservationView, viewOf } from "../reservation-view.ts";
import { notYours, refuseDecider, sightOf } from "../rights.ts";
import { JUDGEMENTS_MAX } from "../update-reservation.ts";
import { approvalFactsOf } from "./approval-facts.ts";
import type { Decision } from "./decision.ts";
import { decideOnOne } from "./decide-on-one.ts";
import { decideOnSeries } from "./decide-on-series.ts";

export interface DecisionRequest {
  readonly id: string;
  readonly verdict: Decision["verdict"];
  /** What the decider says to it; a rejection says why. */
  readonly comment: string;
  /** The version that the person saw, from `If-Match`. */
  readonly version?: number;
  /** Of the HTTP request, a UUID; what no request caused is given an id of its own. */
  readonly requestId?: string;
}

/**
 * Somebody approves a reservation, or rejects it: a series as a whole where its row is named, else
 * one occurrence. What is approved waits for its room only; what is rejected gives its space up, and
 * the calendar is told by the rules (decision 13). It is decided once: whoever comes second is told
 * who was first, and what was moved meanwhile has to be looked at again.
 */
export async function decideApproval(
  deps: ReservationDependencies,
  actor: PersonActor,
  request: DecisionRequest,
): Promise<Outcome<ReservationView>> {
  const { requestId = deps.newId(), verdict, comment } = request;
  let seen: Reservation | null = null;
  for (let judgements = 0; judgements < JUDGEMENTS_MAX; judgements += 1) {
    const found = await findToDecide(deps, actor, request);
    if (!found.ok) return found;
    const reservation = found.value;
    if (isRepeated(reservation, actor, verdict)) {
      return done(await viewOf(deps, actor, reservation));
    }
    const problem = refuseDecision(approvalFactsOf(reservation));
    if (problem !== null) return refuseWith(problem, reservation);
    if (seen !== null && !isSamePlace(seen, reservation)) return changedMeanwhile();
    seen = reservation;
    const by = await deps.facts.person(actor.personId);
    const decision = { actor, name: by?.displayName ?? "", verdict, comment, requestId };
    const decide = reservation.isParent ? decideOnSeries : decideOnOne;
    const written = await decide(deps, decision, reservation);
    if (!written.ok) return written;
    if (written.value === "stale") continue;
    deps.wakeLanes();
    deps.announceChange();
    const now = (await deps.store.find(reservation.id)) ?? reservation;
    return done(await viewOf(deps, actor, now));
  }
  return changedMeanwhile();
}

async function findToDecide(
  deps: ReservationDependencies,
  actor: PersonActor,
  request: DecisionRequest,
): Promise<Outcome<Reservation>> {
  const reservation = await deps.store.find(request.id);
  if (reservation === null) return reservationNotFound();
  const reader = await deps.facts.person(actor.personId);
  const isStranger = sightOf(actor, reservation, reader?.email ?? null) === "occupancy";
  if (isStranger) return notYours();
  const refusal = refuseDecider(actor, reservation);
  if (refusal !== null) return refusal;
  const isOther = request.version !== undefined && request.version !== reservation.version;
  const isDecided = reservation.approval.decidedBy !== null;
  // Whoever comes second is told who was first.
  return isOther && !isDecided ? changedMeanwhile() : done(reservation);
}

/** The same person says the same again, since the first answer was lost: nothing changes. */
function isRepeated(
  { approval }: Reservation,
  { personId }: PersonActor,
  verdict: Decision["verdict"],
): boolean {
  return approval.state === verdict && approval.decidedBy?.id === personId;
}

/** Whoever comes second is told who was first. */
function refuseWith({ code, message, remedy }: Problem, { approval }: Reservation) {
  const { decidedBy, state } = approval;
  if (code !== "already_decided" || decidedBy === null) return refused(code, message, remedy);
  return refused(code, `${decidedBy.displayName} has ${state} it already.`, remedy);
}

function isSamePlace(left: Reservation, right: Reservation): boolean {
  return (
    left.space.id === right.space.id &&
    left.startAt.getTime() === right.startAt.getTime() &&
    left.endAt.getTime() === right.endAt.getTime()
  );
}
