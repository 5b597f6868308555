import { MODULE_LIMIT_DEFAULTS } from "../../core/reservations/module-limits.ts";
import { REMINDER_MINUTES_DEFAULT } from "../../core/reservations/reminders.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { PlaceDependencies } from "./place-dependencies.ts";
import { refusePlace } from "./place-refusals.ts";
import { MODULE_CHECK_IN_DEFAULTS, type PlaceWritten } from "./ports.ts";

/** Adds a reservable module. Refuses `name_taken`. */
export async function createModule(
  deps: Pick<PlaceDependencies, "places" | "forgetPlaces">,
  actor: Actor,
  name: string,
): Promise<Outcome<{ readonly id: string }>> {
  const written = await writeModule(deps, actor, name);
  if (!written.ok) return refusePlace(written.fault);
  deps.forgetPlaces();
  return done({ id: written.id });
}

/** A reservable module that says nothing special yet; what its spaces need is set after. */
export function writeModule(
  { places }: Pick<PlaceDependencies, "places">,
  actor: Actor,
  name: string,
): Promise<PlaceWritten> {
  return places.createModule(
    {
      name,
      limits: MODULE_LIMIT_DEFAULTS,
      showAs: "busy",
      checkIn: MODULE_CHECK_IN_DEFAULTS,
      approvalPolicy: "by_space",
      reminderMinutesBefore: REMINDER_MINUTES_DEFAULT,
    },
    (id) => ({
      actor,
      action: "module_created",
      subjectKind: "module",
      subjectId: id,
      details: { name },
    }),
  );
}
