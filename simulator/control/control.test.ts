import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { after, before, describe, test } from "node:test";
import { refreshWith, tokensFor } from "../entra/entra-requests.ts";
import { startTestSimulator, TEST_PEOPLE, type TestSimulator } from "../test-simulator.ts";

describe("the control API", () => {
  let simulator: TestSimulator;
  before(async () => {
    simulator = await startTestSimulator();
  });
  after(() => simulator.close());

  const send = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${simulator.pagesUrl}/control${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  test("answers on both servers", async () => {
    for (const base of [simulator.httpsUrl, simulator.pagesUrl]) {
      const response = await fetch(`${base}/control/state`);
      const { counts } = (await response.json()) as { counts: Record<string, number> };
      assert.equal(counts["people"], 30);
      assert.equal(counts["rooms"], 40);
    }
  });

  test("moves time ahead", async () => {
    const startedAtMs = simulator.world.clock.now();
    const { status } = await send("POST", "/time/advance", { durationMs: 5_000 });
    assert.equal(status, 200);
    assert.ok(simulator.world.clock.now() - startedAtMs >= 5_000);
  });

  test("changes one setting and leaves the others", async () => {
    const { body } = await send("PATCH", "/settings", { changeKeyMismatchStatus: 409 });
    assert.equal(body["changeKeyMismatchStatus"], 409);
    assert.equal(body["duplicateTransactionIdStatus"], 409);
    assert.equal(simulator.world.settings.changeKeyMismatchStatus, 409);
  });

  test("refuses what no setting can be, by name, and changes nothing", async () => {
    const { status, body } = await send("PATCH", "/settings", { serviceTimeMs: -1, colour: "red" });
    assert.equal(status, 400);
    assert.equal(body["code"], "invalid_request");
    assert.match(String(body["detail"]), /serviceTimeMs/);
    assert.match(String(body["detail"]), /colour/);
    assert.equal(simulator.world.settings.serviceTimeMs, 0);
  });

  test("malformed JSON is a problem answer, not a fault", async () => {
    const response = await fetch(`${simulator.pagesUrl}/control/settings`, {
      method: "PATCH",
      body: "{half",
      headers: { "content-type": "application/json" },
    });
    assert.equal(response.status, 400);
    assert.match(response.headers.get("content-type") ?? "", /application\/problem\+json/);
  });

  test("disables and enables a person, and revokes their sessions", async () => {
    const path = `/users/${TEST_PEOPLE.employee}`;
    const tokens = await tokensFor(simulator, TEST_PEOPLE.employee);
    await send("POST", path, { accountEnabled: false });
    assert.deepEqual((await refreshWith(simulator, tokens)).body["error_codes"], [50057]);
    await send("POST", path, { accountEnabled: true, revokeSessions: true });
    assert.deepEqual((await refreshWith(simulator, tokens)).body["error_codes"], [50173]);
  });

  test("gives and takes an administrator's consent", async () => {
    const path = `/applications/${simulator.clientId}/consent`;
    const grant = { scopes: ["Calendars.ReadWrite"], roles: ["Calendars.ReadWrite"] };
    const given = await send("POST", path, grant);
    assert.deepEqual(given.body["adminConsentedScopes"], ["Calendars.ReadWrite"]);
    assert.deepEqual(given.body["applicationRoles"], ["Calendars.ReadWrite"]);
    const taken = await send("DELETE", path, grant);
    assert.deepEqual(taken.body["adminConsentedScopes"], []);
    assert.deepEqual(taken.body["applicationRoles"], []);
  });

  test("never tells the application's secrets", async () => {
    const { body } = await send("GET", `/applications/${simulator.clientId}`);
    assert.ok(!JSON.stringify(body).includes(simulator.clientSecret));
  });

  test("scopes an application to the rooms it names (facts 6.10)", async () => {
    const { body } = await send("PATCH", `/applications/${simulator.clientId}`, {
      rbacAssignments: [
        { role: "Application Calendars.ReadWrite", mailboxes: ["room.wren@larkfield.example"] },
      ],
    });
    const room = simulator.world.directory.findUser("room.wren@larkfield.example");
    assert.deepEqual(body["rbacAssignments"], [
      { role: "Application Calendars.ReadWrite", mailboxIds: [room?.id] },
    ]);
  });

  test("changes how a room processes requests", async () => {
    const path = "/rooms/room.wren@larkfield.example/processing";
    const { body } = await send("PATCH", path, { allowConflicts: true });
    assert.equal(body["allowConflicts"], true);
    assert.equal(body["automateProcessing"], "AutoAccept");
    const refused = await send("PATCH", path, { bookingWindowInDays: 2000 });
    assert.equal(refused.status, 400);
  });

  test("sets a room's delegates by address", async () => {
    const { body } = await send("PUT", "/rooms/room.wren@larkfield.example/delegates", {
      delegates: [TEST_PEOPLE.employee],
    });
    const user = simulator.world.directory.findUser(TEST_PEOPLE.employee);
    assert.deepEqual(body["delegates"], [user?.id]);
  });

  test("shares a calendar and ends the share", async () => {
    const share = { owner: TEST_PEOPLE.employee, sharee: TEST_PEOPLE.colleague };
    const made = await send("PUT", "/shares", { ...share, role: "write" });
    assert.equal((made.body["shares"] as unknown[]).length, 1);
    const ended = await send("PUT", "/shares", { ...share, role: null });
    assert.deepEqual(ended.body["shares"], []);
  });

  test("plans a token error for one person", async () => {
    const tokens = await tokensFor(simulator, TEST_PEOPLE.colleague);
    const order = { code: 50076, grantType: "refresh_token", user: TEST_PEOPLE.colleague };
    assert.equal((await send("POST", "/token-errors", order)).status, 201);
    assert.deepEqual((await refreshWith(simulator, tokens)).body["error_codes"], [50076]);
    assert.equal((await refreshWith(simulator, tokens)).status, 200);
  });

  test("injects a fault into Graph, lists it and takes it away", async () => {
    const effect = { kind: "throttled", retryAfterSeconds: 7 };
    const made = await send("POST", "/faults", { path: "^/me", times: 1, effect });
    assert.equal(made.status, 201);
    const { body } = await tokensFor(simulator, TEST_PEOPLE.colleague);
    const me = await fetch(`${simulator.httpsUrl}/v1.0/me`, {
      headers: { authorization: `Bearer ${String(body["access_token"])}` },
    });
    assert.equal(me.status, 429);
    assert.equal(me.headers.get("retry-after"), "7");
    const journal = await send("GET", "/requests");
    const [entry] = (journal.body["requests"] as { status: number }[]).slice(-1);
    assert.equal(entry?.status, 429);
    assert.deepEqual(journal.body["schemaViolations"], []);
    const cleared = await send("DELETE", `/faults/${String(made.body["id"])}`);
    assert.deepEqual(cleared.body["faults"], []);
  });

  test("refuses a fault of an unknown kind, and a path that is no pattern", async () => {
    const unknown = await send("POST", "/faults", { effect: { kind: "earthquake" } });
    assert.equal(unknown.status, 400);
    const effect = { kind: "transientError" };
    const malformed = await send("POST", "/faults", { path: "(", effect });
    assert.equal(malformed.status, 400);
    assert.match(String(malformed.body["detail"]), /^path: /);
  });

  test("the first page says where everything is", async () => {
    const page = await (await fetch(`${simulator.pagesUrl}/`)).text();
    assert.ok(page.includes(`${simulator.httpsUrl}/v1.0`));
    assert.ok(page.includes(simulator.clientId));
    assert.ok(!page.includes(simulator.clientSecret));
  });

  test("an unknown person, room or application is a 404 with its name", async () => {
    for (const path of ["/users/nobody@larkfield.example", "/users/x"]) {
      const { status, body } = await send("POST", path, {});
      assert.equal(status, 404);
      assert.match(String(body["detail"]), /There is no user/);
    }
    const person = await send("GET", `/rooms/${TEST_PEOPLE.employee}/processing`);
    assert.match(String(person.body["detail"]), /is not a room/);
    assert.equal((await send("GET", "/applications/none")).status, 404);
  });

  test("refuses a foreign page, and a foreign name that points here", async () => {
    const foreign = await fetch(`${simulator.pagesUrl}/control/state`, {
      headers: { origin: "https://evil.example" },
    });
    assert.equal(foreign.status, 403);
    const { port } = new URL(simulator.pagesUrl);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const options = { port, path: "/control/state", headers: { host: `evil.example:${port}` } };
      httpRequest({ host: "127.0.0.1", ...options }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });
    assert.equal(status, 403);
  });
});
