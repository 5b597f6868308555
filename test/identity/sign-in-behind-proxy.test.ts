import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  type OpenedTestDatabase,
  openTestDatabase,
} from "../../src/store/testing/test-database.ts";
import {
  openStage,
  PEOPLE,
  PROVIDER_ID,
  saveProvider,
  type StageOptions,
  startTenant,
  type Tenant,
} from "./identity-stage.ts";

/** Where addresses and cookies depend on how browsers reach us and the sign-in pages. */
describe("how browsers reach the pages", () => {
  let tenant: Tenant;
  let opened: OpenedTestDatabase;
  before(async () => {
    tenant = await startTenant({ advertisePagesOverHttp: true });
    opened = await openTestDatabase("embedded", { migrated: true });
  });
  after(async () => {
    await opened.drop();
    await tenant.close();
  });

  const withStage = async (
    options: StageOptions,
    work: (stage: Awaited<ReturnType<typeof openStage>>) => Promise<void>,
  ) => {
    const stage = await openStage(opened.database, tenant, options);
    try {
      await work(stage);
    } finally {
      await stage.close();
    }
  };

  test("sign-in pages may be shown over plain HTTP at loopback", () =>
    withStage({}, async (stage) => {
      const browser = stage.browser();
      const away = await browser.begin("/auth/sign-in");
      assert.equal(away.origin, tenant.simulator.pagesUrl);
      await browser.signIn(PEOPLE.employee);
      assert.equal((await browser.get("/api/v1/session")).status, 200);
      const { sign_out_url: out } = (await browser.act("POST", "/auth/sign-out")).body;
      assert.equal(new URL(String(out)).origin, tenant.simulator.pagesUrl);
    }));

  test("an administrator consents for everybody on the same pages", () =>
    withStage({}, async (stage) => {
      await saveProvider(opened.database, stage, tenant);
      const browser = stage.browser();
      await browser.signIn(PEOPLE.directoryAdmin);
      const path = `/connect/admin-consent/${PROVIDER_ID}?return_to=/admin`;
      const away = await browser.begin(path);
      assert.equal(away.origin, tenant.simulator.pagesUrl);
      const back = await browser.through(path, PEOPLE.directoryAdmin);
      assert.equal(back.location, "/admin?consented=1");
      const use = { kind: "application", providerId: PROVIDER_ID } as const;
      assert.equal((await stage.tokens.get(use)).ok, true);
    }));

  test("a declined consent for everybody is told", () =>
    withStage({}, async (stage) => {
      await saveProvider(opened.database, stage, tenant);
      const browser = stage.browser();
      await browser.signIn(PEOPLE.directoryAdmin);
      const path = `/connect/admin-consent/${PROVIDER_ID}?return_to=/admin`;
      const back = await browser.through(path, PEOPLE.directoryAdmin, { consent: "decline" });
      assert.equal(back.location, "/admin?connection_error=admin_consent_refused");
    }));

  test("behind a proxy that is not trusted the sign-in says what to set", () =>
    withStage({ isSecure: true }, async (stage) => {
      const { location } = await stage.browser().get("/auth/sign-in?return_to=/find");
      assert.equal(location, "/sign-in?return_to=%2Ffind&sign_in_error=proxy_not_trusted");
    }));

  test("over HTTPS the cookie is kept from plain HTTP, scripts and neighbouring hosts", () =>
    withStage({ isSecure: true, trustProxy: true }, async (stage) => {
      const headers = { "x-forwarded-proto": "https" };
      const answer = await stage.app.inject({ url: "/auth/sign-in", headers });
      const [cookie] = [answer.headers["set-cookie"]].flat();
      assert.match(String(cookie), /^__Host-usher_session=/);
      for (const part of ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"]) {
        assert.ok(cookie?.includes(`; ${part}`), part);
      }
      assert.equal(cookie?.includes("Domain"), false);
    }));
});
