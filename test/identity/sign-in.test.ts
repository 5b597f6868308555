import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { signInAs } from "../../simulator/entra/sign-in-driver.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { openStage, PEOPLE, type Stage, startTenant, type Tenant } from "./identity-stage.ts";

let tenant: Tenant;
before(async () => {
  tenant = await startTenant();
});
after(() => tenant.close());

describeOnEachDatabase("signing in", (database) => {
  let stage: Stage;
  beforeEach(async () => {
    tenant.reset();
    stage = await openStage(database(), tenant, { admins: [PEOPLE.admin] });
  });
  afterEach(() => stage.close());

  const people = () => database().kysely.selectFrom("person").selectAll().execute();
  const importPerson = async (row: { tenant_id?: string; object_id?: string } = {}) => {
    const person = { id: randomUUID(), email: PEOPLE.employee.toUpperCase(), time_zone: "UTC" };
    await database()
      .kysely.insertInto("person")
      .values({ ...person, display_name: "Imported", ...row })
      .execute();
    return person.id;
  };

  test("an unknown account of the tenant becomes a person with the role user", async () => {
    const browser = stage.browser();
    const back = await browser.through("/auth/sign-in?return_to=/find", PEOPLE.employee);
    assert.equal(back.location, "/find");
    const [person] = await people();
    const user = tenant.user(PEOPLE.employee);
    assert.deepEqual(
      [person?.object_id, person?.email, person?.roles, person?.display_name],
      [user.id, PEOPLE.employee, ["user"], user.displayName],
    );
    const session = await browser.get("/api/v1/session");
    assert.deepEqual(session.body["person"], {
      id: person?.id,
      display_name: user.displayName,
      email: PEOPLE.employee,
      time_zone: "UTC",
      roles: ["user"],
    });
  });

  test("an imported person is tied to the account that has their user name", async () => {
    const id = await importPerson();
    await stage.browser().signIn(PEOPLE.employee);
    const [person, ...others] = await people();
    assert.deepEqual(
      [person?.id, person?.object_id, others.length],
      [id, tenant.user(PEOPLE.employee).id, 0],
    );
  });

  test("a person imported for another tenant is not taken over by the same name", async () => {
    await importPerson({ tenant_id: randomUUID() });
    const back = await stage.browser().signIn(PEOPLE.employee);
    assert.match(back.location ?? "", /^\/sign-in\?.*sign_in_error=account_conflict/);
  });

  test("an account made anew under a known person's name is refused", async () => {
    const tenantId = tenant.simulator.world.directory.tenant.id;
    await importPerson({ tenant_id: tenantId, object_id: randomUUID() });
    const back = await stage.browser().signIn(PEOPLE.employee);
    assert.match(back.location ?? "", /sign_in_error=account_conflict/);
  });

  test("a renamed account is still the same person", async () => {
    await stage.browser().signIn(PEOPLE.employee);
    const user = tenant.user(PEOPLE.employee);
    user.userPrincipalName = "renamed@larkfield.example";
    try {
      await stage.browser().signIn("renamed@larkfield.example");
      assert.equal((await people()).length, 1);
    } finally {
      user.userPrincipalName = PEOPLE.employee;
    }
  });

  test("a configured administrator is given the role admin, and it is written down", async () => {
    await stage.browser().signIn(PEOPLE.admin);
    const [person] = await people();
    assert.deepEqual(person?.roles, ["user", "admin"]);
    assert.deepEqual(stage.audited, ["admin_role_given_by_configuration"]);
  });

  test("an inactive person is refused, also in a session that was open", async () => {
    const browser = stage.browser();
    await browser.signIn(PEOPLE.employee);
    await database().kysely.updateTable("person").set({ active: false }).execute();
    stage.deps.authentication.forget();
    assert.equal((await browser.get("/api/v1/session")).body["code"], "not_signed_in");
    const back = await stage.browser().signIn(PEOPLE.employee);
    assert.match(back.location ?? "", /sign_in_error=account_inactive/);
  });

  test("after a refusal the list of accounts is shown", async () => {
    const browser = stage.browser();
    await importPerson({ tenant_id: randomUUID() });
    assert.equal((await browser.begin("/auth/sign-in")).searchParams.get("prompt"), null);
    await browser.signIn(PEOPLE.employee);
    const again = await browser.begin("/auth/sign-in");
    assert.equal(again.searchParams.get("prompt"), "select_account");
  });

  test("a sign-in that another browser began ends nowhere", async () => {
    const away = await stage.browser().begin("/auth/sign-in");
    const back = await signInAs(away, PEOPLE.employee);
    const victim = stage.browser();
    const answer = await victim.get(back.pathname + back.search);
    assert.match(answer.location ?? "", /sign_in_error=flow_not_recognised/);
    assert.equal((await victim.get("/api/v1/session")).status, 401);
  });

  test("the way back from a sign-in can be gone once", async () => {
    const browser = stage.browser();
    const back = await signInAs(await browser.begin("/auth/sign-in"), PEOPLE.employee);
    await browser.get(back.pathname + back.search);
    const again = await browser.get(back.pathname + back.search);
    assert.match(again.location ?? "", /sign_in_error=flow_not_recognised/);
  });

  test("an answer with another code than the browser's own is refused", async () => {
    const browser = stage.browser();
    const back = await signInAs(await browser.begin("/auth/sign-in"), PEOPLE.employee);
    const stolen = await signInAs(await stage.browser().begin("/auth/sign-in"), PEOPLE.other);
    back.searchParams.set("code", stolen.searchParams.get("code") ?? "");
    const answer = await browser.get(back.pathname + back.search);
    assert.match(answer.location ?? "", /sign_in_error=/);
    assert.equal((await browser.get("/api/v1/session")).status, 401);
  });

  test("the session gets a new id at sign-in, and the one before is worth nothing", async () => {
    const browser = stage.browser();
    await browser.begin("/auth/sign-in");
    const planted = browser.cookies.get("usher_session") ?? assert.fail("no session");
    await browser.signIn(PEOPLE.employee);
    assert.notEqual(browser.cookies.get("usher_session"), planted);
    const thief = stage.browser();
    thief.cookies.set("usher_session", planted);
    assert.equal((await thief.get("/api/v1/session")).status, 401);
  });

  test("the session's row holds neither its id nor anything to read", async () => {
    const browser = stage.browser();
    await browser.signIn(PEOPLE.employee);
    const id = decodeURIComponent(browser.cookies.get("usher_session") ?? "").split(".")[0] ?? "";
    const [row] = await database().kysely.selectFrom("session").selectAll().execute();
    const all = Buffer.concat([row?.id_hash ?? Buffer.of(), row?.data_sealed ?? Buffer.of()]);
    assert.ok(id.length > 20);
    assert.equal(all.includes(id), false);
    assert.equal(all.includes("signIn"), false);
  });

  test("an expired session is none", async () => {
    const browser = stage.browser();
    await browser.signIn(PEOPLE.employee);
    const past = new Date(Date.now() - 1000);
    await database().kysely.updateTable("session").set({ expires_at: past }).execute();
    assert.equal((await browser.get("/api/v1/session")).status, 401);
    assert.equal(await stage.deps.sessions.removeExpired(), 1);
  });

  test("a session in use is renewed, and ends fourteen days after the sign-in", async () => {
    const browser = stage.browser();
    await browser.signIn(PEOPLE.employee);
    const expiry = async () =>
      (await database().kysely.selectFrom("session").select("expires_at").execute())[0]?.expires_at;
    const first = await expiry();
    stage.laterMs = 3_600_000;
    await browser.get("/api/v1/session");
    const second = await expiry();
    assert.ok(first && second && second > first);
    stage.laterMs = 14 * 24 * 3_600_000 + 60_000;
    await browser.get("/api/v1/session");
    const last = await expiry();
    assert.ok(last && last.getTime() < Date.now() + stage.laterMs);
  });

  test("a request that changes something needs the session's own token", async () => {
    const browser = stage.browser();
    const other = stage.browser();
    await browser.signIn(PEOPLE.employee);
    await other.signIn(PEOPLE.other);
    const foreign = String((await other.get("/api/v1/session")).body["csrf_token"]);
    for (const headers of [{}, { "x-csrf-token": "wrong" }, { "x-csrf-token": foreign }]) {
      const answer = await browser.send("POST", "/auth/sign-out", undefined, headers);
      assert.deepEqual([answer.status, answer.body["code"]], [403, "csrf_token_invalid"]);
    }
    assert.equal((await browser.get("/api/v1/session")).status, 200);
  });

  test("the token in the body does not stand for the one in the header", async () => {
    const browser = stage.browser();
    await browser.signIn(PEOPLE.employee);
    const token = String((await browser.get("/api/v1/session")).body["csrf_token"]);
    const answer = await browser.send("POST", "/auth/sign-out", { _csrf: token });
    assert.equal(answer.body["code"], "csrf_token_invalid");
  });

  test("signing out ends the session and says where the provider's own ends", async () => {
    const browser = stage.browser();
    await browser.signIn(PEOPLE.employee);
    const kept = browser.cookies.get("usher_session") ?? "";
    const answer = await browser.act("POST", "/auth/sign-out");
    assert.match(String(answer.body["sign_out_url"]), /\/oauth2\/v2\.0\/logout\?/);
    const thief = stage.browser();
    thief.cookies.set("usher_session", kept);
    assert.equal((await thief.get("/api/v1/session")).status, 401);
  });

  test("an ended session is not written back by a request still under way", async () => {
    const browser = stage.browser();
    await browser.signIn(PEOPLE.employee);
    const [row] = await database().kysely.selectFrom("session").selectAll().execute();
    assert.ok(row);
    await stage.deps.sessions.remove(row.id_hash);
    const { id_hash: idHash, data_sealed: dataSealed, person_id: personId } = row;
    const expiresAt = row.expires_at;
    await stage.deps.sessions.write({ idHash, dataSealed, personId, expiresAt, isNew: false });
    assert.equal(await stage.deps.sessions.read(idHash), null);
  });

  test("a channel that no person acts on is refused", async () => {
    const browser = stage.browser();
    await browser.signIn(PEOPLE.employee);
    const answer = await browser.get("/api/v1/session", { "usher-channel": "rest_api" });
    assert.deepEqual([answer.status, answer.body["code"]], [400, "channel_unknown"]);
  });

  test("when Entra is out of order the person is told so", async () => {
    const { plannedErrors } = tenant.simulator.entra;
    plannedErrors.add({ code: 90033, times: 1, grantType: "authorization_code", userId: null });
    const back = await stage.browser().signIn(PEOPLE.employee);
    assert.match(back.location ?? "", /sign_in_error=identity_provider_unavailable/);
  });

  test("an address of another site is not where the browser comes back to", async () => {
    const path = "/auth/sign-in?return_to=https://evil.example/";
    const back = await stage.browser().through(path, PEOPLE.employee);
    assert.equal(back.location, "/");
  });
});
