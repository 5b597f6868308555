import { refuseEnd } from "../../../core/reservations/check-in.ts";
import { type Outcome, refused } from "../../outcome.ts";
import type { Actor } from "../../people/actor.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import { type ReservationView, type Verdict, viewOf } from "../reservation-view.ts";
import type { CheckInRequest } from "./check-in.ts";
import { leaveNow } from "./leave-now.ts";
import { timesOf } from "./reservation-check-in.ts";

/**
 * Ends what goes on, whether anybody checked in or not: it is over with this minute, and the calendar
 * is told. Unlike checking out it is refused where the space would stay taken.
 */
export function endNow(
  deps: ReservationDependencies,
  actor: Actor,
  request: CheckInRequest,
): Promise<Outcome<ReservationView>> {
  return leaveNow(deps, actor, request, {
    async refuse(reservation, facts) {
      const problem = refuseEnd(facts, timesOf(reservation).start, deps.now());
      if (problem !== null) return refused(problem.code, problem.message, problem.remedy);
      const { verdicts } = await viewOf(deps, actor, reservation);
      return verdicts.end.allowed ? null : refusedBy(verdicts.end);
    },
    refuseToStayTaken: oneRoomOfSeveral,
  });
}

/** The refusal that a verdict told of. */
export function refusedBy({ codes, row, reason = "", remedy }: Verdict) {
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
