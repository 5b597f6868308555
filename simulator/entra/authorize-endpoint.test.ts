import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { startTestSimulator, TEST_PEOPLE, type TestSimulator } from "../test-simulator.ts";
import { authorizeUrl, tokensFor } from "./entra-requests.ts";
import { signInAs, SignInStopped } from "./sign-in-driver.ts";

const { administrator, colleague, employee } = TEST_PEOPLE;

interface Answer {
  readonly status: number;
  readonly location: URL | null;
  readonly page: string;
}

async function open(url: URL, cookies?: Map<string, string>, form?: object): Promise<Answer> {
  const cookie = [...(cookies ?? [])].map(([name, value]) => `${name}=${value}`).join("; ");
  const response = await fetch(url, {
    headers: { cookie },
    redirect: "manual",
    ...(form ? { method: "POST", body: new URLSearchParams({ ...form }) } : {}),
  });
  const location = response.headers.get("location");
  const page = await response.text();
  return { status: response.status, location: location === null ? null : new URL(location), page };
}

function isStopped(code: number): (error: unknown) => boolean {
  return (error) => error instanceof SignInStopped && error.code === code;
}

function assertReturned(url: URL | null, error: string, code: number): void {
  assert.ok(url, "nothing was sent back to the application");
  assert.equal(url.searchParams.get("error"), error);
  assert.match(url.searchParams.get("error_description") ?? "", new RegExp(`^AADSTS${code}: `));
  assert.equal(url.searchParams.get("state"), "a-state");
  assert.equal(url.searchParams.get("code"), null);
}

