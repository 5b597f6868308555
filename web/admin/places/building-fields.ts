import type { z } from "zod";
import type {
  Building,
  createBuildingSchema,
  updateBuildingSchema,
} from "../../../src/contract/places.ts";

/** What an administrator types of a building. */
export interface BuildingFields {
  readonly name: string;
  readonly address: string;
  readonly zone: string;
  readonly isActive: boolean;
}

/** `zone` is that of one more building, unless another is typed. */
export function fieldsOf(building: Building | null, zone: string): BuildingFields {
  return {
    name: building?.name ?? "",
    address: building?.address ?? "",
    zone: building?.time_zone ?? zone,
    isActive: building?.active ?? true,
  };
}

/** Null while something is missing that every building has. */
export function newBuildingOf({
  name,
  address,
  zone,
}: BuildingFields): z.input<typeof createBuildingSchema> | null {
  if (name.trim() === "" || zone.trim() === "") return null;
  return { name: name.trim(), address: address.trim(), time_zone: zone.trim() };
}

/** What differs from the building as it is; null while something is missing. */
export function changeOf(
  building: Building,
  fields: BuildingFields,
): z.input<typeof updateBuildingSchema> | null {
  const wanted = newBuildingOf(fields);
  if (wanted === null) return null;
  const differing = Object.entries({ ...wanted, active: fields.isActive }).filter(
    ([key, value]) => value !== building[key as keyof Building],
  );
  return Object.fromEntries(differing);
}
