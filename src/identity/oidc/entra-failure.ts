import * as openid from "openid-client";
import { z } from "zod";

/**
 * Why Entra ID did not give what we asked for. The reaction follows `error`, not the AADSTS
 * number, as Microsoft asks (facts 6.7); the number only chooses the words.
 */
export interface EntraFailure {
  /**
   * `sign_in_needed`: the person must sign in or consent again; `admin_consent_needed`: so must
   * an administrator; `declined`: the person said no; `credential_rejected`: client id, secret,
   * certificate or tenant are wrong; `not_ours`: state, nonce, verifier or token do not fit;
   * `unavailable`: try again later.
   */
  readonly kind:
    | "sign_in_needed"
    | "admin_consent_needed"
    | "declined"
    | "credential_rejected"
    | "not_ours"
    | "unavailable";
  /** The OAuth `error`, or our own word where Entra did not answer. */
  readonly error: string;
  readonly aadsts: number | null;
  /** A sentence for people; never a part of a token, a code or Entra's own trace. */
  readonly message: string;
}

export type EntraResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: EntraFailure };

/** Words for the numbers that people can do something about (facts 6.7). */
const WORDS: Readonly<Record<number, string>> = {
  50_034: "the account does not exist in this tenant",
  50_053: "the account is locked",
  50_055: "the account's password has expired",
  50_057: "the account is disabled",
  50_072: "the account must enrol a second factor",
  50_074: "a second factor is required",
  50_076: "a second factor is required",
  50_079: "the account must enrol a second factor",
  50_105: "the account is not assigned to the application",
  50_132: "the sign-in was ended, for instance after a change of the password",
  50_133: "the sign-in was ended, for instance after a change of the password",
  50_173: "the sign-in was revoked by the person or an administrator",
  51_004: "the account does not exist in this tenant",
  53_000: "Conditional Access blocks this device",
  53_003: "Conditional Access blocks the sign-in",
  54_005: "the sign-in code was used already",
  65_001: "nobody has consented to the permissions yet",
  65_004: "the consent was declined",
  70_000: "the sign-in is no longer valid",
  70_008: "the sign-in has expired",
  70_011: "a permission asked for does not exist",
  70_043: "Conditional Access asks for a new sign-in",
  90_002: "the tenant was not found; check the tenant id",
  90_094: "an administrator must consent to the permissions",
  90_095: "an administrator must consent to the permissions",
  500_011: "the application is not known in this tenant",
  501_481: "the code verifier does not fit",
  700_011: "the application was not found in the tenant; check the client id",
  700_016: "the application was not found in the tenant; check the client id",
  700_027: "the certificate is not registered for the application, or its key does not fit",
  700_082: "the sign-in has expired because it was not used for 90 days",
  700_084: "the sign-in has expired; the redirect address is registered as a single-page app",
  7_000_112: "the application is disabled in the tenant",
  7_000_215: "the client secret is wrong (the secret's value is needed, not its id)",
  7_000_218: "a client secret or certificate is missing",
  7_000_222: "the client secret or certificate has expired",
};

const oauthErrorSchema = z.looseObject({
  error: z.string(),
  error_description: z.string().optional(),
});
const NETWORK_MESSAGES = new Set(["fetch failed", "terminated"]);
const ADMIN_CONSENT_NUMBERS = new Set([90_094, 90_095]);
const CREDENTIAL_ERRORS = new Set(["invalid_client", "unauthorized_client", "invalid_scope"]);
const SIGN_IN_ERRORS = new Set([
  "invalid_grant",
  "interaction_required",
  "login_required",
  "consent_required",
  "account_selection_required",
]);

