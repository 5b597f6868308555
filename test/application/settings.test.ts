import assert from "node:assert/strict";
import { test } from "node:test";
import type { Actor } from "../../src/app/people/actor.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { openHttpStage, type HttpStage } from "./http-stage.ts";
import { valueOf } from "./refusals.ts";
import { offerService } from "./served.ts";
import { personActor } from "./stage.ts";
import { buildSpace } from "./workplace.ts";

const MODE = "/api/v1/admin/properties/sn_wsd_rsvsync.sync_integration_mode";
const REHEARSAL = "/api/v1/admin/integration-mode/rehearsal";
const PROVIDERS = "/api/v1/admin/calendar-providers";
const CONFIGURATIONS = "/api/v1/admin/sync-configurations";
const EXPLAIN = "/api/v1/admin/explain";

interface Rehearsed {
  readonly from: string;
  readonly to: string;
  readonly read_only: {
    readonly count: number;
    readonly by_code: Record<string, number>;
    readonly examples: readonly {
      readonly number: string;
      readonly code: string;
      readonly requested_for: string;
    }[];
  };
  readonly people_without_token: {
    readonly count: number;
    readonly examples: readonly { readonly email: string }[];
  };
  readonly rooms_without_delegate: {
    readonly count: number;
    readonly checked: number;
    readonly examples: readonly { readonly room_mailbox: string }[];
  };
  readonly in_flight: { readonly count: number; readonly by_state: Record<string, number> };
  readonly blockers: readonly { readonly code: string }[];
  readonly warnings: readonly { readonly code: string }[];
}

function adminOf(stage: HttpStage): Actor {
  return personActor(stage.workplace.admin, "portal", ["user", "admin"]);
}

async function giveSecrets(stage: HttpStage): Promise<void> {
  await stage.database.pool.query("update calendar_provider set client_secret_sealed = 'x'");
}

async function rehearse(stage: HttpStage, mode: string): Promise<Rehearsed> {
  const answer = await stage.send(adminOf(stage), "POST", REHEARSAL, { body: { mode } });
  assert.equal(answer.status, 200, answer.text);
  return answer.body as unknown as Rehearsed;
}

async function counts(stage: HttpStage): Promise<unknown> {
  const { rows } = await stage.database.pool.query(
    `select (select count(*) from reservation) as r, (select sum(version) from reservation) as v,
       (select count(*) from sync_event) as e, (select count(*) from audit_entry) as a,
       (select count(*) from property) as p`,
  );
  return rows;
}

