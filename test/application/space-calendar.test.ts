import assert from "node:assert/strict";
import { test } from "node:test";
import type { BusyTime, SpaceRules } from "../../src/contract/space-calendar.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { cancel } from "./acts.ts";
import { openHttpStage } from "./http-stage.ts";
import { valueOf } from "./refusals.ts";
import { END, panelActor, personActor, START } from "./stage.ts";

const DAY = "from=2026-11-24T00:00:00Z&to=2026-11-25T00:00:00Z";

describeOnEachDatabase("whoever looks for a space", (database) => {
  test("sees when each is taken, of others nothing else, and how it is reserved", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { ada, ben, oak, elm, desk, buildingId } = stage.workplace;
    const reader = personActor(ada);
    const own = valueOf(await stage.create(reader, { subject: "Mine" })).view.reservation;
    const others = { spaceId: elm.id, subject: "Secret", sensitivity: "private" } as const;
    valueOf(await stage.create(personActor(ben), others));
    const gone = await stage.create(personActor(ben), { spaceId: desk.id });
    valueOf(await cancel(stage, personActor(ben), valueOf(gone).view.reservation.id));
    const times = { start: START.toString(), end: END.toString() };
    const iso = (text: string) => new Date(text).toISOString();
    const time = (spaceId: string, mine: BusyTime["own"]) => ({
      space_id: spaceId,
      start: iso(times.start),
      end: iso(times.end),
      own: mine,
    });
    const look = (query: string, actor: Parameters<typeof stage.send>[0] = reader) =>
      stage.send(actor, "GET", `/api/v1/busy-times?${query}`);

    const ofBuilding = await look(`${DAY}&building_id=${buildingId}`);
    assert.equal(ofBuilding.status, 200, ofBuilding.text);
    const items = ofBuilding.body["items"] as BusyTime[];
    const expected = [time(oak.id, { id: own.id, subject: "Mine" }), time(elm.id, null)];
    assert.deepEqual(
      items.toSorted((a, b) => (a.space_id < b.space_id ? -1 : 1)),
      expected.toSorted((a, b) => (a.space_id < b.space_id ? -1 : 1)),
    );
    const ofSpace = await look(`${DAY}&space_id=${elm.id}`);
    assert.deepEqual(ofSpace.body["items"], [time(elm.id, null)]);

    assert.equal((await look(DAY)).body["code"], "invalid_request");
    const long = "from=2026-11-24T00:00:00Z&to=2026-12-24T00:00:00Z";
    assert.equal((await look(`${long}&space_id=${elm.id}`)).body["code"], "invalid_request");
    const panel = await look(`${DAY}&space_id=${oak.id}`, panelActor(oak.id));
    assert.equal(panel.body["code"], "not_this_panel");

    await stage.database.pool.query(
      `update reservable_module set check_in_policy = 'always', releases_no_shows = true,
         days_ahead_max = 30`,
    );
    stage.forgetPlaces();
    const told = await stage.send(reader, "GET", `/api/v1/spaces/${oak.id}/rules`);
    const rules = told.body as unknown as SpaceRules;
    assert.deepEqual(
      [rules.days_ahead_max, rules.duration_minutes_max, rules.needs_approval],
      [30, 1440, false],
    );
    assert.equal(rules.check_in?.opens_minutes_before, 30);
    assert.ok((rules.check_in?.no_show_after_minutes ?? 0) > 0);
    const unknown = "/api/v1/spaces/00000000-0000-4000-8000-000000000000/rules";
    assert.equal((await stage.send(reader, "GET", unknown)).body["code"], "space_not_found");
  });
});
