import assert from "node:assert/strict";
import { createHash, randomUUID, webcrypto } from "node:crypto";
import { after, afterEach, before, beforeEach, test } from "node:test";
import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import type { EntraErrorCode } from "../../simulator/entra/entra-error.ts";
import type { CredentialUse, Renewal } from "../../src/app/sync/access-tokens.ts";
import { createProviderCertificates } from "../../src/identity/oidc/provider-certificates.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import {
  CLIENT_SECRET,
  openStage,
  PEOPLE,
  PROVIDER_ID,
  saveProvider,
  type Stage,
  startTenant,
  type Tenant,
} from "./identity-stage.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let tenant: Tenant;
before(async () => {
  tenant = await startTenant();
});
after(() => tenant.close());

describeOnEachDatabase("a connected person's token", (database) => {
  let stage: Stage;
  let use: CredentialUse & { kind: "personal" };
  beforeEach(async () => {
    tenant.reset();
    tenant.consentForEverybody();
    stage = await openStage(database(), tenant);
    await saveProvider(database(), stage, tenant);
    const browser = stage.browser();
    await browser.signIn(PEOPLE.employee);
    await browser.through("/connect/outlook", PEOPLE.employee);
    const person = await stage.deps.people.findByEmail(PEOPLE.employee);
    use = { kind: "personal", providerId: PROVIDER_ID, personId: person?.id ?? "" };
  });
  afterEach(() => stage.close());

  const row = async () =>
    (await database().kysely.selectFrom("personal_token").selectAll().execute())[0] ??
    assert.fail("no token");
  const token = async (options?: { renew?: Renewal }) => {
    const result = await stage.tokens.get(use, options);
    return result.ok ? result.value.token : assert.fail(result.failure.message);
  };
  const failure = async (options?: { renew?: Renewal }) => {
    const result = await stage.tokens.get(use, options);
    return result.ok ? assert.fail("a token") : result.failure;
  };
  const planned = (code: EntraErrorCode, times = 1) =>
    tenant.simulator.entra.plannedErrors.add({
      code,
      times,
      grantType: "refresh_token",
      userId: null,
    });
  /** This process's clock, so that the access token has this long left. */
  const leaveMinutes = async (minutes: number) => {
    const { access_expires_at: expiresAt } = await row();
    assert.ok(expiresAt);
    stage.laterMs = expiresAt.getTime() - minutes * MINUTE_MS - Date.now();
  };

  test("is given again and again while it is good, without asking Entra", async () => {
    const first = await token();
    assert.equal(await token(), first);
    assert.equal(stage.asked.refresh, 0);
    assert.ok((await row()).last_used_at);
  });

  test("works at Graph for the person's own calendar", async () => {
    const response = await fetch(`${tenant.simulator.httpsUrl}/v1.0/me/calendar`, {
      headers: { authorization: `Bearer ${await token()}` },
    });
    assert.equal(response.status, 200);
  });

  test("is renewed five minutes before its end, with the newest refresh token kept", async () => {
    const first = await token();
    const sealed = (await row()).token_sealed;
    await leaveMinutes(4);
    const second = await token();
    assert.notEqual(second, first);
    assert.notDeepEqual((await row()).token_sealed, sealed);
    assert.equal(stage.asked.refresh, 1);
    await leaveMinutes(4);
    assert.notEqual(await token(), second);
  });

  test("is renewed by one of two processes at a time", async () => {
    const other = stage.secondTokenVault();
    await leaveMinutes(-1);
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? stage.tokens : other).get(use)),
    );
    const tokens = new Set(results.map((result) => (result.ok ? result.value.token : "none")));
    assert.equal(stage.asked.refresh, 1);
    assert.equal(tokens.size, 1);
    assert.equal(tokens.has("none"), false);
  });

  test("is renewed when a process that was renewing it has died", async () => {
    assert.ok(await stage.deps.tokenRecords.takeRefreshLease(use, randomUUID(), 300));
    await leaveMinutes(-1);
    await token();
    assert.equal(stage.asked.refresh, 1);
  });

  test("is not asked for twice when several calls met the same refusal of Graph", async () => {
    await token();
    stage.laterMs = MINUTE_MS;
    await Promise.all([token({ renew: "after_refusal" }), token({ renew: "after_refusal" })]);
    await token({ renew: "after_refusal" });
    assert.equal(stage.asked.refresh, 1);
  });

  test("needs a new connection once it was revoked, and says why", async () => {
    tenant.simulator.entra.sessions.revokeSessions(tenant.user(PEOPLE.employee).id);
    await leaveMinutes(-1);
    const { code, message } = await failure();
    assert.equal(code, "token_unusable");
    assert.match(message, /revoked/);
    const { state, reason_code: reasonCode } = await row();
    assert.deepEqual([state, reasonCode], ["needs_reconnect", "sign_in_needed"]);
    assert.equal(await stage.tokens.usable(use.personId, PROVIDER_ID), false);
    await failure();
    assert.equal(stage.asked.refresh, 1);
  });

  test("works again after connecting anew", async () => {
    tenant.simulator.entra.sessions.revokeSessions(tenant.user(PEOPLE.employee).id);
    await leaveMinutes(-1);
    await failure();
    stage.laterMs = 0;
    const browser = stage.browser();
    await browser.signIn(PEOPLE.employee);
    await browser.through("/connect/outlook", PEOPLE.employee);
    assert.equal(await stage.tokens.usable(use.personId, PROVIDER_ID), true);
    assert.ok(await token());
  });

  for (const [code, what] of [
    [50_057, "a disabled account"],
    [53_003, "a block by Conditional Access"],
    [50_076, "a second factor that is asked for"],
    [65_001, "a consent that was withdrawn"],
  ] as const) {
    test(`needs a new connection after ${what} (AADSTS${code})`, async () => {
      planned(code);
      await leaveMinutes(-1);
      assert.equal((await failure()).code, "token_unusable");
      assert.equal((await row()).state, "needs_reconnect");
    });
  }

  test("stays connected while Entra is out of order", async () => {
    planned(90_033);
    await leaveMinutes(-1);
    assert.equal((await failure()).code, "identity_provider_unavailable");
    assert.equal((await row()).state, "connected");
    assert.ok(await token());
  });

  test("is still used for its last minutes when it cannot be renewed just now", async () => {
    const first = await token();
    planned(90_033);
    await leaveMinutes(3);
    assert.equal(await token(), first);
    assert.notEqual(await token(), first);
  });

  test("stays connected when the application's secret is at fault", async () => {
    await saveProvider(database(), stage, tenant, { secret: "wrong" });
    await leaveMinutes(-1);
    const { code, message } = await failure();
    assert.equal(code, "credential_rejected");
    assert.match(message, /secret is wrong/);
    assert.equal((await row()).state, "connected");
  });

  test("that comes back from a renewal after disconnecting is dropped", async () => {
    await leaveMinutes(-1);
    const owner = randomUUID();
    const leased = await stage.deps.tokenRecords.takeRefreshLease(use, owner, 30_000);
    assert.ok(leased?.sealed);
    await stage.tokens.forget(use);
    const saved = await stage.deps.tokenRecords.saveRefreshed(use, owner, {
      sealed: leased.sealed,
      accessExpiresAt: new Date(),
      scopes: null,
    });
    assert.equal(saved, false);
    assert.equal((await row()).token_sealed, null);
  });

  test("does not open in another person's row", async () => {
    const browser = stage.browser();
    await browser.signIn(PEOPLE.other);
    const other = await stage.deps.people.findByEmail(PEOPLE.other);
    const stolen = { ...(await row()), person_id: other?.id ?? "" };
    await database().kysely.insertInto("personal_token").values(stolen).execute();
    const result = await stage.tokens.get({ ...use, personId: stolen.person_id });
    assert.ok(!result.ok && result.failure.code === "credential_rejected");
  });

  test("opens after the vault's key was changed", async () => {
    stage.vault.rotate();
    assert.ok(await token());
  });

  test("is not usable when it lacks the calendar permission", async () => {
    await database()
      .kysely.updateTable("personal_token")
      .set({ scopes: ["openid"] })
      .execute();
    assert.equal(await stage.tokens.usable(use.personId, PROVIDER_ID), false);
    assert.equal((await failure()).code, "token_unusable");
  });

  test("is not renewed for whoever is inactive", async () => {
    stage.laterMs = 10 * DAY_MS;
    await database().kysely.updateTable("person").set({ active: false }).execute();
    assert.equal(await stage.tokens.refreshIdle(10), 0);
    await database().kysely.updateTable("person").set({ active: true }).execute();
    assert.equal(await stage.tokens.refreshIdle(10), 1);
  });

  test("is not usable after resting for ninety days, but is renewed before that", async () => {
    stage.laterMs = 10 * DAY_MS;
    assert.equal(await stage.tokens.refreshIdle(10), 1);
    assert.equal(await stage.tokens.refreshIdle(10), 0);
    stage.laterMs = 102 * DAY_MS;
    assert.equal(await stage.tokens.usable(use.personId, PROVIDER_ID), false);
  });
});