describeOnEachDatabase("the rehearsal of a change of the mode", (database) => {
  test("says which reservations become read-only, and writes nothing", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { ada, ben, elm, desk } = stage.workplace;
    valueOf(await stage.create(personActor(ada)));
    valueOf(await stage.create(personActor(ada), { spaceId: elm.id, requestedFor: ben.id }));
    valueOf(await stage.create(personActor(ada), { spaceId: desk.id }));
    const before = await counts(stage);
    const toStrict = await rehearse(stage, "strict");
    assert.deepEqual([toStrict.from, toStrict.to], ["normal", "strict"]);
    assert.equal(toStrict.read_only.count, 2);
    assert.deepEqual(toStrict.read_only.by_code, { not_in_delegated_calendar: 2 });
    assert.deepEqual(toStrict.read_only.examples.map((each) => each.requested_for).toSorted(), [
      "Ada",
      "Ben",
    ]);
    assert.deepEqual(toStrict.in_flight, { count: 2, by_state: { new: 2 } });
    assert.deepEqual(await counts(stage), before);
  });

  test("says who lacks a token and what planners lose before personal mode", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { ada, ben, elm, providerId } = stage.workplace;
    valueOf(await stage.create(personActor(ada)));
    valueOf(await stage.create(personActor(ada), { spaceId: elm.id, requestedFor: ben.id }));
    await database()
      .kysely.insertInto("personal_token")
      .values({
        person_id: ada.id,
        provider_id: providerId,
        state: "connected",
        account_name: ada.email,
        scopes: [],
        connected_at: new Date(),
      })
      .execute();
    const toPersonal = await rehearse(stage, "personal");
    assert.equal(toPersonal.read_only.count, 0);
    assert.deepEqual(
      toPersonal.people_without_token.examples.map(({ email }) => email),
      [ben.email],
    );
    assert.deepEqual(
      toPersonal.warnings.map(({ code }) => code),
      ["on_behalf_reservations", "people_without_token"],
    );
  });

  test("counts a blocker in the blocker user's calendar as out of reach of whom it is for", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { ada, elm } = stage.workplace;
    const blocker = { kind: "blocker" } as const;
    valueOf(await stage.create(personActor(ada), { spaceId: elm.id, ...blocker }));
    await stage.properties.set(adminOf(stage), "sn_wsd_rsv.blocker_user", "b@usher.example");
    const made = valueOf(await stage.create(personActor(ada), blocker));
    const { read_only: readOnly } = await rehearse(stage, "personal");
    assert.deepEqual([readOnly.count, readOnly.by_code], [1, { not_requested_for: 1 }]);
    assert.deepEqual(
      readOnly.examples.map(({ number }) => number),
      [made.view.reservation.number],
    );
  });

  test("counts no blocker that follows its meeting, which goes along in every mode", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { ada, moduleId } = stage.workplace;
    const airing = { name: "Airing", preparationMinutes: 15 };
    const services = [await offerService(stage.database, moduleId, airing)];
    valueOf(await stage.create(personActor(ada), { services }));
    assert.equal((await rehearse(stage, "strict")).read_only.count, 1);
  });

  test("asks the calendar for each room whether the delegated user reaches it", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    stage.trouble.rooms.add("elm-room@usher.example");
    const toStrict = await rehearse(stage, "strict");
    assert.deepEqual(
      [toStrict.rooms_without_delegate.count, toStrict.rooms_without_delegate.checked],
      [1, 4],
    );
    const [room] = toStrict.rooms_without_delegate.examples;
    assert.equal(room?.room_mailbox, "elm-room@usher.example");
    assert.equal((await rehearse(stage, "normal")).rooms_without_delegate.checked, 0);
  });

  test("names what blocks the change, and the change is refused until it is mended", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const admin = adminOf(stage);
    const { providerId, otherProviderId } = stage.workplace;
    stage.trouble.tokens.add(`delegated_user ${providerId}`);
    await database()
      .kysely.updateTable("calendar_provider")
      .set({ delegated_user_email: null })
      .where("id", "=", otherProviderId)
      .execute();
    const codes = (await rehearse(stage, "strict")).blockers.map(({ code }) => code);
    assert.deepEqual(codes, ["delegated_user_not_connected", "delegated_user_missing"]);
    const refused = await stage.send(admin, "PUT", MODE, { body: { value: "strict" } });
    assert.deepEqual([refused.status, refused.body["code"]], [409, "mode_change_blocked"]);
    assert.deepEqual(refused.body["codes"], ["mode_change_blocked", ...codes]);
    assert.equal(await stage.properties.integrationMode(), "normal");

    stage.trouble.tokens.clear();
    await database()
      .kysely.updateTable("calendar_provider")
      .set({ delegated_user_email: "s@usher.example" })
      .execute();
    const changed = await stage.send(admin, "PUT", MODE, { body: { value: "strict" } });
    assert.deepEqual([changed.status, changed.body["value"]], [200, "strict"]);
    assert.equal(await stage.properties.integrationMode(), "strict");

    // And back: in normal mode the application acts, and it has no secret.
    const back = await rehearse(stage, "normal");
    assert.deepEqual(
      back.blockers.map(({ code }) => code),
      ["application_credential_missing", "application_credential_missing"],
    );
    await giveSecrets(stage);
    assert.deepEqual((await rehearse(stage, "normal")).blockers, []);
  });

  test("leaves what was accepted before the change to be carried out as it was decided", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    valueOf(await stage.create(personActor(stage.workplace.ada)));
    const before = await stage.syncEvents();
    await stage.send(adminOf(stage), "PUT", MODE, { body: { value: "strict" } });
    assert.deepEqual(await stage.syncEvents(), before);
  });
});

