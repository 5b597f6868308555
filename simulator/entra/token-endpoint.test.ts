import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, test } from "node:test";
import { decodeJwt, SignJWT } from "jose";
import { startTestSimulator, TEST_PEOPLE, type TestSimulator } from "../test-simulator.ts";
import {
  CALENDAR_SCOPE,
  codeFor,
  refreshWith,
  requestTokens,
  tokensFor,
  type TokenReply,
} from "./entra-requests.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const { administrator, employee } = TEST_PEOPLE;

/** The refusal has the number and string, and every part of facts 6.7's shape. */
function assertRefused(
  reply: TokenReply,
  code: number,
  error: string,
  status: 400 | 401 = 400,
): void {
  const { body } = reply;
  assert.deepEqual(body["error_codes"], [code], String(body["error_description"]));
  assert.equal(body["error"], error);
  assert.equal(reply.status, status);
  assert.match(
    String(body["error_description"]),
    new RegExp(
      `^AADSTS${code}: .+ Trace ID: [0-9a-f-]{36} Correlation ID: [0-9a-f-]{36} Timestamp: \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ$`,
    ),
  );
  assert.match(String(body["timestamp"]), /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/);
  assert.match(String(body["trace_id"]), /^[0-9a-f-]{36}$/);
  assert.match(String(body["correlation_id"]), /^[0-9a-f-]{36}$/);
  assert.match(String(body["error_uri"]), new RegExp(`/error\\?code=${code}$`));
}

