import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { appTokenOf, ANNA, ROOM_ADDRESS } from "./graph/graph-test-client.ts";
import { createInProcessFetch } from "./in-process-fetch.ts";
import { startTestSimulator, type TestSimulator } from "./test-simulator.ts";

describe("fetch without sockets", () => {
  let simulator: TestSimulator;
  let inProcessFetch: typeof fetch;
  let token: string;

  before(async () => {
    simulator = await startTestSimulator({ application: { consented: true } });
    inProcessFetch = createInProcessFetch(simulator);
    token = await appTokenOf(simulator);
  });
  after(() => simulator.close());
  beforeEach(() => simulator.world.faults.clear());

  const ask = (send: typeof fetch, path: string, init: RequestInit = {}): Promise<Response> =>
    send(`${simulator.httpsUrl}/v1.0${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    });
  const meeting = (subject: string): RequestInit => ({
    method: "POST",
    body: JSON.stringify({
      subject,
      start: { dateTime: "2027-03-01T09:00:00", timeZone: "UTC" },
      end: { dateTime: "2027-03-01T10:00:00", timeZone: "UTC" },
    }),
  });

  test("answers as the wire does: status, headers and body", async () => {
    const path = `/users/${ANNA}/events`;
    const created = await ask(inProcessFetch, path, meeting("Grüße"));
    assert.equal(created.status, 201);
    assert.equal(created.url, `${simulator.httpsUrl}/v1.0${path}`);
    const event = (await created.json()) as { id: string; subject: string };
    assert.equal(event.subject, "Grüße");
    const answers = await Promise.all(
      [fetch, inProcessFetch].map((send) => ask(send, `${path}?$top=1`)),
    );
    const [wire, here] = await Promise.all(
      answers.map(async (answer) => ({
        status: answer.status,
        type: answer.headers.get("content-type"),
        body: await answer.json(),
      })),
    );
    assert.deepEqual(here, wire);
    const removed = await ask(inProcessFetch, `${path}/${event.id}`, { method: "DELETE" });
    assert.equal(removed.status, 204);
    assert.equal(await removed.text(), "");
  });

  test("a connection that breaks before or after the work rejects with a TypeError", async () => {
    for (const kind of ["resetBeforeWork", "resetAfterWork"] as const) {
      simulator.world.faults.add({ times: 1, effect: { kind } });
      const path = `/users/${ROOM_ADDRESS}/events`;
      await assert.rejects(ask(inProcessFetch, path, meeting(kind)), TypeError);
      const found = await ask(inProcessFetch, `${path}?$filter=subject eq '${kind}'`);
      const { value } = (await found.json()) as { value: unknown[] };
      assert.equal(value.length, kind === "resetAfterWork" ? 1 : 0);
    }
  });

  test("Entra ID is reached too, and nothing else is", async () => {
    const issuer = `${simulator.httpsUrl}/${simulator.tenantId}/v2.0`;
    const metadata = await inProcessFetch(`${issuer}/.well-known/openid-configuration`);
    assert.equal(((await metadata.json()) as { issuer: string }).issuer, issuer);
    await assert.rejects(inProcessFetch("https://elsewhere.example/"), TypeError);
  });

  test("an aborted request rejects with the reason, though its answer is still on its way", async () => {
    simulator.world.faults.add({ effect: { kind: "latency", latencyMs: 60_000 } });
    const controller = new AbortController();
    const asked = ask(inProcessFetch, `/users/${ANNA}/events`, { signal: controller.signal });
    controller.abort(new Error("no longer wanted"));
    await assert.rejects(asked, /no longer wanted/);
  });
});
