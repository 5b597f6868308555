import type { FastifyReply, FastifyRequest } from "fastify";
import type { Refusal } from "../../app/outcome.ts";
import { isProblemCode, PROBLEM_CODES } from "../../contract/problem-codes.ts";
import { type Failure, failureSchema } from "../../contract/reservation-rest-api/values.ts";
import { refusalFrom, shownDetails, UNKNOWN_ROUTE } from "../problem-answers.ts";

/** Answers every error in the form that programs written for ServiceNow look for. */
export function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  return sendFailure(request, reply, refusalFrom(error, request));
}

export function answerUnknownPath(request: FastifyRequest, reply: FastifyReply) {
  return sendFailure(request, reply, {
    ...UNKNOWN_ROUTE,
    remedy: "The paths that there are stand in the manual: docs/reference/reservation-rest-api.md.",
  });
}

function sendFailure(request: FastifyRequest, reply: FastifyReply, refusal: Refusal) {
  const code = isProblemCode(refusal.code) ? refusal.code : "internal_error";
  const { status, title } = PROBLEM_CODES[code];
  const { message, remedy } = refusal;
  const body: Failure = {
    error: {
      message,
      detail: remedy ?? title,
      code,
      ...shownDetails(refusal.details),
      request_id: request.id,
    },
    status: "failure",
  };
  if (status === 401) void reply.header("WWW-Authenticate", ['Basic realm="Usher"', "Bearer"]);
  return reply
    .code(status)
    .header("Request-Id", request.id)
    .type("application/json")
    .serializer((answer: unknown) => JSON.stringify(answer))
    .send(body);
}

/** What every route may answer instead, for its description. */
export const failureAnswers = {
  "4xx": {
    description: "Refused; `error.code` says why (docs/reference/problem-codes.md)",
    content: { "application/json": { schema: failureSchema } },
  },
} as const;