describe("the token endpoint", () => {
  let simulator: TestSimulator;
  beforeEach(async () => {
    simulator = await startTestSimulator();
  });
  afterEach(() => simulator.close());

  const application = () => {
    const found = simulator.world.directory.applications.get(simulator.clientId);
    assert.ok(found);
    return found;
  };
  const person = (upn: string) => {
    const found = simulator.world.directory.findUser(upn);
    assert.ok(found);
    return found;
  };
  const clientCredentials = (form: Record<string, string | null> = {}, tenant?: string) =>
    requestTokens(
      simulator,
      {
        grant_type: "client_credentials",
        scope: "https://graph.microsoft.com/.default",
        ...form,
      },
      tenant,
    );

  test("facts 6.2: a code with its verifier becomes tokens for the person", async () => {
    const { status, body } = await tokensFor(simulator, employee, {}, {});
    assert.equal(status, 200);
    assert.equal(body["token_type"], "Bearer");
    assert.equal(body["scope"], "openid profile User.Read");
    const claims = decodeJwt(String(body["access_token"]));
    assert.equal(claims["scp"], "openid profile User.Read");
    assert.equal(claims["oid"], person(employee).id);
    assert.equal(claims["roles"], undefined);
  });

  test("facts 6.5: an access token lives 60 to 90 minutes", async () => {
    const { body } = await tokensFor(simulator, employee);
    assert.ok(Number(body["expires_in"]) >= 3600 && Number(body["expires_in"]) < 5400);
  });

  test("facts 6.6: the id token carries oid, tid, nonce and a subject that is not the oid", async () => {
    const { body } = await tokensFor(simulator, employee, {
      nonce: "n-1",
      scope: "openid profile email",
    });
    const claims = decodeJwt(String(body["id_token"]));
    assert.equal(claims.iss, `${simulator.httpsUrl}/${simulator.tenantId}/v2.0`);
    assert.equal(claims.aud, simulator.clientId);
    assert.equal(claims["oid"], person(employee).id);
    assert.equal(claims["tid"], simulator.tenantId);
    assert.equal(claims["nonce"], "n-1");
    assert.equal(claims["preferred_username"], employee);
    assert.equal(claims["email"], employee);
    assert.equal(claims["ver"], "2.0");
    assert.notEqual(claims.sub, claims["oid"]);
  });

  test("facts 6.2: without openid there is no id token, without offline_access no refresh token", async () => {
    const { body } = await tokensFor(simulator, employee, { scope: "User.Read" });
    assert.equal(body["id_token"], undefined);
    assert.equal(body["refresh_token"], undefined);
  });

  test("the client's correlation id is answered", async () => {
    const id = randomUUID();
    const response = await fetch(
      `${simulator.httpsUrl}/${simulator.tenantId}/oauth2/v2.0/token?client-request-id=${id}`,
      { method: "POST", body: new URLSearchParams({ grant_type: "password", client_id: "x" }) },
    );
    const body = (await response.json()) as Record<string, unknown>;
    assert.equal(body["correlation_id"], id);
  });

  test("AADSTS9002313: a code that never was", async () => {
    const form = await codeFor(simulator, employee);
    const reply = await requestTokens(simulator, { ...form, code: "1.not-a-code" });
    assertRefused(reply, 9002313, "invalid_grant");
  });

  test("AADSTS70000: a refresh token that never was", async () => {
    const reply = await requestTokens(simulator, {
      grant_type: "refresh_token",
      refresh_token: "1.not-a-token",
    });
    assertRefused(reply, 70000, "invalid_grant");
  });

  test("AADSTS70000: a refresh token of another application", async () => {
    const tokens = await tokensFor(simulator, employee);
    const other = { ...application(), clientId: randomUUID() };
    simulator.world.directory.applications.set(other.clientId, other);
    const reply = await refreshWith(simulator, tokens, { client_id: other.clientId });
    assertRefused(reply, 70000, "invalid_grant");
  });

  test("AADSTS70008: a code is good for ten minutes", async () => {
    const form = await codeFor(simulator, employee);
    await simulator.world.clock.advance(10 * MINUTE_MS);
    assertRefused(await requestTokens(simulator, form), 70008, "invalid_grant");
  });

  test("AADSTS54005: a code is good once", async () => {
    const form = await codeFor(simulator, employee);
    assert.equal((await requestTokens(simulator, form)).status, 200);
    assertRefused(await requestTokens(simulator, form), 54005, "invalid_grant");
  });

  test("AADSTS501481: the verifier must be the challenge's", async () => {
    const form = await codeFor(simulator, employee);
    const reply = await requestTokens(simulator, { ...form, code_verifier: "x".repeat(43) });
    assertRefused(reply, 501481, "invalid_grant");
  });

  test("AADSTS501481: a challenge asks for a verifier", async () => {
    const { code_verifier: _, ...form } = await codeFor(simulator, employee);
    assertRefused(await requestTokens(simulator, form), 501481, "invalid_grant");
  });

  test("facts 6.2: a plain challenge is its own verifier", async () => {
    const verifier = "plain-verifier-that-is-long-enough-for-the-rules";
    const form = await codeFor(simulator, employee, {
      code_challenge: verifier,
      code_challenge_method: "plain",
    });
    const reply = await requestTokens(simulator, { ...form, code_verifier: verifier });
    assert.equal(reply.status, 200);
  });

  test("AADSTS500112: the redirect URI must be the one the code was issued to", async () => {
    const form = await codeFor(simulator, employee);
    const reply = await requestTokens(simulator, {
      ...form,
      redirect_uri: "https://other.example/",
    });
    assertRefused(reply, 500112, "invalid_grant");
  });

  test("AADSTS700082: a refresh token expires after ninety days without use", async () => {
    const tokens = await tokensFor(simulator, employee);
    await simulator.world.clock.advance(90 * DAY_MS);
    const reply = await refreshWith(simulator, tokens);
    assertRefused(reply, 700082, "invalid_grant");
    assert.match(String(reply.body["error_description"]), /inactive for 90\.00:00:00/);
  });

  test("facts 6.3: a refresh brings a new refresh token and the old one stays valid", async () => {
    const first = await tokensFor(simulator, employee);
    const second = await refreshWith(simulator, first);
    assert.equal(second.status, 200);
    assert.notEqual(second.body["refresh_token"], first.body["refresh_token"]);
    assert.equal((await refreshWith(simulator, first)).status, 200);
    assert.equal((await refreshWith(simulator, second)).status, 200);
  });

  test("facts 6.3: each refresh lives ninety days from its own issue", async () => {
    const first = await tokensFor(simulator, employee);
    await simulator.world.clock.advance(60 * DAY_MS);
    const second = await refreshWith(simulator, first);
    await simulator.world.clock.advance(60 * DAY_MS);
    assert.equal((await refreshWith(simulator, second)).status, 200);
  });

  test("AADSTS50173: revoking sessions voids refresh tokens, and a new sign-in mends it", async () => {
    const tokens = await tokensFor(simulator, employee);
    simulator.entra.sessions.revokeSessions(person(employee).id);
    assertRefused(await refreshWith(simulator, tokens), 50173, "invalid_grant");
    const again = await tokensFor(simulator, employee);
    assert.equal((await refreshWith(simulator, again)).status, 200);
  });

  test("AADSTS50173: revoking sessions voids a code that was not redeemed yet", async () => {
    const form = await codeFor(simulator, employee);
    simulator.entra.sessions.revokeSessions(person(employee).id);
    assertRefused(await requestTokens(simulator, form), 50173, "invalid_grant");
  });

  test("AADSTS65001: a refresh for more than was consented to", async () => {
    const tokens = await tokensFor(simulator, employee);
    const reply = await refreshWith(simulator, tokens, { scope: CALENDAR_SCOPE });
    assertRefused(reply, 65001, "invalid_grant");
    assert.equal(reply.body["suberror"], "consent_required");
  });

  test("AADSTS65001: consent that was taken back ends the refreshing", async () => {
    const tokens = await tokensFor(simulator, employee);
    application().userConsents.clear();
    assertRefused(await refreshWith(simulator, tokens), 65001, "invalid_grant");
  });

  test("AADSTS50057: a disabled account gets no more tokens", async () => {
    const tokens = await tokensFor(simulator, employee);
    person(employee).accountEnabled = false;
    assertRefused(await refreshWith(simulator, tokens), 50057, "invalid_grant");
  });

  test("AADSTS50034: an account that is gone gets no more tokens", async () => {
    const tokens = await tokensFor(simulator, employee);
    simulator.world.directory.users.delete(person(employee).id);
    assertRefused(await refreshWith(simulator, tokens), 50034, "invalid_grant");
  });

  test("AADSTS700016: an unknown application", async () => {
    const reply = await clientCredentials({ client_id: randomUUID() });
    assertRefused(reply, 700016, "unauthorized_client");
  });

  test("AADSTS7000215: a wrong secret", async () => {
    const reply = await clientCredentials({ client_secret: "wrong" });
    assertRefused(reply, 7000215, "invalid_client", 401);
  });

  test("AADSTS7000222: a secret that has expired", async () => {
    application().secrets = [{ value: "old-secret", expiresAtMs: Date.now() - 1 }];
    const reply = await clientCredentials({ client_secret: "old-secret" });
    assertRefused(reply, 7000222, "invalid_client", 401);
  });

  test("AADSTS7000218: no credential at all", async () => {
    const reply = await clientCredentials({ client_secret: null });
    assertRefused(reply, 7000218, "invalid_client", 401);
  });

  test("AADSTS70011: client credentials need a resource's .default", async () => {
    for (const scope of [
      "Calendars.ReadWrite",
      ".default",
      "https://graph.microsoft.com/User.Read",
    ]) {
      assertRefused(await clientCredentials({ scope }), 70011, "invalid_scope");
    }
  });

  test("AADSTS70011: a refresh for a scope that does not exist", async () => {
    const tokens = await tokensFor(simulator, employee);
    const reply = await refreshWith(simulator, tokens, { scope: "Calendars.Destroy" });
    assertRefused(reply, 70011, "invalid_scope");
  });

  test("AADSTS28002: redeeming a code for a scope that does not exist", async () => {
    const form = await codeFor(simulator, employee);
    const reply = await requestTokens(simulator, { ...form, scope: "Calendars.Destroy" });
    assertRefused(reply, 28002, "invalid_scope");
  });

  test("AADSTS90002: a tenant that does not exist", async () => {
    assertRefused(await clientCredentials({}, randomUUID()), 90002, "invalid_request");
  });

  test("AADSTS9001023: client credentials are not for the common endpoint", async () => {
    assertRefused(await clientCredentials({}, "common"), 9001023, "invalid_request");
  });

  test("AADSTS70003: a grant type that Entra does not have", async () => {
    const reply = await requestTokens(simulator, { grant_type: "magic" });
    assertRefused(reply, 70003, "unsupported_grant_type");
  });

  test("AADSTS900144: what is missing is named", async () => {
    const reply = await requestTokens(simulator, { grant_type: "refresh_token" });
    assertRefused(reply, 900144, "invalid_request");
    assert.match(String(reply.body["error_description"]), /'refresh_token'/);
  });

  test("a planned error comes as often as ordered, to whom it is ordered", async () => {
    const tokens = await tokensFor(simulator, employee);
    const { id } = person(employee);
    const grantType = "refresh_token";
    simulator.entra.plannedErrors.add({ code: 53003, times: 2, grantType, userId: id });
    assertRefused(await refreshWith(simulator, tokens), 53003, "interaction_required");
    assert.equal((await tokensFor(simulator, administrator)).status, 200);
    assertRefused(await refreshWith(simulator, tokens), 53003, "interaction_required");
    assert.equal((await refreshWith(simulator, tokens)).status, 200);
  });

  test("facts 6.4: client credentials carry the granted roles and no refresh token", async () => {
    application().applicationRoles = ["Calendars.ReadWrite"];
    const { status, body } = await clientCredentials();
    assert.equal(status, 200);
    assert.equal(body["refresh_token"], undefined);
    const claims = decodeJwt(String(body["access_token"]));
    assert.deepEqual(claims["roles"], ["Calendars.ReadWrite"]);
    assert.equal(claims["idtyp"], "app");
    assert.equal(claims["scp"], undefined);
  });

  test("facts 6.10: an application without granted roles gets a token without roles", async () => {
    const { body } = await clientCredentials();
    assert.equal(decodeJwt(String(body["access_token"]))["roles"], undefined);
  });

  test("credentials are read from a Basic header too, URL-decoded", async () => {
    application().secrets = [{ value: "p%:/+ &", expiresAtMs: Date.now() + DAY_MS }];
    const pair = [simulator.clientId, "p%:/+ &"].map(encodeURIComponent).join(":");
    const response = await fetch(`${simulator.httpsUrl}/larkfield.example/oauth2/v2.0/token`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(pair).toString("base64")}` },
      body: new URLSearchParams({
        grant_type: "client_credentials",
        scope: "https://graph.microsoft.com/.default",
      }),
    });
    assert.equal(response.status, 200);
  });

  describe("a certificate assertion (facts 6.4)", () => {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const publicKeyPem = publicKey.export({ type: "spki", format: "pem" }).toString();
    const thumbprintSha256 = createHash("sha256").update(publicKeyPem).digest("base64url");

    const assertWith = async (
      changes: { alg?: string; audience?: string; expiresInSeconds?: number } = {},
      key = privateKey,
    ): Promise<TokenReply> => {
      application().certificates = [{ thumbprintSha256, publicKeyPem }];
      const nowSeconds = Math.floor(Date.now() / 1000);
      const tokenUrl = `${simulator.httpsUrl}/${simulator.tenantId}/oauth2/v2.0/token`;
      const assertion = await new SignJWT({ jti: randomUUID() })
        .setProtectedHeader({
          alg: changes.alg ?? "PS256",
          typ: "JWT",
          "x5t#S256": thumbprintSha256,
        })
        .setIssuer(simulator.clientId)
        .setSubject(simulator.clientId)
        .setAudience(changes.audience ?? tokenUrl)
        .setNotBefore(nowSeconds - 3600)
        .setExpirationTime(nowSeconds + (changes.expiresInSeconds ?? 600))
        .sign(key);
      return clientCredentials({
        client_secret: null,
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: assertion,
      });
    };

    test("PS256 and RS256 prove the application", async () => {
      assert.equal((await assertWith({ alg: "PS256" })).status, 200);
      assert.equal((await assertWith({ alg: "RS256" })).status, 200);
    });

    test("AADSTS700027: another key's signature", async () => {
      const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
      assertRefused(await assertWith({}, other), 700027, "invalid_client", 401);
    });

    test("AADSTS700027: an assertion that is no JWT", async () => {
      const reply = await clientCredentials({
        client_secret: null,
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: "nonsense",
      });
      assertRefused(reply, 700027, "invalid_client", 401);
    });

    test("AADSTS700024: an assertion whose time is over", async () => {
      const reply = await assertWith({ expiresInSeconds: -600 });
      assertRefused(reply, 700024, "invalid_client", 401);
    });

    test("AADSTS700023: an assertion for another audience", async () => {
      const reply = await assertWith({ audience: "https://elsewhere.example/token" });
      assertRefused(reply, 700023, "invalid_client", 401);
    });

    test("an assertion is good although the simulated clock was moved ahead", async () => {
      await simulator.world.clock.advance(3 * DAY_MS);
      assert.equal((await assertWith()).status, 200);
    });
  });
});
