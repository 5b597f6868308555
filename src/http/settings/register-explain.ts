import type { FastifyInstance } from "fastify";
import { explain, explainLines } from "../../app/settings/explain.ts";
import { requireAdmin } from "../identity/guards.ts";
import { problem } from "../problem-error.ts";

const QUESTIONS_MAX = 10_000;

/**
 * "What would happen if": the integration rules themselves, in the form of the command line (one
 * question a line, as application/x-ndjson), or as JSON: a question, or an array of them.
 */
export function registerExplain(server: FastifyInstance): void {
  // In a scope of its own, so that no other route takes lines for a body.
  void server.register(async (app) => {
    app.addContentTypeParser(
      "application/x-ndjson",
      { parseAs: "string" },
      (_request, body: string, done) => done(null, new Lines(body)),
    );
    app.post("/api/v1/admin/explain", { schema: { hide: true } }, (request, reply) => {
      requireAdmin(request);
      const { body } = request;
      if (body instanceof Lines) {
        return reply.type("application/x-ndjson").send(explainLines(body.text));
      }
      void reply.type("application/json").serializer(JSON.stringify);
      return reply.send(Array.isArray(body) ? explainMany(body) : explainOne(body));
    });
  });
}

/** A body of lines, told apart from JSON that is one text. */
class Lines {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

function explainOne(question: unknown): object {
  const explained = explain(question);
  if (!("error" in explained)) return explained;
  const { code, message, fields } = explained.error;
  throw problem(code, message, "Mend the fields that are named.", {
    fields: fields.map((field) => ({ field, message })),
  });
}

function explainMany(questions: readonly unknown[]): object {
  if (questions.length > QUESTIONS_MAX) {
    throw problem(
      "invalid_request",
      `There are more than ${QUESTIONS_MAX} questions.`,
      "Ask in several requests.",
    );
  }
  return questions.map(explain);
}
