import type { IntegrationMode } from "../../core/integration-rules/question.ts";
import type { CalendarProviderRecord } from "./ports.ts";
import type { SettingsDependencies } from "./settings-dependencies.ts";

/** Something to mend before the change, or to know about it. */
export interface ModeChangeNote {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/**
 * What must be mended before the mode can be changed: the credential that would act from then on
 * has to work, for each active provider, and it is tried for real.
 */
export async function findBlockers(
  deps: Pick<SettingsDependencies, "providers" | "accessTokens">,
  to: IntegrationMode,
): Promise<readonly ModeChangeNote[]> {
  const providers = await deps.providers.list();
  const found = await Promise.all(
    providers
      .filter(({ active }) => active)
      .map((provider) =>
        to === "normal" ? blockerOfApplication(deps, provider) : blockerOfDelegate(deps, provider),
      ),
  );
  return found.filter((blocker) => blocker !== null);
}

async function blockerOfApplication(
  deps: Pick<SettingsDependencies, "accessTokens">,
  { id, name, hasSecret, hasCertificate }: CalendarProviderRecord,
): Promise<ModeChangeNote | null> {
  if (!hasSecret && !hasCertificate) {
    return {
      code: "application_credential_missing",
      message: `The calendar provider "${name}" has neither a secret nor a certificate.`,
      remedy: "Enter the application's secret or certificate.",
    };
  }
  const token = await deps.accessTokens.get({ kind: "application", providerId: id });
  if (token.ok) return null;
  return {
    code: "application_credential_unusable",
    message: `The application of "${name}" gets no token. ${token.failure.message}`,
    remedy: "Mend the calendar provider and check it.",
  };
}

async function blockerOfDelegate(
  deps: Pick<SettingsDependencies, "accessTokens">,
  { id, name, delegatedUserEmail }: CalendarProviderRecord,
): Promise<ModeChangeNote | null> {
  if (delegatedUserEmail === null) {
    return {
      code: "delegated_user_missing",
      message: `The calendar provider "${name}" names no delegated user.`,
      remedy: "Enter the address of the account that is to hold the meetings, and connect it.",
    };
  }
  const token = await deps.accessTokens.get({ kind: "delegated_user", providerId: id });
  if (token.ok) return null;
  return {
    code: "delegated_user_not_connected",
    message: `The delegated user of "${name}", ${delegatedUserEmail}, is not connected. ${token.failure.message}`,
    remedy: "Connect the delegated user, then rehearse again.",
  };
}
