import { assembleSimulator, type AssemblyOptions } from "./assemble-simulator.ts";
import { createVirtualClock } from "./clock.ts";
import { openEntraKeys, type EntraKeys } from "./entra/entra-keys.ts";
import type { Entra } from "./entra/entra.ts";
import { createInProcessFetch } from "./in-process-fetch.ts";
import type { Simulator } from "./simulator.ts";
import type { World } from "./world.ts";

export interface InProcessOptions extends Omit<AssemblyOptions, "dataFolder" | "clock"> {
  /** Where its virtual clock begins (epoch ms). */
  readonly startMs: number;
}

/** A simulator without ports, timers or files: one of thousands that a test makes. */
export interface InProcessSimulator extends Pick<Simulator, "inject" | "httpsUrl"> {
  readonly world: World;
  readonly entra: Entra;
  /** Reaches `httpsUrl`, and nothing else. */
  readonly fetch: typeof fetch;
  close(): Promise<void>;
}

const HTTPS_URL = "https://localhost:9443";

/** Making keys takes longer than all the rest: the tenants of one process share theirs. */
let keys: Promise<EntraKeys> | undefined;

/**
 * A simulator on a virtual clock (`world-time.ts` moves it) that is reached by its `fetch` alone.
 * The same seed and the same steps give the same history.
 */
export async function createInProcessSimulator(
  options: InProcessOptions,
): Promise<InProcessSimulator> {
  const { startMs, ...rest } = options;
  const clock = createVirtualClock(startMs);
  keys ??= openEntraKeys(undefined);
  const assembled = await assembleSimulator({ ...rest, clock, dataFolder: null }, null, await keys);
  const { world, entra, https, addresses } = assembled;
  Object.assign(addresses, { httpsUrl: HTTPS_URL, signInUrl: HTTPS_URL });
  const reached: Pick<Simulator, "inject" | "httpsUrl"> = {
    httpsUrl: HTTPS_URL,
    inject: (request) => https.inject(request),
  };
  return {
    ...reached,
    world,
    entra,
    fetch: createInProcessFetch(reached, world),
    close: () => assembled.close(),
  };
}
