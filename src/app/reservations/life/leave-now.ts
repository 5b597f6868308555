import type { CheckInFacts } from "../../../core/reservations/check-in.ts";
import { done, type Outcome, type refused } from "../../outcome.ts";
import type { Actor } from "../../people/actor.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import type { Reservation } from "../reservation.ts";
import { changedMeanwhile } from "../reservation-refusals.ts";
import { type ReservationView, viewOf } from "../reservation-view.ts";
import { findForChange, JUDGEMENTS_MAX } from "../update-reservation.ts";
import type { CheckInRequest } from "./check-in.ts";
import { judgeCheckOut } from "./judge-check-out.ts";
import { judgedPart } from "./judged-part.ts";
import { checkInFactsOf } from "./reservation-check-in.ts";

type Refused = ReturnType<typeof refused>;

/** When what goes on is not to end so; null where nothing is against it. */
export interface LeavingRules {
  readonly refuse: (
    reservation: Reservation,
    facts: CheckInFacts,
  ) => Refused | null | Promise<Refused | null>;
  /** Where the space would stay taken; null where that is all right. */
  readonly refuseToStayTaken: () => Refused | null;
}

/**
 * What goes on is over with this minute, and the calendar is told; judged anew where it has changed
 * meanwhile.
 */
export async function leaveNow(
  deps: ReservationDependencies,
  actor: Actor,
  request: CheckInRequest,
  rules: LeavingRules,
): Promise<Outcome<ReservationView>> {
  const { requestId = deps.newId() } = request;
  for (let judgements = 0; judgements < JUDGEMENTS_MAX; judgements += 1) {
    const found = await findForChange(deps, actor, request);
    if (!found.ok) return found;
    const reservation = found.value;
    const facts = checkInFactsOf(reservation, await deps.facts.noShowAfterMinutes());
    const refusal = await rules.refuse(reservation, facts);
    if (refusal !== null) return refusal;
    const judgement = await judgeCheckOut(deps, actor, reservation, requestId);
    if (!judgement.ok) return judgement;
    const { frees, meetingVersion, plan } = judgement.value;
    const staysTaken = frees ? null : rules.refuseToStayTaken();
    if (staysTaken !== null) return staysTaken;
    const judged = judgedPart(reservation, requestId, meetingVersion);
    if ((await deps.lifeStore.changePart(judged, plan)) === "stale") continue;
    deps.wakeLanes();
    deps.announceChange();
    const now = (await deps.store.find(reservation.id)) ?? reservation;
    return done(await viewOf(deps, actor, now));
  }
  return changedMeanwhile();
}
