import { z } from "zod";
import type {
  CalendarAccess,
  CalendarFailure,
  CalendarResult,
  EventAnswers,
} from "../app/sync/calendar.ts";
import { EVENT_FIELDS, graphEventSchema, readAnswers } from "./event-reading.ts";
import { type GraphClient, preferHeader } from "./graph-client.ts";
import { failureOf } from "./graph-failure.ts";

/** Facts 4: so many requests in one batch. */
const BATCH_MAX = 20;

const batchSchema = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number(),
      headers: z.record(z.string(), z.string()).nullish(),
      body: z.unknown(),
    }),
  ),
});

type Answers = Map<string, CalendarResult<EventAnswers | null>>;

/**
 * Reads organizer's copies, twenty a call. The parts of a batch are chained one behind the other:
 * side by side they would each take one of the mailbox's four places (facts 4). The price is that
 * a part that fails takes those behind it along (424), which are then read in a new batch.
 */
export async function readEvents(
  graph: GraphClient,
  access: CalendarAccess,
  eventIds: readonly string[],
): Promise<Answers> {
  const answers: Answers = new Map();
  let left = [...new Set(eventIds)];
  while (left.length > 0) {
    const batch = left.slice(0, BATCH_MAX);
    const read = await readBatch(graph, access, batch);
    for (const [id, answer] of read) answers.set(id, answer);
    // The first of a batch always has an answer of its own, so each round leaves fewer.
    left = left.filter((id) => !answers.has(id));
    const failure = [...read.values()].find(({ ok }) => !ok);
    // The mailbox and the rights are the same for all: what one was refused, all would be.
    if (failure !== undefined) {
      for (const id of left.splice(0)) answers.set(id, failure);
    }
  }
  return answers;
}

async function readBatch(
  graph: GraphClient,
  access: CalendarAccess,
  eventIds: readonly string[],
): Promise<Answers> {
  const user = encodeURIComponent(access.mailbox);
  const result = await graph.call(access, {
    method: "POST",
    path: "/$batch",
    writes: false,
    place: { weight: eventIds.length, ahead: true },
    body: {
      requests: eventIds.map((id, index) => ({
        id: `${index}`,
        method: "GET",
        url: `/users/${user}/events/${encodeURIComponent(id)}?$select=${EVENT_FIELDS}`,
        headers: { Prefer: preferHeader(['outlook.timezone="UTC"']) },
        ...(index > 0 && { dependsOn: [`${index - 1}`] }),
      })),
    },
  });
  if (!result.ok) return forAll(eventIds, result.failure);
  const batch = batchSchema.safeParse(result.answer.body);
  if (!batch.success) return forAll(eventIds, STRANGE_ANSWER);

  const answers: Answers = new Map();
  for (const [index, eventId] of eventIds.entries()) {
    const part = batch.data.responses.find(({ id }) => id === `${index}`);
    // What only fell with the one before it is asked again.
    if (part?.status === 424 && index > 0) continue;
    answers.set(eventId, part === undefined ? lost() : readPart(graph, access, part));
  }
  return answers;
}

function readPart(
  graph: GraphClient,
  access: CalendarAccess,
  part: z.infer<typeof batchSchema>["responses"][number],
): CalendarResult<EventAnswers | null> {
  if (part.status === 200) {
    const event = graphEventSchema.safeParse(part.body);
    if (!event.success) return lost();
    return { ok: true, value: event.data.isCancelled === true ? null : readAnswers(event.data) };
  }
  const headers = new Headers(Object.entries(part.headers ?? {}));
  const failure = failureOf(
    { mailbox: access.mailbox, writes: false },
    { status: part.status, headers, body: part.body },
  );
  if (failure.kind === "not_found") return { ok: true, value: null };
  graph.obeyThrottling(access.mailbox, failure);
  return { ok: false, failure };
}

const STRANGE_ANSWER: CalendarFailure = {
  kind: "transient",
  code: "strange_answer",
  message: "Exchange answered in a form that could not be read.",
  mayHaveHappened: false,
};

function lost(): CalendarResult<never> {
  return { ok: false, failure: STRANGE_ANSWER };
}

function forAll(eventIds: readonly string[], failure: CalendarFailure): Answers {
  return new Map(eventIds.map((id) => [id, { ok: false, failure }]));
}
