import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { SignInStopped } from "../../simulator/entra/sign-in-driver.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import type { Browser } from "./browser.ts";
import {
  openStage,
  PEOPLE,
  PROVIDER_ID,
  saveProvider,
  type Stage,
  startTenant,
  type Tenant,
} from "./identity-stage.ts";

const CONNECT = "/connect/outlook?return_to=/find%3Fdraft%3D1";

let tenant: Tenant;
before(async () => {
  tenant = await startTenant();
});
after(() => tenant.close());

describeOnEachDatabase("a person's own calendar", (database) => {
  let stage: Stage;
  let browser: Browser;
  beforeEach(async () => {
    tenant.reset();
    stage = await openStage(database(), tenant, { admins: [PEOPLE.admin] });
    await saveProvider(database(), stage, tenant);
    browser = stage.browser();
    await browser.signIn(PEOPLE.employee);
  });
  afterEach(() => stage.close());

  const personId = async (email: string = PEOPLE.employee) =>
    (await stage.deps.people.findByEmail(email))?.id ?? assert.fail(`${email} is not known`);
  const connection = async () => (await browser.get("/api/v1/me/calendar-connection")).body;
  const rows = () => database().kysely.selectFrom("personal_token").selectAll().execute();

  test("is connected with the least scopes, and what waited for it is told", async () => {
    tenant.consentForEverybody();
    assert.equal(await stage.tokens.usable(await personId(), PROVIDER_ID), false);
    const away = await browser.begin(CONNECT);
    assert.equal(
      away.searchParams.get("scope"),
      "openid profile offline_access Calendars.ReadWrite",
    );
    assert.deepEqual(
      [away.searchParams.get("login_hint"), away.searchParams.get("code_challenge_method")],
      [PEOPLE.employee, "S256"],
    );
    const back = await browser.through(CONNECT, PEOPLE.employee);
    assert.equal(back.location, "/find?draft=1&connected=1");
    assert.equal(await stage.tokens.usable(await personId(), PROVIDER_ID), true);
    assert.deepEqual(stage.connected, [await personId()]);
    const { state, account_name, needed, last_used_at } = await connection();
    assert.deepEqual(
      [state, account_name, needed, last_used_at],
      ["connected", PEOPLE.employee, true, null],
    );
    assert.deepEqual(stage.audited, ["calendar_connected"]);
  });

  test("is never connected with another person's account", async () => {
    tenant.consentForEverybody();
    const back = await browser.through(CONNECT, PEOPLE.other, { cookies: new Map() });
    assert.equal(back.location, "/find?draft=1&connection_error=other_account");
    assert.deepEqual(await rows(), []);
    assert.deepEqual(stage.connected, []);
    const { state, reason, remedy } = await connection();
    assert.equal(state, "not_connected");
    assert.match(String(reason), new RegExp(`${PEOPLE.other}.*${PEOPLE.employee}`));
    assert.match(String(remedy), new RegExp(PEOPLE.employee));
    const again = await browser.begin(CONNECT);
    assert.equal(again.searchParams.get("prompt"), "select_account");
  });

  test("keeps its connection when a later try uses another account", async () => {
    tenant.consentForEverybody();
    await browser.through(CONNECT, PEOPLE.employee);
    await browser.through(CONNECT, PEOPLE.other, { cookies: new Map() });
    assert.equal((await connection())["account_name"], PEOPLE.employee);
    assert.equal(await stage.tokens.usable(await personId(), PROVIDER_ID), true);
  });

  test("waits for an administrator's consent where the tenant wants it", async () => {
    const cookies = new Map<string, string>();
    const stopped = await browser
      .through(CONNECT, PEOPLE.employee, { cookies })
      .catch((error: unknown) => (error instanceof SignInStopped ? error : Promise.reject(error)));
    assert.ok(stopped instanceof SignInStopped && stopped.code === 90_094);
    const url = await returnWithoutConsent(stopped.page, cookies);
    const back = await browser.get(url.pathname + url.search);
    assert.equal(back.location, "/find?draft=1&connection_error=admin_consent_needed");
    const { reason, admin_consent_url: consentUrl } = await connection();
    assert.match(String(reason), /administrator/);
    assert.equal(consentUrl, `http://localhost:8080/connect/admin-consent/${PROVIDER_ID}`);

    const administrator = stage.browser();
    await administrator.signIn(PEOPLE.directoryAdmin);
    const consented = await administrator.through(
      `/connect/admin-consent/${PROVIDER_ID}?return_to=/thanks`,
      PEOPLE.directoryAdmin,
    );
    assert.equal(consented.location, "/thanks?consented=1");
    assert.deepEqual(stage.audited, ["admin_consent_reported"]);
    const connected = await browser.through(CONNECT, PEOPLE.employee);
    assert.equal(connected.location, "/find?draft=1&connected=1");
    assert.equal((await connection())["reason"], null);
  });

  test("is not connected when the person declines", async () => {
    tenant.simulator.world.directory.tenant.userConsentPolicy = "allow-all";
    const back = await browser.through(CONNECT, PEOPLE.employee, { consent: "decline" });
    assert.equal(back.location, "/find?draft=1&connection_error=consent_declined");
    assert.deepEqual(await rows(), []);
  });

  test("asks a browser that is not signed in to sign in, and comes back to connect", async () => {
    tenant.consentForEverybody();
    const stranger = stage.browser();
    const { location } = await stranger.get(CONNECT);
    assert.equal(location, `/auth/sign-in?return_to=${encodeURIComponent(CONNECT)}`);
    const back = await stranger.through(location ?? "", PEOPLE.employee);
    assert.equal(back.location, CONNECT);
  });

  test("is not connected by an answer that another browser asked for", async () => {
    tenant.consentForEverybody();
    const other = stage.browser();
    await other.signIn(PEOPLE.other);
    const away = await other.begin(CONNECT);
    const state = away.searchParams.get("state") ?? "";
    const answer = await browser.get(`/connect/outlook/callback?code=stolen&state=${state}`);
    assert.equal(answer.location, "/?connection_error=flow_not_recognised");
  });

  test("says so when there is nothing to connect to", async () => {
    await database().kysely.updateTable("calendar_provider").set({ active: false }).execute();
    const { location } = await browser.get(CONNECT);
    assert.equal(location, "/find?draft=1&connection_error=calendar_provider_missing");
    assert.equal((await connection())["needed"], false);
  });

  test("is disconnected at once and in every process", async () => {
    tenant.consentForEverybody();
    await browser.through(CONNECT, PEOPLE.employee);
    const use = { kind: "personal", providerId: PROVIDER_ID, personId: await personId() } as const;
    const second = stage.secondTokenVault();
    assert.equal((await second.get(use)).ok, true);
    const answer = await browser.act("DELETE", "/api/v1/me/calendar-connection");
    assert.deepEqual(
      [answer.body["was_connected"], answer.body["revocation"]],
      [true, "not_offered"],
    );
    assert.match(String(answer.body["remedy"]), /myapplications\.microsoft\.com/);
    const refused = await second.get(use);
    assert.ok(!refused.ok && refused.failure.code === "token_missing");
    const [row] = await rows();
    assert.deepEqual([row?.state, row?.token_sealed], ["disconnected", null]);
    assert.equal((await connection())["state"], "not_connected");
    assert.deepEqual(stage.audited, ["calendar_connected", "calendar_disconnected"]);
  });

  test("can be connected again after disconnecting", async () => {
    tenant.consentForEverybody();
    await browser.through(CONNECT, PEOPLE.employee);
    await browser.act("DELETE", "/api/v1/me/calendar-connection");
    await browser.through(CONNECT, PEOPLE.employee);
    assert.equal((await connection())["state"], "connected");
  });

  test("shows administrators its state and never the token", async () => {
    tenant.consentForEverybody();
    await browser.through(CONNECT, PEOPLE.employee);
    const admin = stage.browser();
    await admin.signIn(PEOPLE.admin);
    const { text, status } = await admin.get("/api/v1/admin/people?query=brandt");
    assert.equal(status, 200);
    const { items } = JSON.parse(text) as { items: { calendar_connection: object }[] };
    assert.equal(items.length, 1);
    assert.deepEqual(Object.keys(items[0]?.calendar_connection ?? {}).sort(), [
      "account_name",
      "connected_at",
      "last_used_at",
      "reason",
      "state",
    ]);
    const [row] = await rows();
    assert.equal(row?.token_sealed?.includes("eyJ"), false);
  });

  test("is disconnected by an administrator, and by nobody else", async () => {
    tenant.consentForEverybody();
    await browser.through(CONNECT, PEOPLE.employee);
    const path = `/api/v1/admin/people/${await personId()}/calendar-connection`;
    assert.equal((await browser.act("DELETE", path)).body["code"], "role_missing");
    const admin = stage.browser();
    await admin.signIn(PEOPLE.admin);
    assert.equal((await admin.act("DELETE", path)).body["was_connected"], true);
    assert.equal(await stage.tokens.usable(await personId(), PROVIDER_ID), false);
  });

  test("is forgotten when the person is deactivated, and their sessions end", async () => {
    tenant.consentForEverybody();
    await browser.through(CONNECT, PEOPLE.employee);
    const admin = stage.browser();
    await admin.signIn(PEOPLE.admin);
    const path = `/api/v1/admin/people/${await personId()}`;
    const changed = await admin.act("PATCH", path, { active: false });
    assert.equal(changed.body["active"], false);
    assert.equal((await browser.get("/api/v1/session")).status, 401);
    const [row] = await rows();
    assert.equal(row?.token_sealed, null);
  });

  test("is forgotten of a deactivated person where the provider is out of use too", async () => {
    tenant.consentForEverybody();
    await browser.through(CONNECT, PEOPLE.employee);
    const admin = stage.browser();
    await admin.signIn(PEOPLE.admin);
    await database().kysely.updateTable("calendar_provider").set({ active: false }).execute();
    const path = `/api/v1/admin/people/${await personId()}`;
    assert.equal((await admin.act("PATCH", path, { active: false })).status, 200);
    const [row] = await rows();
    assert.equal(row?.token_sealed, null);
    assert.equal(stage.audited.at(-1), "calendar_disconnected");
  });

  test("an administrator cannot lock themselves out", async () => {
    const admin = stage.browser();
    await admin.signIn(PEOPLE.admin);
    const path = `/api/v1/admin/people/${await personId(PEOPLE.admin)}`;
    for (const change of [{ active: false }, { roles: ["user"] }]) {
      const answer = await admin.act("PATCH", path, change);
      assert.deepEqual([answer.status, answer.body["code"]], [409, "own_admin_role"]);
    }
  });
});

