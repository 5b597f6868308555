import { checkModuleLimits } from "../../core/reservations/module-limits.ts";
import { validateTimes } from "../../core/reservations/validate-times.ts";
import type { Violation } from "../../core/reservations/violation.ts";
import type { Interval } from "../../core/time/interval.ts";
import type { Actor } from "../people/actor.ts";
import type { BookableSpace } from "./booking-facts.ts";
import { isUnbound } from "./create-series.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import type { Reservation } from "./reservation.ts";

/** In what times of its own stand against a date of a series, in the space where it is to be then. */
export function violationsOfDate(
  deps: Pick<ReservationDependencies, "now">,
  actor: Actor,
  { kind, timeZone, subject }: Pick<Reservation, "kind" | "timeZone" | "subject">,
  space: BookableSpace,
  times: Interval,
  before: Pick<Interval, "start"> = times,
): readonly Violation[] {
  const now = deps.now();
  const wrong = validateTimes({ ...times, timeZone }, now, before);
  if (wrong.length > 0) return wrong;
  const asked = {
    ...times,
    kind,
    buildingZone: space.buildingZone,
    subject,
    isForSomebodyElse: false,
    isByPlanner: isUnbound(actor),
  };
  return checkModuleLimits(asked, space.limits, now);
}
