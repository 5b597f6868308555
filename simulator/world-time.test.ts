import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { DEMO_COMPANY, populateDemoCompany } from "./company/demo-company.ts";
import { ANNA, ROOM_ADDRESS } from "./graph/graph-test-client.ts";
import { createInProcessSimulator, type InProcessSimulator } from "./in-process-simulator.ts";
import { advanceTo, advanceToNextDue, nextDueMs, runDue } from "./world-time.ts";

const START_MS = Date.UTC(2027, 2, 1, 8);
const MINUTE_MS = 60_000;
const SECRET = "a-secret-of-this-test";

/** One hour in Wren, asked for by Anna. */
const MEETING = {
  subject: "Planning",
  start: { dateTime: "2027-03-02T09:00:00", timeZone: "UTC" },
  end: { dateTime: "2027-03-02T10:00:00", timeZone: "UTC" },
  attendees: [{ type: "resource", emailAddress: { address: ROOM_ADDRESS } }],
};

interface ToldChange {
  readonly atMs: number;
  readonly changeType: string;
}

describe("a simulator on virtual time", () => {
  let told: ToldChange[];
  /** How many deliveries the endpoint will not take. */
  let refusals: number;
  let simulator: InProcessSimulator;

  const start = (seed: number): Promise<InProcessSimulator> =>
    createInProcessSimulator({
      startMs: START_MS,
      seed,
      company: (directory) =>
        populateDemoCompany(
          directory,
          { clientSecret: SECRET, redirectUris: [], consented: true },
          Date.now(),
        ),
      fetchEndpoint: hear,
    });
  /** The endpoint of the application under test, in process too. */
  const hear: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const token = new URL(request.url).searchParams.get("validationToken");
    if (token !== null) return new Response(token, { headers: { "content-type": "text/plain" } });
    if (refusals-- > 0) throw new TypeError("fetch failed");
    const body = (await request.json()) as { value: { changeType: string }[] };
    const atMs = simulator.world.clock.now();
    told.push(...body.value.map(({ changeType }) => ({ atMs, changeType })));
    return new Response(null, { status: 202 });
  };

  beforeEach(async () => {
    told = [];
    refusals = 0;
    simulator = await start(1);
  });
  afterEach(() => simulator.close());

  const ask = async (
    method: string,
    path: string,
    body?: object,
  ): Promise<Record<string, unknown>> => {
    const answer = await simulator.fetch(`${simulator.httpsUrl}/v1.0${path}`, {
      method,
      headers: { authorization: `Bearer ${await appToken()}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    assert.ok(answer.ok, `${answer.status} ${method} ${path}`);
    return (await answer.json()) as Record<string, unknown>;
  };
  const appToken = async (): Promise<string> => {
    const { directory } = simulator.world;
    const url = `${simulator.httpsUrl}/${directory.tenant.id}/oauth2/v2.0/token`;
    const body = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: DEMO_COMPANY.application.clientId,
      client_secret: SECRET,
      scope: "https://graph.microsoft.com/.default",
    });
    const reply = await simulator.fetch(url, { method: "POST", body });
    return ((await reply.json()) as { access_token: string }).access_token;
  };
  const subscribe = (): Promise<unknown> =>
    ask("POST", "/subscriptions", {
      changeType: "created,updated,deleted",
      resource: `/users/${ROOM_ADDRESS}/events`,
      notificationUrl: "https://listener.example/notifications",
      expirationDateTime: new Date(START_MS + 48 * 60 * MINUTE_MS).toISOString(),
    });

  test("nothing happens until time is moved, and each thing happens at its own time", async () => {
    await subscribe();
    await ask("POST", `/users/${ANNA}/events`, MEETING);
    assert.equal(await runDue(simulator.world), 0);
    const firstDueMs = nextDueMs(simulator.world);
    assert.ok(firstDueMs !== null && firstDueMs > START_MS);
    assert.ok(await advanceToNextDue(simulator.world));
    assert.equal(simulator.world.clock.now(), firstDueMs);
    assert.deepEqual(told, [{ atMs: firstDueMs, changeType: "created" }]);
    await advanceTo(simulator.world, START_MS + MINUTE_MS);
    assert.equal(simulator.world.clock.now(), START_MS + MINUTE_MS);
    assert.ok(told.length > 1, "the room's decision was told too");
  });

  test("a delivery that fails is tried again when its time has come, in no time of the machine's", async () => {
    await subscribe();
    await ask("POST", `/users/${ANNA}/events`, MEETING);
    refusals = 3;
    await advanceTo(simulator.world, START_MS + 10 * MINUTE_MS);
    const { outbox } = simulator.world.subscriptions;
    assert.equal(outbox.waiting, 0);
    const failed = outbox.records().filter(({ result }) => result === "failed");
    assert.equal(failed.length, 3);
    assert.equal(told.filter(({ changeType }) => changeType === "created").length, 1);
  });

  test("one seed and the same steps give one history; another seed another", async () => {
    const histories: unknown[] = [];
    for (const seed of [5, 5, 6]) {
      await simulator.close();
      told = [];
      simulator = await start(seed);
      await subscribe();
      const created = await ask("POST", `/users/${ANNA}/events`, MEETING);
      await advanceTo(simulator.world, START_MS + MINUTE_MS);
      const subscriptions = [...simulator.world.subscriptions.all()].map(({ id }) => id);
      histories.push({ told, id: created["id"], subscriptions });
    }
    assert.deepEqual(histories[0], histories[1]);
    assert.notDeepEqual(histories[0], histories[2]);
  });
});
