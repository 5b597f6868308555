import { z } from "zod";
import type { CalendarFailure } from "../app/sync/calendar.ts";
import type { FailureKind } from "../core/sync/failure-kind.ts";

/**
 * Graph's many ways to say no (facts 4 and 5), as failures that hold for any calendar. Codes are
 * compared without case, since Graph spells some of them both ways; a body need not be JSON.
 */

/** An answer that is not a success. */
export interface RefusedAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The body parsed, or undefined where it was empty or no JSON. */
  readonly body: unknown;
}

export interface FailedCall {
  readonly mailbox: string;
  /** Whether the call changes anything, so that a lost answer leaves that open. */
  readonly writes: boolean;
}

const errorSchema = z.object({
  error: z.object({
    code: z.string().catch(""),
    message: z.string().catch(""),
  }),
});

/** Codes that say more than the status does. */
const KIND_BY_CODE: Readonly<Record<string, FailureKind>> = {
  applicationthrottled: "throttled",
  toomanyrequests: "throttled",
  activitylimitreached: "throttled",
  // Exchange's sending limits: 30 messages a minute (facts 4).
  errorexceededmessagelimit: "throttled",
  errormessagesubmissionblocked: "throttled",
  errorirresolvableconflict: "changed_meanwhile",
  errorinternalservertransienterror: "transient",
  errorserverbusy: "transient",
  errormailboxstoreunavailable: "transient",
  errormailboxmoveinprogress: "transient",
  resourceunhealthy: "transient",
  invalidauthenticationtoken: "token_unusable",
  erroraccessdenied: "access_denied",
  erroritemnotfound: "not_found",
  // How far we had read is forgotten; the letters' case varies (facts 1.13).
  syncstatenotfound: "cursor_lost",
  syncstateinvalid: "cursor_lost",
  resyncrequired: "cursor_lost",
};

/** What Exchange, behind Graph, said against a subscription; it counts more than the status. */
const KIND_BY_INNER_STATUS: Readonly<Record<string, FailureKind>> = {
  unauthorized: "token_unusable",
  forbidden: "access_denied",
  notfound: "not_found",
  badrequest: "invalid",
  toomanyrequests: "throttled",
};

/** It is not the item that is missing but the whole mailbox (facts 5). */
const CODES_OF_MISSING_MAILBOX: ReadonlySet<string> = new Set([
  "mailboxnotenabledforrestapi",
  "errorinvaliduser",
  "errornonexistentmailbox",
  "request_resourcenotfound",
]);

/** Whether the failure says that an item is gone, in a mailbox that is there. */
export function isItemGone({ kind, code }: CalendarFailure): boolean {
  return kind === "not_found" && !CODES_OF_MISSING_MAILBOX.has(code.toLowerCase());
}

export function failureOf(call: FailedCall, answer: RefusedAnswer): CalendarFailure {
  const error = errorSchema.safeParse(answer.body).data?.error;
  const code = error?.code || `HTTP ${answer.status}`;
  const kind =
    KIND_BY_CODE[code.toLowerCase()] ??
    kindByInnerStatus(code, error?.message ?? "") ??
    kindByStatus(answer.status);
  const retryAfterSeconds = readRetryAfter(answer.headers);
  return {
    kind,
    code,
    message: sentenceFor(kind, call.mailbox, error?.message || `HTTP status ${answer.status}`),
    ...(retryAfterSeconds !== null && { retryAfterSeconds }),
    mayHaveHappened: call.writes && kind === "transient",
    response: {
      status: answer.status,
      ...(error && { code: error.code, message: error.message }),
      ...(error === undefined && { contentType: answer.headers.get("content-type") ?? "none" }),
      requestId: answer.headers.get("request-id"),
    },
  };
}

/**
 * "ExtensionError … [Status Code: ServiceUnavailable; Reason: …]": a 403 may hide a passing fault
 * (facts 3.2).
 */
function kindByInnerStatus(code: string, message: string): FailureKind | undefined {
  if (code.toLowerCase() !== "extensionerror") return undefined;
  const inner = /\bStatus Code:\s*(\w+)/i.exec(message)?.[1]?.toLowerCase();
  if (inner === undefined) return undefined;
  return KIND_BY_INNER_STATUS[inner] ?? "transient";
}

function kindByStatus(status: number): FailureKind {
  if (status === 401) return "token_unusable";
  if (status === 403) return "access_denied";
  if (status === 404) return "not_found";
  if (status === 409 || status === 412) return "changed_meanwhile";
  if (status === 410) return "cursor_lost";
  if (status === 429) return "throttled";
  // 424: what the request depended on failed; by itself it may pass.
  if (status === 408 || status === 424 || status >= 500) return "transient";
  return "invalid";
}

function sentenceFor(kind: FailureKind, mailbox: string, told: string): string {
  const words = told.replace(/\.$/, "");
  switch (kind) {
    case "throttled":
      return `Exchange asks us to call the mailbox ${mailbox} less often.`;
    case "transient":
      return `Exchange could not answer for the mailbox ${mailbox} (${words}).`;
    case "token_unusable":
      return `Exchange did not accept the sign-in for the mailbox ${mailbox} (${words}).`;
    case "credential_rejected":
      return `Microsoft Entra ID did not accept the application's credential (${words}).`;
    case "access_denied":
      return `Exchange denied access to the calendar of ${mailbox} (${words}).`;
    case "not_found":
      return `Exchange does not find it in the calendar of ${mailbox} (${words}).`;
    case "changed_meanwhile":
      return `The event in the calendar of ${mailbox} was changed at the same moment (${words}).`;
    case "cursor_lost":
      return `Exchange has forgotten how far the calendar of ${mailbox} had been read (${words}).`;
    case "invalid":
      return `Exchange did not take the request for the calendar of ${mailbox} (${words}).`;
  }
}

/** No answer came: the connection failed, or the time was up. */
export function failureWithoutAnswer(call: FailedCall, error: unknown): CalendarFailure {
  const code = networkCode(error);
  // These come before anything was sent; after any other the request may have arrived.
  const wasNotSent = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"];
  return {
    kind: "transient",
    code,
    message: `Exchange gave no answer for the mailbox ${call.mailbox} (${code}).`,
    mayHaveHappened: call.writes && !wasNotSent.includes(code),
    response: { status: null, code },
  };
}

function networkCode(error: unknown): string {
  if (!(error instanceof Error)) return "network_error";
  if (error.name === "TimeoutError") return "timeout";
  const cause = error.cause instanceof Error ? error.cause : error;
  return "code" in cause && typeof cause.code === "string" ? cause.code : "network_error";
}

/** We hold back by ourselves, because the mailbox must not be called yet. */
export function failureByThrottle(mailbox: string, retryAfterMs: number): CalendarFailure {
  return {
    kind: "throttled",
    code: "held_back",
    message: sentenceFor("throttled", mailbox, ""),
    retryAfterSeconds: retryAfterMs / 1000,
    mayHaveHappened: false,
  };
}

/** Seconds until the call may be repeated, from either form of Retry-After; null without one. */
export function readRetryAfter(headers: Headers): number | null {
  const text = headers.get("retry-after")?.trim();
  if (!text) return null;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const until = Date.parse(text);
  if (Number.isNaN(until)) return null;
  // The date is by Exchange's clock, so it is measured from Exchange's own.
  const sentAt = Date.parse(headers.get("date") ?? "");
  return Math.max(0, (until - (Number.isNaN(sentAt) ? Date.now() : sentAt)) / 1000);
}
