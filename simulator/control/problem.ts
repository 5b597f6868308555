import type { FastifyReply } from "fastify";
import type { z } from "zod";

/** Answers a refusal of the control API as problem details (RFC 9457). */
export function sendProblem(
  reply: FastifyReply,
  status: number,
  code: string,
  detail: string,
): FastifyReply {
  return reply
    .code(status)
    .type("application/problem+json")
    .send(JSON.stringify({ type: `urn:simulator:${code}`, title: code, status, code, detail }));
}

/** Names each part of a body that does not fit its schema. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message))
    .join("; ");
}

/** Thrown by a control route whose body or subject is not right; it becomes a problem answer. */
export class ControlProblem extends Error {
  readonly status: 400 | 404;
  readonly code: "invalid_request" | "not_found";

  constructor(code: "invalid_request" | "not_found", detail: string) {
    super(detail);
    this.code = code;
    this.status = code === "not_found" ? 404 : 400;
  }
}

/** The body by its schema; a ControlProblem where it does not fit. */
export function parseBody<T extends z.ZodType>(schema: T, body: unknown): z.infer<T> {
  const parsed = schema.safeParse(body ?? {});
  if (!parsed.success) throw new ControlProblem("invalid_request", describeIssues(parsed.error));
  return parsed.data;
}
