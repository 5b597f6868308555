import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import * as client from "openid-client";
import { startTestSimulator, TEST_PEOPLE, type TestSimulator } from "../test-simulator.ts";
import { signInAs } from "./sign-in-driver.ts";

describe("a certified OpenID client (openid-client)", () => {
  let simulator: TestSimulator;
  before(async () => {
    simulator = await startTestSimulator({ application: { consented: true } });
  });
  after(() => simulator.close());

  const discover = (tenant: string, secret = simulator.clientSecret) =>
    client.discovery(new URL(`${simulator.httpsUrl}/${tenant}/v2.0`), simulator.clientId, secret);

  const signIn = async (configuration: client.Configuration, scope: string) => {
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const expectedState = client.randomState();
    const expectedNonce = client.randomNonce();
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: simulator.redirectUri,
      scope,
      state: expectedState,
      nonce: expectedNonce,
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: "S256",
    });
    const back = await signInAs(url, TEST_PEOPLE.employee);
    const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
    return client.authorizationCodeGrant(configuration, back, checks);
  };

  test("signs a person in, with the id token's signature, nonce and times checked", async () => {
    const configuration = await discover(simulator.tenantId);
    client.enableNonRepudiationChecks(configuration);
    const tokens = await signIn(configuration, "openid profile email offline_access User.Read");
    const user = simulator.world.directory.findUser(TEST_PEOPLE.employee);
    assert.equal(tokens.claims()?.["oid"], user?.id);
    assert.equal(tokens.claims()?.["tid"], simulator.tenantId);
    const { sub = "" } = tokens.claims() ?? {};
    const profile = await client.fetchUserInfo(configuration, tokens.access_token, sub);
    assert.equal(profile.email, TEST_PEOPLE.employee);
  });

  test("refreshes", async () => {
    const configuration = await discover(simulator.tenantId);
    const tokens = await signIn(configuration, "openid offline_access Calendars.ReadWrite");
    const refreshed = await client.refreshTokenGrant(configuration, tokens.refresh_token ?? "");
    assert.equal(refreshed.scope, "openid Calendars.ReadWrite");
    assert.notEqual(refreshed.refresh_token, tokens.refresh_token);
  });

  test("gets the application's own token", async () => {
    const tokens = await client.clientCredentialsGrant(await discover(simulator.tenantId), {
      scope: "https://graph.microsoft.com/.default",
    });
    assert.equal(tokens.token_type, "bearer");
  });

  test("reads invalid_client from a wrong secret", async () => {
    const configuration = await discover(simulator.tenantId, "wrong");
    await assert.rejects(
      client.clientCredentialsGrant(configuration, {
        scope: "https://graph.microsoft.com/.default",
      }),
      (error) => error instanceof client.ResponseBodyError && error.error === "invalid_client",
    );
  });

  test("discovery over organizations names an issuer template that no id token has", async () => {
    const url = `${simulator.httpsUrl}/organizations/v2.0/.well-known/openid-configuration`;
    const metadata = (await (await fetch(url)).json()) as Record<string, unknown>;
    assert.equal(metadata["issuer"], `${simulator.httpsUrl}/{tenantid}/v2.0`);
    await assert.rejects(discover("organizations"));
  });

  test("AADSTS90002: discovery of an unknown tenant", async () => {
    const url = `${simulator.httpsUrl}/nowhere.example/v2.0/.well-known/openid-configuration`;
    const response = await fetch(url);
    assert.equal(response.status, 400);
    const body = (await response.json()) as Record<string, unknown>;
    assert.deepEqual(body["error_codes"], [90002]);
  });
});