describeOnEachDatabase("properties", (database) => {
  test("are listed, changed with an audit entry, and refused where the value cannot be", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const admin = adminOf(stage);
    const path = "/api/v1/admin/properties/sn_wsd_rsv.blocker_user";
    const wrong = await stage.send(admin, "PUT", path, { body: { value: "nobody" } });
    assert.deepEqual([wrong.status, wrong.body["code"]], [422, "invalid_property_value"]);
    const right = await stage.send(admin, "PUT", path, { body: { value: "b@usher.example" } });
    assert.deepEqual([right.status, right.body["updated_by"]], [200, "Amir"]);
    const unknown = await stage.send(admin, "PUT", "/api/v1/admin/properties/x", {
      body: { value: "" },
    });
    assert.deepEqual([unknown.status, unknown.body["code"]], [404, "property_not_found"]);
    const audit = await stage.send(admin, "GET", "/api/v1/admin/audit?subject_kind=property");
    assert.match(audit.text, /"action":"property_changed".*"to":"b@usher\.example"/);
  });
});

describeOnEachDatabase("calendar providers", (database) => {
  const form = { name: "Tenant", tenant_id: "t", client_id: "c", client_secret: "hush-hush" };

  test("never give their secret away: not in answers, not in the audit, not in the log", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const admin = adminOf(stage);
    const made = await stage.send(admin, "POST", PROVIDERS, { body: form });
    assert.deepEqual([made.status, made.body["has_secret"]], [201, true], made.text);
    const path = String(made.headers.get("location"));
    const { client_secret: _, ...withoutSecret } = form;
    const kept = await stage.send(admin, "PUT", path, { body: { ...withoutSecret, name: "New" } });
    assert.deepEqual([kept.body["name"], kept.body["has_secret"]], ["New", true]);
    const listed = await stage.send(admin, "GET", PROVIDERS);
    const audit = await stage.send(admin, "GET", "/api/v1/admin/audit");
    for (const text of [made.text, kept.text, listed.text, audit.text, stage.logged.join("")]) {
      assert.ok(!text.includes("hush-hush"));
    }
    const { rows } = await database().pool.query<{ sealed: string }>(
      "select convert_from(client_secret_sealed, 'utf8') as sealed from calendar_provider where name = 'New'",
    );
    assert.equal(
      rows[0]?.sealed,
      `sealed calendar_provider.client_secret:${path.split("/").at(-1)} 9`,
    );
  });

  test("prove themselves by a secret or a certificate: a new one takes the other's place", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const admin = adminOf(stage);
    const { client_secret: secret, ...others } = form;
    const made = await stage.send(admin, "POST", PROVIDERS, { body: form });
    const path = String(made.headers.get("location"));
    const has = ({ body }: typeof made) => [body["has_secret"], body["has_certificate"]];
    const certificate = { client_certificate: "PEM" };
    const steps = [
      [certificate, [false, true]],
      [{}, [false, true]],
      [{ client_secret: secret }, [true, false]],
    ] as const;
    for (const [credential, expected] of steps) {
      const body = { ...others, ...credential };
      assert.deepEqual(has(await stage.send(admin, "PUT", path, { body })), expected);
    }
    const both = await stage.send(admin, "PUT", path, { body: { ...form, ...certificate } });
    assert.deepEqual([both.status, both.body["code"]], [400, "invalid_request"]);
    assert.deepEqual(has(await stage.send(admin, "GET", path)), [true, false]);
  });

  test("show no delegated user in normal mode, and lose none by a change of the mode and back", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const admin = adminOf(stage);
    const path = `${PROVIDERS}/${stage.workplace.providerId}`;
    const inNormal = await stage.send(admin, "GET", path);
    assert.equal(inNormal.body["delegated_user_email"], null);
    await stage.send(admin, "PUT", path, {
      body: { name: "Exchange", tenant_id: "t", client_id: "c", active: true },
    });
    await stage.setMode("strict");
    const inStrict = await stage.send(admin, "GET", path);
    assert.equal(inStrict.body["delegated_user_email"], "service@usher.example");
  });

  test("need a delegated user in strict and personal mode", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    await stage.setMode("personal");
    const refused = await stage.send(adminOf(stage), "POST", PROVIDERS, {
      body: { ...form, active: true },
    });
    assert.deepEqual([refused.status, refused.body["code"]], [409, "delegated_user_missing"]);
  });

  test("cannot be switched off under synchronised spaces", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const refused = await stage.send(
      adminOf(stage),
      "PUT",
      `${PROVIDERS}/${stage.workplace.providerId}`,
      { body: { name: "Exchange", tenant_id: "t", client_id: "c", active: false } },
    );
    assert.deepEqual([refused.status, refused.body["code"]], [409, "provider_in_use"]);
  });

  test("are checked without a body, and with a room say what it answers", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const admin = adminOf(stage);
    const path = `${PROVIDERS}/${stage.workplace.providerId}/check`;
    assert.equal((await stage.send(admin, "POST", path)).status, 200);
    stage.trouble.rooms.add("oak-room@usher.example");
    const body = { room_mailbox: "oak-room@usher.example" };
    const checked = await stage.send(admin, "POST", path, { body });
    assert.match(checked.text, /oak-room@usher\.example: Access is denied\./);
  });
});

