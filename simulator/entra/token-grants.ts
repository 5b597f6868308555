import type { AppRegistration, DirectoryUser } from "../directory/directory.ts";
import { verifierMatches, type AuthorizedRequest } from "./authorization-codes.ts";
import type { Entra } from "./entra.ts";
import { entraError, type EntraError } from "./entra-error.ts";
import { issueAccessToken, issueIdToken, type ClientProof } from "./issue-tokens.ts";
import { issueRefreshToken, readRefreshToken } from "./refresh-tokens.ts";
import { isGraphDefault, missingConsents, readScopes } from "./scopes.ts";

/** The form of a token request; what is not named here is ignored. */
export interface TokenForm {
  readonly grant_type?: string | undefined;
  readonly code?: string | undefined;
  readonly redirect_uri?: string | undefined;
  readonly code_verifier?: string | undefined;
  readonly refresh_token?: string | undefined;
  readonly scope?: string | undefined;
  readonly client_info?: string | undefined;
}

/** An application that proved itself, and where it asks. */
export interface TokenClient {
  readonly application: AppRegistration;
  readonly proof: ClientProof;
  readonly tenant: "home" | "organizations" | "common" | "consumers";
}

export type TokenAnswer =
  | { readonly ok: true; readonly body: Record<string, unknown> }
  | { readonly ok: false; readonly error: EntraError };

function refuse(error: EntraError): TokenAnswer {
  return { ok: false, error };
}

function missingParameter(name: string): TokenAnswer {
  return refuse(entraError(900144, `The request body must contain the parameter '${name}'.`));
}

/** What makes tokens for a person: a code or a refresh token, once it has been found good. */
interface PersonGrant {
  readonly userId: string;
  readonly grantedScopes: readonly string[];
  readonly askedScope: string | undefined;
  readonly badScopeCode: 28002 | 70011;
  readonly nonce: string | null;
  readonly sessionId: string;
  readonly grantType: string;
}

function findSignInAccount(entra: Entra, userId: string): DirectoryUser | EntraError {
  const user = entra.directory.users.get(userId);
  if (!user) return entraError(50034);
  if (!user.accountEnabled) {
    return entraError(50057, `The account ${user.userPrincipalName} is disabled.`);
  }
  return user;
}

async function issueForPerson(
  entra: Entra,
  client: TokenClient,
  form: TokenForm,
  grant: PersonGrant,
): Promise<TokenAnswer> {
  const { application } = client;
  const planned = entra.plannedErrors.take(grant.grantType, grant.userId);
  if (planned) return refuse(planned);
  const user = findSignInAccount(entra, grant.userId);
  if ("code" in user) return refuse(user);

  let scopes = grant.grantedScopes;
  if (grant.askedScope !== undefined && grant.askedScope.trim() !== "") {
    const { askedScope, badScopeCode } = grant;
    const read = readScopes(askedScope, application, entra.addresses.httpsUrl, badScopeCode);
    if (!read.ok) return refuse(read.error);
    scopes = read.scopes;
  }
  const missing = missingConsents(application, user.id, scopes);
  if (missing.length > 0) {
    const detail = `The person or an administrator has not consented to '${missing.join(" ")}' for '${application.displayName}'.`;
    return refuse(entraError(65001, detail));
  }

  const access = await issueAccessToken(entra, application, client.proof, { user, scopes });
  const { sessionId, nonce } = grant;
  const signedIn = { user, scopes, nonce, sessionId };
  // A refresh that names only a resource's scopes keeps the sign-in's own scopes for the next one.
  const keptScopes = [...new Set([...grant.grantedScopes, ...scopes])];
  const refreshGrant = {
    clientId: application.clientId,
    userId: user.id,
    scopes: keptScopes,
    generation: entra.sessions.generationOf(user.id),
    sessionId,
  };
  const clientInfo = { uid: user.id, utid: entra.directory.tenant.id };
  return {
    ok: true,
    body: {
      token_type: "Bearer",
      scope: scopes.filter((scope) => scope !== "offline_access").join(" "),
      expires_in: access.expiresInSeconds,
      ext_expires_in: access.expiresInSeconds,
      access_token: access.token,
      ...(keptScopes.includes("offline_access")
        ? { refresh_token: issueRefreshToken(entra, refreshGrant) }
        : {}),
      ...(scopes.includes("openid")
        ? { id_token: await issueIdToken(entra, application, signedIn) }
        : {}),
      ...(form.client_info === "1"
        ? { client_info: Buffer.from(JSON.stringify(clientInfo)).toString("base64url") }
        : {}),
    },
  };
}

