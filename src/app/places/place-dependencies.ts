import type { Temporal } from "temporal-polyfill";
import type { Places } from "./ports.ts";

/** What the use cases of places stand on; made once, where the parts are wired. */
export interface PlaceDependencies {
  readonly places: Places;
  readonly now: () => Temporal.Instant;
  /** What the space catalogue remembers is not true any more. */
  readonly forgetPlaces: () => void;
}
