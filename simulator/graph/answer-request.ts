import type { DirectoryUser } from "../directory/directory.ts";
import type { GraphCaller, ValidToken } from "../entra/graph-caller.ts";
import type { FaultEffect } from "../faults/fault-rules.ts";
import { succeed, type Outcome } from "../mailbox/outcome.ts";
import type { World } from "../world.ts";
import { answerBatch } from "./batch.ts";
import { checkOwner, findRoute, readTarget, type Target } from "./find-route.ts";
import {
  createRequestIds,
  errorReply,
  faultReply,
  successReply,
  throttledReply,
  unauthorizedReply,
  type RequestIds,
} from "./graph-reply.ts";
import type { GraphReply, GraphRequest, RouteAnswer } from "./graph-request.ts";
import { calendarAccess, checkPermission, NO_ACCESS } from "./permissions.ts";
import { readPreferences } from "./preferences.ts";
import { readBody, schemaProblem } from "./schema-validation.ts";

/** What is known of a request when it is written into the journal. */
interface Trace {
  caller: GraphCaller | null;
  mailboxId: string | null;
  concurrent: number;
}

/**
 * Answers one request below /v1.0, alone or as a step of a batch, and writes it into the journal.
 */
export async function answerRequest(world: World, request: GraphRequest): Promise<GraphReply> {
  const ids = createRequestIds(request);
  const trace: Trace = { caller: null, mailboxId: null, concurrent: 0 };
  const atMs = world.clock.now();
  const reply = await answer(world, request, ids, trace);
  const error = (reply.body as { error?: { code?: string } } | undefined)?.error;
  world.journal.record({
    method: request.method,
    path: request.target,
    mailboxId: trace.mailboxId,
    clientId: trace.caller?.clientId ?? null,
    userId: trace.caller?.userId ?? null,
    status: reply.status,
    errorCode: error?.code ?? null,
    atMs,
    concurrent: trace.concurrent,
    requestId: ids.requestId,
    clientRequestId: request.headers["client-request-id"] ?? null,
    inBatch: request.inBatch,
  });
  return reply;
}

async function answer(
  world: World,
  request: GraphRequest,
  ids: RequestIds,
  trace: Trace,
): Promise<GraphReply> {
  const check = await world.checkAccessToken(request.headers["authorization"]);
  if (!check.valid) return unauthorizedReply(ids, check.message, world.clock.now());
  trace.caller = check.caller;
  const target = readTarget(world, check.caller, request.target.split("?")[0] ?? "");
  const owner = target.ok ? target.value.owner : undefined;
  trace.mailboxId = owner?.id ?? null;
  const effects = world.faults.meet({
    method: request.method,
    path: request.target,
    mailboxNames: owner ? namesOf(owner) : [],
  });
  const admission = world.throttle.enter(check.caller.clientId, owner?.id ?? "tenant");
  trace.concurrent = admission.concurrent;
  // Outlook's limits are for mailboxes; the directory's own are far away (facts 4).
  if (!admission.admitted && owner) {
    const { limit, retryAfterSeconds } = admission;
    const { concurrencyCode } = world.settings.throttle;
    return throttledReply(ids, limit, retryAfterSeconds, world.clock.now(), concurrencyCode);
  }
  try {
    await serve(world, effects, isBatch(request) ? 0 : world.settings.serviceTimeMs);
    const fault = effects.find(({ kind }) => BEFORE_WORK.has(kind));
    const { clock, settings } = world;
    if (fault) return faultReply(ids, fault, clock.now(), settings);
    const reply = await work(world, request, ids, check, target);
    const afterwards = effects.find(({ kind }) => AFTER_WORK.has(kind));
    return afterwards ? faultReply(ids, afterwards, clock.now(), settings) : reply;
  } finally {
    if (admission.admitted) admission.leave();
  }
}

/** A batch costs its steps' time and none of its own. */
function isBatch(request: GraphRequest): boolean {
  return request.method === "POST" && /^\/(\$|%24)batch\/?(\?|$)/i.test(request.target);
}

