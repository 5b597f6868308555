import { isKnownZone } from "../../core/time/zones.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { PlaceDependencies } from "./place-dependencies.ts";
import { refusePlace } from "./place-refusals.ts";
import type { Building, NewBuilding } from "./ports.ts";

/** Refuses `unknown_time_zone` and `name_taken`. */
export async function createBuilding(
  { places, forgetPlaces }: Pick<PlaceDependencies, "places" | "forgetPlaces">,
  actor: Actor,
  building: NewBuilding,
): Promise<Outcome<Building>> {
  if (!isKnownZone(building.timeZone)) {
    const message = "There is no such time zone.";
    return refused(
      "unknown_time_zone",
      message,
      'Give an IANA time zone, such as "Europe/Berlin".',
      { fields: [{ field: "time_zone", message }] },
    );
  }
  const written = await places.createBuilding(building, (id) => ({
    actor,
    action: "building_created",
    subjectKind: "building",
    subjectId: id,
    details: { name: building.name, time_zone: building.timeZone },
  }));
  if (!written.ok) return refusePlace(written.fault);
  forgetPlaces();
  return done({ ...building, id: written.id });
}
