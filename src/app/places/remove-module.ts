import { counted } from "../../core/counted.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { getModule, type ModuleDependencies } from "./change-module.ts";
import { refusePlace } from "./place-refusals.ts";

/**
 * Takes away a module that no space is in. Reservations keep the services that it offered. Refuses
 * `module_not_found` and `module_has_spaces`.
 */
export async function removeModule(
  deps: Pick<ModuleDependencies, "modules" | "forgetPlaces">,
  actor: Actor,
  id: string,
): Promise<Outcome<null>> {
  const found = await getModule(deps, id);
  if (!found.ok) return found;
  const fault = await deps.modules.remove(id, () => ({
    actor,
    action: "module_removed",
    subjectKind: "module",
    subjectId: id,
    details: { name: found.value.name },
  }));
  switch (fault) {
    case null:
      deps.forgetPlaces();
      return done(null);
    case "module_not_found":
      return refusePlace(fault);
    case "module_has_spaces": {
      // One may have come since it was looked at.
      const count = (await deps.modules.find(id))?.spaceCount ?? found.value.spaceCount;
      return refused(
        fault,
        `${counted(count, "space is", "spaces are")} still in this module.`,
        "Give each of them another module, then take this one away.",
      );
    }
  }
}