const AFTER_WORK: ReadonlySet<FaultEffect["kind"]> = new Set([
  "timeoutAfterWork",
  "resetAfterWork",
]);
const BEFORE_WORK: ReadonlySet<FaultEffect["kind"]> = new Set([
  "throttled",
  "unavailable",
  "unavailableHtml",
  "transientError",
  "resetBeforeWork",
  "expiredToken",
  "changeKeyConflict",
  "syncStateNotFound",
  "extensionError",
  "error",
]);

function namesOf(owner: DirectoryUser): string[] {
  return [owner.id, owner.mail, owner.userPrincipalName].map((name) => name.toLowerCase());
}

/** Waits the service time and the latency that faults add, on the world's clock. */
async function serve(
  world: World,
  effects: readonly FaultEffect[],
  serviceTimeMs: number,
): Promise<void> {
  let waitMs = serviceTimeMs;
  for (const effect of effects) if (effect.kind === "latency") waitMs += effect.latencyMs;
  if (waitMs <= 0) return;
  await new Promise<void>((resolve) => world.clock.after(waitMs, resolve));
}

async function work(
  world: World,
  request: GraphRequest,
  ids: RequestIds,
  token: ValidToken,
  target: Outcome<Target>,
): Promise<GraphReply> {
  const { caller } = token;
  const nowMs = world.clock.now();
  if (!target.ok) return errorReply(ids, target.error, nowMs);
  if (isBatch(request)) {
    const batch = await answerBatch(request, (step) => answerRequest(world, step));
    if (!batch.ok) return errorReply(ids, batch.error, nowMs);
    return checkedReply(world, request, ids, "batchResponse", batch.value, "");
  }
  const preferences = readPreferences(request.headers["prefer"]);
  if (!preferences.ok) return errorReply(ids, preferences.error, nowMs);
  const found = findRoute(request.method, target.value);
  if (!found.ok) return errorReply(ids, found.error, nowMs);
  const { route, parameters } = found.value;
  const { owner } = target.value;
  const access = owner ? calendarAccess(world.directory, caller, owner) : NO_ACCESS;
  const ready = [
    () => checkOwner(target.value, route),
    () => checkPermission(route.permission, caller, owner, access),
  ];
  for (const step of ready) {
    const outcome = step();
    if (!outcome.ok) return errorReply(ids, outcome.error, nowMs);
  }
  const body = route.requestType
    ? readBody(route.requestType, request.body ?? (isAction(route.requestType) ? {} : undefined))
    : succeed(undefined);
  if (!body.ok) return errorReply(ids, body.error, nowMs);
  const [path, search] = splitTarget(request.target);
  const handled = await route.handle({
    world,
    caller,
    token,
    owner,
    access,
    preferences: preferences.value,
    query: new URLSearchParams(search),
    parameters,
    headers: request.headers,
    body: body.value,
    baseUrl: request.baseUrl,
    path,
  });
  if (!handled.ok) return errorReply(ids, handled.error, nowMs);
  return checkedReply(
    world,
    request,
    ids,
    route.responseType,
    handled.value,
    preferences.value.applied,
  );
}

function splitTarget(target: string): [string, string] {
  const at = target.indexOf("?");
  return at < 0 ? [target, ""] : [target.slice(0, at), target.slice(at + 1)];
}

/** Parameters of an action may all be left out, and the body with them. */
function isAction(requestType: string): boolean {
  return requestType === "cancelRequest" || requestType === "answerRequest";
}

/** An answer that Microsoft's schema does not allow is a bug here, and fails loudly. */
function checkedReply(
  world: World,
  request: GraphRequest,
  ids: RequestIds,
  responseType: string | null,
  answered: RouteAnswer,
  applied: string,
): GraphReply {
  if (responseType !== null && answered.body !== undefined) {
    const detail = schemaProblem(responseType, answered.body);
    if (detail !== null) {
      const { method, target: path } = request;
      world.journal.recordViolation({ method, path, type: responseType, detail });
      const message = `The simulator's answer is not a ${responseType}: ${detail}`;
      const error = { status: 500, code: "SimulatorSchemaViolation", message };
      return errorReply(ids, error, world.clock.now());
    }
  }
  return successReply(ids, answered, applied);
}
