import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { openHttpStage, type HttpStage } from "./http-stage.ts";
import { personActor } from "./stage.ts";

const stages: HttpStage[] = [];
after(() => Promise.all(stages.map((stage) => stage.close())));

describeOnEachDatabase("a service of a module", (database) => {
  async function open() {
    const stage = await openHttpStage(database());
    stages.push(stage);
    const { admin, ada, oak, moduleId } = stage.workplace;
    const actor = personActor(admin, "portal", ["user", "admin"]);
    const path = `/api/v1/admin/modules/${moduleId}/services`;
    return {
      stage,
      moduleId,
      offer: (body: object) => stage.send(actor, "POST", path, { body }),
      kept: async () => (await stage.send(actor, "GET", path)).body["items"],
      change: (id: unknown, body: object, version?: number) =>
        stage.send(actor, "PATCH", `${path}/${String(id)}`, {
          body,
          ...(version !== undefined && { headers: { "if-match": `"${version}"` } }),
        }),
      withdraw: (id: unknown) => stage.send(actor, "DELETE", `${path}/${String(id)}`),
      ofSpace: async () => stage.send(personActor(ada), "GET", `/api/v1/spaces/${oak.id}/services`),
      audit: async () =>
        database()
          .kysely.selectFrom("audit_entry")
          .select(["action", "details"])
          .where("subject_id", "=", moduleId)
          .orderBy("id")
          .execute(),
    };
  }

  test("is offered with what it needs, and whoever books a space can look it up", async () => {
    const { offer, kept, ofSpace, audit } = await open();
    const offered = await offer({
      name: " Coffee ",
      description: "For all.",
      preparation_minutes: 15,
      clean_up_minutes: 10,
      lead_time_minutes: 120,
      is_blocker_mandatory: true,
    });
    assert.equal(offered.status, 201, offered.text);
    const { version, ...coffee } = offered.body;
    assert.equal(version, 1);
    assert.deepEqual(coffee, {
      id: coffee["id"],
      name: "Coffee",
      description: "For all.",
      preparation_minutes: 15,
      clean_up_minutes: 10,
      lead_time_minutes: 120,
      is_blocker_mandatory: true,
      on_every_reservation: false,
    });
    const airing = await offer({ name: "Airing", on_every_reservation: true });
    assert.deepEqual(await kept(), [airing.body, offered.body]);
    const found = await ofSpace();
    assert.equal(found.status, 200, found.text);
    const { version: _, ...plain } = airing.body;
    assert.deepEqual(found.body["items"], [plain, coffee]);
    const [entry] = await audit();
    assert.deepEqual(entry, {
      action: "module_service_created",
      details: { service_id: coffee["id"], name: "Coffee" },
    });
  });

  test("is changed in what is sent, by whoever saw it as it is", async () => {
    const { offer, change, audit } = await open();
    const { body } = await offer({ name: "Coffee", preparation_minutes: 15 });
    const changed = await change(body["id"], { preparation_minutes: 20 }, 1);
    assert.equal(changed.status, 200, changed.text);
    assert.deepEqual(changed.body, { ...body, preparation_minutes: 20, version: 2 });
    const same = await change(body["id"], { preparation_minutes: 20 });
    assert.deepEqual(same.body, changed.body);
    const late = await change(body["id"], { preparation_minutes: 25 }, 1);
    assert.deepEqual([late.status, late.body["code"]], [412, "service_changed"]);
    const [, entry] = await audit();
    assert.deepEqual(entry, {
      action: "module_service_changed",
      details: { service_id: body["id"], preparationMinutes: 20 },
    });
  });

  test("has a name of its own in its module, until it is withdrawn", async () => {
    const { offer, change, withdraw, kept, audit } = await open();
    const { body } = await offer({ name: "Coffee" });
    const tea = await offer({ name: "Tea" });
    const again = await offer({ name: "Coffee" });
    assert.deepEqual([again.status, again.body["code"]], [409, "name_taken"]);
    const renamed = await change(tea.body["id"], { name: "Coffee" });
    assert.deepEqual([renamed.status, renamed.body["code"]], [409, "name_taken"]);
    const withdrawn = await withdraw(body["id"]);
    assert.equal(withdrawn.status, 204, withdrawn.text);
    assert.equal((await offer({ name: "Coffee" })).status, 201);
    const gone = await withdraw(body["id"]);
    assert.deepEqual([gone.status, gone.body["code"]], [404, "service_not_found"]);
    assert.equal(((await kept()) as unknown[]).length, 2);
    assert.ok((await audit()).some(({ action }) => action === "module_service_withdrawn"));
  });

  test("is chosen with a reservation, which tells what is kept free for it", async () => {
    const { stage, offer } = await open();
    const { ada, ben, oak } = stage.workplace;
    const coffee = await offer({ name: "Coffee", preparation_minutes: 15, clean_up_minutes: 10 });
    const { version: _, ...plain } = coffee.body;
    const path = "/api/v1/reservations";
    const asAda = (method: string, place: string, body?: object) =>
      stage.send(personActor(ada), method, place, body && { body });
    const times = { start: "2026-11-24T09:00:00Z", end: "2026-11-24T10:00:00Z" };
    const made = await asAda("POST", path, {
      ...times,
      space_id: oak.id,
      services: [coffee.body["id"]],
    });
    assert.equal(made.status, 201, made.text);
    const { id, number, services, blockers, blockers_left_out: leftOut } = made.body;
    assert.deepEqual([services, leftOut], [[plain], []]);
    const [preparation] = blockers as { id: string }[];
    assert.deepEqual(preparation, {
      id: preparation?.id,
      number: (preparation as { number?: string } | undefined)?.number,
      part: "preparation",
      state: "awaiting_confirmation",
      start: "2026-11-24T08:45:00.000Z",
      end: "2026-11-24T09:00:00.000Z",
    });
    const blocker = await asAda("GET", `${path}/${preparation?.id}`);
    assert.deepEqual(
      [blocker.body["kind"], blocker.body["blocks"]],
      ["blocker", { id, number, part: "preparation" }],
    );
    const refused = await asAda("POST", `${path}/${preparation?.id}/cancel`);
    assert.deepEqual([refused.status, refused.body["code"]], [409, "follows_its_meeting"]);
    assert.match(String(refused.body["remedy"]), new RegExp(String(number)));
    const idsOf = async (query: string, actor = ada) => {
      const { body } = await stage.send(personActor(actor), "GET", `${path}?${query}`);
      return (body["items"] as { id: string }[]).map((item) => item.id);
    };
    assert.deepEqual(await idsOf(""), [id]);
    assert.equal((await idsOf("blockers=true")).length, 3);
    assert.equal((await idsOf(`scope=space&space_id=${oak.id}`, ben)).length, 3);
    const changed = await asAda("PATCH", `${path}/${String(id)}`, { services: [] });
    assert.deepEqual([changed.body["services"], changed.body["blockers"]], [[], []]);
  });

  test("is of a module that is there", async () => {
    const { stage } = await open();
    const actor = personActor(stage.workplace.admin, "portal", ["user", "admin"]);
    const path = `/api/v1/admin/modules/${randomUUID()}/services`;
    for (const [method, body] of [["GET"], ["POST", { name: "Coffee" }]] as const) {
      const answer = await stage.send(actor, method, path, body && { body });
      assert.deepEqual([answer.status, answer.body["code"]], [404, "module_not_found"]);
    }
  });
});