const CODE_REFUSALS = { unknown: 9002313, redeemed: 54005, expired: 70008 } as const;

/** What speaks against redeeming a code that is known and fresh. */
function findCodeProblem(
  entra: Entra,
  client: TokenClient,
  form: TokenForm,
  request: AuthorizedRequest,
): EntraError | null {
  if (request.clientId !== client.application.clientId) {
    return entraError(70000, "The code was issued to another application.");
  }
  if (request.redirectUri !== form.redirect_uri) return entraError(500112);
  if (request.codeChallenge) {
    const verifier = form.code_verifier;
    if (verifier === undefined || !verifierMatches(request.codeChallenge, verifier)) {
      return entraError(501481);
    }
  } else if (client.proof === "public") {
    return entraError(9002313, "A public client must use PKCE.");
  }
  if (request.generation !== entra.sessions.generationOf(request.userId)) return entraError(50173);
  return null;
}

/** `grant_type=authorization_code` (facts 6.2). */
export async function redeemCode(
  entra: Entra,
  client: TokenClient,
  form: TokenForm,
): Promise<TokenAnswer> {
  if (form.code === undefined) return missingParameter("code");
  if (form.redirect_uri === undefined) return missingParameter("redirect_uri");
  const lookup = entra.codes.lookUp(form.code);
  if (lookup.found !== "fresh") return refuse(entraError(CODE_REFUSALS[lookup.found]));
  const { request } = lookup;
  const problem = findCodeProblem(entra, client, form, request);
  if (problem) return refuse(problem);
  entra.codes.redeem(form.code);
  return issueForPerson(entra, client, form, {
    userId: request.userId,
    grantedScopes: request.scopes,
    askedScope: form.scope,
    badScopeCode: 28002,
    nonce: request.nonce,
    sessionId: request.sessionId,
    grantType: "authorization_code",
  });
}

/** `grant_type=refresh_token` (facts 6.3): a new token each time, and the old one stays valid. */
export async function refresh(
  entra: Entra,
  client: TokenClient,
  form: TokenForm,
): Promise<TokenAnswer> {
  if (form.refresh_token === undefined) return missingParameter("refresh_token");
  const grant = readRefreshToken(entra, form.refresh_token, client.application.clientId);
  if ("code" in grant) return refuse(grant);
  return issueForPerson(entra, client, form, {
    userId: grant.userId,
    grantedScopes: grant.scopes,
    askedScope: form.scope,
    badScopeCode: 70011,
    nonce: null,
    sessionId: grant.sessionId,
    grantType: "refresh_token",
  });
}

/** `grant_type=client_credentials` (facts 6.4): a token of the application's own. */
export async function grantToApplication(
  entra: Entra,
  client: TokenClient,
  form: TokenForm,
): Promise<TokenAnswer> {
  if (client.proof === "public") return refuse(entraError(7000218));
  if (client.tenant === "common" || client.tenant === "consumers") {
    return refuse(entraError(9001023));
  }
  if (form.scope === undefined) return missingParameter("scope");
  if (!isGraphDefault(form.scope, entra.addresses.httpsUrl)) {
    const detail = `The scope '${form.scope}' is not valid. Client credentials need one resource's scope that ends in /.default.`;
    return refuse(entraError(70011, detail));
  }
  const planned = entra.plannedErrors.take("client_credentials", null);
  if (planned) return refuse(planned);
  const access = await issueAccessToken(entra, client.application, client.proof, null);
  return {
    ok: true,
    body: {
      token_type: "Bearer",
      expires_in: access.expiresInSeconds,
      ext_expires_in: access.expiresInSeconds,
      access_token: access.token,
    },
  };
}
