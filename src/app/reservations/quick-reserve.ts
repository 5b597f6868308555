import { freeAlternatives } from "../../core/reservations/free-alternatives.ts";
import { type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { Places, Space } from "../places/ports.ts";
import { getSpace } from "../places/read-places.ts";
import type { Created, CreateRequest } from "./create-request.ts";
import { createReservation } from "./create-reservation.ts";
import type { ReservationDependencies } from "./dependencies.ts";

export interface QuickReserveRequest extends Omit<CreateRequest, "spaceId"> {
  /** Near to which a space is wanted; itself, where it is free. */
  readonly nearSpaceId: string;
  /** By default a space of the same kind will do. */
  readonly moduleId?: string;
}

/** How many free spaces are ranked: the nearest of a building. */
const CANDIDATES_MAX = 200;

/**
 * Reserves the free space that stands in best for the one that is named: itself, or else another
 * of its building. Where somebody else is quicker, the next best is taken.
 */
export async function quickReserve(
  deps: ReservationDependencies,
  places: Pick<Places, "freeSpaces" | "space">,
  actor: Actor,
  request: QuickReserveRequest,
): Promise<Outcome<Created>> {
  const near = await getSpace({ places }, request.nearSpaceId);
  if (!near.ok) return near;
  for (const space of await candidates(places, near.value, request)) {
    const created = await createReservation(deps, actor, { ...request, spaceId: space.id });
    if (created.ok || !QUICKER.has(created.refusal.code)) return created;
  }
  return refused(
    "no_space_free",
    `Neither ${near.value.name} nor another space like it in ${near.value.buildingName} is free then.`,
    "Choose another time, or look in another building.",
  );
}

/** Somebody else had the space, or the time before or after it, a moment ago. */
const QUICKER: ReadonlySet<string> = new Set(["space_taken", "service_time_taken"]);

async function candidates(
  places: Pick<Places, "freeSpaces">,
  near: Space,
  { start, end, moduleId }: QuickReserveRequest,
): Promise<readonly Space[]> {
  const free = await places.freeSpaces({
    start: new Date(start.epochMilliseconds),
    end: new Date(end.epochMilliseconds),
    buildingId: near.buildingId,
    kind: moduleId === undefined ? near.kind : undefined,
    limit: CANDIDATES_MAX,
  });
  const suitable = free.filter((space) => moduleId === undefined || space.module.id === moduleId);
  const itself = suitable.filter(({ id }) => id === near.id);
  return [...itself, ...freeAlternatives(near, suitable, 1)];
}
