/**
 * Entra ID's errors by their AADSTS numbers (facts 6.7). `error` is the OAuth string the number comes
 * with; Microsoft publishes no such mapping, so the pairs are those the facts give as typical. The
 * suberror of a refresh token that is no longer good is the one that MSAL looks for, to ask the
 * person to sign in again (facts 7.3).
 */
interface CatalogueRow {
  readonly error: string;
  readonly status?: 401;
  readonly suberror?: string;
  readonly meaning: string;
}

const CATALOGUE = {
  28002: { error: "invalid_scope", meaning: "The scope asked for with this grant is not valid." },
  50011: {
    error: "invalid_request",
    meaning: "The redirect URI of the request is not one that the application has registered.",
  },
  50034: { error: "invalid_grant", meaning: "The account does not exist in this directory." },
  50057: { error: "invalid_grant", meaning: "The account is disabled." },
  50058: { error: "login_required", meaning: "Nobody is signed in, and the request was silent." },
  50072: {
    error: "interaction_required",
    meaning: "The person must enrol for multifactor sign-in.",
  },
  50074: { error: "interaction_required", meaning: "Strong authentication is required." },
  50076: { error: "interaction_required", meaning: "Multifactor authentication is required." },
  50079: { error: "interaction_required", meaning: "Multifactor enrolment is required." },
  50105: { error: "invalid_grant", meaning: "The person is not assigned to the application." },
  50132: {
    error: "invalid_grant",
    meaning: "The session was revoked or the password has expired.",
  },
  50133: { error: "invalid_grant", meaning: "The session ended with a change of password." },
  50173: {
    error: "invalid_grant",
    suberror: "bad_token",
    meaning: "The grant was revoked; a fresh sign-in is needed.",
  },
  50196: { error: "invalid_grant", meaning: "A loop was found: too many equal requests." },
  51004: { error: "invalid_grant", meaning: "The account does not exist in this directory." },
  53000: {
    error: "interaction_required",
    meaning: "The device does not comply with access policy.",
  },
  53003: { error: "interaction_required", meaning: "Access is blocked by Conditional Access." },
  54005: { error: "invalid_grant", meaning: "The authorization code was redeemed before." },
  65001: {
    error: "invalid_grant",
    suberror: "consent_required",
    meaning: "Neither the person nor an administrator has consented to what is asked for.",
  },
  65004: { error: "access_denied", meaning: "The person declined to consent." },
  70000: { error: "invalid_grant", meaning: "The grant is not valid." },
  70003: { error: "unsupported_grant_type", meaning: "The grant type is not supported." },
  70008: { error: "invalid_grant", meaning: "The authorization code has expired." },
  70011: { error: "invalid_scope", meaning: "The scope asked for is not valid." },
  70043: {
    error: "invalid_grant",
    meaning: "The sign-in frequency policy asks for a new sign-in.",
  },
  90002: { error: "invalid_request", meaning: "The tenant was not found." },
  90006: { error: "temporarily_unavailable", meaning: "An external service failed; try again." },
  90033: { error: "temporarily_unavailable", meaning: "A transient fault; try again." },
  90094: { error: "access_denied", meaning: "An administrator must consent first." },
  90095: { error: "access_denied", meaning: "The person must ask an administrator for consent." },
  500112: {
    error: "invalid_grant",
    meaning: "The redirect URI differs from the one the code was issued to.",
  },
  500113: { error: "invalid_request", meaning: "The application has no redirect URI registered." },
  501481: {
    error: "invalid_grant",
    meaning: "The code_verifier does not match the code_challenge.",
  },
  530032: { error: "access_denied", meaning: "Access is blocked by a security policy." },
  700011: { error: "unauthorized_client", meaning: "The application was not found." },
  700016: { error: "unauthorized_client", meaning: "The application was not found in the tenant." },
  700023: { error: "invalid_client", status: 401, meaning: "The assertion has a wrong audience." },
  700024: {
    error: "invalid_client",
    status: 401,
    meaning: "The client assertion is outside its valid time.",
  },
  700027: {
    error: "invalid_client",
    status: 401,
    meaning: "The signature of the client assertion could not be verified.",
  },
  700054: { error: "unsupported_response_type", meaning: "Only response_type=code is enabled." },
  700082: {
    error: "invalid_grant",
    suberror: "bad_token",
    meaning: "The refresh token expired for want of use.",
  },
  700084: {
    error: "invalid_grant",
    meaning: "The refresh token of a web page lived its 24 hours.",
  },
  900144: { error: "invalid_request", meaning: "A parameter is missing." },
  7000215: { error: "invalid_client", status: 401, meaning: "The client secret is wrong." },
  7000218: {
    error: "invalid_client",
    status: 401,
    meaning: "The request must carry a client_secret or a client_assertion.",
  },
  7000222: { error: "invalid_client", status: 401, meaning: "The client secrets have expired." },
  9001023: {
    error: "invalid_request",
    meaning: "The grant is not supported over the common or consumers endpoint.",
  },
  9002313: { error: "invalid_grant", meaning: "The request is malformed or invalid." },
} as const satisfies Record<number, CatalogueRow>;

export type EntraErrorCode = keyof typeof CATALOGUE;

/** Whether the simulator knows this AADSTS number; narrows a number from outside. */
export function isEntraErrorCode(code: number): code is EntraErrorCode {
  return code in CATALOGUE;
}

/** A refusal by Entra ID, ready to be shown on a page, redirected or answered as JSON. */
export interface EntraError {
  readonly code: EntraErrorCode;
  /** The OAuth error string. */
  readonly error: string;
  readonly suberror: string | null;
  readonly status: 400 | 401;
  readonly message: string;
}

/** Makes the error of a number. `detail` replaces the general meaning by one of this very case. */
export function entraError(code: EntraErrorCode, detail?: string): EntraError {
  const row: CatalogueRow = CATALOGUE[code];
  return {
    code,
    error: row.error,
    suberror: row.suberror ?? null,
    status: row.status ?? 400,
    message: detail ?? row.meaning,
  };
}

/** What of a refusal depends on the request and the moment. */
export interface ErrorOccasion {
  readonly traceId: string;
  readonly correlationId: string;
  /** Instant in epoch milliseconds. */
  readonly atMs: number;
  /** Base of `error_uri`, without a slash at its end. */
  readonly baseUrl: string;
}

function formatTimestamp(atMs: number): string {
  return new Date(atMs)
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, "Z");
}

/** The long text that Entra puts in `error_description`. */
export function describeError(error: EntraError, occasion: ErrorOccasion): string {
  return [
    `AADSTS${error.code}: ${error.message}`,
    `Trace ID: ${occasion.traceId}`,
    `Correlation ID: ${occasion.correlationId}`,
    `Timestamp: ${formatTimestamp(occasion.atMs)}`,
  ].join(" ");
}

/** The JSON body of a token endpoint's refusal, in the shape of facts 6.7. */
export function errorBody(error: EntraError, occasion: ErrorOccasion): Record<string, unknown> {
  return {
    error: error.error,
    error_description: describeError(error, occasion),
    error_codes: [error.code],
    timestamp: formatTimestamp(occasion.atMs),
    trace_id: occasion.traceId,
    correlation_id: occasion.correlationId,
    error_uri: `${occasion.baseUrl}/error?code=${error.code}`,
    ...(error.suberror === null ? {} : { suberror: error.suberror }),
  };
}
