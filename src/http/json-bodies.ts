import type { FastifyInstance } from "fastify";
import { problem, type ProblemError } from "./problem-error.ts";

/**
 * Reads JSON bodies. Beyond what JSON itself demands, text must be text that a database can keep:
 * no null characters and no half surrogate pairs, wherever in the body they stand.
 */
export function readJsonBodies(app: FastifyInstance): void {
  app.addContentTypeParser(
    "application/json",
    { parseAs: "string" },
    (_request, body: string, done) => {
      try {
        done(null, parseJson(body));
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  );
}

function parseJson(body: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw problem("malformed_json", "The body is not JSON.", "Send a JSON object.");
  }
  // Such characters can only be written as escapes, which hardly any body holds.
  if (body.includes("\\u") || body.includes("__proto__")) refuseUnkeepable(value);
  return value;
}

/** Throws where a text is none. A loop, not a recursion: bodies may be nested deeper than the stack. */
export function refuseUnkeepable(body: unknown): void {
  const open: unknown[] = [body];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === "string") refuseUnkeepableText(value);
    if (typeof value !== "object" || value === null) continue;
    for (const [key, item] of Object.entries(value)) {
      refuseUnkeepableText(key);
      // Data that pretends to be something else.
      if (key === "__proto__") throw unkeepable("A field has a name that is not allowed.");
      open.push(item);
    }
  }
}

function refuseUnkeepableText(text: string): void {
  if (text.includes("\u0000") || !text.isWellFormed()) {
    throw unkeepable("A text holds a null character or half of a character.");
  }
}

function unkeepable(message: string): ProblemError {
  return problem("invalid_request", message, "Leave it out and send the request again.");
}