describe("the authorize page", () => {
  let simulator: TestSimulator;
  beforeEach(async () => {
    simulator = await startTestSimulator();
  });
  afterEach(() => simulator.close());

  test("who signs in comes back to the redirect URI with a code and the state", async () => {
    const back = await signInAs(authorizeUrl(simulator), employee);
    assert.equal(back.origin + back.pathname, simulator.redirectUri);
    assert.equal(back.searchParams.get("state"), "a-state");
    assert.ok(back.searchParams.get("code"));
  });

  test("the tenant may be named by id, domain, organizations or common", async () => {
    for (const name of [simulator.tenantId, "larkfield.example", "organizations", "common"]) {
      const url = authorizeUrl(simulator);
      url.pathname = `/${name}/oauth2/v2.0/authorize`;
      assert.ok((await signInAs(url, employee)).searchParams.get("code"), name);
    }
  });

  test("response_mode=fragment answers behind the hash", async () => {
    const back = await signInAs(authorizeUrl(simulator, { response_mode: "fragment" }), employee);
    assert.equal(back.search, "");
    assert.match(back.hash, /^#code=.+&state=a-state$/);
  });

  test("response_mode=form_post answers with a form that posts itself", async () => {
    const cookies = new Map<string, string>();
    await signInAs(authorizeUrl(simulator), employee, { cookies });
    const url = authorizeUrl(simulator, { response_mode: "form_post" });
    const { status, page } = await open(url, cookies);
    assert.equal(status, 200);
    assert.match(page, /<form method="post" action="https:\/\/app\.larkfield\.example\/callback">/);
    assert.match(page, /<input type="hidden" name="code" value="1\./);
    assert.match(page, /<input type="hidden" name="state" value="a-state"/);
  });

  test("AADSTS50011: a redirect URI that is not registered is shown, never followed", async () => {
    const url = authorizeUrl(simulator, { redirect_uri: "https://evil.example/" });
    const { status, location, page } = await open(url);
    assert.equal(status, 400);
    assert.equal(location, null);
    assert.match(page, /AADSTS50011/);
  });

  test("AADSTS50011: a redirect URI must match letter for letter", async () => {
    const url = authorizeUrl(simulator, { redirect_uri: `${simulator.redirectUri}/` });
    await assert.rejects(signInAs(url, employee), isStopped(50011));
  });

  test("AADSTS500113: an application without any redirect URI", async () => {
    const application = simulator.world.directory.applications.get(simulator.clientId);
    assert.ok(application);
    application.redirectUris = [];
    await assert.rejects(signInAs(authorizeUrl(simulator), employee), isStopped(500113));
  });

  test("AADSTS700016: an unknown application is shown", async () => {
    const url = authorizeUrl(simulator, { client_id: "00000000-1111-2222-3333-444444444444" });
    await assert.rejects(signInAs(url, employee), isStopped(700016));
  });

  test("AADSTS90002: an unknown tenant is shown", async () => {
    const url = authorizeUrl(simulator);
    url.pathname = "/nowhere.example/oauth2/v2.0/authorize";
    await assert.rejects(signInAs(url, employee), isStopped(90002));
  });

  test("AADSTS700054: a response type other than code goes back to the application", async () => {
    const { location } = await open(authorizeUrl(simulator, { response_type: "id_token" }));
    assertReturned(location, "unsupported_response_type", 700054);
  });

  test("AADSTS70011: a scope that does not exist goes back to the application", async () => {
    const { location } = await open(authorizeUrl(simulator, { scope: "openid Calendars.Destroy" }));
    assertReturned(location, "invalid_scope", 70011);
  });

  test("AADSTS900144: a malformed challenge goes back to the application", async () => {
    const { location } = await open(authorizeUrl(simulator, { code_challenge: "short" }));
    assertReturned(location, "invalid_request", 900144);
  });

  test("AADSTS50034: an address nobody has is told on the page", async () => {
    const stopped = signInAs(authorizeUrl(simulator), "nobody@larkfield.example");
    await assert.rejects(stopped, isStopped(50034));
  });

  test("AADSTS50057: a disabled account, such as a room's, cannot sign in", async () => {
    const stopped = signInAs(authorizeUrl(simulator), "room.wren@larkfield.example");
    await assert.rejects(stopped, isStopped(50057));
  });

  test("whoever goes back without signing in returns with access_denied", async () => {
    const { location } = await open(authorizeUrl(simulator), undefined, { cancel: "1" });
    assertReturned(location, "access_denied", 65004);
  });

  test("what an address of the outside puts into the page is escaped", async () => {
    const { page } = await open(authorizeUrl(simulator, { find: '"><script>alert(1)</script>' }));
    assert.doesNotMatch(page, /<script>/);
    assert.match(page, /&lt;script&gt;/);
  });

  test("the search finds people by part of their name", async () => {
    const { page } = await open(authorizeUrl(simulator, { find: "whitf" }));
    assert.match(page, /value="maya\.whitfield@larkfield\.example"/);
    assert.doesNotMatch(page, /value="jonas\.brandt@larkfield\.example"/);
  });

  describe("with somebody signed in with the browser", () => {
    let cookies: Map<string, string>;
    beforeEach(async () => {
      cookies = new Map();
      await signInAs(authorizeUrl(simulator), employee, { cookies });
    });

    test("the browser's account is used without asking", async () => {
      const { location } = await open(authorizeUrl(simulator), cookies);
      assert.ok(location?.searchParams.get("code"));
    });

    test("prompt=select_account asks which account", async () => {
      const url = authorizeUrl(simulator, { prompt: "select_account" });
      const { page } = await open(url, cookies);
      assert.match(page, /Pick an account/);
      assert.match(page, /jonas\.brandt@larkfield\.example/);
    });

    test("prompt=login asks who signs in", async () => {
      const { page } = await open(authorizeUrl(simulator, { prompt: "login" }), cookies);
      assert.match(page, /<h1>Sign in<\/h1>/);
    });

    test("prompt=none answers at once", async () => {
      const { location } = await open(authorizeUrl(simulator, { prompt: "none" }), cookies);
      assert.ok(location?.searchParams.get("code"));
    });

    test("a login_hint for another account asks for that one, and takes whoever comes", async () => {
      const { page } = await open(authorizeUrl(simulator, { login_hint: colleague }), cookies);
      assert.match(page, /<h1>Sign in<\/h1>/);
      assert.match(page, /The account the application asks for/);
    });

    test("two signed-in accounts are a choice", async () => {
      const url = authorizeUrl(simulator, { prompt: "login" });
      await signInAs(url, colleague, { cookies });
      const { page } = await open(authorizeUrl(simulator), cookies);
      assert.match(page, /Pick an account/);
      const hinted = await open(authorizeUrl(simulator, { login_hint: employee }), cookies);
      assert.ok(hinted.location?.searchParams.get("code"));
    });

    test("signing out ends the browser's session", async () => {
      const logout = new URL(`${simulator.httpsUrl}/common/oauth2/v2.0/logout`);
      logout.searchParams.set("post_logout_redirect_uri", simulator.redirectUri);
      const response = await fetch(logout, { redirect: "manual" });
      assert.equal(response.headers.get("location"), simulator.redirectUri);
      assert.match(response.headers.getSetCookie().join(), /simulator-entra-session=;.*1970/);
    });

    test("signing out never goes to an address that no application registered", async () => {
      const logout = new URL(`${simulator.httpsUrl}/common/oauth2/v2.0/logout`);
      logout.searchParams.set("post_logout_redirect_uri", "https://evil.example/");
      const response = await fetch(logout, { redirect: "manual" });
      assert.equal(response.status, 200);
      assert.match(await response.text(), /You signed out/);
    });

    test("revoking the person's sessions ends the browser's too", async () => {
      const user = simulator.world.directory.findUser(employee);
      simulator.entra.sessions.revokeSessions(user?.id ?? "");
      const { location } = await open(authorizeUrl(simulator, { prompt: "none" }), cookies);
      assertReturned(location, "login_required", 50058);
    });
  });

  test("AADSTS50058: prompt=none with nobody signed in", async () => {
    const { location } = await open(authorizeUrl(simulator, { prompt: "none" }));
    assertReturned(location, "login_required", 50058);
  });
});

describe("consent (facts 6.8)", () => {
  let simulator: TestSimulator;
  beforeEach(async () => {
    simulator = await startTestSimulator();
  });
  afterEach(() => simulator.close());

  const calendars = { scope: "openid profile offline_access Calendars.ReadWrite" };
  const consentUrl = (path = "adminconsent", scope?: string): URL => {
    const url = new URL(`${simulator.httpsUrl}/${simulator.tenantId}/${path}`);
    url.searchParams.set("client_id", simulator.clientId);
    url.searchParams.set("redirect_uri", simulator.redirectUri);
    url.searchParams.set("state", "a-state");
    if (scope !== undefined) url.searchParams.set("scope", scope);
    return url;
  };
  const application = () => {
    const found = simulator.world.directory.applications.get(simulator.clientId);
    assert.ok(found);
    return found;
  };

  test("AADSTS65004: a person who declines goes back with access_denied", async () => {
    const back = await signInAs(authorizeUrl(simulator), employee, { consent: "decline" });
    assertReturned(back, "access_denied", 65004);
    assert.equal(application().userConsents.size, 0);
  });

  test("a person consents once for themselves, not for others", async () => {
    const cookies = new Map<string, string>();
    await signInAs(authorizeUrl(simulator), employee, { cookies });
    const again = await open(authorizeUrl(simulator), cookies);
    assert.ok(again.location?.searchParams.get("code"));
    const other = await open(authorizeUrl(simulator), new Map(), { username: colleague });
    assert.match(other.page, /Permissions requested/);
  });

  test("AADSTS90094: calendars need an administrator under Microsoft's managed policy", async () => {
    const stopped = signInAs(authorizeUrl(simulator, calendars), employee);
    await assert.rejects(stopped, isStopped(90094));
  });

  test("AADSTS90094: going back from there tells the application", async () => {
    const url = authorizeUrl(simulator, calendars);
    const { location } = await open(url, undefined, { decision: "return" });
    assertReturned(location, "access_denied", 90094);
    simulator.world.settings.adminApprovalError = "consent_required";
    const other = await open(url, undefined, { decision: "return" });
    assertReturned(other.location, "consent_required", 90094);
  });

  test("a forged acceptance of what only an administrator may grant changes nothing", async () => {
    const cookies = new Map<string, string>();
    await signInAs(authorizeUrl(simulator), employee, { cookies });
    const { id: account = "" } = simulator.world.directory.findUser(employee) ?? {};
    const form = { decision: "accept", account, for_organization: "1" };
    const { location, page } = await open(authorizeUrl(simulator, calendars), cookies, form);
    assert.equal(location, null);
    assert.match(page, /Need admin approval/);
    assert.deepEqual(application().adminConsentedScopes, []);
  });

  test("an administrator who consents for the organization opens calendars to everybody", async () => {
    const choice = { consent: "accept-for-organization" } as const;
    await signInAs(authorizeUrl(simulator, calendars), administrator, choice);
    const { status, body } = await tokensFor(simulator, employee, calendars);
    assert.equal(status, 200);
    assert.match(String(body["scope"]), /Calendars\.ReadWrite/);
  });

  test("an administrator who consents for themselves opens nothing to others", async () => {
    await signInAs(authorizeUrl(simulator, calendars), administrator);
    const stopped = signInAs(authorizeUrl(simulator, calendars), employee);
    await assert.rejects(stopped, isStopped(90094));
  });

  test("under allow-all people consent to calendars, but not to what is for administrators", async () => {
    simulator.world.directory.tenant.userConsentPolicy = "allow-all";
    const back = await signInAs(authorizeUrl(simulator, calendars), employee);
    assert.ok(back.searchParams.get("code"));
    const places = authorizeUrl(simulator, { scope: "openid Place.Read.All" });
    await assert.rejects(signInAs(places, employee), isStopped(90094));
  });

  test("under none people consent to nothing", async () => {
    simulator.world.directory.tenant.userConsentPolicy = "none";
    await assert.rejects(signInAs(authorizeUrl(simulator), employee), isStopped(90094));
  });

  test("AADSTS65001: prompt=none without consent", async () => {
    const cookies = new Map<string, string>();
    await signInAs(authorizeUrl(simulator), employee, { cookies, consent: "decline" });
    const { location } = await open(authorizeUrl(simulator, { prompt: "none" }), cookies);
    assertReturned(location, "consent_required", 65001);
  });

  test("prompt=consent asks again for what was granted", async () => {
    const cookies = new Map<string, string>();
    await signInAs(authorizeUrl(simulator), employee, { cookies });
    const { page } = await open(authorizeUrl(simulator, { prompt: "consent" }), cookies);
    assert.match(page, /Permissions requested/);
  });

  test("facts 6.4: admin consent grants all that the registration asks for, and says so", async () => {
    const back = await signInAs(consentUrl(), administrator);
    assert.equal(back.searchParams.get("admin_consent"), "True");
    assert.equal(back.searchParams.get("tenant"), simulator.tenantId);
    assert.equal(back.searchParams.get("state"), "a-state");
    assert.deepEqual(application().adminConsentedScopes, application().requestedScopes);
    assert.deepEqual(application().applicationRoles, application().requestedRoles);
  });

  test("admin consent by scope grants those scopes and no application permission", async () => {
    const scope = "https://graph.microsoft.com/Calendars.ReadWrite";
    await signInAs(consentUrl("v2.0/adminconsent", scope), administrator);
    assert.deepEqual(application().adminConsentedScopes, ["Calendars.ReadWrite"]);
    assert.deepEqual(application().applicationRoles, []);
  });

  test("facts 6.4: an administrator who declines sends permission_denied back", async () => {
    const back = await signInAs(consentUrl(), administrator, { consent: "decline" });
    assert.equal(back.searchParams.get("error"), "permission_denied");
    assert.deepEqual(application().adminConsentedScopes, []);
  });

  test("AADSTS90094: admin consent is not for other people", async () => {
    await assert.rejects(signInAs(consentUrl(), employee), isStopped(90094));
    assert.deepEqual(application().adminConsentedScopes, []);
  });
});
