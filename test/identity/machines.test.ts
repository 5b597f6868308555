import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import type { Browser } from "./browser.ts";
import { openStage, PEOPLE, type Stage, startTenant, type Tenant } from "./identity-stage.ts";

const CLIENTS = "/api/v1/admin/api-clients";
const PANELS = "/api/v1/admin/panels";

let tenant: Tenant;
before(async () => {
  tenant = await startTenant();
});
after(() => tenant.close());

describeOnEachDatabase("machines", (database) => {
  let stage: Stage;
  let admin: Browser;
  beforeEach(async () => {
    tenant.reset();
    stage = await openStage(database(), tenant, { admins: [PEOPLE.admin] });
    admin = stage.browser();
    await admin.signIn(PEOPLE.admin);
  });
  afterEach(() => stage.close());

  const bearer = (token: unknown) => ({ authorization: `Bearer ${String(token)}` });
  const newClient = async (scopes: readonly string[], name = "Reporting") =>
    (await admin.act("POST", CLIENTS, { name, scopes })).body;
  const people = (token: unknown) => stage.browser().get("/api/v1/people", bearer(token));
  const newSpace = async () => {
    const ids = { building_id: randomUUID(), module_id: randomUUID() };
    const { kysely } = database();
    await kysely
      .insertInto("building")
      .values({ id: ids.building_id, name: "Spreehaus", time_zone: "Europe/Berlin" })
      .execute();
    await kysely
      .insertInto("reservable_module")
      .values({ id: ids.module_id, name: "Rooms" })
      .execute();
    const id = randomUUID();
    await kysely
      .insertInto("space")
      .values({ id, ...ids, name: "Havel", kind: "room", capacity: 4 })
      .execute();
    return id;
  };
  const newPanel = async () =>
    (await admin.act("POST", PANELS, { name: "Door", space_id: await newSpace() })).body;
  const pair = (pairingCode: unknown) =>
    stage.browser().send("POST", "/api/v1/panels/pair", { pairing_code: pairingCode });

  test("an API client's key is told once and kept as a hash alone", async () => {
    const { key, key_hint: hint } = await newClient(["reservations:read"]);
    assert.match(String(key), /^usk_[\w-]{43}$/);
    assert.ok(String(key).startsWith(String(hint)));
    const listed = await admin.get(CLIENTS);
    assert.equal(listed.text.includes(String(key)), false);
    const [row] = await database().kysely.selectFrom("api_client").selectAll().execute();
    assert.equal(JSON.stringify(row).includes(String(key).slice(12)), false);
    assert.equal(row?.key_hash.length, 32);
    assert.deepEqual(stage.audited.at(-1), "api_client_created");
  });

  test("an API client does what its scopes say, and needs no CSRF token", async () => {
    const reader = await newClient(["reservations:read"]);
    assert.equal((await people(reader["key"])).status, 200);
    const administrator = await newClient(["admin"], "Provisioning");
    const made = await stage
      .browser()
      .send("POST", CLIENTS, { name: "Third", scopes: ["admin"] }, bearer(administrator["key"]));
    assert.equal(made.status, 201);
    const refused = await stage
      .browser()
      .send("POST", CLIENTS, { name: "Fourth", scopes: ["admin"] }, bearer(reader["key"]));
    assert.deepEqual([refused.status, refused.body["code"]], [403, "role_missing"]);
    assert.equal((await people(administrator["key"])).body["code"], "scope_missing");
  });

  test("an API client is not a person", async () => {
    const { key } = await newClient(["admin"]);
    const answer = await stage.browser().get("/api/v1/session", bearer(key));
    assert.deepEqual([answer.status, answer.body["code"]], [403, "person_required"]);
  });

  test("a revoked key is refused at once, and keeps its name for the records", async () => {
    const { key, id } = await newClient(["reservations:read"]);
    assert.equal((await people(key)).status, 200);
    const revoked = await admin.act("POST", `${CLIENTS}/${String(id)}/revoke`);
    assert.ok(revoked.body["revoked_at"]);
    const answer = await people(key);
    assert.deepEqual([answer.status, answer.body["code"]], [401, "api_key_revoked"]);
    const again = await admin.act("POST", CLIENTS, { name: "Reporting", scopes: ["admin"] });
    assert.deepEqual([again.status, again.body["code"]], [409, "name_taken"]);
  });

  test("a key revoked by another process is refused within two seconds", async () => {
    const { key } = await newClient(["reservations:read"]);
    assert.equal((await people(key)).status, 200);
    await database().kysely.updateTable("api_client").set({ revoked_at: new Date() }).execute();
    stage.laterMs = 2_001;
    assert.equal((await people(key)).body["code"], "api_key_revoked");
  });

  test("a bearer token that nobody gave is refused, also beside a good session", async () => {
    for (const token of ["", "usk_", "usk_wrong", "usp_wrong", "eyJhbGciOi.x.y", "usk_\u00e9"]) {
      const answer = await admin.get("/api/v1/session", bearer(token));
      assert.equal(answer.status, 401, token);
      assert.match(String(answer.body["code"]), /^(api_key|panel_token)_invalid$/);
    }
  });

  test("when a client was last used is shown to the minute", async () => {
    const { key } = await newClient(["reservations:read"]);
    const lastUsed = async () => {
      const { text } = await admin.get(CLIENTS);
      return (JSON.parse(text) as { items: { last_used_at: string | null }[] }).items[0];
    };
    assert.equal((await lastUsed())?.last_used_at, null);
    await people(key);
    assert.ok((await lastUsed())?.last_used_at);
  });

  test("a panel is paired by its code, once, and is known by its token from then on", async () => {
    const panel = await newPanel();
    assert.match(String(panel["pairing_code"]), /^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    const typed = String(panel["pairing_code"]).toLowerCase().replace("-", " ");
    const paired = await pair(typed);
    assert.equal(paired.status, 200, paired.text);
    assert.match(String(paired.body["device_token"]), /^usp_[\w-]{43}$/);
    assert.equal(paired.body["space_name"], "Havel");
    const again = await pair(panel["pairing_code"]);
    assert.deepEqual([again.status, again.body["code"]], [403, "pairing_code_invalid"]);
    // It is known, and as what hangs at a door it is not told who works here.
    const refused = await people(paired.body["device_token"]);
    assert.deepEqual([refused.status, refused.body["code"]], [403, "not_this_panel"]);
    assert.deepEqual(stage.audited.slice(-2), ["panel_created", "panel_paired"]);
  });

  test("a panel reserves for whom it is told to, who has to work here", async () => {
    const { items } = JSON.parse((await admin.get("/api/v1/people?query=")).text) as {
      items: { id: string; display_name: string }[];
    };
    const space_id = await newSpace();
    const made = await admin.act("POST", PANELS, {
      name: "Door",
      space_id,
      requested_for: items[0]?.id,
    });
    assert.deepEqual(made.body["requested_for"], items[0]);
    const nobody = { name: "Door", space_id, requested_for: randomUUID() };
    assert.equal((await admin.act("POST", PANELS, nobody)).body["code"], "person_not_found");
  });

  test("a panel may be for another person, and hang on another device, which takes its place", async () => {
    const { items } = JSON.parse((await admin.get("/api/v1/people?query=")).text) as {
      items: { id: string; display_name: string }[];
    };
    const panel = await newPanel();
    const { device_token: former } = (await pair(panel["pairing_code"])).body;
    const path = `${PANELS}/${String(panel["id"])}`;
    const named = await admin.act("PATCH", path, { name: "Havel", requested_for: items[0]?.id });
    assert.deepEqual([named.body["name"], named.body["requested_for"]], ["Havel", items[0]]);
    const nobody = await admin.act("PATCH", path, { requested_for: randomUUID() });
    assert.equal(nobody.body["code"], "person_not_found");
    const renewed = await admin.act("POST", `${path}/pairing-code`);
    assert.equal((await people(former)).body["code"], "not_this_panel", "known until then");
    const { device_token: latter } = (await pair(renewed.body["pairing_code"])).body;
    assert.equal((await people(former)).body["code"], "panel_token_invalid");
    assert.equal((await people(latter)).body["code"], "not_this_panel");
    const told = ["panel_changed", "panel_pairing_code_renewed", "panel_paired"];
    assert.deepEqual(stage.audited.slice(-3), told);
    await admin.act("POST", `${path}/revoke`);
    assert.equal(
      (await admin.act("PATCH", path, { name: "Door" })).body["code"],
      "panel_not_found",
    );
  });

  test("two devices that show the same code are not both paired", async () => {
    const { pairing_code: code } = await newPanel();
    const answers = await Promise.all([pair(code), pair(code), pair(code)]);
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    assert.equal(answers.filter(({ status }) => status === 403).length, 2);
  });

  test("a pairing code is worth nothing after ten minutes", async () => {
    const panel = await newPanel();
    const lifetimeMs = new Date(String(panel["pairing_expires_at"])).getTime() - Date.now();
    assert.ok(lifetimeMs > 9 * 60_000 && lifetimeMs <= 10 * 60_000);
    const past = new Date(Date.now() - 1);
    await database().kysely.updateTable("panel").set({ pairing_expires_at: past }).execute();
    assert.equal((await pair(panel["pairing_code"])).body["code"], "pairing_code_invalid");
  });

  test("a revoked panel's token and its unused code are refused", async () => {
    const panel = await newPanel();
    const { device_token: token } = (await pair(panel["pairing_code"])).body;
    await admin.act("POST", `${PANELS}/${String(panel["id"])}/revoke`);
    const answer = await people(token);
    assert.deepEqual([answer.status, answer.body["code"]], [401, "panel_revoked"]);
    const listed = await admin.get(PANELS);
    assert.equal(listed.text.includes(String(token)), false);
  });

  test("a panel of a space that does not exist is not made", async () => {
    const answer = await admin.act("POST", PANELS, { name: "Door", space_id: randomUUID() });
    assert.deepEqual([answer.status, answer.body["code"]], [404, "space_not_found"]);
  });

  test("nobody without the role admin sees or makes machines", async () => {
    const browser = stage.browser();
    await browser.signIn(PEOPLE.employee);
    for (const path of [CLIENTS, PANELS, "/api/v1/admin/people"]) {
      assert.equal((await browser.get(path)).body["code"], "role_missing");
      assert.equal((await stage.browser().get(path)).body["code"], "not_signed_in");
    }
    const made = await browser.act("POST", CLIENTS, { name: "Mine", scopes: ["admin"] });
    assert.equal(made.body["code"], "role_missing");
  });

  test("people are found by any part of name or address, and wildcards are only text", async () => {
    await stage.browser().signIn(PEOPLE.employee);
    const found = async (query: string) => {
      const { text } = await admin.get(`/api/v1/people?query=${encodeURIComponent(query)}`);
      return (JSON.parse(text) as { items: { email: string }[] }).items.map(({ email }) => email);
    };
    assert.deepEqual(await found("BRAN"), [PEOPLE.employee]);
    assert.deepEqual(await found("jonas.brandt@"), [PEOPLE.employee]);
    assert.deepEqual(await found("%"), []);
    assert.deepEqual((await found("")).sort(), [PEOPLE.employee, PEOPLE.admin].sort());
  });

  test("administrators page through people in order, everybody once", async () => {
    for (const upn of [PEOPLE.employee, PEOPLE.other, PEOPLE.directoryAdmin]) {
      await stage.browser().signIn(upn);
    }
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const { text } = await admin.get(
        `/api/v1/admin/people?limit=3${cursor && `&cursor=${cursor}`}`,
      );
      const page = JSON.parse(text) as { items: { display_name: string }[]; next_cursor: string };
      seen.push(...page.items.map((person) => person.display_name));
      cursor = page.next_cursor;
    }
    assert.deepEqual(seen, ["Amara Lindqvist", "Jonas Brandt", "Mira Castellan", "Tobias Krane"]);
  });
});
