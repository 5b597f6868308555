import { randomUUID } from "node:crypto";
import type { FaultEffect } from "../faults/fault-rules.ts";
import { refusals, type CalendarError } from "../mailbox/outcome.ts";
import type { SimulatorSettings } from "../settings.ts";
import { extensionError } from "../subscriptions/extension-error.ts";
import { staleSyncState } from "./delta-token.ts";
import type { GraphReply, GraphRequest, RouteAnswer } from "./graph-request.ts";

/** The ids that every answer carries (facts 5). */
export interface RequestIds {
  readonly requestId: string;
  readonly clientRequestId: string;
}

export function createRequestIds(request: GraphRequest): RequestIds {
  const requestId = randomUUID();
  return { requestId, clientRequestId: request.headers["client-request-id"] ?? requestId };
}

const DIAGNOSTIC = JSON.stringify({
  ServerInfo: {
    DataCenter: "Simulator",
    Slice: "E",
    Ring: "1",
    ScaleUnit: "000",
    RoleInstance: "SIM00000001",
  },
});

function sharedHeaders(ids: RequestIds): Record<string, string> {
  return {
    "request-id": ids.requestId,
    "client-request-id": ids.clientRequestId,
    "x-ms-ags-diagnostic": DIAGNOSTIC,
  };
}

export function successReply(ids: RequestIds, answer: RouteAnswer, applied: string): GraphReply {
  return {
    status: answer.status,
    headers: {
      ...sharedHeaders(ids),
      ...(applied === "" ? {} : { "preference-applied": applied }),
      ...answer.headers,
    },
    body: answer.body,
  };
}

/** Graph's error body; `date` has seconds and no zone (facts 5). */
export function errorReply(
  ids: RequestIds,
  error: CalendarError,
  nowMs: number,
  headers: Readonly<Record<string, string>> = {},
): GraphReply {
  const inner = {
    date: new Date(nowMs).toISOString().slice(0, 19),
    "request-id": ids.requestId,
    "client-request-id": ids.clientRequestId,
  };
  const { code, message, extra } = error;
  return {
    status: error.status,
    headers: { ...sharedHeaders(ids), ...error.headers, ...headers },
    body: { error: { code, message, ...extra, innerError: inner } },
  };
}

/**
 * Over the limit of requests at once, as Outlook words it, or of requests in ten minutes (facts 4).
 */
export function throttledReply(
  ids: RequestIds,
  limit: "concurrency" | "requests",
  retryAfterSeconds: number | null,
  nowMs: number,
  concurrencyCode: SimulatorSettings["throttle"]["concurrencyCode"] = "ApplicationThrottled",
): GraphReply {
  const headers = retryAfterHeader(retryAfterSeconds);
  if (limit === "concurrency" && concurrencyCode !== "TooManyRequests") {
    const isNamed = concurrencyCode === "ApplicationThrottled";
    const message = isNamed ? "Application is over its MailboxConcurrency limit." : "";
    return errorReply(ids, { status: 429, code: concurrencyCode, message }, nowMs, headers);
  }
  const message = "Please retry again later.";
  const error = { status: 429, code: "TooManyRequests", message };
  const reply = errorReply(ids, error, nowMs, headers);
  const body = reply.body as { error: { innerError: Record<string, string> } };
  const innerError = {
    code: "429",
    message: "Please retry after",
    status: "429",
    ...body.error.innerError,
  };
  return { ...reply, body: { error: { ...body.error, innerError } } };
}

/** The answer that a fault gives instead of the work, or after it. */
export function faultReply(
  ids: RequestIds,
  effect: FaultEffect,
  nowMs: number,
  settings: SimulatorSettings,
): GraphReply {
  switch (effect.kind) {
    case "throttled":
      return throttledReply(ids, "requests", effect.retryAfterSeconds, nowMs);
    case "unavailable": {
      const headers = retryAfterHeader(effect.retryAfterSeconds);
      const message = "The service is temporarily unavailable. Please retry later.";
      return errorReply(ids, { status: 503, code: "ServiceUnavailable", message }, nowMs, headers);
    }
    case "unavailableHtml":
      return {
        status: 503,
        headers: { "content-type": "text/html; charset=us-ascii" },
        body: undefined,
        rawText:
          "<!DOCTYPE HTML><html><head><title>Service Unavailable</title></head>" +
          "<body><h2>Service Unavailable</h2><p>HTTP Error 503. The service is unavailable.</p>" +
          "</body></html>",
      };
    case "timeoutAfterWork":
      return errorReply(ids, { status: 504, code: "GatewayTimeout", message: "" }, nowMs);
    case "transientError": {
      const message = "An internal server error occurred. The operation failed.";
      const code = "ErrorInternalServerTransientError";
      return errorReply(ids, { status: 500, code, message }, nowMs);
    }
    case "expiredToken":
      return unauthorizedReply(ids, "Lifetime validation failed, the token is expired.", nowMs);
    case "changeKeyConflict": {
      const { error } = refusals.staleChangeKey(settings.changeKeyMismatchStatus);
      return errorReply(ids, error, nowMs);
    }
    case "syncStateNotFound":
      return errorReply(ids, staleSyncState(settings.delta, 0, 0), nowMs);
    case "extensionError":
      return errorReply(ids, extensionError(effect.reason, "Injected").error, nowMs);
    case "error": {
      const { status, code, message, retryAfterSeconds } = effect;
      const headers = retryAfterHeader(retryAfterSeconds);
      return errorReply(ids, { status, code, message }, nowMs, headers);
    }
    case "resetBeforeWork":
    case "resetAfterWork":
      return { status: 0, headers: {}, body: undefined, breakConnection: true };
    case "latency":
      throw new Error("Latency delays an answer and is none.");
  }
}

function retryAfterHeader(seconds: number | null): Record<string, string> {
  return seconds === null ? {} : { "retry-after": String(seconds) };
}

export function unauthorizedReply(ids: RequestIds, message: string, nowMs: number): GraphReply {
  const error = { status: 401, code: "InvalidAuthenticationToken", message };
  return errorReply(ids, error, nowMs, {
    "www-authenticate":
      'Bearer realm="", ' +
      'authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
  });
}
