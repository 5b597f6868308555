import {
  type Consequence,
  moduleConsequences,
  type ModuleSettings,
} from "../../core/places/module-consequences.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { type ModuleChange, type Modules, type ReservableModule, settingsOf } from "./modules.ts";
import { refusePlace } from "./place-refusals.ts";

export interface ModuleDependencies {
  readonly modules: Modules;
  /** What the space catalogue remembers is not true any more. */
  readonly forgetPlaces: () => void;
  /** Open pages show what reservations ask for. */
  readonly announceChange: () => void;
}

export function listModules({ modules }: Pick<ModuleDependencies, "modules">) {
  return modules.list();
}

export async function getModule(
  { modules }: Pick<ModuleDependencies, "modules">,
  id: string,
): Promise<Outcome<ReservableModule>> {
  const module = await modules.find(id);
  return module === null ? refusePlace("module_not_found") : done(module);
}

/** What a change would mean for what is there already; writes nothing. */
export async function rehearseModuleChange(
  deps: Pick<ModuleDependencies, "modules">,
  id: string,
  change: ModuleChange,
): Promise<Outcome<readonly Consequence[]>> {
  const judged = await judge(deps, id, change);
  if (!judged.ok) return judged;
  const { before, after } = judged.value;
  const minutes = { min: after.durationMinutesMin, max: after.durationMinutesMax };
  return done(moduleConsequences(before, after, await deps.modules.facts(id, minutes)));
}

/**
 * Changes what a module says of its spaces: what is left out stays. `version` is the one that the
 * person saw; without it the newest is changed. Refuses `module_not_found`, `name_taken`,
 * `durations_out_of_order`, `person_not_found` and `module_changed`.
 */
export async function changeModule(
  deps: ModuleDependencies,
  actor: Actor,
  request: { readonly id: string; readonly change: ModuleChange; readonly version?: number },
): Promise<Outcome<ReservableModule>> {
  const { id, change, version } = request;
  const judged = await judge(deps, id, change);
  if (!judged.ok) return judged;
  const { module, before, after } = judged.value;
  if (version !== undefined && version !== module.version) return changedMeanwhile();
  const fields = changedFields(before, after);
  if (fields.length === 0) return done(module);
  const written = await deps.modules.change(id, module.version, after, () => ({
    actor,
    action: "module_changed",
    subjectKind: "module",
    subjectId: id,
    details: Object.fromEntries(fields.map((field) => [field, after[field]])),
  }));
  if (!written.ok) return refuseWritten(written.fault);
  deps.forgetPlaces();
  deps.announceChange();
  return getModule(deps, id);
}

interface Judged {
  readonly module: ReservableModule;
  readonly before: ModuleSettings;
  readonly after: ModuleSettings;
}

async function judge(
  deps: Pick<ModuleDependencies, "modules">,
  id: string,
  change: ModuleChange,
): Promise<Outcome<Judged>> {
  const found = await getModule(deps, id);
  if (!found.ok) return found;
  const before = settingsOf(found.value);
  const approvers = change.approvers && [...new Set(change.approvers)];
  const after = { ...before, ...change, ...(approvers && { approvers }) };
  if (after.durationMinutesMin > after.durationMinutesMax) {
    const message = "The shortest reservation is longer than the longest.";
    return refused("durations_out_of_order", message, "Make the longest at least as long.", {
      fields: [{ field: "duration_minutes_max", message }],
    });
  }
  return done({ module: found.value, before, after });
}

function changedFields(
  before: ModuleSettings,
  after: ModuleSettings,
): readonly (keyof ModuleSettings)[] {
  const fields = Object.keys(after) as (keyof ModuleSettings)[];
  return fields.filter((field) => textOf(before[field]) !== textOf(after[field]));
}

function textOf(value: ModuleSettings[keyof ModuleSettings]): string {
  return typeof value === "object" ? value.toSorted().join() : String(value);
}

function refuseWritten(fault: "module_name_taken" | "person_not_found" | "stale") {
  switch (fault) {
    case "module_name_taken":
      return refusePlace(fault);
    case "stale":
      return changedMeanwhile();
    case "person_not_found":
      return refused(
        "person_not_found",
        "Somebody who is to approve is not known here, or not active.",
        "Choose people who work here.",
        { fields: [{ field: "approvers", message: "Somebody of these is not known here." }] },
      );
  }
}

function changedMeanwhile() {
  return refused(
    "module_changed",
    "The reservable module has been changed since you read it.",
    "Read it again and repeat what you wanted to change.",
  );
}
