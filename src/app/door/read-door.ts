import type { Temporal } from "temporal-polyfill";
import { laterEnds, timesFromNow } from "../../core/reservations/door-times.ts";
import { HOLDING_STATES } from "../../core/reservations/reservation-state.ts";
import { type Interval, isBefore } from "../../core/time/interval.ts";
import { done, type Outcome, type Refusal } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { refuseUnknownSpace } from "../places/place-refusals.ts";
import type { BookableSpace } from "../reservations/booking-facts.ts";
import type { ReservationDependencies } from "../reservations/dependencies.ts";
import { judgeCreation } from "../reservations/judge-creation.ts";
import { timesOf } from "../reservations/life/reservation-check-in.ts";
import { listReservations } from "../reservations/list-reservations.ts";
import type { ReservationView } from "../reservations/reservation-view.ts";

/** So far ahead a door looks: the rest of a day, and the next morning. */
const HOURS_AHEAD = 24;
const MEETINGS_MAX = 20;

/** What is known at a door: what goes on, what comes, and what can be done there now. */
export interface Door {
  readonly space: BookableSpace;
  readonly now: Temporal.Instant;
  /** By start, what goes on first; each with the later ends that it can be given. */
  readonly meetings: readonly DoorMeeting[];
  /** Reservations that can be made here now; none while something goes on. */
  readonly offers: readonly Interval[];
  /** Why nothing can be reserved here now, though it is free; null where there is nothing to say. */
  readonly noOffers: Refusal | null;
}

export interface DoorMeeting {
  readonly view: ReservationView;
  readonly laterEnds: readonly Temporal.Instant[];
}

/**
 * A space as a panel shows its own, or as a person who stands before it is shown it, each with what
 * the rules let them do there.
 */
export async function readDoor(
  deps: ReservationDependencies,
  actor: Actor,
  spaceId: string,
): Promise<Outcome<Door>> {
  const now = deps.now();
  const listed = await listReservations(deps, actor, {
    scope: "space",
    spaceId,
    from: new Date(now.epochMilliseconds),
    to: new Date(now.add({ hours: HOURS_AHEAD }).epochMilliseconds),
    states: HOLDING_STATES,
    limit: MEETINGS_MAX,
  });
  if (!listed.ok) return listed;
  const space = await deps.facts.space(spaceId);
  if (space === null) return refuseUnknownSpace();
  const views = listed.value.items;
  const times = views.map(({ reservation }) => timesOf(reservation));
  const isTaken = times.some(({ start }) => !isBefore(now, start));
  const offered = isTaken ? NO_OFFERS : await judgeOffers(deps, actor, space, times[0]?.start);
  return done({
    space,
    now,
    meetings: views.map((view, place) => ({
      view,
      laterEnds: endsOf(view, now, times[place + 1]?.start),
    })),
    ...offered,
  });
}

const NO_OFFERS = { offers: [], noOffers: null } as const;

function endsOf(
  { reservation, verdicts }: ReservationView,
  now: Temporal.Instant,
  next: Temporal.Instant | undefined,
): readonly Temporal.Instant[] {
  const { start, end } = timesOf(reservation);
  if (!verdicts.update.allowed || isBefore(now, start)) return [];
  return laterEnds(end, next ?? null);
}

/** Each is judged as making it would be; where none is allowed, the first says why. */
async function judgeOffers(
  deps: ReservationDependencies,
  actor: Actor,
  space: BookableSpace,
  next: Temporal.Instant | undefined,
): Promise<Pick<Door, "offers" | "noOffers">> {
  const offers: Interval[] = [];
  const refusals: Refusal[] = [];
  for (const times of timesFromNow(deps.now(), next ?? null)) {
    const judged = await judgeCreation(deps, actor, {
      ...RESERVED_HERE,
      ...times,
      spaceId: space.id,
    });
    if (judged.ok) offers.push(times);
    else refusals.push(judged.refusal);
  }
  const [first = null] = refusals;
  return { offers, noOffers: offers.length > 0 ? null : first };
}

/** A subject, since there are modules that want one. */
export const RESERVED_HERE = {
  subject: "Reserved at the door",
  notes: "",
  sensitivity: "normal",
  attendees: [],
} as const;
