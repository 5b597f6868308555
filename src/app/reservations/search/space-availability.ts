import { HOLDING_STATES } from "../../../core/reservations/reservation-state.ts";
import { freeTimes } from "../../../core/time/free-times.ts";
import { type Interval, overlaps } from "../../../core/time/interval.ts";
import type { Actor } from "../../people/actor.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import { timesOf } from "../life/reservation-check-in.ts";
import type { Reservation } from "../reservation.ts";
import { type ReservationView, viewsOf } from "../reservation-view.ts";

export interface SpaceAvailability {
  readonly isAvailable: boolean;
  readonly freeTimes: readonly Interval[];
  /** What holds the space within the window, as the reader may see it. */
  readonly holders: readonly ReservationView[];
}

export interface AvailabilityRequest {
  /** What is to be reserved. */
  readonly wanted: Interval;
  /** What is looked at around it. */
  readonly window: Interval;
  /** Reservations that are to be moved: what they hold counts as free. */
  readonly movedIds?: ReadonlySet<string>;
}

/** Reservations of a space that are read at once. */
const HOLDERS_AT_ONCE_MAX = 500;

/** Whether a space can be had, and when else. */
export async function readSpaceAvailability(
  deps: ReservationDependencies,
  actor: Actor,
  spaceId: string,
  { wanted, window, movedIds = new Set() }: AvailabilityRequest,
): Promise<SpaceAvailability> {
  const holders = await holdersOf(deps, spaceId, window);
  const taken = holders.filter(
    ({ id, parentId }) => !movedIds.has(id) && !movedIds.has(parentId ?? ""),
  );
  const times = taken.map(timesOf);
  return {
    isAvailable: !times.some((time) => overlaps(time, wanted)),
    freeTimes: freeTimes(window, times),
    holders: await viewsOf(deps, actor, holders),
  };
}

async function holdersOf(
  { store }: Pick<ReservationDependencies, "store">,
  spaceId: string,
  { start, end }: Interval,
): Promise<readonly Reservation[]> {
  const found: Reservation[] = [];
  for (;;) {
    const last = found.at(-1);
    const page = await store.list({
      by: { kind: "space", spaceId },
      from: new Date(start.epochMilliseconds),
      to: new Date(end.epochMilliseconds),
      states: HOLDING_STATES,
      blockers: true,
      order: "asc",
      limit: HOLDERS_AT_ONCE_MAX,
      ...(last && { after: last }),
    });
    found.push(...page);
    if (page.length < HOLDERS_AT_ONCE_MAX) return found;
  }
}
