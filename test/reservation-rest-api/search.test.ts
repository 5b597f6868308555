import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reservable, ReservableUnit } from "../../src/contract/reservation-rest-api/search.ts";
import { formatSysId } from "../../src/core/encoded-query/sys-id.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { API_CLIENT, panelActor } from "../application/stage.ts";
import { END, openRestApiStage, PATH, type RestApiStage, START } from "./rest-api-stage.ts";

interface Found {
  readonly hasMore: boolean;
  readonly nextItemIndex: number;
  readonly reservableUnits: readonly ReservableUnit[];
}

const names = ({ reservableUnits }: Found) => reservableUnits.map(({ name }) => name);
const query = (parameters: Readonly<Record<string, string>>) =>
  new URLSearchParams(parameters).toString();

function asked({ workplace }: RestApiStage) {
  return {
    q: `building=${formatSysId(workplace.buildingId)}^capacity>=4`,
    reservable_module: formatSysId(workplace.moduleId),
    start: START,
    end: END,
  };
}

describeOnEachDatabase("whether spaces are available", (database) => {
  test("is told with the times that are left, and what holds them", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const { oak, elm, moduleId } = stage.workplace;
    const held = await stage.add({ end: "2026-11-24T09:30:00Z" });
    const parameters = {
      reservable_module: formatSysId(moduleId),
      reservable_ids: `${formatSysId(oak.id)},${formatSysId(elm.id)}`,
      start: START,
      end: END,
      reservation_ids: "undefined",
      shift: "undefined",
    };
    const search = async (more: Readonly<Record<string, string>> = {}) =>
      await stage.result<readonly ReservableUnit[]>(
        "GET",
        `/search/availability?${query({ ...parameters, ...more })}`,
      );
    const [first, second] = await search();
    assert.deepEqual([first?.name, first?.is_available], ["Oak", false]);
    assert.deepEqual(first?.availableTimes, [["2026-11-24 09:30:00", "2026-11-24 10:00:00"]]);
    assert.deepEqual(
      first?.reservations.map((each) => [each.sys_id, each.is_collided, each.requested_for.name]),
      [[held, true, "Ada"]],
    );
    assert.deepEqual([second?.name, second?.is_available], ["Elm", true]);
    assert.deepEqual(second?.availableTimes, [["2026-11-24 09:00:00", "2026-11-24 10:00:00"]]);

    const [moved] = await search({ reservation_ids: held });
    assert.equal(moved?.is_available, true);
    const [day] = await search({
      include_reservations_within_days: "true",
      schedule_view_obj: '{"schedule_view_date":"2026-11-24","timezone":"Europe/Berlin"}',
    });
    assert.deepEqual(day?.availableTimes, [
      ["2026-11-23 23:00:00", "2026-11-24 09:00:00"],
      ["2026-11-24 09:30:00", "2026-11-24 23:00:00"],
    ]);
    const [later] = await search({
      start: "2026-11-24T10:00:00Z",
      end: "2026-11-24T11:00:00Z",
      include_reservations_within_days: "true",
    });
    assert.equal(later?.is_available, true);
    assert.deepEqual(
      later?.reservations.map(({ is_collided: isCollided }) => isCollided),
      [false],
    );
  });

  test("is told without what holds them to who may not read reservations", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const { oak, elm } = stage.workplace;
    await stage.add();
    await stage.add({ location: elm.id });
    const ids = `${oak.id},${elm.id}`;
    const path = `/search/availability?${query({ reservable_ids: ids, start: START, end: END })}`;
    const told = async (actor: typeof API_CLIENT) =>
      (await stage.result<readonly ReservableUnit[]>("GET", path, undefined, actor)).map((each) => [
        each.is_available,
        each.reservations.length,
      ]);
    const visitor = { ...API_CLIENT, scopes: ["places:read"] } as typeof API_CLIENT;
    assert.deepEqual(await told(visitor), [
      [false, 0],
      [false, 0],
    ]);
    assert.deepEqual(await told(panelActor(oak.id)), [
      [false, 1],
      [false, 0],
    ]);
  });
});

