import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, test } from "node:test";
import type { Building, Space } from "../../src/contract/places.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { type HttpStage, openHttpStage } from "./http-stage.ts";
import { refusalCodes, valueOf } from "./refusals.ts";
import { personActor, START } from "./stage.ts";

const stages: HttpStage[] = [];
after(() => Promise.all(stages.map((stage) => stage.close())));

describeOnEachDatabase("a building", (database) => {
  async function open() {
    const stage = await openHttpStage(database());
    stages.push(stage);
    const { admin, ada, oak, buildingId } = stage.workplace;
    const asAdmin = personActor(admin, "portal", ["user", "admin"]);
    const items = async <T>(actor: typeof asAdmin, path: string) =>
      (await stage.send(actor, "GET", `/api/v1/${path}`)).body["items"] as readonly T[];
    const change = (body: object, id = buildingId) =>
      stage.send(asAdmin, "PATCH", `/api/v1/admin/buildings/${id}`, { body });
    return { stage, ada: personActor(ada), asAdmin, oak, buildingId, items, change };
  }

  test("out of use keeps what is reserved, and its spaces are found and reserved no more until it is back", async () => {
    const { stage, ada, asAdmin, oak, buildingId, items, change } = await open();
    const { id } = valueOf(await stage.create(ada)).view.reservation;
    const answer = await change({ active: false });
    assert.deepEqual([answer.status, answer.body["active"]], [200, false], answer.text);

    const free = `spaces/free?start=2026-11-25T09:00:00Z&end=2026-11-25T10:00:00Z`;
    for (const path of ["buildings", "spaces", free]) assert.deepEqual(await items(ada, path), []);
    const { body: space } = await stage.send(ada, "GET", `/api/v1/spaces/${oak.id}`);
    assert.deepEqual([space["active"], space["reservable"]], [true, false]);
    const later = { start: START.add({ hours: 2 }), end: START.add({ hours: 3 }) };
    assert.deepEqual(refusalCodes(await stage.create(ada, later)), ["space_not_reservable"]);
    const { body: kept } = await stage.send(ada, "GET", `/api/v1/reservations/${id}`);
    assert.equal(kept["state"], "awaiting_confirmation");

    const [building] = await items<Building>(asAdmin, "admin/buildings");
    assert.deepEqual([building?.id, building?.active], [buildingId, false]);
    const spaces = await items<Space>(asAdmin, `admin/spaces?building_id=${buildingId}`);
    assert.ok(spaces.length === 5 && spaces.every((each) => each.active && !each.reservable));

    await change({ active: true });
    assert.equal((await items(ada, "spaces")).length, 5);
    valueOf(await stage.create(ada, later));
    const notes = await database()
      .kysely.selectFrom("audit_entry")
      .select(["action", "details"])
      .where("subject_id", "=", buildingId)
      .orderBy("id")
      .execute();
    assert.deepEqual(
      notes.map(({ action, details }) => [action, details]),
      [
        ["building_changed", { active: false }],
        ["building_changed", { active: true }],
      ],
    );
  });

  test("gets another name, address and zone, and what is reserved stays at its moment", async () => {
    const { stage, ada, oak, change } = await open();
    const recurrence = {
      kind: "pattern",
      pattern: { type: "daily" },
      range: { type: "numbered", numberOfOccurrences: 2 },
    } as const;
    const { id } = valueOf(await stage.create(ada, { recurrence })).view.reservation;
    const read = async () => (await stage.send(ada, "GET", `/api/v1/reservations/${id}`)).body;
    const { start, end, time_zone, recurrence: before } = await read();
    const zone = "America/Chicago";
    const answer = await change({ name: "South House", address: "2 Mill Road", time_zone: zone });
    assert.deepEqual(
      [answer.body["name"], answer.body["address"], answer.body["time_zone"]],
      ["South House", "2 Mill Road", zone],
    );
    const now = await read();
    assert.deepEqual([now["start"], now["end"], now["time_zone"]], [start, end, time_zone]);
    assert.deepEqual(now["recurrence"], before);
    const { body: space } = await stage.send(ada, "GET", `/api/v1/spaces/${oak.id}`);
    assert.deepEqual([space["building_name"], space["time_zone"]], ["South House", zone]);
    const { view } = valueOf(
      await stage.create(ada, { start: START.add({ hours: 4 }), end: START.add({ hours: 5 }) }),
    );
    assert.equal(view.reservation.timeZone, zone);
  });

  test("is not changed into what cannot be, nor by others than administrators", async () => {
    const { stage, ada, buildingId, change } = await open();
    await stage.database.kysely
      .insertInto("building")
      .values({ id: randomUUID(), name: "East House", time_zone: "UTC" })
      .execute();
    for (const [body, status, code, id] of [
      [{ name: "East House" }, 409, "name_taken"],
      [{ time_zone: "Mars/Olympus" }, 422, "unknown_time_zone"],
      [{ name: "" }, 400, "invalid_request"],
      [{ colour: "red" }, 400, "invalid_request"],
      [{ name: "West House" }, 404, "building_not_found", randomUUID()],
    ] as const) {
      const answer = await change(body, id);
      assert.deepEqual([answer.status, answer.body["code"]], [status, code], answer.text);
    }
    assert.equal((await change({})).status, 200);
    const path = `/api/v1/admin/buildings/${buildingId}`;
    const tried = await stage.send(ada, "PATCH", path, { body: { active: false } });
    assert.deepEqual([tried.status, tried.body["code"]], [403, "role_missing"]);
  });
});
