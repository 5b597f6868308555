import { signInAs, type SignInChoice } from "./sign-in-driver.ts";
import { newPkce, type TestSimulator } from "../test-simulator.ts";

/** The plain HTTP that tests speak with Entra, without any client library in between. */
export const CALENDAR_SCOPE = "openid profile offline_access Calendars.ReadWrite";

/** An authorize address with sound parameters, save those that `changes` sets or (null) drops. */
export function authorizeUrl(
  simulator: TestSimulator,
  changes: Record<string, string | null> = {},
): URL {
  const url = new URL(`${simulator.httpsUrl}/${simulator.tenantId}/oauth2/v2.0/authorize`);
  const parameters: Record<string, string | null> = {
    client_id: simulator.clientId,
    response_type: "code",
    redirect_uri: simulator.redirectUri,
    scope: "openid profile offline_access User.Read",
    state: "a-state",
    ...changes,
  };
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null) url.searchParams.set(name, value);
  }
  return url;
}

/** The JSON that the token endpoint answers. */
export interface TokenReply {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** Posts a form to the token endpoint, with the application's secret unless `form` says otherwise. */
export async function requestTokens(
  simulator: TestSimulator,
  form: Record<string, string | null>,
  tenant: string = simulator.tenantId,
): Promise<TokenReply> {
  const body = new URLSearchParams();
  const fields: Record<string, string | null> = {
    client_id: simulator.clientId,
    client_secret: simulator.clientSecret,
    ...form,
  };
  for (const [name, value] of Object.entries(fields)) if (value !== null) body.set(name, value);
  const response = await fetch(`${simulator.httpsUrl}/${tenant}/oauth2/v2.0/token`, {
    method: "POST",
    body,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** Signs in with PKCE and returns the form that redeems the code. */
export async function codeFor(
  simulator: TestSimulator,
  upn: string,
  changes: Record<string, string | null> = {},
  choice: SignInChoice = {},
): Promise<Record<string, string>> {
  const pkce = newPkce();
  const url = authorizeUrl(simulator, {
    code_challenge: pkce.challenge,
    code_challenge_method: "S256",
    ...changes,
  });
  const back = await signInAs(url, upn, choice);
  return {
    grant_type: "authorization_code",
    code: back.searchParams.get("code") ?? "",
    redirect_uri: simulator.redirectUri,
    code_verifier: pkce.verifier,
  };
}

/** Signs in and redeems the code. */
export async function tokensFor(
  simulator: TestSimulator,
  upn: string,
  changes: Record<string, string | null> = {},
  choice: SignInChoice = {},
): Promise<TokenReply> {
  return requestTokens(simulator, await codeFor(simulator, upn, changes, choice));
}

/** Refreshes with the refresh token of an earlier answer. */
export function refreshWith(
  simulator: TestSimulator,
  earlier: TokenReply,
  form: Record<string, string | null> = {},
): Promise<TokenReply> {
  const refreshToken = String(earlier.body["refresh_token"]);
  return requestTokens(simulator, {
    grant_type: "refresh_token",
    refresh_token: refreshToken,
    ...form,
  });
}
