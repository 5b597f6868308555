import { refuseCheckOut } from "../../../core/reservations/check-in.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { Actor } from "../../people/actor.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import { changedMeanwhile } from "../reservation-refusals.ts";
import { type ReservationView, viewOf } from "../reservation-view.ts";
import { findForChange, JUDGEMENTS_MAX } from "../update-reservation.ts";
import type { CheckInRequest } from "./check-in.ts";
import { judgeCheckOut } from "./judge-check-out.ts";
import { judgedPart } from "./judged-part.ts";
import { checkInFactsOf } from "./reservation-check-in.ts";

/**
 * Somebody says that the meeting has ended: it is over with this minute, its space is free, and the
 * calendar is told. Where the rules leave the event to others, it is noted here, and the space stays
 * taken as the calendar has it. Before the start, the check-in is taken back.
 */
export async function checkOut(
  deps: ReservationDependencies,
  actor: Actor,
  request: CheckInRequest,
): Promise<Outcome<ReservationView>> {
  const { requestId = deps.newId() } = request;
  for (let judgements = 0; judgements < JUDGEMENTS_MAX; judgements += 1) {
    const found = await findForChange(deps, actor, request);
    if (!found.ok) return found;
    const reservation = found.value;
    const facts = checkInFactsOf(reservation, await deps.facts.noShowAfterMinutes());
    const problem = refuseCheckOut(facts);
    if (problem !== null) return refused(problem.code, problem.message, problem.remedy);
    const judgement = await judgeCheckOut(deps, actor, reservation, requestId);
    if (!judgement.ok) return judgement;
    const { meetingVersion, plan } = judgement.value;
    const judged = judgedPart(reservation, requestId, meetingVersion);
    if ((await deps.lifeStore.changePart(judged, plan)) === "stale") continue;
    deps.wakeLanes();
    deps.announceChange();
    const now = (await deps.store.find(reservation.id)) ?? reservation;
    return done(await viewOf(deps, actor, now));
  }
  return changedMeanwhile();
}
