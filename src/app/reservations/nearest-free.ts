import {
  ALTERNATIVES_OFFERED,
  freeAlternatives,
} from "../../core/reservations/free-alternatives.ts";
import type { FreeSpacesFilter, Places, Space } from "../places/ports.ts";

/** How many free spaces are ranked: the nearest of a building, not a whole city. */
const CANDIDATES_MAX = 200;

/**
 * The best spaces that are free then in place of the wanted one: of the same building and, where it
 * has too few, of others in its time zone, as nobody walks over to a room in another one.
 */
export async function nearestFree(
  places: Pick<Places, "freeSpaces">,
  wanted: Space,
  seatsNeeded: number,
  times: Pick<FreeSpacesFilter, "start" | "end" | "leaving">,
  fits: (space: Space) => boolean = () => true,
): Promise<readonly Space[]> {
  const filter = { ...times, kind: wanted.kind, capacity: seatsNeeded, limit: CANDIDATES_MAX };
  const inside = await places.freeSpaces({ ...filter, buildingId: wanted.buildingId });
  const near = freeAlternatives(wanted, inside.filter(fits), seatsNeeded);
  if (near.length === ALTERNATIVES_OFFERED) return near;
  const around = await places.freeSpaces({ ...filter, timeZone: wanted.timeZone });
  const outside = around.filter((space) => space.buildingId !== wanted.buildingId && fits(space));
  return freeAlternatives(wanted, [...near, ...outside], seatsNeeded);
}
