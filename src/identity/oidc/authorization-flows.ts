import { type Outcome, done, refused } from "../../app/outcome.ts";
import type { AuthorizationFlows, FlowApp } from "../../app/people/authorization-flows.ts";
import type { EntraApp } from "./entra-apps.ts";
import type { EntraClient } from "./entra-client.ts";
import type { EntraFailure, EntraResult } from "./entra-failure.ts";
import { findKnownApp, type KnownAppsOptions } from "./known-apps.ts";

/** Fills the port of browser flows with Entra ID. */
export function createAuthorizationFlows(
  entra: EntraClient,
  apps: KnownAppsOptions,
): AuthorizationFlows {
  async function using<T>(
    app: FlowApp,
    act: (entraApp: EntraApp) => Promise<EntraResult<T>>,
  ): Promise<Outcome<T>> {
    const known = await findKnownApp(apps, app);
    if (!known.ok) return known;
    const result = await act(known.value.entraApp);
    return result.ok ? done(result.value) : refusalOf(result.failure);
  }

  return {
    begin: ({ app, ...request }) =>
      using(app, (entraApp) => entra.authorizationUrl(entraApp, request)),
    finish: (app, pending, callbackUrl) =>
      using(app, (entraApp) => entra.redeemCode(entraApp, pending, callbackUrl)),
    adminConsentUrl: ({ providerId, ...request }) =>
      using({ kind: "provider", providerId }, (entraApp) =>
        entra.adminConsentUrl(entraApp, request),
      ),
    signOutUrl: async (returnTo) => {
      const url = await using({ kind: "sign_in" }, (entraApp) =>
        entra.signOutUrl(entraApp, returnTo),
      );
      return url.ok ? url.value : null;
    },
  };
}

/** Entra's refusal of a browser flow, as a person meets it. */
function refusalOf({ kind, message, aadsts }: EntraFailure): Outcome<never> {
  const details = aadsts === null ? undefined : { aadsts };
  switch (kind) {
    case "declined":
      return refused(
        "consent_declined",
        message,
        "Try again and accept what is asked for, or ask an administrator what it is needed for.",
        details,
      );
    case "admin_consent_needed":
      return refused(
        "admin_consent_needed",
        message,
        "Hand the consent link to an administrator of your organization's directory.",
        details,
      );
    case "sign_in_needed":
      return refused(
        "identity_provider_refused",
        message,
        "Try again, or ask your administrator.",
        {
          ...details,
        },
      );
    case "credential_rejected":
      return refused(
        "credential_rejected",
        message,
        "An administrator checks the tenant, the client id and the secret or certificate.",
        details,
      );
    case "not_ours":
      return refused("flow_not_recognised", message, "Start again from the beginning.", details);
    case "unavailable":
      return refused("identity_provider_unavailable", message, "Try again in a minute.", details);
  }
}