/** The button "Return to the application" of the page that asks for an administrator. */
async function returnWithoutConsent(page: string, cookies: Map<string, string>): Promise<URL> {
  const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1] ?? assert.fail(page);
  const answer = await fetch(tenant.simulator.httpsUrl + action.replaceAll("&amp;", "&"), {
    method: "POST",
    body: new URLSearchParams({ decision: "return" }),
    headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
    redirect: "manual",
  });
  return new URL(answer.headers.get("location") ?? assert.fail(await answer.text()));
}

describeOnEachDatabase("the delegated user", (database) => {
  let stage: Stage;
  let admin: Browser;
  const path = `/connect/delegated-user/${PROVIDER_ID}?return_to=/admin`;
  const use = { kind: "delegated_user", providerId: PROVIDER_ID } as const;
  beforeEach(async () => {
    tenant.reset();
    tenant.consentForEverybody();
    stage = await openStage(database(), tenant, { admins: [PEOPLE.admin] });
    await saveProvider(database(), stage, tenant);
    admin = stage.browser();
    await admin.signIn(PEOPLE.admin);
  });
  afterEach(() => stage.close());

  test("is connected by an administrator who chooses that account", async () => {
    const away = await admin.begin(path);
    assert.deepEqual(
      [away.searchParams.get("prompt"), away.searchParams.get("login_hint")],
      ["select_account", tenant.serviceAccount.mail],
    );
    const back = await admin.through(path, tenant.serviceAccount.userPrincipalName);
    assert.equal(back.location, "/admin?connected=1");
    assert.equal((await stage.tokens.get(use)).ok, true);
    assert.deepEqual(stage.connected, [PROVIDER_ID]);
    const record = await stage.deps.tokenRecords.read(use);
    assert.deepEqual(
      [record?.state, record?.accountName],
      ["connected", tenant.serviceAccount.userPrincipalName],
    );
  });

  test("is not the account that the administrator's browser happens to use", async () => {
    const back = await admin.through(path, PEOPLE.admin);
    assert.equal(back.location, "/admin?connection_error=other_account");
    assert.equal(await stage.deps.tokenRecords.read(use), null);
    const refused = await stage.tokens.get(use);
    assert.ok(!refused.ok && refused.failure.code === "token_missing");
  });

  test("tells why it could not be connected apart from the administrator's own calendar", async () => {
    const { body: untroubled } = await admin.get("/api/v1/session");
    assert.equal(untroubled["connection_failure"], null);
    await admin.through(path, PEOPLE.admin);
    const { body: session } = await admin.get("/api/v1/session");
    const own = { reason: null, remedy: null, state: "not_connected" };
    assert.partialDeepStrictEqual(session["calendar_connection"], own);
    const { body: connection } = await admin.get("/api/v1/me/calendar-connection");
    assert.partialDeepStrictEqual(connection, own);
    assert.partialDeepStrictEqual(session["connection_failure"], {
      purpose: "delegated_user",
      provider_id: PROVIDER_ID,
      code: "other_account",
    });
    assert.match(JSON.stringify(session["connection_failure"]), /choose .*service/i);
    const away = await admin.begin(CONNECT);
    assert.equal(away.searchParams.get("prompt"), null);

    await admin.through(path, tenant.serviceAccount.userPrincipalName);
    const { body: mended } = await admin.get("/api/v1/session");
    assert.equal(mended["connection_failure"], null);
  });

  test("is known by the mailbox where the user name differs from the address", async () => {
    const { serviceAccount } = tenant;
    const { userPrincipalName } = serviceAccount;
    serviceAccount.userPrincipalName = "svc-4711@larkfield.example";
    try {
      const back = await admin.through(path, serviceAccount.userPrincipalName);
      assert.equal(back.location, "/admin?connected=1");
    } finally {
      serviceAccount.userPrincipalName = userPrincipalName;
    }
  });

  test("is connected by nobody without the role admin", async () => {
    const browser = stage.browser();
    await browser.signIn(PEOPLE.employee);
    assert.equal((await browser.get(path)).location, "/admin?connection_error=role_missing");
  });

  test("is not acted for any more once the provider names another", async () => {
    await admin.through(path, tenant.serviceAccount.userPrincipalName);
    assert.equal((await stage.tokens.get(use)).ok, true);
    await database()
      .kysely.updateTable("calendar_provider")
      .set({ delegated_user_email: PEOPLE.other })
      .execute();
    const refused = await stage.tokens.get(use);
    assert.ok(!refused.ok && refused.failure.code === "token_unusable");
    assert.equal((await stage.deps.tokenRecords.read(use))?.state, "needs_reconnect");
  });

  test("must be named first", async () => {
    await database()
      .kysely.updateTable("calendar_provider")
      .set({ delegated_user_email: null })
      .execute();
    assert.equal(
      (await admin.get(path)).location,
      "/admin?connection_error=delegated_user_not_set",
    );
  });
});
