import { isKnownZone } from "../../core/time/zones.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { PlaceDependencies } from "./place-dependencies.ts";
import { refusePlace } from "./place-refusals.ts";
import type { Building, BuildingChange, NewBuilding } from "./ports.ts";

type Dependencies = Pick<PlaceDependencies, "places" | "forgetPlaces">;

/** Refuses `unknown_time_zone` and `name_taken`. */
export async function createBuilding(
  { places, forgetPlaces }: Dependencies,
  actor: Actor,
  building: NewBuilding,
): Promise<Outcome<Building>> {
  if (!isKnownZone(building.timeZone)) return refuseZone();
  const written = await places.createBuilding(building, (id) => ({
    actor,
    action: "building_created",
    subjectKind: "building",
    subjectId: id,
    details: { name: building.name, time_zone: building.timeZone },
  }));
  if (!written.ok) return refusePlace(written.fault);
  forgetPlaces();
  return done({ ...building, id: written.id, active: true });
}

/**
 * Changes the fields that are given. Reservations keep their instants whatever its zone is, and a
 * building out of use keeps them all: only its spaces cannot be reserved any more. Refuses
 * `building_not_found`, and as creation does.
 */
export async function updateBuilding(
  { places, forgetPlaces }: Dependencies,
  actor: Actor,
  id: string,
  change: BuildingChange,
): Promise<Outcome<Building>> {
  const { timeZone, ...rest } = change;
  if (timeZone !== undefined && !isKnownZone(timeZone)) return refuseZone();
  const written = await places.updateBuilding(id, change, () => ({
    actor,
    action: "building_changed",
    subjectKind: "building",
    subjectId: id,
    details: { ...rest, ...(timeZone !== undefined && { time_zone: timeZone }) },
  }));
  if (written === null) return refusePlace("building_not_found");
  if (!written.ok) return refusePlace(written.fault);
  forgetPlaces();
  const building = await places.building(id);
  return building === null ? refusePlace("building_not_found") : done(building);
}

function refuseZone() {
  const message = "There is no such time zone.";
  return refused("unknown_time_zone", message, 'Give an IANA time zone, such as "Europe/Berlin".', {
    fields: [{ field: "time_zone", message }],
  });
}
