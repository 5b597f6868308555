import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { issuerOf, resolveTenant, type Entra } from "./entra.ts";
import { sendTokenError, unknownTenant } from "./token-endpoint.ts";

const tenantParamsSchema = z.object({ tenant: z.string() });

const CLAIMS = "sub iss aud exp iat nbf nonce sid ver tid oid name preferred_username email".split(
  " ",
);

/** The OpenID Connect configuration under one name of the tenant (facts 6.1). */
function describeProvider(entra: Entra, segment: string, isHome: boolean): object {
  const { httpsUrl, signInUrl } = entra.addresses;
  const tenant = isHome ? entra.directory.tenant.id : segment.toLowerCase();
  return {
    // Over the shared endpoints Microsoft gives a template, which no id token's issuer equals.
    issuer: isHome ? issuerOf(entra) : `${httpsUrl}/{tenantid}/v2.0`,
    authorization_endpoint: `${signInUrl}/${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: `${httpsUrl}/${tenant}/oauth2/v2.0/token`,
    userinfo_endpoint: `${httpsUrl}/oidc/userinfo`,
    end_session_endpoint: `${signInUrl}/${tenant}/oauth2/v2.0/logout`,
    jwks_uri: `${httpsUrl}/${tenant}/discovery/v2.0/keys`,
    response_types_supported: ["code"],
    response_modes_supported: ["query", "fragment", "form_post"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    scopes_supported: ["openid", "profile", "email", "offline_access"],
    token_endpoint_auth_methods_supported: [
      "client_secret_post",
      "private_key_jwt",
      "client_secret_basic",
    ],
    claims_supported: CLAIMS,
    request_uri_parameter_supported: false,
    tenant_region_scope: "EU",
    cloud_instance_name: "localhost",
  };
}

/** Discovery, the signing keys and the person's profile. */
export function registerDiscovery(app: FastifyInstance, entra: Entra): void {
  app.get("/:tenant/v2.0/.well-known/openid-configuration", (request, reply) => {
    const segment = tenantParamsSchema.parse(request.params).tenant;
    const tenant = resolveTenant(entra, segment);
    if (!tenant) return sendTokenError(entra, request, reply, unknownTenant(segment));
    return reply.send(describeProvider(entra, segment, tenant === "home"));
  });

  app.get("/:tenant/discovery/v2.0/keys", (request, reply) => {
    const segment = tenantParamsSchema.parse(request.params).tenant;
    if (!resolveTenant(entra, segment)) {
      return sendTokenError(entra, request, reply, unknownTenant(segment));
    }
    return reply.send({ keys: [{ ...entra.keys.publicJwk, issuer: issuerOf(entra) }] });
  });
}
