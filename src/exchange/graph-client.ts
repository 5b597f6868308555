import type { AccessToken, AccessTokens, TokenFailure } from "../app/sync/access-tokens.ts";
import type { CalendarAccess, CalendarFailure } from "../app/sync/calendar.ts";
import {
  type FailedCall,
  failureByThrottle,
  failureOf,
  failureWithoutAnswer,
  type RefusedAnswer,
} from "./graph-failure.ts";
import type { CallPlace, MailboxThrottle } from "./mailbox-throttle.ts";

/** A write that Exchange works on may take long when it sends many invitations. */
const CALL_TIMEOUT_MS = 30 * 1000;
/** Where a 429 comes without Retry-After. */
const PAUSE_DEFAULT_MS = 10 * 1000;

export interface GraphCall {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Path and query below `/v1.0`, its parts encoded. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Preferences besides immutable ids, which are asked for always (facts 1.10). */
  readonly prefer?: readonly string[];
  /** Only a POST that reads, such as a batch of GETs, says false here. */
  readonly writes?: boolean;
  readonly place?: Partial<CallPlace>;
}

export interface GraphAnswer {
  readonly status: number;
  /** The body parsed, or undefined where it was empty or no JSON. */
  readonly body: unknown;
  readonly requestId: string | null;
}

export type GraphResult =
  | { readonly ok: true; readonly answer: GraphAnswer }
  | { readonly ok: false; readonly failure: CalendarFailure };

/** Calls Microsoft Graph within the mailbox's limits, and tells what went wrong as a value. */
export interface GraphClient {
  call(access: CalendarAccess, call: GraphCall): Promise<GraphResult>;
  /** Leaves the whole mailbox alone after a part of a batch was throttled. */
  obeyThrottling(mailbox: string, failure: CalendarFailure): void;
  /**
   * The path of a link that Graph gave for its next page, to be called as any other; null for one
   * that leads elsewhere, where no token may go.
   */
  pathOf(link: string): string | null;
}

export interface GraphClientOptions {
  /** `https://graph.microsoft.com`, without a slash at its end. */
  readonly graphUrl: string;
  readonly accessTokens: AccessTokens;
  readonly throttle: MailboxThrottle;
  readonly callTimeoutMs?: number;
}

export function createGraphClient(options: GraphClientOptions): GraphClient {
  const { throttle } = options;
  const obeyThrottling = (mailbox: string, failure: CalendarFailure): void => {
    if (failure.kind !== "throttled") return;
    const { retryAfterSeconds } = failure;
    throttle.pause(
      mailbox,
      retryAfterSeconds === undefined ? PAUSE_DEFAULT_MS : retryAfterSeconds * 1000,
    );
  };

  return {
    obeyThrottling,
    pathOf: (link) => pathBelow(`${options.graphUrl}/v1.0`, link),
    async call(access, call) {
      // Before its turn comes: a place of the mailbox is not to be held while a token is looked up.
      const token = await options.accessTokens.get(access.credential);
      if (!token.ok) return { ok: false, failure: failureOfToken(token.failure) };
      const ahead = call.method === "GET" || access.isWaitedFor === true;
      const place = { weight: 1, ahead, ...call.place };
      const throttled = await throttle.run(access.mailbox, place, () =>
        callWithToken(options, access, call, token.value),
      );
      if (!throttled.ran) {
        return { ok: false, failure: failureByThrottle(access.mailbox, throttled.retryAfterMs) };
      }
      const result = throttled.value;
      if (!result.ok) obeyThrottling(access.mailbox, result.failure);
      return result;
    },
  };
}

/** Sends the call, and once more with a fresh token if Graph did not take the present one. */
async function callWithToken(
  options: GraphClientOptions,
  access: CalendarAccess,
  call: GraphCall,
  present: AccessToken,
): Promise<GraphResult> {
  const failedCall: FailedCall = {
    mailbox: access.mailbox,
    writes: call.writes ?? call.method !== "GET",
  };
  for (let { token } = present, isRenewed = false; ; isRenewed = true) {
    let answer: RefusedAnswer;
    try {
      answer = await send(options, access, call, token);
    } catch (error) {
      return { ok: false, failure: failureWithoutAnswer(failedCall, error) };
    }
    const { status, headers, body } = answer;
    if (status >= 200 && status < 300) {
      return { ok: true, answer: { status, body, requestId: headers.get("request-id") } };
    }
    if (status !== 401 || isRenewed) {
      return { ok: false, failure: failureOf(failedCall, answer) };
    }
    const claims = readClaimsChallenge(headers.get("www-authenticate"));
    const renewal = { renew: "after_refusal" as const, ...(claims !== null && { claims }) };
    const renewed = await options.accessTokens.get(access.credential, renewal);
    if (!renewed.ok) return { ok: false, failure: failureOfToken(renewed.failure) };
    ({ token } = renewed.value);
  }
}

async function send(
  options: GraphClientOptions,
  access: CalendarAccess,
  call: GraphCall,
  token: string,
): Promise<RefusedAnswer> {
  const headers = new Headers({
    authorization: `Bearer ${token}`,
    accept: "application/json",
    prefer: preferHeader(call.prefer),
    "client-request-id": access.requestId,
    "return-client-request-id": "true",
  });
  if (call.body !== undefined) headers.set("content-type", "application/json");
  const response = await fetch(`${options.graphUrl}/v1.0${call.path}`, {
    method: call.method,
    headers,
    ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    signal: AbortSignal.timeout(options.callTimeoutMs ?? CALL_TIMEOUT_MS),
    // A token goes to Graph and nowhere else.
    redirect: "manual",
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parseJson(text) };
}

function pathBelow(base: string, link: string): string | null {
  if (!URL.canParse(link)) return null;
  const [root, url] = [new URL(base), new URL(link)];
  // A name and password before the host are part of no origin, so they would go unnoticed.
  const isOurs = url.origin === root.origin && url.username === "" && url.password === "";
  if (!isOurs || !url.pathname.startsWith(`${root.pathname}/`)) return null;
  return `${url.pathname.slice(root.pathname.length)}${url.search}`;
}

/** The value of the `Prefer` header, for a call and for each part of a batch. */
export function preferHeader(preferences: readonly string[] = []): string {
  return ['IdType="ImmutableId"', ...preferences].join(", ");
}

/** Troubled gateways answer with HTML or nothing (facts 4), which must not hide the status. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The claims that a challenge asks for, decoded (facts 6.9); null if there is no challenge. */
export function readClaimsChallenge(header: string | null): string | null {
  if (header === null || !/error="insufficient_claims"/.test(header)) return null;
  const encoded = /claims="([^"]+)"/.exec(header)?.[1];
  return encoded === undefined ? null : Buffer.from(encoded, "base64").toString("utf8");
}

function failureOfToken(failure: TokenFailure): CalendarFailure {
  const kinds = {
    token_missing: "token_unusable",
    token_unusable: "token_unusable",
    credential_rejected: "credential_rejected",
    identity_provider_unavailable: "transient",
  } as const;
  return {
    kind: kinds[failure.code],
    code: failure.code,
    message: failure.message,
    mayHaveHappened: false,
  };
}
