import type { LoggerOptions } from "pino";

/**
 * How the server logs: structured, and never a credential. Requests are logged by method and path
 * alone: queries carry authorization codes, headers carry keys, bodies carry people's lives.
 */
export function logOptions(level: string): LoggerOptions {
  return {
    level,
    redact: {
      paths: [
        "authorization",
        "cookie",
        "token",
        "access_token",
        "refresh_token",
        "client_secret",
        "*.authorization",
        "*.cookie",
        "*.token",
        "*.access_token",
        "*.refresh_token",
        "*.client_secret",
        'headers["x-csrf-token"]',
        'headers["set-cookie"]',
        // PostgreSQL quotes the row that a constraint refuses, and the statement's values.
        "err.detail",
        "err.where",
        "err.aggregateErrors[*].detail",
        "err.aggregateErrors[*].where",
      ],
      censor: "[withheld]",
    },
    serializers: { req: requestShown },
  };
}

function requestShown(request: { readonly method?: string; readonly url?: string }): object {
  return { method: request.method, path: request.url?.split("?", 1)[0] };
}
