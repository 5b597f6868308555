import { refuseCheckOut } from "../../../core/reservations/check-in.ts";
import { type Outcome, refused } from "../../outcome.ts";
import type { Actor } from "../../people/actor.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import type { ReservationView } from "../reservation-view.ts";
import type { CheckInRequest } from "./check-in.ts";
import { leaveNow } from "./leave-now.ts";

/**
 * Somebody says that the meeting has ended: it is over with this minute, its space is free, and the
 * calendar is told. Where the rules leave the event to others, it is noted here, and the space stays
 * taken as the calendar has it. Before the start, the check-in is taken back.
 */
export function checkOut(
  deps: ReservationDependencies,
  actor: Actor,
  request: CheckInRequest,
): Promise<Outcome<ReservationView>> {
  return leaveNow(deps, actor, request, {
    refuse(_reservation, facts) {
      const problem = refuseCheckOut(facts);
      return problem && refused(problem.code, problem.message, problem.remedy);
    },
    refuseToStayTaken: () => null,
  });
}
