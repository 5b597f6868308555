import { createHash, randomBytes } from "node:crypto";
import { trustAuthority } from "./certificates/trust-authority.ts";
import { DEMO_COMPANY, populateDemoCompany, type DemoApplication } from "./company/demo-company.ts";
import type { Directory } from "./directory/directory.ts";
import { startSimulator, type Simulator, type SimulatorOptions } from "./simulator.ts";

/** A simulator of the demo company as tests use it, with its application's credentials. */
export interface TestSimulator extends Simulator {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
}

export const TEST_REDIRECT_URI = "https://app.larkfield.example/callback";

/** People of the demo company by their part in it. */
export const TEST_PEOPLE: Readonly<
  Record<"administrator" | "employee" | "colleague" | "service", string>
> = {
  administrator: "amara.lindqvist@larkfield.example",
  employee: "jonas.brandt@larkfield.example",
  colleague: "maya.whitfield@larkfield.example",
  service: "usher.service@larkfield.example",
};

/**
 * Starts a simulator of the demo company on free ports, in memory unless told otherwise, and makes
 * this process trust its authority, so that `fetch` and every client library reach it.
 */
export async function startTestSimulator(
  options: Partial<SimulatorOptions> & {
    readonly application?: Partial<DemoApplication>;
    /** Who is there beside the demo company. */
    readonly furtherCompany?: (directory: Directory) => void;
  } = {},
): Promise<TestSimulator> {
  const { application, furtherCompany, ...rest } = options;
  const clientSecret = randomBytes(24).toString("base64url");
  const registered = { clientSecret, redirectUris: [TEST_REDIRECT_URI], ...application };
  const simulator = await startSimulator({
    httpsPort: 0,
    pagesPort: 0,
    dataFolder: null,
    company: (directory) => {
      populateDemoCompany(directory, registered, Date.now());
      furtherCompany?.(directory);
    },
    ...rest,
  });
  trustAuthority(simulator.caCertificatePem);
  return {
    ...simulator,
    tenantId: simulator.world.directory.tenant.id,
    clientId: registered.clientId ?? DEMO_COMPANY.application.clientId,
    clientSecret: registered.clientSecret,
    redirectUri: TEST_REDIRECT_URI,
  };
}

/** A PKCE pair by S256 (RFC 7636). */
export function newPkce(): { readonly verifier: string; readonly challenge: string } {
  const verifier = randomBytes(32).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}
