import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReservationRecord } from "../../src/contract/reservation-rest-api/reservations.ts";
import { formatSysId } from "../../src/core/encoded-query/sys-id.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { panelActor, personActor } from "../application/stage.ts";
import { valueOf } from "../application/refusals.ts";
import { END, openRestApiStage } from "./rest-api-stage.ts";

interface Listed {
  readonly reservations: readonly ReservationRecord[];
}

describeOnEachDatabase("lists of a program written for ServiceNow", (database) => {
  test("hold what the program made, filtered by an encoded query", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const { ada, ben, elm, oak, buildingId } = stage.workplace;
    const first = await stage.add();
    const second = await stage.add({
      location: elm.id,
      requested_for: ben.email,
      subject: "Budget 100%",
    });
    const third = await stage.add({ start: END, end: "2026-11-24T11:00:00Z", is_private: true });
    await stage.result("PATCH", `/reservation/cancel/${first}`);
    valueOf(await stage.create(personActor(ada), { spaceId: stage.workplace.fir.id }));
    const list = async (query: string) => {
      const path = `/reservation/list?${query}`;
      const { reservations } = await stage.result<Listed>("GET", path);
      return reservations.map(({ sys_id: sysId }) => sysId).toSorted();
    };
    const asked = async (encodedQuery: string) =>
      await list(new URLSearchParams({ encodedQuery }).toString());
    const sorted = (...ids: string[]) => ids.toSorted();
    assert.deepEqual(await list(""), sorted(first, second, third));
    assert.deepEqual(await list("encodedQuery=&userId=undefined"), sorted(first, second, third));
    assert.deepEqual(await list(`userId=${formatSysId(ben.id)}`), [second]);
    assert.deepEqual(await list("searchCriteria=budget"), [second]);
    assert.deepEqual(await list("searchCriteria=OAK"), sorted(first, third));
    assert.deepEqual(await list("searchCriteria=0%25"), [second]);
    assert.deepEqual(await asked("active=true"), sorted(second, third));
    const building = formatSysId(buildingId);
    assert.deepEqual(
      await asked(`active=true^requested_for=${formatSysId(ben.id)}^building=${building}^EQ`),
      [second],
    );
    assert.deepEqual(await asked("state=cancelled^ORsubjectSTARTSWITHbud"), sorted(first, second));
    assert.deepEqual(await asked("state!=cancelled"), sorted(second, third));
    assert.deepEqual(
      await asked("stateIN cancelled,awaiting_confirmation"),
      sorted(first, second, third),
    );
    assert.deepEqual(await asked("stateNOT INcancelled"), sorted(second, third));
    assert.deepEqual(await asked(`locationIN${formatSysId(oak.id)},${elm.id}^start>=${END}`), [
      third,
    ]);
    assert.deepEqual(await asked("start<2026-11-24 10:00:00"), sorted(first, second));
    assert.deepEqual(await asked("is_private=true"), [third]);
    assert.deepEqual(await asked("subjectLIKE100%"), [second]);
    assert.deepEqual(await asked("subjectNOT LIKEplan"), [second]);
    assert.deepEqual(await asked("requested_for.emailENDSWITHben@usher.example"), [second]);
    assert.deepEqual(
      await asked("opened_byISEMPTY^external_idISEMPTY"),
      sorted(first, second, third),
    );
    assert.deepEqual(await asked("external_idISNOTEMPTY"), []);
    const { number } = await stage.record(second);
    assert.deepEqual(await asked(`number=${number}`), [second]);
    assert.deepEqual(await asked(`sys_idNOT IN${first},${second}`), [third]);
  });

  test("come in pages and in the order that is asked for", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const made: string[] = [];
    for (const hour of ["10", "12", "14"]) {
      made.push(
        await stage.add({ start: `2026-11-24T${hour}:00:00Z`, end: `2026-11-24T${hour}:30:00Z` }),
      );
    }
    const list = async (query: string) => {
      const path = `/reservation/list?${query}`;
      const { reservations } = await stage.result<Listed>("GET", path);
      return reservations.map(({ sys_id: sysId }) => sysId);
    };
    assert.deepEqual(await list("startIndex=0&endIndex=2"), made.slice(0, 2));
    assert.deepEqual(await list("startIndex=2&endIndex=9"), made.slice(2));
    assert.deepEqual(await list("orderByEndDesc=true"), made.toReversed());
    assert.deepEqual(await list("encodedQuery=ORDERBYDESCstart"), made.toReversed());
    assert.deepEqual(await list("startIndex=2&endIndex=1"), []);
  });

  test("refuse a query that they do not understand, and never leave a part of it out", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    for (const query of ["u_floor=3", "stateSAMEASsubject", "start>javascript:gs.now()"]) {
      const path = `/reservation/list?${new URLSearchParams({ encodedQuery: query }).toString()}`;
      assert.equal(await stage.failure("GET", path), "400 invalid_query");
    }
    assert.equal(
      await stage.failure("GET", "/reservation/list?startIndex=-1"),
      "400 invalid_request",
    );
  });

  test("of a panel are its space's, and what is private is not found by its subject", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const { oak, elm, ada } = stage.workplace;
    const secret = { subject: "Merger", sensitivity: "private" } as const;
    valueOf(await stage.create(personActor(ada), secret));
    valueOf(await stage.create(personActor(ada), { spaceId: elm.id }));
    const panel = panelActor(oak.id);
    const list = (query: string) =>
      stage.result<Listed>("GET", `/reservation/list?${query}`, undefined, panel);
    const { reservations } = await list("");
    assert.deepEqual(
      reservations.map(({ subject, location }) => [subject, location.name]),
      [["Private reservation", "Oak"]],
    );
    for (const query of ["searchCriteria=merg", "encodedQuery=subjectSTARTSWITHMer"]) {
      assert.deepEqual((await list(query)).reservations, []);
    }
    const user = `/reservation/get_user_reservations?userId=${formatSysId(ada.id)}`;
    assert.equal(await stage.failure("GET", user, undefined, panel), "403 not_this_panel");
  });

  test("of a person tell the next seven days, by the day where the space is", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const { ada, oak } = stage.workplace;
    const night = { start: "2026-11-24T23:30:00Z", end: "2026-11-25T00:30:00Z" };
    const late = await stage.add(night);
    await stage.add({ start: "2026-12-01T09:00:00Z", end: "2026-12-01T10:00:00Z" });
    const path = `/reservation/get_user_reservations?userId=${formatSysId(ada.id)}`;
    const found = await stage.result<Record<string, unknown>>("GET", path);
    assert.deepEqual(found["sortedReservationDates"], ["2026-11-25"]);
    assert.deepEqual(
      [found["searchStartDate"], found["searchEndDate"]],
      ["2026-11-23", "2026-11-30"],
    );
    const byDate = found["reservationsByDate"] as Record<
      string,
      { sys_id: string; location: { value: string } }[]
    >;
    assert.deepEqual(
      byDate["2026-11-25"]?.map((each) => [each.sys_id, each.location.value]),
      [[late, formatSysId(oak.id)]],
    );
  });
});
