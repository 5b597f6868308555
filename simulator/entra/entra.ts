import type { Addresses } from "../addresses.ts";
import type { Clock } from "../clock.ts";
import type { AppRegistration, Directory } from "../directory/directory.ts";
import type { Persistence } from "../persistence.ts";
import type { SimulatorSettings } from "../settings.ts";
import { createAuthorizationCodes, type AuthorizationCodes } from "./authorization-codes.ts";
import { openEntraKeys, type EntraKeys } from "./entra-keys.ts";
import { createPlannedErrors, type PlannedErrors } from "./planned-errors.ts";
import { openSignInSessions, type SignInSessions } from "./sign-in-sessions.ts";

/** What the parts of Entra ID stand on. */
export interface Entra {
  readonly clock: Clock;
  /**
   * The machine's time in epoch milliseconds. What passes between a client and Entra and is judged
   * by both (id tokens, client assertions) goes by it, since a client cannot follow a simulated
   * clock that was moved ahead. What only Entra judges (codes, refresh and access tokens) goes by
   * `clock`.
   */
  readonly machineNowMs: () => number;
  readonly directory: Directory;
  readonly settings: SimulatorSettings;
  readonly random: () => number;
  readonly addresses: Addresses;
  readonly keys: EntraKeys;
  readonly codes: AuthorizationCodes;
  readonly sessions: SignInSessions;
  readonly plannedErrors: PlannedErrors;
  /** Tells that consents changed, so that they are kept. */
  readonly directoryChanged: () => void;
}

/** What Entra ID is made from. */
export type EntraParts = Pick<
  Entra,
  "clock" | "directory" | "settings" | "random" | "addresses" | "directoryChanged"
> & {
  readonly persistence: Persistence | undefined;
  readonly machineNowMs?: () => number;
  /** Default: those that are kept, or new ones. */
  readonly keys?: EntraKeys;
};

export async function createEntra(parts: EntraParts): Promise<Entra> {
  const { persistence, ...rest } = parts;
  return {
    machineNowMs: () => Date.now(),
    ...rest,
    keys: parts.keys ?? (await openEntraKeys(persistence)),
    codes: createAuthorizationCodes(parts.clock),
    sessions: openSignInSessions(parts.clock, persistence),
    plannedErrors: createPlannedErrors(),
  };
}

/** The issuer of id tokens (facts 6.1). */
export function issuerOf(entra: Entra): string {
  return `${entra.addresses.httpsUrl}/${entra.directory.tenant.id}/v2.0`;
}

/** The tenant segment of a path: who may sign in there, or null where there is no such tenant. */
export function resolveTenant(
  entra: Entra,
  segment: string,
): "home" | "organizations" | "common" | "consumers" | null {
  const wanted = segment.toLowerCase();
  const { id, domain } = entra.directory.tenant;
  if (wanted === id.toLowerCase() || wanted === domain.toLowerCase()) return "home";
  if (wanted === "organizations" || wanted === "common" || wanted === "consumers") return wanted;
  return null;
}

/** The registration of a client id, whose letters' case does not matter. */
export function findApplication(entra: Entra, clientId: string): AppRegistration | undefined {
  const wanted = clientId.toLowerCase();
  for (const application of entra.directory.applications.values()) {
    if (application.clientId.toLowerCase() === wanted) return application;
  }
  return undefined;
}
