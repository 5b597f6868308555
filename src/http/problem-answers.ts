import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import {
  hasZodFastifySchemaValidationErrors,
  type ZodFastifySchemaValidationError,
} from "fastify-type-provider-zod";
import type { Refusal } from "../app/outcome.ts";
import type { Problem } from "../contract/problem.ts";
import { isProblemCode, PROBLEM_CODES } from "../contract/problem-codes.ts";
import { ProblemError, problem } from "./problem-error.ts";

/** Answers every error as a problem (RFC 9457). */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  return sendProblem(request, reply, refusalFrom(error, request));
}

/** What an error says to whoever sent the request; what nobody foresaw is logged, and says no more. */
export function refusalFrom(error: unknown, request: FastifyRequest): Refusal {
  const foreseen = error instanceof ProblemError ? error : foreseenProblem(error);
  if (foreseen !== null && isProblemCode(foreseen.refusal.code)) return foreseen.refusal;
  request.log.error({ err: error, req: request }, "a request failed unexpectedly");
  return UNFORESEEN;
}

/** Answers what no route is there for. */
export function answerUnknownRoute(request: FastifyRequest, reply: FastifyReply) {
  return sendProblem(request, reply, UNKNOWN_ROUTE);
}

export const UNKNOWN_ROUTE: Refusal = {
  code: "route_not_found",
  message: "There is nothing at this address, or not for this method.",
  remedy: "Look at /api/v1/openapi.json for what there is.",
};

const UNFORESEEN: Refusal = {
  code: "internal_error",
  message: "Something went wrong here that should not have. It has been written down.",
  remedy: "Try again; if it stays, tell an administrator the request id.",
};

function sendProblem(request: FastifyRequest, reply: FastifyReply, refusal: Refusal) {
  const { status, title } =
    PROBLEM_CODES[isProblemCode(refusal.code) ? refusal.code : "internal_error"];
  const body: Problem = {
    type: `urn:usher:problem:${refusal.code}`,
    title,
    status,
    code: refusal.code,
    detail: refusal.message,
    ...(refusal.remedy !== undefined && { remedy: refusal.remedy }),
    request_id: request.id,
    ...shownDetails(refusal.details),
  };
  if (status === 401) void reply.header("WWW-Authenticate", "Bearer");
  return (
    reply
      .code(status)
      // Again, for what is refused before any hook has run.
      .header("Request-Id", request.id)
      .type("application/problem+json")
      .serializer((answer: unknown) => JSON.stringify(answer))
      .send(body)
  );
}

export function shownDetails(
  details: Refusal["details"],
): Pick<Problem, "codes" | "dates" | "spaces" | "fields"> {
  const { codes, dates, spaces, fields } = details ?? {};
  return {
    ...(isTexts(codes) && { codes: [...codes] }),
    ...(isTexts(dates) && { dates: [...dates] }),
    ...(isTexts(spaces) && { spaces: [...spaces] }),
    ...(isFields(fields) && { fields: [...fields] }),
  };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isFields(value: unknown): value is NonNullable<Problem["fields"]> {
  return (
    Array.isArray(value) &&
    value.every((item: unknown) => typeof item === "object" && item !== null && "field" in item)
  );
}

/** Errors of the framework that are the client's to mend; null for all others. */
function foreseenProblem(error: unknown): ProblemError | null {
  if (hasZodFastifySchemaValidationErrors(error)) return invalidRequest(error.validation);
  const { code = "", statusCode } = (error instanceof Error ? error : {}) as Partial<FastifyError>;
  switch (code) {
    case "FST_ERR_CTP_INVALID_JSON_BODY":
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
      return problem("malformed_json", "The body is not JSON.", "Send a JSON object.");
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return problem(
        "body_too_large",
        "The body is larger than a request here can be.",
        "Send less, for example a shorter text; most requests may have one megabyte.",
      );
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return problem(
        "unsupported_media_type",
        "The body's type is not one that is understood here.",
        "Send JSON with Content-Type: application/json.",
      );
    default:
      // A body shorter than it says, a header too long, a bad percent-encoding, and their like.
      return statusCode !== undefined && statusCode >= 400 && statusCode < 500
        ? problem("invalid_request", "The request is not well formed.", "Mend it and try again.")
        : null;
  }
}

function invalidRequest(faults: readonly ZodFastifySchemaValidationError[]): ProblemError {
  const fields = faults.slice(0, FIELDS_SHOWN_MAX).map((fault) => ({
    field: fault.instancePath.replace(/^\//, "").replaceAll("/", "."),
    message: fault.message ?? "Not valid",
  }));
  const [first] = fields;
  const what = first ? `${first.field || "The request"}: ${first.message}` : "A field is wrong";
  return problem(
    "invalid_request",
    `The request is not well formed. ${what}.`,
    "Mend the fields that are named, and send it again.",
    { fields },
  );
}

/** Enough for a form; a list of ten thousand faults helps nobody. */
const FIELDS_SHOWN_MAX = 20;
