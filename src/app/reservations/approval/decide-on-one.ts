import { auditedRule } from "../audited-rule.ts";
import { stateWhenApproved } from "../../../core/reservations/approval.ts";
import { transition } from "../../../core/reservations/reservation-state.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import { judgedPart, lastUpdatedBy, ruleOfLocalChange } from "../life/judged-part.ts";
import { judgeRelease, SYSTEM } from "../life/judge-release.ts";
import type { PartChange } from "../life/ports.ts";
import type { Reservation } from "../reservation.ts";
import { judgeServicesAtEnd } from "../services/judge-services.ts";
import { isAwaitedInOutlook } from "./approval-facts.ts";
import { decided, type Decision, rejection } from "./decision.ts";

/** Decides on one reservation, which may be an occurrence of a series, or a room of a meeting. */
export function decideOnOne(
  deps: ReservationDependencies,
  decision: Decision,
  reservation: Reservation,
): Promise<Outcome<"changed" | "stale">> {
  return decision.verdict === "approved"
    ? approve(deps, decision, reservation)
    : reject(deps, decision, reservation);
}

/** Its event shows nothing of it, so that the calendar is not told (policy, U0). */
async function approve(
  deps: ReservationDependencies,
  decision: Decision,
  reservation: Reservation,
): Promise<Outcome<"changed" | "stale">> {
  const { actor, requestId } = decision;
  const rule = await ruleOfLocalChange(deps, actor, reservation);
  const change: PartChange = {
    columns: {
      state: stateWhenApproved(reservation.state, isAwaitedInOutlook(reservation)),
      ...decided(decision, new Date(deps.now().epochMilliseconds)),
      ...lastUpdatedBy(actor),
    },
    hold: { kind: "keep" },
    series: null,
    supersede: [],
    enqueue: [],
    audit: {
      actor,
      action: "reservation_approved",
      details: { ...auditedRule(rule), space_id: reservation.space.id },
    },
  };
  return done(await deps.lifeStore.changePart(judgedPart(reservation, requestId), () => change));
}

/**
 * The decider acts on no calendar: that the space is not given is a rule of the house, which
 * system-to-system carries out as it does for a no-show (decision 13).
 */
async function reject(
  deps: ReservationDependencies,
  decision: Decision,
  reservation: Reservation,
): Promise<Outcome<"changed" | "stale">> {
  const { actor, requestId } = decision;
  const next = transition(reservation.state, { type: "rejected" });
  if (!next.ok) return refused(next.problem.code, next.problem.message, next.problem.remedy);
  const course = await judgeRelease(deps, SYSTEM, reservation);
  if (!course.ok) return course;
  const { meetingVersion, series, plan } = course.value;
  const { why, cancelNotes } = rejection(decision);
  const at = { state: next.value };
  const services = await judgeServicesAtEnd(deps, actor, reservation, at, requestId);
  if (!services.ok) return services;
  const judged = judgedPart(reservation, requestId, meetingVersion);
  const outcome = await deps.lifeStore.changePart(judged, (events) => {
    const { supersede, enqueue, ...sync } = plan(events);
    return {
      columns: {
        ...sync,
        state: next.value,
        ...decided(decision, new Date(deps.now().epochMilliseconds)),
        cancelNotes,
        reasonCode: why.code,
        reason: why.sentence,
        ...lastUpdatedBy(actor),
      },
      hold: { kind: "release" },
      series,
      supersede,
      enqueue,
      audit: {
        actor,
        action: "reservation_rejected",
        details: { ...auditedRule(course.value), space_id: reservation.space.id },
      },
      ...services.value,
    };
  });
  return done(outcome);
}