describeOnEachDatabase("an application's token", (database) => {
  let stage: Stage;
  const use = { kind: "application", providerId: PROVIDER_ID } as const;
  beforeEach(async () => {
    tenant.reset();
    tenant.consentForEverybody();
    stage = await openStage(database(), tenant);
  });
  afterEach(() => stage.close());

  const refusal = async (change: Parameters<typeof saveProvider>[3]) => {
    await saveProvider(database(), stage, tenant, change);
    const result = await stage.tokens.get(use, { renew: "after_refusal" });
    return result.ok ? assert.fail("a token") : result.failure;
  };
  const status = () => stage.deps.tokenRecords.read(use);

  test("is asked for once, kept sealed and shared by all processes", async () => {
    await saveProvider(database(), stage, tenant);
    const other = stage.secondTokenVault();
    const results = await Promise.all([stage.tokens.get(use), other.get(use), other.get(use)]);
    assert.ok(results.every(({ ok }) => ok));
    assert.equal(stage.asked.application, 1);
    const record = await status();
    const sealed = Buffer.from(record?.sealed ?? assert.fail("nothing is kept"));
    assert.deepEqual([record?.state, sealed.includes("eyJ")], ["connected", false]);
    assert.ok(record?.checkedAt);
  });

  for (const [words, number, change] of [
    [/secret is wrong/, 7_000_215, { secret: "wrong" }],
    [/client id/, 700_016, { clientId: randomUUID() }],
    [/tenant/, 90_002, { tenant: randomUUID() }],
    [/neither a client secret nor a certificate/, null, { secret: null }],
    [/names no single tenant/, null, { tenant: "common" }],
  ] as const) {
    test(`is refused in words: ${words.source}`, async () => {
      const { code, message } = await refusal(change);
      assert.equal(code, "credential_rejected");
      assert.match(message, words);
      if (number !== null) assert.match(message, new RegExp(`AADSTS${number}`));
    });
  }

  test("is refused in words when the secret has expired", async () => {
    tenant.application.secrets = [{ value: CLIENT_SECRET, expiresAtMs: Date.now() - 1000 }];
    assert.match((await refusal({})).message, /expired \(AADSTS7000222\)/);
    assert.equal((await status())?.state, "needs_reconnect");
  });

  test("is not asked for again at once after a refusal, unless the settings changed", async () => {
    await refusal({ secret: "wrong" });
    const again = await stage.tokens.get(use);
    assert.ok(!again.ok && /secret is wrong/.test(again.failure.message));
    assert.equal(stage.asked.application, 1);
    await saveProvider(database(), stage, tenant);
    assert.equal((await stage.tokens.get(use)).ok, true);
    assert.equal((await status())?.state, "connected");
  });

  test("is tried again at once where somebody mended it in Entra ID and asks for it", async () => {
    const secrets = tenant.application.secrets;
    tenant.application.secrets = [];
    await refusal({});
    tenant.application.secrets = secrets;
    assert.equal((await stage.tokens.get(use)).ok, false);
    assert.equal((await stage.tokens.get(use, { renew: "in_any_case" })).ok, true);
    assert.equal((await status())?.state, "connected");
  });

  test("of another client id is not used after the settings changed", async () => {
    await saveProvider(database(), stage, tenant);
    assert.equal((await stage.tokens.get(use)).ok, true);
    await saveProvider(database(), stage, tenant, { clientId: randomUUID() });
    assert.equal((await stage.tokens.get(use)).ok, false);
  });

  test("is given for a certificate's signed assertion", async () => {
    const { pem, thumbprint, publicKeyPem } = await makeCertificate({ days: 30 });
    tenant.application.certificates = [{ thumbprintSha256: thumbprint, publicKeyPem }];
    await saveProvider(database(), stage, tenant, { secret: null, certificate: pem });
    const result = await stage.tokens.get(use);
    assert.ok(result.ok, result.ok ? "" : result.failure.message);
  });

  test("is refused in words for a certificate that the application does not know", async () => {
    const { pem } = await makeCertificate({ days: 30 });
    const { message } = await refusal({ secret: null, certificate: pem });
    assert.match(message, /certificate is not registered.*AADSTS700027/);
  });

  test("is refused in words for a certificate that is no good by itself", async () => {
    const one = await makeCertificate({ days: 30 });
    const other = await makeCertificate({ days: 30 });
    const expired = await makeCertificate({ days: -1 });
    const mixed = `${one.keyPem}\n${other.certificatePem}`;
    for (const [certificate, words] of [
      [expired.pem, /certificate expired on/],
      [mixed, /does not belong/],
      [one.keyPem, /no certificate/],
      [one.certificatePem, /no private key/],
    ] as const) {
      assert.match((await refusal({ secret: null, certificate })).message, words);
    }
  });

  test("lasts until the day of its certificate, which is told to the configuration scan", async () => {
    const { providerApps } = stage.deps;
    const certificates = createProviderCertificates({ providerApps, vault: stage.vault });
    const dayOf = async (change: Parameters<typeof saveProvider>[3]) => {
      await saveProvider(database(), stage, tenant, change);
      return (await certificates.expiresAt(PROVIDER_ID))?.toISOString().slice(0, 10) ?? null;
    };
    const { pem, keyPem } = await makeCertificate({ days: 12 });
    const day = new Date(Date.now() + 12 * DAY_MS).toISOString().slice(0, 10);
    assert.equal(await dayOf({ secret: null, certificate: pem }), day);
    assert.equal(await dayOf({ secret: null, certificate: keyPem }), null);
    assert.equal(await dayOf({}), null);
  });
});

async function makeCertificate({ days }: { readonly days: number }): Promise<{
  readonly pem: string;
  readonly keyPem: string;
  readonly certificatePem: string;
  readonly publicKeyPem: string;
  readonly thumbprint: string;
}> {
  const algorithm = {
    name: "RSASSA-PKCS1-v1_5",
    hash: "SHA-256",
    publicExponent: Uint8Array.of(1, 0, 1),
    modulusLength: 2048,
  };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=Usher",
    notBefore: new Date(Date.now() - 10 * DAY_MS),
    notAfter: new Date(Date.now() + days * DAY_MS),
    signingAlgorithm: algorithm,
    keys,
  });
  const privateKey = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  const keyPem = x509.PemConverter.encode(privateKey, "PRIVATE KEY");
  const certificatePem = certificate.toString("pem");
  const publicKey = await webcrypto.subtle.exportKey("spki", keys.publicKey);
  return {
    pem: `${keyPem}\n${certificatePem}`,
    keyPem,
    certificatePem,
    publicKeyPem: x509.PemConverter.encode(publicKey, "PUBLIC KEY"),
    thumbprint: createHash("sha256").update(Buffer.from(certificate.rawData)).digest("base64url"),
  };
}
