import type { z } from "zod";
import type { createSpaceSchema, Space, updateSpaceSchema } from "../../../src/contract/places.ts";

/** What an administrator types of a space. */
export interface SpaceFields {
  readonly name: string;
  readonly buildingId: string | null;
  readonly kind: Space["kind"];
  readonly floor: string;
  readonly capacity: number | undefined;
  /** As typed, separated by commas. */
  readonly equipment: string;
  /** Null for the module that most spaces of the kind are in; a space that is there has one. */
  readonly moduleId: string | null;
  readonly email: string;
  readonly isActive: boolean;
}

export function fieldsOf(space: Space | null, buildingId: string | null): SpaceFields {
  return {
    name: space?.name ?? "",
    buildingId: space?.building_id ?? buildingId,
    kind: space?.kind ?? "room",
    floor: space?.floor ?? "",
    capacity: space?.capacity,
    equipment: space?.equipment.join(", ") ?? "",
    moduleId: space?.module.id ?? null,
    email: space?.email ?? "",
    isActive: space?.active ?? true,
  };
}

/** Null while something is missing that every space has. */
export function newSpaceOf(fields: SpaceFields): z.input<typeof createSpaceSchema> | null {
  const { buildingId, capacity, moduleId } = fields;
  if (fields.name.trim() === "" || buildingId === null || capacity === undefined) return null;
  return {
    ...textsOf(fields),
    building_id: buildingId,
    kind: fields.kind,
    capacity,
    ...(moduleId !== null && { module_id: moduleId }),
  };
}

/** What differs from the space as it is; null while something is missing. */
export function changeOf(
  space: Space,
  fields: SpaceFields,
): z.input<typeof updateSpaceSchema> | null {
  const wanted = newSpaceOf(fields);
  if (wanted === null) return null;
  const before = newSpaceOf(fieldsOf(space, null));
  const changed = Object.entries({ ...wanted, active: fields.isActive }).filter(
    ([key, value]) =>
      JSON.stringify(value) !== JSON.stringify({ ...before, active: space.active }[key as never]),
  );
  return Object.fromEntries(changed);
}

function textsOf({ name, floor, equipment, email }: SpaceFields) {
  const things = equipment.split(",").map((thing) => thing.trim());
  return {
    name: name.trim(),
    floor: floor.trim(),
    equipment: [...new Set(things.filter((thing) => thing !== ""))],
    email: email.trim() === "" ? null : email.trim(),
  };
}
