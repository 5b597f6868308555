import { type IntegrationMode, INTEGRATION_MODES } from "../../core/integration-rules/question.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { findBlockers } from "./mode-change-blockers.ts";
import type { PropertyState, Properties } from "./properties.ts";
import { INTEGRATION_MODE } from "./property-definitions.ts";
import type { SettingsDependencies } from "./settings-dependencies.ts";

/**
 * Changes a property. The integration mode is changed only where the credentials that act from
 * then on work: a mode in which every act fails would be found out by everybody at once.
 */
export async function changeProperty(
  deps: Pick<SettingsDependencies, "providers" | "accessTokens"> & {
    readonly properties: Pick<Properties, "set" | "integrationMode">;
  },
  actor: Actor,
  name: string,
  value: string,
): Promise<Outcome<PropertyState>> {
  if (name === INTEGRATION_MODE) {
    const mode = INTEGRATION_MODES.find((each) => each === value.trim());
    const allowed = await allowMode(deps, mode);
    if (!allowed.ok) return allowed;
  }
  return deps.properties.set(actor, name, value);
}

async function allowMode(
  deps: Parameters<typeof changeProperty>[0],
  mode: IntegrationMode | undefined,
): Promise<Outcome<null>> {
  // What is no mode is refused by the property itself; what is the mode already changes nothing.
  if (mode === undefined || mode === (await deps.properties.integrationMode())) return done(null);
  const blockers = await findBlockers(deps, mode);
  const [first] = blockers;
  if (first === undefined) return done(null);
  return refused(
    "mode_change_blocked",
    `The mode cannot be changed to ${mode} yet. ${blockers.map(({ message }) => message).join(" ")}`,
    first.remedy,
    { codes: ["mode_change_blocked", ...blockers.map(({ code }) => code)] },
  );
}
