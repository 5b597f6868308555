import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReservationRecord } from "../../src/contract/reservation-rest-api/reservations.ts";
import { formatSysId } from "../../src/core/encoded-query/sys-id.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { END, openRestApiStage, START } from "./rest-api-stage.ts";

describeOnEachDatabase("a reservation made by a program written for ServiceNow", (database) => {
  test("is made by sys_ids, under that API's sub-source, and told as its record", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const { ada, ben, oak, buildingId, moduleId } = stage.workplace;
    const sysId = await stage.add({
      reservable_module: formatSysId(moduleId),
      reservation_purpose: "meeting",
      attendees: `${formatSysId(ben.id)}, guest@elsewhere.example`,
      is_private: "true",
    });
    const record = await stage.record(sysId);
    assert.equal(record.sys_id, sysId);
    assert.match(record.number, /^WRES\d{7}$/);
    assert.deepEqual([record.start, record.end], [START, END]);
    assert.deepEqual(record.state, {
      value: "awaiting_confirmation",
      display_value: "Awaiting confirmation",
    });
    assert.equal(record.sub_source.value, "sn_wsd_rest_api");
    assert.equal(record.last_updated_sub_source.value, "sn_wsd_rest_api");
    assert.deepEqual([record.is_private, record.sensitivity.value], [true, "private"]);
    assert.equal(record.subject, "Planning");
    assert.equal(record.location.sys_id, formatSysId(oak.id));
    assert.equal(record.location.capacity, 6);
    assert.equal(record.building.sys_id, formatSysId(buildingId));
    assert.equal(record.building.timezone.value, "Europe/Berlin");
    assert.equal(record.requested_for.sys_id, formatSysId(ada.id));
    assert.equal(record.requested_for.user_name, ada.email);
    assert.deepEqual(
      record.attendees.map(({ email }) => email),
      [ben.email, "guest@elsewhere.example"],
    );
    assert.equal(record.number_of_attendees, 3);
    assert.deepEqual([record.active, record.is_parent], [true, false]);
    assert.equal(record.reservation_subtype.value, "single");
    assert.equal(record.edit_restriction.value, "no_restriction");
    assert.deepEqual([record.external_id, record.external_ical], [null, null]);
    assert.equal(record.reservationAcl.write.record, true);
  });

  test("in personal mode goes to the delegated user's mailbox with the requester invited", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    await stage.setMode("personal");
    await stage.add();
    const [event] = await stage.syncEvents();
    assert.deepEqual(
      [event?.policy_row, event?.credential, event?.sync_mailbox, event?.invited],
      ["C5", "delegated_user", "other", "requested_for"],
    );
  });

  test("has times of UTC, or of the zone that is named", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const times = { start: "2026-11-24 09:00:00", end: "2026-11-24 10:00:00" };
    const utc = await stage.record(await stage.add(times));
    assert.equal(utc.start, "2026-11-24T09:00:00Z");
    const local = await stage.add({ ...times, timezone: "America/New_York" });
    assert.equal((await stage.record(local)).start, "2026-11-24T14:00:00Z");
    const body = {
      location: stage.workplace.elm.id,
      ...times,
      subject: "x",
      requested_for: stage.workplace.ada.email,
    };
    const path = "/reservation/add?timezone=Asia/Tokyo&ignore_same_day_validation=true";
    const made = await stage.result<{ sys_id: string }>("POST", path, body);
    assert.equal((await stage.record(made.sys_id)).start, "2026-11-24T00:00:00Z");
  });

  test("is refused with the reason in that API's form, and a code beside it", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const { oak, ada } = stage.workplace;
    await stage.add();
    const body = { location: oak.id, start: START, end: END, requested_for: ada.email };
    const add = (change: object) =>
      stage.failure("POST", "/reservation/add", { ...body, ...change });
    assert.equal(await add({}), "409 space_taken");
    assert.equal(await add({ location: "undefined" }), "400 invalid_request");
    assert.equal(await add({ location: "oak" }), "400 invalid_request");
    assert.equal(await add({ location: "0".repeat(32) }), "404 space_not_found");
    assert.equal(await add({ requested_for: "0".repeat(32) }), "404 person_not_found");
    assert.equal(await add({ requested_for: null }), "422 requested_for_required");
    assert.equal(await add({ start: "tomorrow" }), "400 invalid_request");
    assert.equal(await add({ end: null }), "400 invalid_request");
    assert.equal(await add({ end: START }), "422 end_not_after_start");
    assert.equal(await add({ timezone: "Mars/Olympus" }), "422 unknown_time_zone");
    assert.equal(await add({ shift: "1" }), "422 shift_not_supported");
    assert.equal(await add({ is_private: "perhaps" }), "400 invalid_request");
    assert.equal(await add({ attendees: "0".repeat(32) }), "404 person_not_found");
    assert.equal(await add({ reservable_module: "0".repeat(32) }), "422 space_not_in_module");
  });

  test("is changed, field by field, and it is told what changed", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const { elm, ada, ben } = stage.workplace;
    const sysId = await stage.add();
    const update = (body: object) =>
      stage.result<Record<string, string>>("PATCH", `/reservation/update/${sysId}`, body);
    const moved = await update({ workplace_location: formatSysId(elm.id) });
    assert.deepEqual(moved, {
      sys_id: sysId,
      location_id: formatSysId(elm.id),
      type_of_change: "location",
    });
    const end = "2026-11-24 11:00:00";
    assert.equal((await update({ end, requested_for: ada.email }))["type_of_change"], "time");
    assert.equal((await update({ subject: "Figures" }))["type_of_change"], "details");
    assert.equal((await update({ subject: "Figures" }))["type_of_change"], "none");
    const record = await stage.record(sysId);
    assert.deepEqual([record.subject, record.end], ["Figures", "2026-11-24T11:00:00Z"]);
    const path = `/reservation/update/${sysId}`;
    assert.equal(
      await stage.failure("PATCH", path, { requested_for: ben.email }),
      "422 requested_for_fixed",
    );
    const none = `/reservation/update/${"0".repeat(32)}`;
    assert.equal(await stage.failure("PATCH", none, {}), "404 reservation_not_found");
    assert.equal(
      await stage.failure("PATCH", "/reservation/update/x", {}),
      "404 reservation_not_found",
    );
  });

  test("is cancelled, with or without notes", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const sysId = await stage.add();
    const path = `/reservation/cancel/${sysId}`;
    const body = { cancel_notes: "Moved to May" };
    assert.deepEqual(await stage.result("PATCH", path, body), { sys_id: sysId });
    const record = await stage.record(sysId);
    assert.deepEqual(
      [record.state.value, record.active, record.cancel_notes],
      ["cancelled", false, "Moved to May"],
    );
    const other = await stage.add();
    assert.deepEqual(await stage.result("PATCH", `/reservation/cancel/${other}`), {
      sys_id: other,
    });
  });

  test("that was made in Outlook can only be looked at", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const sysId = await stage.add();
    await database().pool.query(
      `update reservation set origin = 'calendar', sub_source = 'microsoft_exchange',
         calendar_event_id = 'event', ical_uid = 'uid', sync_mailbox = 'none'`,
    );
    const record = await stage.record(sysId);
    assert.deepEqual(
      [record.edit_restriction.value, record.source.value, record.reservationAcl.write.record],
      ["service_only", "microsoft_exchange", false],
    );
    assert.deepEqual([record.external_id, record.external_ical], ["event", "uid"]);
    const refused = await stage.failure("PATCH", `/reservation/cancel/${sysId}`, {});
    assert.equal(refused, "403 made_in_calendar");
    const get = (query: string) =>
      stage.result<{ reservation: ReservationRecord }>("GET", `/reservation/get?${query}`);
    assert.equal((await get("external_ical=uid&external_id=event")).reservation.sys_id, sysId);
    for (const query of [
      "external_id=other",
      "external_ical=other",
      `sys_id=${sysId}&external_id=other`,
    ]) {
      const answer = await stage.failure("GET", `/reservation/get?${query}`);
      assert.equal(answer, "404 reservation_not_found");
    }
    assert.equal((await get("external_id=event")).reservation.sys_id, sysId);
    const unnamed = await stage.failure("GET", "/reservation/get");
    assert.equal(unnamed, "400 invalid_request");
  });
});

describeOnEachDatabase("quick reserve", (database) => {
  test("takes the space itself, then the next best, and says when nothing is free", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const { oak, ada } = stage.workplace;
    const body = {
      start: "2026-11-24 09:00:00",
      end: "2026-11-24 10:00:00",
      reference_location_id: formatSysId(oak.id),
      requested_for: ada.email,
      ignore_same_day_validation: "true",
    };
    const names: string[] = [];
    for (let times = 0; times < 5; times += 1) {
      const path = "/reservation/quick_reserve";
      const { sys_id: sysId } = await stage.result<{ sys_id: string }>("POST", path, body);
      names.push((await stage.record(sysId)).location.name);
    }
    assert.equal(names[0], "Oak");
    assert.deepEqual(names.toSorted(), ["Desk", "Dry", "Elm", "Fir", "Oak"]);
    const refused = await stage.failure("POST", "/reservation/quick_reserve", body);
    assert.equal(refused, "409 no_space_free");
  });
});