describeOnEachDatabase("a search for spaces", (database) => {
  test("finds those of the module that are free, page by page", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    await stage.add();
    const search = async (more: Readonly<Record<string, string>>) =>
      await stage.result<Found>("GET", `/search/reservable?${query({ ...asked(stage), ...more })}`);
    const all = await search({});
    assert.deepEqual(names(all), ["Desk", "Dry", "Elm", "Fir"]);
    assert.deepEqual([all.hasMore, all.nextItemIndex], [false, -1]);
    const page = await search({ page_size: "3" });
    assert.deepEqual([names(page).length, page.hasMore, page.nextItemIndex], [3, true, 3]);
    const rest = await search({ page_size: "3", next_item_index: "3" });
    assert.deepEqual([names(rest), rest.nextItemIndex], [["Fir"], -1]);
    assert.deepEqual(names(await search({ sort_by: "z_a" })), ["Fir", "Elm", "Dry", "Desk"]);
    const withTaken = await search({ include_unavailable_items: "true" });
    assert.deepEqual(
      withTaken.reservableUnits.filter((unit) => !unit.is_available).map(({ name }) => name),
      ["Oak"],
    );
    const { elm, oak } = stage.workplace;
    const excluded = await search({ exclude_reservables: `${elm.id},${formatSysId(oak.id)}` });
    assert.deepEqual(names(excluded), ["Desk", "Dry", "Fir"]);
    const unit = all.reservableUnits[2];
    assert.deepEqual(
      [unit?.sys_id, unit?.capacity, unit?.floor.sys_id, unit?.tableName],
      [formatSysId(elm.id), "6", "1", "sn_wsd_core_room"],
    );
  });

  test("counts what is to be moved as free", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const moved = await stage.add();
    const path = `/search/reservable?${query({ ...asked(stage), reservation_ids: moved })}`;
    assert.ok(names(await stage.result<Found>("GET", path)).includes("Oak"));
  });

  test("understands its query, or says what it does not", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const building = `building=${formatSysId(stage.workplace.buildingId)}`;
    const path = (more: Readonly<Record<string, string>>) =>
      `/search/reservable?${query({ ...asked(stage), ...more })}`;
    const found = async (q: string) => names(await stage.result<Found>("GET", path({ q })));
    assert.deepEqual(await found(`${building}^floorIN1,2^nameLIKEe`), ["Desk", "Elm"]);
    assert.deepEqual(await found(`${building}^floor=3`), []);
    assert.deepEqual(await found(`${building}^capacity>=7`), []);
    for (const [more, refusal] of [
      [{ q: "capacity>=4" }, "400 invalid_query"],
      [{ q: `${building}^area=1` }, "400 invalid_query"],
      [{ q: "undefined" }, "400 invalid_request"],
      [{ reservable_module: "" }, "400 invalid_request"],
      [{ rsv_path: "browse_by_area" }, "400 invalid_request"],
      [{ sort_by: "colour" }, "400 invalid_request"],
      [{ shift: "1" }, "422 shift_not_supported"],
      [{ end: START }, "422 end_not_after_start"],
      [{ end: "2027-11-24T09:00:00Z" }, "400 invalid_request"],
      [{ schedule_view_obj: "tomorrow" }, "400 invalid_request"],
      [{ schedule_view_obj: '{"schedule_view_date":"2026-02-30"}' }, "400 invalid_request"],
    ] as const) {
      assert.equal(await stage.failure("GET", path(more)), refusal, JSON.stringify(more));
    }
  });

  test("finds the best match, the smallest first", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    await database().pool.query("update space set capacity = 5 where name = 'Fir'");
    const best = async (more: Readonly<Record<string, string>>) =>
      names(
        await stage.result<Found>(
          "GET",
          `/search/best_match?${query({ ...asked(stage), ...more })}`,
        ),
      );
    assert.deepEqual(await best({}), ["Fir"]);
    assert.deepEqual(await best({ best_match_count: "2" }), ["Fir", "Desk"]);
  });
});

