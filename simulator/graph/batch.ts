import { refuse, succeed, type Outcome } from "../mailbox/outcome.ts";
import type { GraphReply, GraphRequest, RouteAnswer } from "./graph-request.ts";
import { readBody } from "./schema-validation.ts";

interface BatchStep {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | null;
  readonly body?: unknown;
  readonly dependsOn?: readonly string[] | null;
}

interface StepResponse {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const STEPS_MAX = 20;
/** Graph works on at most four of a batch's Outlook requests at once (facts 4). */
const STEPS_AT_ONCE = 4;

/**
 * Works off a JSON batch (facts 4): 200 whatever becomes of its steps, 400 where it is malformed,
 * 424 for a step whose dependency failed. Each step is throttled and journalled by itself.
 */
export async function answerBatch(
  request: GraphRequest,
  answerStep: (step: GraphRequest) => Promise<GraphReply>,
): Promise<Outcome<RouteAnswer>> {
  const read = readBody("batchRequest", request.body);
  if (!read.ok) return read;
  const steps = (read.value as { requests: BatchStep[] }).requests;
  const problem = batchProblem(steps);
  if (problem !== null) return refuse(400, "BadRequest", problem);
  const responses = new Map<string, StepResponse>();
  let waiting = steps;
  while (waiting.length > 0) {
    const ready = waiting
      .filter((step) => (step.dependsOn ?? []).every((id) => responses.has(id)))
      .slice(0, STEPS_AT_ONCE);
    const answered = await Promise.all(
      ready.map((step) => runStep(request, step, responses, answerStep)),
    );
    for (const response of answered) responses.set(response.id, response);
    waiting = waiting.filter((step) => !responses.has(step.id));
  }
  return succeed({ status: 200, body: { responses: [...responses.values()] } });
}

async function runStep(
  request: GraphRequest,
  step: BatchStep,
  responses: ReadonlyMap<string, StepResponse>,
  answerStep: (step: GraphRequest) => Promise<GraphReply>,
): Promise<StepResponse> {
  const failed = (step.dependsOn ?? []).some((id) => (responses.get(id)?.status ?? 500) >= 400);
  if (failed) {
    const message = "The request depends on another one that failed.";
    return failure(step.id, 424, "FailedDependency", message);
  }
  const headers = lowerCaseNames(step.headers ?? {});
  if (step.body !== undefined && headers["content-type"] === undefined) {
    const message = "A request with a body needs a Content-Type header.";
    return failure(step.id, 400, "BadRequest", message);
  }
  const reply = await answerStep({
    method: step.method.toUpperCase(),
    target: step.url.startsWith("/") ? step.url : `/${step.url}`,
    headers: { ...headers, authorization: request.headers["authorization"] },
    body: step.body,
    baseUrl: request.baseUrl,
    inBatch: true,
  });
  return stepResponse(step.id, reply);
}

function stepResponse(id: string, reply: GraphReply): StepResponse {
  // Inside a batch the broken connection is Graph's own to Exchange: the client sees a 504.
  if (reply.breakConnection) return failure(id, 504, "GatewayTimeout", "");
  const body = reply.rawText ?? reply.body;
  const type: Record<string, string> =
    body === undefined ? {} : { "content-type": "application/json" };
  const headers = spellNames({ ...type, ...reply.headers });
  return { id, status: reply.status, headers, ...(body === undefined ? {} : { body }) };
}

function failure(id: string, status: number, code: string, message: string): StepResponse {
  return {
    id,
    status,
    headers: { "Content-Type": "application/json" },
    body: { error: { code, message } },
  };
}

function batchProblem(steps: readonly BatchStep[]): string | null {
  if (steps.length === 0) return "The batch has no requests.";
  if (steps.length > STEPS_MAX) {
    return `Number of batch request steps exceeds the maximum value of ${STEPS_MAX}.`;
  }
  const ids = new Set(steps.map(({ id }) => id));
  if (ids.size < steps.length) return "The ids of a batch's requests must be different.";
  if (steps.some(({ url }) => /\$batch/i.test(url))) return "A batch cannot hold another batch.";
  const settled = new Set<string>();
  for (let before = -1; before < settled.size;) {
    before = settled.size;
    for (const step of steps) {
      if ((step.dependsOn ?? []).every((id) => settled.has(id))) settled.add(step.id);
    }
  }
  return settled.size === steps.length
    ? null
    : "A request of the batch depends on one that is missing or that depends on it.";
}

/** Inside a batch header names keep their usual capitals: Microsoft's client looks for those. */
function spellNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name.replaceAll(/(^|-)[a-z]/g, (start) => start.toUpperCase()),
    value,
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return Object.fromEntries(entries) as Record<string, string>;
}
