/** One id through both systems: from the client's request over the server's log to Graph. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, beforeEach, describe, test } from "node:test";
import type { z } from "zod";
import type { syncEventDetailSchema } from "../../src/contract/admin.ts";
import { testableKinds } from "../../src/store/testing/test-database.ts";
import {
  type ApiClient,
  createApiClient,
  demoPeople,
  reservationIn,
  slotAt,
} from "../support/api-client.ts";
import { until } from "../support/until.ts";
import { makeApiKey, startUsherWorld, type UsherWorld } from "../support/usher-world.ts";

type SyncEventDetail = z.output<typeof syncEventDetailSchema>;

describe("the request id of an act", () => {
  let world: UsherWorld;
  let client: ApiClient;
  let slot = 0;
  before(async () => {
    world = await startUsherWorld({
      database: testableKinds().at(-1) ?? "embedded",
      settings: { roomDecisionDelayMs: [20, 60] },
    });
    const scopes = ["places:read", "reservations:read", "reservations:write", "admin"];
    client = createApiClient(world.url, await makeApiKey(world.url, scopes));
  });
  after(() => world.close());
  beforeEach(() => {
    world.simulator.world.journal.clear();
    slot += 1;
  });

  async function book(requestId: string): Promise<string> {
    const [room] = await client.rooms();
    const [person] = demoPeople();
    const { start, end } = slotAt(slot);
    const body = { space_id: room?.id, start, end, requested_for: person, subject: "Review" };
    const headers = { "request-id": requestId };
    const answer = await client.send("POST", "/api/v1/reservations", body, headers);
    assert.equal(answer.status, 201, answer.text);
    assert.equal(answer.headers.get("request-id"), requestId);
    const { id } = reservationIn(answer);
    await inStep(id, "confirmed");
    return id;
  }

  const inStep = (id: string, state: string) =>
    until(`the reservation is ${state} and in step`, async () => {
      const reservation = await client.reservation(id);
      return reservation.state === state && reservation.sync_state === "synchronized";
    });
  /** What Exchange was asked to write, by the request id that came with it. */
  const writesWith = (requestId: string): readonly string[] =>
    world.simulator.world.journal
      .entries()
      .filter(({ clientRequestId }) => clientRequestId === requestId)
      .filter(({ method, inBatch }) => method !== "GET" && !inBatch)
      .map(({ method }) => method);
  async function events(reservationId: string): Promise<readonly SyncEventDetail[]> {
    const path = "/api/v1/admin/sync-events";
    const list = await client.send("GET", `${path}?reservation_id=${reservationId}`);
    const { items } = JSON.parse(list.text) as { items: { id: string }[] };
    const details = items.map(({ id }) => client.send("GET", `${path}/${id}`));
    return (await Promise.all(details)).map(({ text }) => JSON.parse(text) as SyncEventDetail);
  }

  test("reaches the calls for what was made, changed and cancelled with it", async () => {
    const ids = { create: randomUUID(), update: randomUUID(), cancel: randomUUID() };
    const id = await book(ids.create);
    const path = `/api/v1/reservations/${id}`;
    const subject = { subject: "Review, second round" };
    await client.send("PATCH", path, subject, { "request-id": ids.update });
    await inStep(id, "confirmed");
    await client.send("POST", `${path}/cancel`, {}, { "request-id": ids.cancel });
    await inStep(id, "cancelled");
    assert.deepEqual(writesWith(ids.create), ["POST"]);
    assert.deepEqual(writesWith(ids.update), ["PATCH"]);
    assert.deepEqual(writesWith(ids.cancel), ["POST"]);
    const shown = (await events(id)).map((event) => [event.type, event.request_id]);
    assert.deepEqual(Object.fromEntries(shown), ids);
  });

  test("reaches the calls for single occurrences, which go together", async () => {
    const [room] = await client.rooms();
    const [person] = demoPeople();
    const { start, end } = slotAt(slot);
    const pattern = { type: "daily", interval: 1 };
    const recurrence = { pattern, range: { type: "numbered", number_of_occurrences: 3 } };
    const body = { space_id: room?.id, start, end, requested_for: person, recurrence };
    const made = await client.send("POST", "/api/v1/reservations", body);
    assert.equal(made.status, 201, made.text);
    const { id } = reservationIn(made);
    await inStep(id, "confirmed");
    const { text } = await client.send("GET", `/api/v1/reservations/${id}/series`);
    const { occurrences } = JSON.parse(text) as { occurrences: { id: string }[] };
    const requestId = randomUUID();
    const path = `/api/v1/reservations/${occurrences[1]?.id}/cancel`;
    const answer = await client.send("POST", path, {}, { "request-id": requestId });
    assert.equal(answer.status, 200, answer.text);
    await inStep(id, "confirmed");
    const calls = world.simulator.world.journal.entries();
    const inBatches = calls.filter(({ inBatch, method }) => inBatch && method !== "GET");
    assert.deepEqual(
      inBatches.map(({ method, clientRequestId }) => [method, clientRequestId]),
      [["POST", requestId]],
    );
  });

  test("stays the same in every try, and is in the server's log", async () => {
    const effect = { kind: "unavailable", retryAfterSeconds: null } as const;
    world.simulator.world.faults.add({ method: "POST", path: "/events$", times: 1, effect });
    const requestId = randomUUID();
    await book(requestId);
    assert.deepEqual(writesWith(requestId), ["POST", "POST"]);
    const lines = world.server().output().split("\n");
    const told = lines.filter((line) => line.includes(`"request_id":"${requestId}"`));
    assert.deepEqual(
      told.map((line) => (JSON.parse(line) as { msg: string }).msg),
      ["sync event did not go through yet", "sync event was carried out"],
    );
  });

  test("is made here where the client sent none that Exchange could take", async () => {
    const [room] = await client.rooms();
    const [person] = demoPeople();
    const { start, end } = slotAt(slot);
    const body = { space_id: room?.id, start, end, requested_for: person };
    const headers = { "request-id": "order-66" };
    const answer = await client.send("POST", "/api/v1/reservations", body, headers);
    const requestId = answer.headers.get("request-id") ?? "";
    assert.match(requestId, /^[\da-f-]{36}$/);
    await inStep(reservationIn(answer).id, "confirmed");
    assert.deepEqual(writesWith(requestId), ["POST"]);
  });
});
