/** A calendar provider as an application registered in its tenant. */
export interface ProviderApp {
  readonly id: string;
  readonly name: string;
  /** GUID or a verified domain of the tenant. */
  readonly tenant: string;
  readonly clientId: string;
  /** Envelopes of the vault; see `providerSecretContext`. */
  readonly clientSecretSealed: Uint8Array | null;
  readonly clientCertificateSealed: Uint8Array | null;
  readonly delegatedUserEmail: string | null;
  readonly active: boolean;
  readonly updatedAt: Date;
}

/** Port, filled by the store. */
export interface ProviderApps {
  find(providerId: string): Promise<ProviderApp | null>;
  /** Oldest first. */
  listActive(): Promise<readonly ProviderApp[]>;
}

/** The vault context under which a provider's secret or certificate is sealed. */
export function providerSecretContext(
  kind: "client_secret" | "client_certificate",
  providerId: string,
): string {
  return `calendar_provider.${kind}:${providerId}`;
}
