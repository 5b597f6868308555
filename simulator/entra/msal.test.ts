import assert from "node:assert/strict";
import { generateKeyPairSync, createHash } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { ConfidentialClientApplication, InteractionRequiredAuthError } from "@azure/msal-node";
import { decodeJwt } from "jose";
import { newPkce, startTestSimulator, TEST_PEOPLE, type TestSimulator } from "../test-simulator.ts";
import { signInAs } from "./sign-in-driver.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const PUBLIC_KEY_PEM = publicKey.export({ type: "spki", format: "pem" }).toString();
const PRIVATE_KEY_PEM = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
/** Entra looks a certificate up by this; for the simulator any stable name of the key will do. */
const THUMBPRINT_HEX = createHash("sha256").update(PUBLIC_KEY_PEM).digest("hex");

/** Microsoft's own client against the simulator, as facts 7.3 sets it up. */
describe("Microsoft's client library (@azure/msal-node)", () => {
  let simulator: TestSimulator;
  before(async () => {
    const thumbprintSha256 = Buffer.from(THUMBPRINT_HEX, "hex").toString("base64url");
    simulator = await startTestSimulator({
      application: {
        consented: true,
        certificates: [{ thumbprintSha256, publicKeyPem: PUBLIC_KEY_PEM }],
      },
    });
  });
  after(() => simulator.close());

  const clientWith = (credential: object): ConfidentialClientApplication =>
    new ConfidentialClientApplication({
      auth: {
        clientId: simulator.clientId,
        authority: `${simulator.httpsUrl}/${simulator.tenantId}`,
        knownAuthorities: [new URL(simulator.httpsUrl).host],
        ...credential,
      },
    });
  const secretClient = () => clientWith({ clientSecret: simulator.clientSecret });

  const signIn = async (client: ConfidentialClientApplication, scopes: string[]) => {
    const pkce = newPkce();
    const { redirectUri } = simulator;
    const url = await client.getAuthCodeUrl({
      scopes,
      redirectUri,
      state: "s",
      nonce: "n",
      codeChallenge: pkce.challenge,
      codeChallengeMethod: "S256",
    });
    const back = await signInAs(url, TEST_PEOPLE.employee);
    const code = back.searchParams.get("code") ?? "";
    const answer = { code, state: back.searchParams.get("state") ?? "" };
    const checks = { codeVerifier: pkce.verifier, nonce: "n", state: "s" };
    return client.acquireTokenByCode({ code, scopes, redirectUri, ...checks }, answer);
  };

  test("signs a person in by code and PKCE, and knows the account", async () => {
    const result = await signIn(secretClient(), ["Calendars.ReadWrite"]);
    const user = simulator.world.directory.findUser(TEST_PEOPLE.employee);
    assert.equal(result.account?.homeAccountId, `${user?.id}.${simulator.tenantId}`);
    assert.equal(result.account?.username, TEST_PEOPLE.employee);
    assert.ok(result.scopes.includes("Calendars.ReadWrite"));
    const check = await simulator.world.checkAccessToken(`Bearer ${result.accessToken}`);
    assert.ok(check.valid);
  });

  test("refreshes silently, and another access token comes", async () => {
    const client = secretClient();
    const first = await signIn(client, ["Calendars.ReadWrite"]);
    assert.ok(first.account);
    const { account } = first;
    const scopes = ["Calendars.ReadWrite"];
    const second = await client.acquireTokenSilent({ account, scopes, forceRefresh: true });
    assert.notEqual(second.accessToken, first.accessToken);
    assert.equal(second.fromCache, false);
  });

  test("asks for interaction once the person's sessions are revoked", async () => {
    const client = secretClient();
    const { account } = await signIn(client, ["Calendars.ReadWrite"]);
    assert.ok(account);
    simulator.entra.sessions.revokeSessions(account.localAccountId);
    await assert.rejects(
      client.acquireTokenSilent({ account, scopes: ["Calendars.ReadWrite"], forceRefresh: true }),
      (error) =>
        error instanceof InteractionRequiredAuthError &&
        error.errorCode === "invalid_grant" &&
        Number(error.errorNo) === 50173,
    );
  });

  test("gets the application's own token with a secret", async () => {
    const result = await secretClient().acquireTokenByClientCredential({
      scopes: ["https://graph.microsoft.com/.default"],
    });
    assert.ok(result);
    const roles = decodeJwt(result.accessToken)["roles"];
    assert.ok(Array.isArray(roles) && roles.includes("Calendars.ReadWrite"));
  });

  test("gets the application's own token with a certificate", async () => {
    const client = clientWith({
      clientCertificate: { thumbprintSha256: THUMBPRINT_HEX, privateKey: PRIVATE_KEY_PEM },
    });
    const result = await client.acquireTokenByClientCredential({
      scopes: ["https://graph.microsoft.com/.default"],
    });
    assert.ok(result?.accessToken);
  });

  test("reads the AADSTS number of a wrong secret", async () => {
    const client = clientWith({ clientSecret: "wrong" });
    await assert.rejects(
      client.acquireTokenByClientCredential({ scopes: ["https://graph.microsoft.com/.default"] }),
      /invalid_client.*AADSTS7000215/s,
    );
  });
});
