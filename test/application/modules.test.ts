import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, test } from "node:test";
import type { Space } from "../../src/contract/places.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { type HttpStage, openHttpStage } from "./http-stage.ts";
import { valueOf } from "./refusals.ts";
import { personActor } from "./stage.ts";

const stages: HttpStage[] = [];
after(() => Promise.all(stages.map((stage) => stage.close())));

describeOnEachDatabase("a reservable module", (database) => {
  async function open() {
    const stage = await openHttpStage(database());
    stages.push(stage);
    const { admin, ada, ben, moduleId } = stage.workplace;
    const actor = personActor(admin, "portal", ["user", "admin"]);
    const path = `/api/v1/admin/modules/${moduleId}`;
    return {
      stage,
      ada,
      ben,
      moduleId,
      read: () => stage.send(actor, "GET", path),
      list: () => stage.send(actor, "GET", "/api/v1/admin/modules"),
      change: (body: object, version?: number) =>
        stage.send(actor, "PATCH", path, {
          body,
          ...(version !== undefined && { headers: { "if-match": `"${version}"` } }),
        }),
      rehearse: (body: object) => stage.send(actor, "POST", `${path}/rehearsal`, { body }),
      as: (method: string, place: string, body?: object) =>
        stage.send(actor, method, place, body && { body }),
    };
  }

  test("is read with what it says of its spaces, and who approves", async () => {
    const { read, list, moduleId } = await open();
    const answer = await read();
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.headers.get("etag"), '"1"');
    assert.deepEqual(answer.body, {
      id: moduleId,
      name: "Rooms",
      duration_minutes_min: 5,
      duration_minutes_max: 1440,
      days_ahead_max: 180,
      recurring_enabled: true,
      multi_space_enabled: true,
      group_enabled: true,
      on_behalf_shown: true,
      subject_required: false,
      show_as: "busy",
      check_in_policy: "by_space",
      check_in_opens_minutes_before: 30,
      releases_no_shows: false,
      approval_policy: "by_space",
      reminder_minutes_before: 10,
      approvers: [],
      space_count: 5,
      version: 1,
    });
    assert.deepEqual((await list()).body, { items: [answer.body] });
  });

  test("is added by a name that no other has, and noted", async () => {
    const { as, stage } = await open();
    const added = await as("POST", "/api/v1/admin/modules", { name: " Desks " });
    assert.equal(added.status, 201, added.text);
    const { id, name } = added.body as { id: string; name: string };
    assert.deepEqual(
      [name, added.headers.get("location")],
      ["Desks", `/api/v1/admin/modules/${id}`],
    );
    const again = await as("POST", "/api/v1/admin/modules", { name: "Desks" });
    assert.deepEqual([again.status, again.body["code"]], [409, "name_taken"]);
    const notes = await stage.database.kysely
      .selectFrom("audit_entry")
      .select("action")
      .where("subject_id", "=", id)
      .execute();
    assert.deepEqual(notes, [{ action: "module_created" }]);
  });

  test("is taken away once no space is in it, and what has its services keeps them", async () => {
    const { as, stage, ada, moduleId } = await open();
    const path = `/api/v1/admin/modules/${moduleId}`;
    const { body: coffee } = await as("POST", `${path}/services`, { name: "Coffee" });
    const services = [coffee["id"] as string];
    const { id } = valueOf(await stage.create(personActor(ada), { services })).view.reservation;
    const refused = await as("DELETE", path);
    assert.deepEqual([refused.status, refused.body["code"]], [409, "module_has_spaces"]);
    assert.match(String(refused.body["detail"]), /^5 spaces are still in this module\./);

    const { body: other } = await as("POST", "/api/v1/admin/modules", { name: "Desks" });
    const { body: list } = await as("GET", `/api/v1/admin/spaces?module_id=${moduleId}`);
    for (const space of list["items"] as readonly Space[]) {
      await as("PATCH", `/api/v1/admin/spaces/${space.id}`, { module_id: other["id"] });
    }
    assert.equal((await as("DELETE", path)).status, 204);
    assert.equal((await as("DELETE", path)).body["code"], "module_not_found");
    const { body: left } = await as("GET", "/api/v1/admin/modules");
    assert.deepEqual(
      (left["items"] as readonly { readonly name: string }[]).map(({ name }) => name),
      ["Desks"],
    );
    const { body: kept } = await stage.send(personActor(ada), "GET", `/api/v1/reservations/${id}`);
    assert.deepEqual(
      (kept["services"] as readonly { readonly name: string }[]).map(({ name }) => name),
      ["Coffee"],
    );
    const { rows } = await database().pool.query(
      "select details from audit_entry where subject_id = $1 and action = 'module_removed'",
      [moduleId],
    );
    assert.deepEqual(rows, [{ details: { name: "Rooms" } }]);
  });

  test("is changed in what is sent, and what is reserved from then on follows", async () => {
    const { stage, change, ada, ben, moduleId } = await open();
    const answer = await change(
      { approval_policy: "always", approvers: [ben.id, ben.id], name: "Halls" },
      1,
    );
    assert.equal(answer.status, 200, answer.text);
    const { name, version, approvers, days_ahead_max: daysAhead } = answer.body;
    assert.deepEqual([name, version, daysAhead], ["Halls", 2, 180]);
    assert.deepEqual(approvers, [{ id: ben.id, display_name: "Ben", email: ben.email }]);
    const { reservation } = valueOf(await stage.create(personActor(ada))).view;
    assert.equal(reservation.approval.state, "awaiting_approval");
    const { rows } = await database().pool.query(
      "select action, details from audit_entry where subject_id = $1",
      [moduleId],
    );
    assert.deepEqual(rows, [
      {
        action: "module_changed",
        details: { name: "Halls", approvers: [ben.id], approvalPolicy: "always" },
      },
    ]);
    // What is as it was is no change.
    assert.equal((await change({ name: "Halls" })).body["version"], 2);
  });

  test("is not changed by whoever saw it before somebody else did", async () => {
    const { change, read } = await open();
    const outcomes = await Promise.all([
      change({ days_ahead_max: 30 }, 1),
      change({ days_ahead_max: 60 }, 1),
    ]);
    const statuses = outcomes.map(({ status }) => status).toSorted((one, other) => one - other);
    assert.deepEqual(statuses, [200, 412]);
    const lost = outcomes.find(({ status }) => status === 412);
    assert.equal(lost?.body["code"], "module_changed");
    assert.equal((await read()).body["version"], 2);
    assert.equal((await change({ name: "Late" }, 1)).body["code"], "module_changed");
  });

  test("keeps what cannot be, and the field at fault is named", async () => {
    const { stage, change, read, moduleId } = await open();
    await database().pool.query("insert into reservable_module (id, name) values ($1, 'Labs')", [
      randomUUID(),
    ]);
    const refusals: readonly (readonly [object, number, string, string | undefined])[] = [
      [{ name: "Labs" }, 409, "name_taken", "name"],
      [
        { duration_minutes_min: 90, duration_minutes_max: 60 },
        422,
        "durations_out_of_order",
        "duration_minutes_max",
      ],
      [{ approvers: [randomUUID()] }, 404, "person_not_found", "approvers"],
      [{ days_ahead_max: -1 }, 400, "invalid_request", "days_ahead_max"],
      [{ approval_policy: "sometimes" }, 400, "invalid_request", "approval_policy"],
      [{ colour: "red" }, 400, "invalid_request", undefined],
    ];
    for (const [body, status, code, field] of refusals) {
      const answer = await change(body);
      const fields = (answer.body["fields"] ?? []) as readonly { readonly field: string }[];
      assert.deepEqual([answer.status, answer.body["code"]], [status, code], answer.text);
      if (field !== undefined) assert.equal(fields[0]?.field, field);
    }
    assert.equal((await read()).body["version"], 1);
    const user = personActor(stage.workplace.ada);
    const path = `/api/v1/admin/modules/${moduleId}`;
    assert.equal((await stage.send(user, "PATCH", path, { body: {} })).status, 403);
    const nobody = `/api/v1/admin/modules/${randomUUID()}`;
    const admin = personActor(stage.workplace.admin, "portal", ["user", "admin"]);
    assert.equal((await stage.send(admin, "GET", nobody)).body["code"], "module_not_found");
  });

  test("tells what a change means before it is made, and writes nothing", async () => {
    const { stage, rehearse, read, ada } = await open();
    const soon = "now() + interval '1 day'";
    for (const spaceId of [stage.workplace.oak.id, stage.workplace.elm.id]) {
      const made = valueOf(await stage.create(personActor(ada), { spaceId }));
      await database().pool.query(
        `update reservation set start_at = ${soon}, end_at = ${soon} + interval '1 hour' where id = $1`,
        [made.view.reservation.id],
      );
    }
    const answer = await rehearse({ approval_policy: "always", duration_minutes_max: 30 });
    assert.deepEqual(answer.body["items"], [
      {
        code: "approval_asked_for",
        message: "5 spaces need approval from now on.",
        is_warning: false,
      },
      {
        code: "approvals_keep_their_state",
        message: "2 coming reservations stay as they are.",
        is_warning: false,
      },
      {
        code: "durations_hold_from_now_on",
        message:
          "2 coming reservations are shorter or longer than that, and stay. The limits hold for what is made or moved from now on.",
        is_warning: false,
      },
    ]);
    assert.equal((await read()).body["version"], 1);
    await database().pool.query("update person set roles = '{user}'");
    const warned = await rehearse({ approval_policy: "always" });
    const items = warned.body["items"] as readonly { readonly code: string }[];
    assert.equal(items.at(-1)?.code, "nobody_decides");
  });

  test("leaves it to its spaces, which are listed by it and changed one by one", async () => {
    const { stage, as, change, moduleId } = await open();
    const { oak } = stage.workplace;
    await as("PATCH", `/api/v1/admin/spaces/${oak.id}`, { requires_approval: true });
    const other = randomUUID();
    await database().pool.query("insert into reservable_module (id, name) values ($1, 'Labs')", [
      other,
    ]);
    const ofModule = async (id: string) => {
      const { body } = await as("GET", `/api/v1/spaces?module_id=${id}`);
      return body["items"] as readonly Space[];
    };
    assert.deepEqual(await ofModule(other), []);
    const asked = (await ofModule(moduleId)).filter((space) => space.requires_approval);
    assert.deepEqual(
      asked.map(({ name, needs_approval: needs }) => [name, needs]),
      [["Oak", true]],
    );
    await change({ approval_policy: "never" });
    assert.ok((await ofModule(moduleId)).every((space) => !space.needs_approval));
    await change({ approval_policy: "always" });
    assert.ok((await ofModule(moduleId)).every((space) => space.needs_approval));
  });

  test("does not make a no-show of what nobody was asked to check in to", async () => {
    const { change } = await open();
    const since = async () => {
      const { rows } = await database().pool.query<{ is_anew: boolean }>(
        "select check_in_since > now() - interval '1 hour' as is_anew from reservable_module",
      );
      return rows[0]?.is_anew;
    };
    await database().pool.query(
      "update reservable_module set check_in_since = now() - interval '1 day'",
    );
    await change({ days_ahead_max: 20 });
    assert.equal(await since(), false);
    await change({ releases_no_shows: true });
    assert.equal(await since(), true);
  });
});
