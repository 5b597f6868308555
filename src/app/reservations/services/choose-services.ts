import {
  type ModuleService,
  refuseServices,
  servicesWhenPlaced,
} from "../../../core/reservations/services.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { Actor } from "../../people/actor.ts";
import type { BookableSpace } from "../booking-facts.ts";
import type { CreateRequest } from "../create-request.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import type { Reservation } from "../reservation.ts";
import { isStaff } from "../rights.ts";

/** What a new reservation has: what is asked for, and what every reservation of the module has. */
export function judgeChosenServices(
  deps: Pick<ReservationDependencies, "now">,
  actor: Actor,
  { services = [], start }: Pick<CreateRequest, "services" | "start">,
  space: BookableSpace,
): Outcome<readonly ModuleService[]> {
  return judgeAsked(deps, actor, space, { before: [], asked: services, start });
}

/**
 * What a reservation has after a change. `asked` is left out where it is not about services: then it
 * keeps those that its space's module offers.
 */
export function judgeServicesAfter(
  deps: Pick<ReservationDependencies, "now">,
  actor: Actor,
  reservation: Reservation,
  to: {
    readonly space: BookableSpace;
    readonly start: ReturnType<ReservationDependencies["now"]>;
    readonly asked: readonly string[] | undefined;
    readonly isMoved: boolean;
  },
): Outcome<readonly ModuleService[]> {
  const { chosen: before } = reservation.services;
  const { asked, isMoved, space, start } = to;
  if (!mayHaveServices(reservation)) return done([]);
  if (asked !== undefined) return judgeAsked(deps, actor, space, { before, asked, start });
  if (!isMoved) return done(before);
  const kept = before.map(({ id }) => id);
  return done(servicesWhenPlaced(space, before, kept));
}

/** A reservation, also a date of a series or a room of a meeting; and what a series has, its row says. */
export function mayHaveServices({
  isParent,
  series,
  kind,
}: Pick<Reservation, "isParent" | "series" | "kind">): boolean {
  return kind !== "blocker" && (!isParent || series !== null);
}

export function judgeAsked(
  { now }: Pick<ReservationDependencies, "now">,
  actor: Actor,
  space: BookableSpace,
  wanted: {
    readonly before: readonly ModuleService[];
    readonly asked: readonly string[];
    readonly start: ReturnType<ReservationDependencies["now"]>;
  },
): Outcome<readonly ModuleService[]> {
  const isByPlanner = isStaff(actor) || actor.kind === "system";
  const problem = refuseServices({ ...wanted, offered: space.services, isByPlanner }, now());
  if (problem === null) return done(servicesWhenPlaced(space, wanted.before, wanted.asked));
  return refused(problem.code, problem.message, problem.remedy, {
    fields: [{ field: "services", message: problem.message }],
  });
}
