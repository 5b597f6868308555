import { refuseEnd } from "../../../core/reservations/check-in.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { Actor } from "../../people/actor.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import { changedMeanwhile } from "../reservation-refusals.ts";
import { type ReservationView, type Verdict, viewOf } from "../reservation-view.ts";
import { findForChange, JUDGEMENTS_MAX } from "../update-reservation.ts";
import type { CheckInRequest } from "./check-in.ts";
import { judgeCheckOut } from "./judge-check-out.ts";
import { judgedPart } from "./judged-part.ts";
import { checkInFactsOf, timesOf } from "./reservation-check-in.ts";

/**
 * Ends what goes on, whether anybody checked in or not: it is over with this minute, and the calendar
 * is told. Unlike checking out it is refused where the space would stay taken.
 */
export async function endNow(
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
    const problem = refuseEnd(facts, timesOf(reservation).start, deps.now());
    if (problem !== null) return refused(problem.code, problem.message, problem.remedy);
    const { verdicts } = await viewOf(deps, actor, reservation);
    if (!verdicts.end.allowed) return refusedBy(verdicts.end);
    const judgement = await judgeCheckOut(deps, actor, reservation, requestId);
    if (!judgement.ok) return judgement;
    const { frees, meetingVersion, plan } = judgement.value;
    if (!frees) return oneRoomOfSeveral();
    const judged = judgedPart(reservation, requestId, meetingVersion);
    if ((await deps.lifeStore.changePart(judged, plan)) === "stale") continue;
    deps.wakeLanes();
    deps.announceChange();
    const now = (await deps.store.find(reservation.id)) ?? reservation;
    return done(await viewOf(deps, actor, now));
  }
  return changedMeanwhile();
}

function refusedBy({ codes, row, reason = "", remedy }: Verdict) {
  const [code = "not_possible_now"] = codes;
  return refused(code, reason, remedy, { codes, row });
}

/** Its event has one end for all of its rooms. */
function oneRoomOfSeveral() {
  return refused(
    "not_possible_now",
    "The meeting is in several rooms, and ends in all of them at once.",
    "Shorten the meeting itself.",
  );
}
