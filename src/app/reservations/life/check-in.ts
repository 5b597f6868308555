import { auditedRule, type DecidingRule } from "../audited-rule.ts";
import { refuseCheckIn } from "../../../core/reservations/check-in.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { Actor } from "../../people/actor.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import type { Reservation } from "../reservation.ts";
import { changedMeanwhile, reservationNotFound } from "../reservation-refusals.ts";
import { type ReservationView, viewOf } from "../reservation-view.ts";
import { mayCheckIn, notYours } from "../rights.ts";
import { JUDGEMENTS_MAX } from "../update-reservation.ts";
import { judgedPart, lastUpdatedBy, ruleOfLocalChange } from "./judged-part.ts";
import type { PartChange } from "./ports.ts";
import { checkInFactsOf } from "./reservation-check-in.ts";

export interface CheckInRequest {
  readonly id: string;
  /** The version that the person saw, from `If-Match`. */
  readonly version?: number;
  /** Of the HTTP request, a UUID; what no request caused is given an id of its own. */
  readonly requestId?: string;
}

/**
 * Somebody says that the meeting has come. Of a series it is one occurrence; nothing is written to
 * the calendar (policy, U0). Checking in twice changes nothing.
 */
export async function checkIn(
  deps: ReservationDependencies,
  actor: Actor,
  request: CheckInRequest,
): Promise<Outcome<ReservationView>> {
  const { requestId = deps.newId() } = request;
  for (let judgements = 0; judgements < JUDGEMENTS_MAX; judgements += 1) {
    const found = await findToCheckIn(deps, actor, request);
    if (!found.ok) return found;
    const reservation = found.value;
    if (reservation.checkIn.state === "checked_in") {
      return done(await viewOf(deps, actor, reservation));
    }
    const facts = checkInFactsOf(reservation, await deps.facts.noShowAfterMinutes());
    const problem = refuseCheckIn(facts, deps.now());
    if (problem !== null) return refused(problem.code, problem.message, problem.remedy);
    const change = checkedIn(deps, actor, await ruleOfLocalChange(deps, actor, reservation));
    const judged = judgedPart(reservation, requestId);
    if ((await deps.lifeStore.changePart(judged, () => change)) === "stale") continue;
    deps.announceChange();
    const now = (await deps.store.find(reservation.id)) ?? reservation;
    return done(await viewOf(deps, actor, now));
  }
  return changedMeanwhile();
}

async function findToCheckIn(
  deps: ReservationDependencies,
  actor: Actor,
  request: CheckInRequest,
): Promise<Outcome<Reservation>> {
  const reservation = await deps.store.find(request.id);
  if (reservation === null) return reservationNotFound();
  const reader = actor.kind === "person" ? await deps.facts.person(actor.personId) : null;
  if (!mayCheckIn(actor, reservation, reader?.email ?? null)) return notYours();
  const isOther = request.version !== undefined && request.version !== reservation.version;
  return isOther ? changedMeanwhile() : done(reservation);
}

function checkedIn(
  deps: Pick<ReservationDependencies, "now">,
  actor: Actor,
  rule: DecidingRule,
): PartChange {
  return {
    columns: {
      state: "in_progress",
      checkInState: "checked_in",
      checkedInAt: new Date(deps.now().epochMilliseconds),
      checkedOutAt: null,
      ...lastUpdatedBy(actor),
    },
    hold: { kind: "keep" },
    series: null,
    supersede: [],
    enqueue: [],
    audit: { actor, action: "reservation_checked_in", details: auditedRule(rule) },
  };
}
