import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { BatchRequestContent, BatchResponseContent } from "@microsoft/microsoft-graph-client";
import type { Event } from "@microsoft/microsoft-graph-types";
import {
  ANNA,
  BORIS,
  idOf,
  meeting,
  refusalOf,
  startGraphTest,
  WITHOUT_RETRIES,
  type GraphTest,
} from "./graph-test-client.ts";
import type { FaultEffect } from "../faults/fault-rules.ts";

interface GraphErrorBody {
  error: { code: string; message: string; innerError: Record<string, string> };
}

interface BatchAnswer {
  responses: {
    id: string;
    status: number;
    headers: Record<string, string>;
    body?: Record<string, unknown>;
  }[];
}

describe("how Graph answers", () => {
  let graph: GraphTest;
  before(async () => {
    graph = await startGraphTest();
  });
  afterEach(() => {
    const { world } = graph.simulator;
    world.faults.clear();
    world.settings.serviceTimeMs = 0;
  });
  after(() => graph.close());

  const eventsPath = `/users/${ANNA}/events`;
  const postBatch = async (requests: object[]): Promise<Response> =>
    graph.fetchAsApp("/$batch", { method: "POST", body: JSON.stringify({ requests }) });

  describe("refusals (facts 5)", () => {
    test("carry code, message and the ids of the request", async () => {
      const response = await graph.fetchAsApp(`${eventsPath}/AAMkAAAA=`, {
        headers: { "client-request-id": "our-own-id" },
      });
      assert.equal(response.status, 400);
      const { error } = (await response.json()) as GraphErrorBody;
      assert.equal(error.code, "ErrorInvalidIdMalformed");
      assert.equal(error.innerError["request-id"], response.headers.get("request-id"));
      assert.equal(error.innerError["client-request-id"], "our-own-id");
      assert.match(error.innerError["date"] ?? "", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
      assert.equal(response.headers.get("client-request-id"), "our-own-id");
      assert.match(response.headers.get("x-ms-ags-diagnostic") ?? "", /ServerInfo/);
    });

    for (const [what, path, body, code] of [
      ["broken JSON", eventsPath, "{", "BadRequest"],
      ["a body that is no object", eventsPath, "[]", "BadRequest"],
      ["an unknown property", eventsPath, '{"subjekt":"x"}', "RequestBodyRead"],
      ["a property of another type", eventsPath, '{"subject":5}', "RequestBodyRead"],
      ["an event without times", eventsPath, "{}", "ErrorPropertyValidationFailure"],
      ["an unknown segment", `/users/${ANNA}/evnts`, "{}", "BadRequest"],
    ] as const) {
      test(`meet ${what} with ${code}`, async () => {
        const response = await graph.fetchAsApp(path, { method: "POST", body });
        assert.equal(response.status, 400);
        assert.equal(((await response.json()) as GraphErrorBody).error.code, code);
      });
    }

    test("meet a request over 4 MB with 413", async () => {
      const content = "x".repeat(4 * 1024 * 1024);
      const body = JSON.stringify({ ...meeting(4, 9), body: { contentType: "text", content } });
      const response = await graph.fetchAsApp(eventsPath, { method: "POST", body });
      assert.equal(response.status, 413);
    });
  });

  describe("throttling (facts 4)", () => {
    test("refuses the fifth of five at once with 429 in Outlook's words", async () => {
      graph.simulator.world.settings.serviceTimeMs = 400;
      const responses = await Promise.all(
        Array.from({ length: 5 }, () => graph.fetchAsApp(eventsPath)),
      );
      const refused = responses.filter(({ status }) => status === 429);
      assert.equal(refused.length, 1);
      assert.ok(refused[0]);
      assert.equal(refused[0].headers.get("retry-after"), "2");
      const { error } = (await refused[0].json()) as GraphErrorBody;
      assert.equal(error.code, "ApplicationThrottled");
      assert.match(error.message, /MailboxConcurrency limit/);
    });

    test("is waited out by Microsoft's client, so that all five succeed", async () => {
      const { settings } = graph.simulator.world;
      settings.serviceTimeMs = 300;
      settings.throttle.retryAfterSeconds = 1;
      await Promise.all(Array.from({ length: 5 }, () => graph.app.api(eventsPath).get()));
      settings.throttle.retryAfterSeconds = 2;
      assert.ok(graph.simulator.world.journal.entries().some(({ status }) => status === 429));
    });
  });

  describe("a batch (facts 4)", () => {
    test("made by Microsoft's client is answered step by step", async () => {
      const made = (await graph.app.api(eventsPath).post(meeting(5, 9))) as Event;
      const content = new BatchRequestContent([
        { id: "read", request: new Request(`https://localhost${eventsPath}/${idOf(made)}`) },
        { id: "view", request: new Request(`https://localhost/users/${BORIS}/calendarView`) },
      ]);
      const answer = (await graph.app.api("/$batch").post(await content.getContent())) as {
        responses: [];
      };
      const responses = new BatchResponseContent(answer);
      const read = (await responses.getResponseById("read").json()) as Event;
      assert.equal(read.id, made.id);
      assert.equal(responses.getResponseById("view").status, 400);
    });

    test("runs a step after the one it depends on, and fails it with that one", async () => {
      const headers = { "Content-Type": "application/json" };
      const body = meeting(5, 11);
      const response = await postBatch([
        { id: "3", method: "GET", url: eventsPath, dependsOn: ["2"] },
        { id: "2", method: "GET", url: `${eventsPath}/AAMkAAAA=`, dependsOn: ["1"] },
        { id: "1", method: "POST", url: eventsPath, headers, body },
      ]);
      assert.equal(response.status, 200);
      const { responses } = (await response.json()) as BatchAnswer;
      const statuses = Object.fromEntries(responses.map(({ id, status }) => [id, status]));
      assert.deepEqual(statuses, { 1: 201, 2: 400, 3: 424 });
    });

    test("throttles single steps, with Retry-After inside and 200 outside", async () => {
      graph.simulator.world.settings.serviceTimeMs = 400;
      const running = Promise.all([graph.fetchAsApp(eventsPath), graph.fetchAsApp(eventsPath)]);
      const steps = [1, 2, 3, 4].map((id) => ({ id: String(id), method: "GET", url: eventsPath }));
      const response = await postBatch(steps);
      await running;
      assert.equal(response.status, 200);
      const { responses } = (await response.json()) as BatchAnswer;
      const refused = responses.filter(({ status }) => status === 429);
      assert.ok(refused.length > 0, JSON.stringify(responses.map(({ status }) => status)));
      assert.equal(refused[0]?.headers["Retry-After"], "2");
    });

    for (const [what, requests] of [
      [
        "21 steps",
        Array.from({ length: 21 }, (_, id) => ({ id: `${id}`, method: "GET", url: "/me" })),
      ],
      ["no steps", []],
      ["an id twice", [1, 2].map(() => ({ id: "1", method: "GET", url: "/me" }))],
      ["a batch inside", [{ id: "1", method: "POST", url: "/$batch" }]],
      ["a step that waits for itself", [{ id: "1", method: "GET", url: "/me", dependsOn: ["1"] }]],
    ] as const) {
      test(`with ${what} is refused as a whole`, async () => {
        assert.equal((await postBatch([...requests])).status, 400);
      });
    }

    test("needs a content type for a step's body", async () => {
      const response = await postBatch([
        { id: "1", method: "POST", url: eventsPath, body: meeting(5, 13) },
      ]);
      const { responses } = (await response.json()) as BatchAnswer;
      assert.equal(responses[0]?.status, 400);
    });
  });

  describe("faults on demand (facts 4, 5)", () => {
    const withFault = (effect: FaultEffect, times = 1): void => {
      graph.simulator.world.faults.add({ path: "/events", times, effect });
    };
    const count = async (): Promise<number> => {
      const page = (await graph.app.api(eventsPath).count(true).top(1).get()) as {
        "@odata.count": number;
      };
      return page["@odata.count"];
    };

    for (const [effect, status] of [
      [{ kind: "throttled", retryAfterSeconds: 1 }, 429],
      [{ kind: "unavailable", retryAfterSeconds: null }, 503],
      [{ kind: "transientError" }, 500],
      [{ kind: "expiredToken" }, 401],
      [{ kind: "changeKeyConflict" }, 412],
    ] as const) {
      test(`"${effect.kind}" answers ${status} before any work`, async () => {
        const countBefore = await count();
        withFault(effect);
        const request = graph.app.api(eventsPath).middlewareOptions([...WITHOUT_RETRIES]);
        assert.equal((await refusalOf(request.post(meeting(6, 9)))).statusCode, status);
        assert.equal(await count(), countBefore);
      });
    }

    test('"unavailableHtml" is no JSON', async () => {
      withFault({ kind: "unavailableHtml" });
      const response = await graph.fetchAsApp(eventsPath);
      assert.equal(response.status, 503);
      assert.match(await response.text(), /^<!DOCTYPE HTML>/);
    });

    test('"timeoutAfterWork" answers 504 although the event was made', async () => {
      const countBefore = await count();
      withFault({ kind: "timeoutAfterWork" });
      const request = graph.app.api(eventsPath).middlewareOptions([...WITHOUT_RETRIES]);
      assert.equal((await refusalOf(request.post(meeting(6, 11)))).statusCode, 504);
      assert.equal(await count(), countBefore + 1);
    });

    for (const [kind, added] of [
      ["resetBeforeWork", 0],
      ["resetAfterWork", 1],
    ] as const) {
      test(`"${kind}" breaks the connection with ${added} events made`, async () => {
        const countBefore = await count();
        withFault({ kind });
        const body = JSON.stringify(meeting(6, 13));
        await assert.rejects(graph.fetchAsApp(eventsPath, { method: "POST", body }), TypeError);
        assert.equal(await count(), countBefore + added);
      });
    }

    test("a transient fault is overcome by Microsoft's client with one retry", async () => {
      withFault({ kind: "unavailable", retryAfterSeconds: 1 });
      const page = (await graph.app.api(eventsPath).get()) as { value: Event[] };
      assert.ok(page.value.length > 0);
    });

    test('"latency" delays the answer', async () => {
      withFault({ kind: "latency", latencyMs: 80 });
      const startMs = Date.now();
      await graph.app.api(eventsPath).get();
      assert.ok(Date.now() - startMs >= 75);
    });
  });

  test("the journal tells who asked what, with which outcome and id", async () => {
    const { world, clientId } = graph.simulator;
    world.journal.clear();
    await graph.fetchAsApp(`${eventsPath}?$top=1`, { headers: { "client-request-id": "mine" } });
    const entry = world.journal.entries().at(-1);
    assert.equal(entry?.method, "GET");
    assert.equal(entry?.path, `${eventsPath}?$top=1`);
    assert.equal(entry?.status, 200);
    assert.equal(entry?.clientId, clientId);
    assert.equal(entry?.userId, null);
    assert.equal(entry?.clientRequestId, "mine");
    assert.equal(entry?.mailboxId, world.directory.findUser(ANNA)?.id);
    assert.equal(entry?.concurrent, 1);
  });
});
