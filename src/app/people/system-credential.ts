import type { IntegrationMode } from "../../core/integration-rules/question.ts";
import type { CredentialUse } from "../sync/access-tokens.ts";

/** The credential that acts where no person does (policy, "system-to-system"). */
export function systemCredential(mode: IntegrationMode, providerId: string): CredentialUse {
  return { kind: mode === "normal" ? "application" : "delegated_user", providerId };
}