describeOnEachDatabase("questions before a reservation", (database) => {
  test("whether a person has something then, but for what is to be moved", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const { ada, ben, oak } = stage.workplace;
    const sysId = await stage.add();
    const ask = async (more: Readonly<Record<string, string>>) => {
      const parameters = { user_id: formatSysId(ada.id), start: START, end: END, ...more };
      const path = `${PATH}/search/overlapping_reservation?${query(parameters)}`;
      const { body } = await stage.send(API_CLIENT, "GET", path);
      assert.deepEqual(body["result"], body["results"]);
      return body["result"];
    };
    const none = { isOverlapped: false, reservableId: "" };
    const oaks = { isOverlapped: true, reservableId: formatSysId(oak.id) };
    assert.deepEqual(await ask({}), oaks);
    assert.deepEqual(await ask({ user_id: ben.id }), none);
    assert.deepEqual(await ask({ reservation_id: sysId }), none);
    assert.deepEqual(await ask({ start: END, end: "2026-11-24T11:00:00Z" }), none);
    const recurring_pattern = JSON.stringify({
      duration: 3_600_000,
      repeats: "daily",
      options: { count: 3, every: 1 },
      startDate: "2026-11-23T09:30:00Z",
    });
    assert.deepEqual(await ask({ recurring_pattern }), oaks);
  });

  test("at how many of several times a space is free", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const { oak, elm } = stage.workplace;
    await stage.add();
    const reservableIds = [formatSysId(oak.id), elm.id];
    const score = async (body: object) =>
      await stage.result<Record<string, { score: string }>>("POST", "/search/availability_score", {
        reservableType: "location",
        reservableIds,
        ...body,
      });
    const daily = {
      duration: 3_600_000,
      repeats: "daily",
      options: { count: 4, daysOfWeek: "" },
      startDate: START,
    };
    const counted = await score({ recurringPattern: daily });
    assert.deepEqual(counted[formatSysId(oak.id)], { available: 3, total: 4, score: "3/4" });
    assert.equal(counted[formatSysId(elm.id)]?.score, "4/4");
    const weekly = { ...daily, repeats: "weekly", options: { count: 5, daysOfWeek: "245" } };
    assert.equal((await score({ recurringPattern: weekly }))[formatSysId(elm.id)]?.score, "15/15");
    const startEndDateTimes = [
      { start: "2026-11-24 10:00:00", end: "2026-11-24 11:00:00" },
      { start: "2026-11-25 10:00:00", end: "2026-11-25 11:00:00" },
    ];
    const listed = await score({ startEndDateTimes });
    assert.equal(listed[formatSysId(oak.id)]?.score, "1/2", "times of the building");
    const refused = (body: object) =>
      stage.failure("POST", "/search/availability_score", { reservableIds, ...body });
    assert.equal(await refused({}), "400 invalid_request");
    const unending = { ...daily, options: {} };
    assert.equal(await refused({ recurringPattern: unending }), "400 invalid_request");
    const undated = { ...daily, repeats: "weekly", options: { count: 1 } };
    assert.match(await refused({ recurringPattern: undated }), /^422 /);
  });
});

describeOnEachDatabase("spaces and modules by their sys_ids", (database) => {
  test("are read, one or several", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const { oak, elm, moduleId } = stage.workplace;
    const ids = `${formatSysId(oak.id)},${formatSysId(elm.id)}`;
    const inAddress = await stage.result<readonly Reservable[]>(
      "GET",
      `/reservable/list_reservables/${ids}`,
    );
    assert.deepEqual(
      inAddress.map(({ name }) => name),
      ["Oak", "Elm"],
    );
    const body = { space_sys_ids: ids, reservable_module_sys_id: formatSysId(moduleId) };
    const path = "/reservable/list_reservables";
    assert.deepEqual(await stage.result("POST", path, body), inAddress);
    assert.equal(
      await stage.failure("GET", `/reservable/list_reservables/${"0".repeat(32)}`),
      "404 space_not_found",
    );
    const [module] = await stage.result<readonly { sys_id: string }[]>("GET", "/reservable_module");
    assert.equal(module?.sys_id, formatSysId(moduleId));
    const one = await stage.result("GET", `/reservable_module/${module?.sys_id}`);
    assert.deepEqual(one, module);
    assert.equal(await stage.failure("GET", "/reservable_module/x"), "404 module_not_found");
  });
});
