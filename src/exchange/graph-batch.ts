import { z } from "zod";
import type { CalendarAccess, CalendarFailure } from "../app/sync/calendar.ts";
import {
  type GraphCall,
  type GraphClient,
  type GraphResult,
  preferHeader,
} from "./graph-client.ts";
import { failureOf } from "./graph-failure.ts";
import type { CallPlace } from "./mailbox-throttle.ts";

/** Facts 4: so many requests in one batch. */
export const BATCH_MAX = 20;

const batchSchema = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number(),
      headers: z.record(z.string(), z.string()).nullish(),
      body: z.unknown().optional(),
    }),
  ),
});
type BatchPart = z.infer<typeof batchSchema>["responses"][number];

/** What can only be so for the mailbox or the rights, which are the same for every part. */
const CONCERNS_ALL: ReadonlySet<CalendarFailure["kind"]> = new Set([
  "throttled",
  "transient",
  "token_unusable",
  "credential_rejected",
  "access_denied",
]);

/**
 * Makes one reading call for each key, twenty a batch, and tells the results by key. The parts of a
 * batch are chained one behind the other: side by side they would each take one of the mailbox's
 * four places (facts 4). The price is that a part that fails takes those behind it along (424),
 * which are then asked again in a new batch.
 */
export async function readEach(
  graph: GraphClient,
  access: CalendarAccess,
  keys: readonly string[],
  callFor: (key: string) => GraphCall,
  place: Pick<CallPlace, "ahead">,
): Promise<ReadonlyMap<string, GraphResult>> {
  const results = new Map<string, GraphResult>();
  let left = [...new Set(keys)];
  while (left.length > 0) {
    const batch = left.slice(0, BATCH_MAX);
    const answered = await callSeveral(graph, access, batch.map(callFor), place);
    for (const [index, key] of batch.entries()) {
      const result = answered[index];
      if (result !== undefined) results.set(key, result);
    }
    // The first of a batch always has a result of its own, so each round leaves fewer.
    left = left.filter((key) => !results.has(key));
    const refused = answered.find(
      (result) => result?.ok === false && CONCERNS_ALL.has(result.failure.kind),
    );
    if (refused !== undefined) for (const key of left.splice(0)) results.set(key, refused);
  }
  return results;
}

/** One by itself needs no batch around it. */
async function callSeveral(
  graph: GraphClient,
  access: CalendarAccess,
  calls: readonly GraphCall[],
  place: Pick<CallPlace, "ahead">,
): Promise<readonly (GraphResult | undefined)[]> {
  const [only, ...others] = calls;
  if (only === undefined || others.length > 0) return callChained(graph, access, calls, place);
  return [await graph.call(access, { ...only, place: { ...only.place, ...place } })];
}

/**
 * Makes writing calls in order, twenty a batch, and stops at the first that fails: the results are
 * those of the calls that were made. Where `isDone` says so, a failure is as good as success.
 */
export async function writeInOrder(
  graph: GraphClient,
  access: CalendarAccess,
  calls: readonly GraphCall[],
  isDone: (failure: CalendarFailure, call: GraphCall) => boolean,
): Promise<readonly GraphResult[]> {
  const results: GraphResult[] = [];
  while (results.length < calls.length) {
    const batch = calls.slice(results.length, results.length + BATCH_MAX);
    for (const [index, result] of (await callChained(graph, access, batch)).entries()) {
      if (result === undefined) break;
      results.push(result);
      const call = batch[index];
      if (!result.ok && (call === undefined || !isDone(result.failure, call))) return results;
    }
  }
  return results;
}

/**
 * One batch, each part waiting for the one before. Undefined for a part that was not tried because
 * one before it failed; the first never is.
 */
async function callChained(
  graph: GraphClient,
  access: CalendarAccess,
  calls: readonly GraphCall[],
  place: Partial<CallPlace> = {},
): Promise<readonly (GraphResult | undefined)[]> {
  const result = await graph.call(access, {
    method: "POST",
    path: "/$batch",
    writes: calls.some(isWriting),
    place: { ...place, weight: calls.length },
    body: { requests: calls.map((call, index) => partOf(access, call, index)) },
  });
  if (!result.ok) return calls.map(() => result);
  const batch = batchSchema.safeParse(result.answer.body);
  if (!batch.success) return calls.map(strangeAnswer);
  return calls.map((call, index) => {
    const part = batch.data.responses.find(({ id }) => id === `${index}`);
    if (part?.status === 424 && index > 0) return undefined;
    return part === undefined ? strangeAnswer(call) : resultOf(graph, access, call, part);
  });
}

function partOf(
  { requestId }: CalendarAccess,
  call: GraphCall,
  index: number,
): Readonly<Record<string, unknown>> {
  return {
    id: `${index}`,
    method: call.method,
    url: call.path,
    headers: {
      // The batch's own header is not its parts': without it they could not be told in Exchange.
      "client-request-id": requestId,
      Prefer: preferHeader(call.prefer),
      ...(call.body !== undefined && { "Content-Type": "application/json" }),
    },
    ...(call.body !== undefined && { body: call.body }),
    ...(index > 0 && { dependsOn: [`${index - 1}`] }),
  };
}

function resultOf(
  graph: GraphClient,
  access: CalendarAccess,
  call: GraphCall,
  { status, headers: given, body }: BatchPart,
): GraphResult {
  const headers = new Headers(Object.entries(given ?? {}));
  if (status >= 200 && status < 300) {
    return { ok: true, answer: { status, body, requestId: headers.get("request-id") } };
  }
  const failure = failureOf(
    { mailbox: access.mailbox, writes: isWriting(call) },
    { status, headers, body },
  );
  graph.obeyThrottling(access.mailbox, failure);
  return { ok: false, failure };
}

function isWriting({ method, writes }: GraphCall): boolean {
  return writes ?? method !== "GET";
}

function strangeAnswer(call: GraphCall): GraphResult {
  return {
    ok: false,
    failure: {
      kind: "transient",
      code: "strange_answer",
      message: "Exchange answered in a form that could not be read.",
      mayHaveHappened: isWriting(call),
    },
  };
}