/** Puts whatever a call to Entra threw into our terms; what is a fault of ours is thrown on. */
export async function entraFailureOf(thrown: unknown): Promise<EntraFailure> {
  if (thrown instanceof openid.ResponseBodyError) {
    return fromOAuthError(thrown.error, thrown.error_description, thrown.status, thrown.cause);
  }
  if (thrown instanceof openid.AuthorizationResponseError) {
    return fromOAuthError(thrown.error, thrown.error_description, 200, {});
  }
  if (thrown instanceof openid.ClientError) return fromClientError(thrown);
  // fetch tells every failure of the network as this TypeError; others are faults of ours.
  if (thrown instanceof TypeError && NETWORK_MESSAGES.has(thrown.message)) {
    return unavailable("unreachable", "Microsoft could not be reached.");
  }
  throw thrown;
}

function fromOAuthError(
  error: string,
  description: string | undefined,
  status: number,
  body: Readonly<Record<string, unknown>>,
): EntraFailure {
  const aadsts = aadstsNumber(description, body["error_codes"]);
  const kind = kindOf(error, status, aadsts, body["suberror"]);
  const words = aadsts === null ? undefined : WORDS[aadsts];
  const said = aadsts === null ? `"${error}"` : `AADSTS${aadsts}`;
  const message = words
    ? `Microsoft refused: ${words} (${said}).`
    : `Microsoft refused with ${said}.`;
  return { kind, error, aadsts, message };
}

function kindOf(
  error: string,
  status: number,
  aadsts: number | null,
  suberror: unknown,
): EntraFailure["kind"] {
  if (status >= 500 || status === 429) return "unavailable";
  if (error === "temporarily_unavailable" || error === "server_error") return "unavailable";
  // 50196 is Entra asking a client that repeats itself to slow down; nothing is wrong with the
  // grant (facts 6.7).
  if (aadsts === 50_196) return "unavailable";
  if (aadsts !== null && ADMIN_CONSENT_NUMBERS.has(aadsts)) return "admin_consent_needed";
  if (error === "consent_required" || suberror === "consent_required") {
    return "admin_consent_needed";
  }
  if (error === "access_denied") return aadsts === 65_004 ? "declined" : "sign_in_needed";
  if (aadsts === 65_001) return "admin_consent_needed";
  if (CREDENTIAL_ERRORS.has(error)) return "credential_rejected";
  if (SIGN_IN_ERRORS.has(error)) return "sign_in_needed";
  return "credential_rejected";
}

function aadstsNumber(description: string | undefined, codes: unknown): number | null {
  const first: unknown = Array.isArray(codes) ? codes[0] : undefined;
  if (typeof first === "number") return first;
  const found = /AADSTS(\d+)/.exec(description ?? "");
  return found ? Number(found[1]) : null;
}

/** What openid-client itself refuses: an answer that does not fit, or none at all. */
async function fromClientError(thrown: openid.ClientError): Promise<EntraFailure> {
  const code = thrown.code ?? "";
  if (code === "OAUTH_TIMEOUT" || code === "OAUTH_ABORT") {
    return unavailable("timeout", "Microsoft did not answer in time.");
  }
  // Discovery answers an unknown tenant with an OAuth error, which the library does not read.
  const answer = thrown.cause;
  if (answer instanceof Response && isRefusal(answer.status)) {
    const body = oauthErrorSchema.safeParse(await answer.json().catch(() => null));
    if (body.success) {
      const { error, error_description: description } = body.data;
      return fromOAuthError(error, description, answer.status, body.data);
    }
    return {
      kind: "credential_rejected",
      error: `http_${answer.status}`,
      aadsts: null,
      message: `Microsoft answered with HTTP ${answer.status}; check the tenant id.`,
    };
  }
  if (code === "" || code === "OAUTH_RESPONSE_IS_NOT_CONFORM" || code.includes("NOT_JSON")) {
    return unavailable("unreachable", "Microsoft could not be reached.");
  }
  if (code === "OAUTH_PARSE_ERROR") {
    return unavailable("unreadable", "Microsoft's answer could not be read.");
  }
  return {
    kind: "not_ours",
    error: code,
    aadsts: null,
    message: "The answer does not belong to this sign-in, or came too late.",
  };
}

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 429;
}

function unavailable(error: string, message: string): EntraFailure {
  return { kind: "unavailable", error, aadsts: null, message };
}
