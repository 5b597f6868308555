import type { Clock } from "./clock.ts";
import type { Directory } from "./directory/directory.ts";
import type { CheckAccessToken } from "./entra/graph-caller.ts";
import type { SimulatorSettings } from "./settings.ts";

/** What every part of the simulator stands on. One world is one tenant. */
export interface World {
  readonly clock: Clock;
  readonly directory: Directory;
  /** Mutable: the control API and tests switch behaviours while requests run. */
  readonly settings: SimulatorSettings;
  /** Seeded chance in [0, 1), so that a run can be replayed from its seed. */
  readonly random: () => number;
  readonly checkAccessToken: CheckAccessToken;
}
