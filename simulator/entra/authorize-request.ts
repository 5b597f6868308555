import type { AppRegistration } from "../directory/directory.ts";
import { findApplication, resolveTenant, type Entra } from "./entra.ts";
import { entraError, type EntraError } from "./entra-error.ts";
import { readScopes } from "./scopes.ts";
import { unknownTenant } from "./token-endpoint.ts";

export type ResponseMode = "query" | "fragment" | "form_post";
export type Prompt = "login" | "none" | "consent" | "select_account" | null;

/** Where an answer goes: known as soon as the application and its redirect URI are found good. */
export interface AnswerAddress {
  readonly redirectUri: string;
  readonly responseMode: ResponseMode;
  readonly state: string | null;
}

/** A sound authorize request. */
export interface AuthorizeRequest extends AnswerAddress {
  readonly application: AppRegistration;
  readonly scopes: readonly string[];
  readonly prompt: Prompt;
  readonly loginHint: string | null;
  readonly nonce: string | null;
  readonly codeChallenge: { readonly value: string; readonly method: "S256" | "plain" } | null;
}

export type AuthorizeReading =
  | { readonly kind: "sound"; readonly request: AuthorizeRequest }
  /** Shown on a page: sending anything to an unproven redirect URI would leak it. */
  | { readonly kind: "shown"; readonly error: EntraError; readonly remedy: string }
  | { readonly kind: "returned"; readonly error: EntraError; readonly to: AnswerAddress };

const REGISTER_REDIRECT = "Register this redirect URI on the application, letter for letter.";
const RESPONSE_MODES: readonly string[] = ["query", "fragment", "form_post"];
const PROMPTS: readonly string[] = ["login", "none", "consent", "select_account"];

/** The application of a page's request, with its redirect URI proven to be its own. */
export function readClient(
  entra: Entra,
  tenantSegment: string,
  query: URLSearchParams,
):
  | { readonly ok: true; readonly application: AppRegistration; readonly redirectUri: string }
  | { readonly ok: false; readonly error: EntraError; readonly remedy: string } {
  const refuse = (error: EntraError, remedy: string) => ({ ok: false as const, error, remedy });
  if (!resolveTenant(entra, tenantSegment)) {
    return refuse(unknownTenant(tenantSegment), "Check the tenant in the application's settings.");
  }
  const clientId = query.get("client_id") ?? "";
  const application = findApplication(entra, clientId);
  if (!application) {
    const detail = `The application '${clientId}' was not found in the directory '${entra.directory.tenant.displayName}'.`;
    return refuse(
      entraError(700016, detail),
      "Check the client id in the application's settings, or register the application.",
    );
  }
  if (application.redirectUris.length === 0) {
    const detail = `No reply address is registered for '${application.displayName}'.`;
    return refuse(entraError(500113, detail), REGISTER_REDIRECT);
  }
  const redirectUri = query.get("redirect_uri");
  if (redirectUri === null || !application.redirectUris.includes(redirectUri)) {
    const detail = `The redirect URI '${redirectUri ?? ""}' does not match those registered for '${application.displayName}'.`;
    return refuse(entraError(50011, detail), REGISTER_REDIRECT);
  }
  return { ok: true, application, redirectUri };
}

function readChallenge(query: URLSearchParams): AuthorizeRequest["codeChallenge"] | "malformed" {
  const value = query.get("code_challenge");
  const method = query.get("code_challenge_method") ?? "plain";
  if (value === null) return query.has("code_challenge_method") ? "malformed" : null;
  if (method !== "S256" && method !== "plain") return "malformed";
  return /^[A-Za-z0-9._~-]{43,128}$/.test(value) ? { value, method } : "malformed";
}

/** Reads `GET /{tenant}/oauth2/v2.0/authorize` (facts 6.2). */
export function readAuthorizeRequest(
  entra: Entra,
  tenantSegment: string,
  query: URLSearchParams,
): AuthorizeReading {
  const client = readClient(entra, tenantSegment, query);
  if (!client.ok) return { kind: "shown", error: client.error, remedy: client.remedy };

  const { application, redirectUri } = client;
  const askedMode = query.get("response_mode") ?? "query";
  const responseMode = RESPONSE_MODES.includes(askedMode) ? (askedMode as ResponseMode) : "query";
  const to: AnswerAddress = { redirectUri, responseMode, state: query.get("state") };
  const giveBack = (error: EntraError): AuthorizeReading => ({ kind: "returned", error, to });
  const invalid = (detail: string): AuthorizeReading =>
    giveBack({ ...entraError(900144, detail), error: "invalid_request" });

  if (responseMode !== askedMode) return invalid(`The response_mode '${askedMode}' is not valid.`);
  const responseType = query.get("response_type");
  if (responseType === null) return invalid("The request must contain 'response_type'.");
  if (responseType !== "code") {
    return giveBack(entraError(700054, `response_type '${responseType}' is not enabled.`));
  }
  const scope = query.get("scope");
  if (scope === null) return invalid("The request must contain the parameter 'scope'.");
  const scopes = readScopes(scope, application, entra.addresses.httpsUrl);
  if (!scopes.ok) return giveBack(scopes.error);
  const prompt = query.get("prompt");
  if (prompt !== null && !PROMPTS.includes(prompt)) {
    return invalid(`The prompt '${prompt}' is not supported.`);
  }
  const codeChallenge = readChallenge(query);
  if (codeChallenge === "malformed") {
    return invalid("code_challenge must have 43 to 128 characters, its method S256 or plain.");
  }
  return {
    kind: "sound",
    request: {
      ...to,
      application,
      scopes: scopes.scopes,
      prompt: prompt as Prompt,
      loginHint: query.get("login_hint"),
      nonce: query.get("nonce"),
      codeChallenge,
    },
  };
}