describeOnEachDatabase("sync configurations", (database) => {
  test("begin inactive, are activated, and make the space synced", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const admin = adminOf(stage);
    const { workplace } = stage;
    const ash = await buildSpace(database(), "Ash", workplace, null);
    const made = await stage.send(admin, "POST", CONFIGURATIONS, {
      body: { space_id: ash.id, provider_id: workplace.providerId, room_mailbox: "ash@x.example" },
    });
    assert.deepEqual([made.status, made.body["active"]], [201, false], made.text);
    const path = `${CONFIGURATIONS}/${String(made.body["id"])}`;
    await stage.send(admin, "PATCH", path, { body: { active: true } });
    const space = await stage.send(admin, "GET", `/api/v1/spaces/${ash.id}`);
    assert.deepEqual([space.body["synced"], space.body["email"]], [true, "ash@x.example"]);
  });

  test("refuse a second mailbox for a space, a mailbox of another's, and another address", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const admin = adminOf(stage);
    const { workplace } = stage;
    const ash = await buildSpace(database(), "Ash", workplace, null);
    const post = (spaceId: string, mailbox: string) =>
      stage.send(admin, "POST", CONFIGURATIONS, {
        body: { space_id: spaceId, provider_id: workplace.providerId, room_mailbox: mailbox },
      });
    const second = await post(workplace.oak.id, "oak2@x.example");
    assert.equal(second.body["code"], "space_has_configuration");
    const taken = await post(ash.id, "OAK-room@usher.example");
    assert.equal(taken.body["code"], "mailbox_taken");
    await database()
      .kysely.updateTable("space")
      .set({ email: "ash@x.example" })
      .where("id", "=", ash.id)
      .execute();
    const differs = await post(ash.id, "other@x.example");
    assert.equal(differs.body["code"], "space_email_differs");
  });
});

describeOnEachDatabase("explain over HTTP", (database) => {
  const question = {
    mode: "personal",
    action: "create",
    channel: "portal",
    kind: "single",
    synced: true,
    requested_for_is_session_user: true,
    personal_token: false,
    blocker_user_set: false,
  };

  test("answers lines with lines, in order, and what is no question with an error in its place", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const raw = `${JSON.stringify(question)}\nnot json\n${JSON.stringify({ ...question, mode: "normal" })}\n`;
    const answer = await stage.send(adminOf(stage), "POST", EXPLAIN, {
      raw,
      headers: { "content-type": "application/x-ndjson" },
    });
    assert.match(answer.headers.get("content-type") ?? "", /^application\/x-ndjson/);
    const lines = answer.text
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    const [first, second, third] = lines as Record<string, unknown>[];
    assert.deepEqual([first?.["row"], first?.["codes"]], ["C7", ["personal_token_missing"]]);
    assert.ok(second && "error" in second);
    assert.equal(third?.["row"], "C1");
  });

  test("answers one question with one answer, and several with several", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const one = await stage.send(adminOf(stage), "POST", EXPLAIN, { body: question });
    assert.deepEqual([one.status, one.body["allowed"]], [200, false]);
    const two = await stage.send(adminOf(stage), "POST", EXPLAIN, { body: [question, question] });
    assert.equal((two.body as unknown as unknown[]).length, 2);
    const wrong = await stage.send(adminOf(stage), "POST", EXPLAIN, {
      body: { ...question, colour: "red" },
    });
    assert.deepEqual([wrong.status, wrong.body["code"]], [400, "invalid_question"]);
    assert.match(wrong.text, /colour/);
  });
});
