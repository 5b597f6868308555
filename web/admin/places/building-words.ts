import type { Building, Space } from "../../../src/contract/places.ts";
import type { Choice } from "../../ui/components/select.tsx";
import type { Catalogue } from "../../ui/messages/messages.ts";

/** Buildings to choose from; those out of use say so. */
export function buildingChoices(t: Catalogue, buildings: readonly Building[]): Choice<string>[] {
  return buildings.map(({ id, name, active }) => ({ key: id, label: nameOf(t, name, active) }));
}

/** The name of the space's building, and whether that keeps the space from being reserved. */
export function buildingOf(t: Catalogue, space: Space): string {
  return nameOf(t, space.building_name, space.reservable || !space.active);
}

function nameOf(t: Catalogue, building: string, isInUse: boolean): string {
  return isInUse ? building : t.adminPlaces.buildingOutOfUse({ building });
}
