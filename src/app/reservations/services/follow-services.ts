import { servicesWhenPlaced } from "../../../core/reservations/services.ts";
import { holdsSpace } from "../../../core/reservations/reservation-state.ts";
import type { SyncLog } from "../../sync/sync-log.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import { SYSTEM } from "../life/judge-release.ts";
import { timesOf } from "../life/reservation-check-in.ts";
import type { Reservation } from "../reservation.ts";
import { JUDGEMENTS_MAX } from "../update-reservation.ts";
import { mayHaveServices } from "./choose-services.ts";
import { judgeServices, refusingNobody } from "./judge-services.ts";
import type { DueServices, ServiceChange, ServiceFollowUps } from "./ports.ts";

export interface FollowDependencies extends ReservationDependencies {
  readonly followUps: ServiceFollowUps;
  readonly log: SyncLog;
}

const FOLLOWED_AT_ONCE_MAX = 100;

/**
 * Has services and blockers follow what rooms have answered, what jobs have done, and what was done in
 * Outlook, the oldest first, each by itself. There is nobody to be refused: what does not fit is left
 * out. Answers how many; safe to run at any time, and by any number of processes at once.
 */
export async function followServices(deps: FollowDependencies): Promise<number> {
  let after: DueServices | null = null;
  let followed = 0;
  for (;;) {
    const due: readonly DueServices[] = await deps.followUps.due({
      after,
      limit: FOLLOWED_AT_ONCE_MAX,
    });
    for (const each of due) followed += (await followWatched(deps, each.reservationId)) ? 1 : 0;
    after = due.at(-1) ?? null;
    if (due.length < FOLLOWED_AT_ONCE_MAX) break;
  }
  if (followed > 0) {
    deps.wakeLanes();
    deps.announceChange();
  }
  return followed;
}

/** One that cannot be followed must not keep the others from it, and is tried again. */
async function followWatched(deps: FollowDependencies, id: string): Promise<boolean> {
  try {
    return await followOne(deps, id);
  } catch (error) {
    deps.log.error({ err: error, reservationId: id }, "services could not follow a reservation");
    await deps.followUps.postpone(id);
    return false;
  }
}

async function followOne(deps: FollowDependencies, id: string): Promise<boolean> {
  for (let judgements = 0; judgements < JUDGEMENTS_MAX; judgements += 1) {
    const reservation = await deps.store.find(id);
    if (reservation === null) return false;
    const change = await judge(deps, reservation);
    if (change === "refused") break;
    if ((await deps.followUps.follow(reservation, change)) === "followed") return change !== null;
  }
  await deps.followUps.postpone(id);
  return false;
}

async function judge(
  deps: FollowDependencies,
  reservation: Reservation,
): Promise<ServiceChange | null | "refused"> {
  const { id, services, space: reserved, state } = reservation;
  const space = await deps.facts.space(reserved.id);
  if (space === null) throw new Error(`space ${reserved.id} is not there`);
  const had = services.chosen;
  const kept = had.map((service) => service.id);
  // What is over, or was given up, has had what it had.
  const placed = holdsSpace(state) ? servicesWhenPlaced(space, had, kept) : had;
  const after = {
    ...reservation,
    ...timesOf(reservation),
    space,
    services: mayHaveServices(reservation) ? placed : [],
  };
  const change = await judgeServices(deps, SYSTEM, reservation, after, deps.newId());
  if (change.ok) return change.value && refusingNobody(change.value);
  const { code } = change.refusal;
  deps.log.warn({ reservationId: id, code }, "the blockers of a reservation are not to be written");
  return "refused";
}
