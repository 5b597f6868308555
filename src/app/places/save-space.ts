import type { AuditNote } from "../audit-note.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { PlaceDependencies } from "./place-dependencies.ts";
import { refusePlace, refuseUnknownSpace } from "./place-refusals.ts";
import type { NewSpace, NoteOf, PlaceWritten, Space, SpaceChange } from "./ports.ts";
import { writeModule } from "./write-module.ts";

type Dependencies = Pick<PlaceDependencies, "places" | "forgetPlaces">;

/** The module of the first space, where nobody has made one. */
const FIRST_MODULE_NAME = "Spaces";

/**
 * Creates a space; without a module it goes into the one that most spaces of its kind are in.
 * Refuses `building_not_found`, `module_not_found`, `name_taken` and `mailbox_taken`.
 */
export async function createSpace(
  deps: Dependencies,
  actor: Actor,
  space: Omit<NewSpace, "moduleId"> & { readonly moduleId?: string | undefined },
): Promise<Outcome<Space>> {
  const module = space.moduleId ?? (await deps.places.usualModule(space.kind));
  const moduleWritten: PlaceWritten =
    module === null ? await writeModule(deps, actor, FIRST_MODULE_NAME) : { ok: true, id: module };
  if (!moduleWritten.ok) return refusePlace(moduleWritten.fault);
  const written = await deps.places.createSpace(
    { ...space, moduleId: moduleWritten.id },
    noteOf(actor, "space_created", { name: space.name, building_id: space.buildingId }),
  );
  return answer(deps, written);
}

/**
 * Changes the fields that are given. A space that is made inactive keeps its reservations; it only
 * cannot be reserved any more. Refuses `space_not_found` and as creation does.
 */
export async function updateSpace(
  deps: Dependencies,
  actor: Actor,
  id: string,
  change: SpaceChange,
): Promise<Outcome<Space>> {
  const details = Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  );
  const written = await deps.places.updateSpace(
    id,
    change,
    noteOf(actor, "space_changed", details),
  );
  return answer(deps, written);
}

async function answer(deps: Dependencies, written: PlaceWritten | null): Promise<Outcome<Space>> {
  if (written === null) return refuseUnknownSpace();
  if (!written.ok) return refusePlace(written.fault);
  deps.forgetPlaces();
  const space = await deps.places.space(written.id);
  return space ? done(space) : refuseUnknownSpace();
}

function noteOf(actor: Actor, action: AuditNote["action"], details: AuditNote["details"]): NoteOf {
  return (id) => ({ actor, action, subjectKind: "space", subjectId: id, details });
}
