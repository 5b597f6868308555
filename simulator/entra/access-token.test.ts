import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { startTestSimulator, TEST_PEOPLE, type TestSimulator } from "../test-simulator.ts";
import { tokensFor } from "./entra-requests.ts";

const HOUR_MS = 3_600_000;

describe("the check of access tokens (facts 5)", () => {
  let simulator: TestSimulator;
  let token: string;
  beforeEach(async () => {
    simulator = await startTestSimulator();
    const { body } = await tokensFor(simulator, TEST_PEOPLE.employee);
    token = String(body["access_token"]);
  });
  afterEach(() => simulator.close());

  const messageFor = async (authorization: string | undefined): Promise<string | null> => {
    const check = await simulator.world.checkAccessToken(authorization);
    return check.valid ? null : check.message;
  };

  test("a good token says who calls, for which application, with which scopes", async () => {
    const check = await simulator.world.checkAccessToken(`Bearer ${token}`);
    assert.ok(check.valid);
    assert.deepEqual(check.caller, {
      tenantId: simulator.tenantId,
      clientId: simulator.clientId,
      userId: simulator.world.directory.findUser(TEST_PEOPLE.employee)?.id,
      scopes: ["openid", "profile", "User.Read"],
      roles: [],
    });
  });

  test("no token, and a scheme other than Bearer, count as empty", async () => {
    assert.equal(await messageFor(undefined), "Access token is empty.");
    assert.equal(await messageFor("Basic abc"), "Access token is empty.");
  });

  test("what is no JWT is told apart from a malformed one", async () => {
    assert.match((await messageFor("Bearer opaque")) ?? "", /^CompactToken parsing failed/);
    assert.match((await messageFor("Bearer a.b")) ?? "", /^IDX14100/);
  });

  test("a token whose signature does not fit is refused", async () => {
    const [header, payload] = token.split(".");
    const forged = `${header}.${payload}.${"A".repeat(342)}`;
    assert.equal(await messageFor(`Bearer ${forged}`), "Access token validation failure.");
  });

  test("an id token is not an access token", async () => {
    const { body } = await tokensFor(simulator, TEST_PEOPLE.employee);
    const message = await messageFor(`Bearer ${String(body["id_token"])}`);
    assert.match(message ?? "", /^Access token validation failure\./);
  });

  test("a token expires, also one that was found good before", async () => {
    assert.equal(await messageFor(`Bearer ${token}`), null);
    await simulator.world.clock.advance(2 * HOUR_MS);
    const expired = "Lifetime validation failed, the token is expired.";
    assert.equal(await messageFor(`Bearer ${token}`), expired);
  });

  test("a token that was never seen before is refused when it has expired", async () => {
    await simulator.world.clock.advance(2 * HOUR_MS);
    const expired = "Lifetime validation failed, the token is expired.";
    assert.equal(await messageFor(`Bearer ${token}`), expired);
  });

  test("the profile behind a token has the subject of the id token", async () => {
    const response = await fetch(`${simulator.httpsUrl}/oidc/userinfo`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const profile = (await response.json()) as Record<string, unknown>;
    assert.equal(profile["name"], "Jonas Brandt");
  });

  test("revokeSignInSessions needs a permission that revokes", async () => {
    const response = await fetch(`${simulator.httpsUrl}/v1.0/me/revokeSignInSessions`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
    });
    assert.equal(response.status, 403);
  });

  test("revokeSignInSessions with the permission voids the person's grants", async () => {
    const scope = "openid offline_access User.RevokeSessions.All";
    const administrator = simulator.world.directory.findUser(TEST_PEOPLE.administrator);
    const { body } = await tokensFor(simulator, TEST_PEOPLE.administrator, { scope });
    const before = simulator.entra.sessions.generationOf(administrator?.id ?? "");
    const response = await fetch(
      `${simulator.httpsUrl}/v1.0/users/${TEST_PEOPLE.administrator}/revokeSignInSessions`,
      { method: "POST", headers: { authorization: `Bearer ${String(body["access_token"])}` } },
    );
    assert.equal(response.status, 200);
    assert.equal(simulator.entra.sessions.generationOf(administrator?.id ?? ""), before + 1);
  });
});
