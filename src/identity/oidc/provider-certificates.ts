import { X509Certificate } from "node:crypto";
import { type ProviderApps, providerSecretContext } from "../../app/people/provider-apps.ts";
import type { Vault } from "../../app/people/vault.ts";
import type { ProviderCertificates } from "../../app/scan/ports.ts";

/** Until when the certificates of calendar providers are good, read from the sealed PEM. */
export function createProviderCertificates({
  providerApps,
  vault,
}: {
  readonly providerApps: ProviderApps;
  readonly vault: Vault;
}): ProviderCertificates {
  return {
    async expiresAt(providerId) {
      const sealed = (await providerApps.find(providerId))?.clientCertificateSealed ?? null;
      if (sealed === null) return null;
      try {
        const pem = vault.open(sealed, providerSecretContext("client_certificate", providerId));
        const text = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/.exec(pem)?.[0];
        return text === undefined ? null : new X509Certificate(text).validToDate;
      } catch {
        // What is wrong with it is said by the token that it does not get; the cause may quote it.
        return null;
      }
    },
  };
}
