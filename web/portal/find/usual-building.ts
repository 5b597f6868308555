import type { Building } from "../../../src/contract/places.ts";

const LAST_BUILDING_KEY = "usher.building";

/** The building that is wanted, else the one used last here, else one in the person's zone. */
export function usualBuilding(
  buildings: readonly Building[],
  wanted: string | null,
  personZone: string,
): Building | undefined {
  const last = localStorage.getItem(LAST_BUILDING_KEY);
  return (
    buildings.find(({ id }) => id === wanted) ??
    buildings.find(({ id }) => id === last) ??
    buildings.find(({ time_zone: zone }) => zone === personZone) ??
    buildings[0]
  );
}

export function keepBuilding(buildingId: string): void {
  localStorage.setItem(LAST_BUILDING_KEY, buildingId);
}
