import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { World } from "../world.ts";
import { answerRequest } from "./answer-request.ts";
import { createRequestIds, errorReply } from "./graph-reply.ts";
import type { GraphReply, GraphRequest } from "./graph-request.ts";

/** Graph's cap on a request (facts 5). */
const BODY_BYTES_MAX = 4 * 1024 * 1024;
const CONTENT_TYPE =
  "application/json;odata.metadata=minimal;odata.streaming=true;" +
  "IEEE754Compatible=false;charset=utf-8";

/**
 * Mounts Microsoft Graph at /v1.0. Routes that others register below /v1.0 by name go before it.
 */
export function registerGraph(app: FastifyInstance, world: World): void {
  void app.register(
    (scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser("*", { parseAs: "string" }, (_request, body, parsed) => {
        parsed(null, body);
      });
      scope.setErrorHandler(async (error: { statusCode?: number }, request, reply) => {
        const isTooLarge = error.statusCode === 413;
        const status = error.statusCode ?? 500;
        const code = isTooLarge ? "RequestEntityTooLarge" : "InternalServerError";
        const message = isTooLarge ? "The request is larger than 4 MB." : "The request failed.";
        if (status >= 500) request.log.error(error);
        const ids = createRequestIds(readRequest(request, undefined));
        await send(reply, errorReply(ids, { status, code, message }, world.clock.now()));
      });
      scope.route({
        method: ["GET", "POST", "PATCH", "PUT", "DELETE"],
        url: "/*",
        bodyLimit: BODY_BYTES_MAX,
        handler: (request, reply) => handle(world, request, reply),
      });
      done();
    },
    { prefix: "/v1.0" },
  );
}

/** A request below /v1.0 as it came in: its body is still text. */
export type ReceivedRequest = Omit<GraphRequest, "body" | "inBatch"> & { readonly text: string };

/** Answers a request that came in by whatever way. */
export async function answerReceived(world: World, received: ReceivedRequest): Promise<GraphReply> {
  const { text, ...rest } = received;
  const request = { ...rest, inBatch: false };
  const parsed = parseJson(text);
  if (parsed.ok) return await answerRequest(world, { ...request, body: parsed.value });
  const ids = createRequestIds({ ...request, body: undefined });
  const message = `Unable to read JSON request payload. ${parsed.detail}`;
  return errorReply(ids, { status: 400, code: "BadRequest", message }, world.clock.now());
}

async function handle(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const text = typeof request.body === "string" ? request.body : "";
  return send(reply, await answerReceived(world, { ...readRequest(request, undefined), text }));
}

function readRequest(request: FastifyRequest, body: unknown): GraphRequest {
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return {
    method: request.method,
    target: (request.raw.url ?? "").replace(/^\/v1\.0/i, ""),
    headers,
    body,
    // Graph speaks HTTPS only, in process too, where no socket tells.
    baseUrl: `https://${request.headers.host ?? "localhost"}`,
    inBatch: false,
  };
}

async function send(reply: FastifyReply, answer: GraphReply): Promise<FastifyReply> {
  if (answer.breakConnection) {
    reply.hijack();
    reply.raw.destroy();
    return reply;
  }
  reply.code(answer.status).headers(answer.headers);
  const { text, contentType } = textOf(answer);
  return contentType === undefined ? reply.send(text) : reply.type(contentType).send(text);
}

/** What an answer says on the wire, and as what. */
export function textOf({ rawText, body }: GraphReply): {
  readonly text?: string;
  readonly contentType?: string;
} {
  if (rawText !== undefined) return { text: rawText };
  return body === undefined ? {} : { text: JSON.stringify(body), contentType: CONTENT_TYPE };
}

type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly detail: string };

function parseJson(text: string): ParsedJson {
  if (text.trim() === "") return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, detail: error.message };
    throw error;
  }
}
