import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import type { AppRegistration, DirectoryUser } from "../directory/directory.ts";
import { issuerOf, type Entra } from "./entra.ts";

/** Graph's own client id, which is the audience of its access tokens. */
export const GRAPH_AUDIENCE = "00000003-0000-0000-c000-000000000000";

/** Entra dates tokens five minutes back, for services whose clocks are behind. */
const BACKDATED_SECONDS = 300;
const ID_TOKEN_SECONDS = 3600;

/** How the application proved itself: `appidacr` in access tokens. */
export type ClientProof = "public" | "secret" | "certificate";

const PROOF_CODES: Readonly<Record<ClientProof, string>> = {
  public: "0",
  secret: "1",
  certificate: "2",
};

/** The issuer of Graph's access tokens: of the first version of tokens, as Microsoft's are. */
export function accessTokenIssuer(tenantId: string): string {
  return `https://sts.windows.net/${tenantId}/`;
}

/** Pairwise subject: one person has another `sub` at every application. */
export function subjectOf(entra: Entra, application: AppRegistration, userId: string): string {
  return entra.keys.pseudonym(`${application.clientId}/${userId}`);
}

function drawLifetimeSeconds(entra: Entra): number {
  const [min, max] = entra.settings.accessTokenLifetimeSeconds;
  return Math.floor(min + entra.random() * (max - min));
}

/** The object id of an application in its tenant: `oid` in its own tokens. */
export function servicePrincipalIdOf(entra: Entra, clientId: string): string {
  return entra.keys.pseudonym(`service-principal/${clientId}`);
}

export interface IssuedAccessToken {
  readonly token: string;
  readonly expiresInSeconds: number;
}

/**
 * Makes an access token for Graph (facts 6.6): for a person with `scopes`, or, where there is no
 * person, for the application with its roles. Without any role the claim is left out, as it is for
 * applications that work by RBAC for Applications alone (facts 6.10).
 */
export async function issueAccessToken(
  entra: Entra,
  application: AppRegistration,
  proof: ClientProof,
  person: { readonly user: DirectoryUser; readonly scopes: readonly string[] } | null,
): Promise<IssuedAccessToken> {
  const expiresInSeconds = drawLifetimeSeconds(entra);
  const nowSeconds = Math.floor(entra.clock.now() / 1000);
  const tenantId = entra.directory.tenant.id;
  const roles = application.applicationRoles;
  const servicePrincipalId = servicePrincipalIdOf(entra, application.clientId);
  const claims = person
    ? {
        idtyp: "user",
        oid: person.user.id,
        sub: subjectOf(entra, application, person.user.id),
        scp: person.scopes.filter((scope) => scope !== "offline_access").join(" "),
        name: person.user.displayName,
        upn: person.user.userPrincipalName,
        unique_name: person.user.userPrincipalName,
      }
    : {
        idtyp: "app",
        oid: servicePrincipalId,
        sub: servicePrincipalId,
        ...(roles.length > 0 ? { roles } : {}),
      };
  const token = await new SignJWT({
    ...claims,
    app_displayname: application.displayName,
    appid: application.clientId,
    appidacr: PROOF_CODES[proof],
    tid: tenantId,
    uti: randomUUID(),
    ver: "1.0",
  })
    .setProtectedHeader({ alg: "RS256", typ: "JWT", kid: entra.keys.keyId })
    .setIssuer(accessTokenIssuer(tenantId))
    .setAudience(GRAPH_AUDIENCE)
    .setIssuedAt(nowSeconds - BACKDATED_SECONDS)
    .setNotBefore(nowSeconds - BACKDATED_SECONDS)
    .setExpirationTime(nowSeconds + expiresInSeconds)
    .sign(entra.keys.signingKey);
  return { token, expiresInSeconds };
}

/** Makes an id token (facts 6.6); `oid` and names need `profile`, the address needs `email`. */
export function issueIdToken(
  entra: Entra,
  application: AppRegistration,
  signedIn: {
    readonly user: DirectoryUser;
    readonly scopes: readonly string[];
    readonly nonce: string | null;
    readonly sessionId: string;
  },
): Promise<string> {
  const { user, scopes, nonce, sessionId } = signedIn;
  const nowSeconds = Math.floor(entra.machineNowMs() / 1000);
  const profile = scopes.includes("profile")
    ? { oid: user.id, name: user.displayName, preferred_username: user.userPrincipalName }
    : {};
  return new SignJWT({
    ...profile,
    ...(scopes.includes("email") ? { email: user.mail } : {}),
    ...(nonce === null ? {} : { nonce }),
    rh: `1.${entra.keys.pseudonym(sessionId).slice(0, 24)}`,
    sid: sessionId,
    sub: subjectOf(entra, application, user.id),
    tid: entra.directory.tenant.id,
    uti: randomUUID(),
    ver: "2.0",
  })
    .setProtectedHeader({ alg: "RS256", typ: "JWT", kid: entra.keys.keyId })
    .setIssuer(issuerOf(entra))
    .setAudience(application.clientId)
    .setIssuedAt(nowSeconds - BACKDATED_SECONDS)
    .setNotBefore(nowSeconds - BACKDATED_SECONDS)
    .setExpirationTime(nowSeconds + ID_TOKEN_SECONDS)
    .sign(entra.keys.signingKey);
}
