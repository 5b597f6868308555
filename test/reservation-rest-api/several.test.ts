import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReservationRecord } from "../../src/contract/reservation-rest-api/reservations.ts";
import type { MadeOccurrence } from "../../src/contract/reservation-rest-api/series.ts";
import { formatSysId } from "../../src/core/encoded-query/sys-id.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { END, openRestApiStage, START } from "./rest-api-stage.ts";

interface Multi {
  readonly success: boolean;
  readonly parent: string;
  readonly successfulReservations: readonly MadeOccurrence[];
  readonly unSuccessfulReservations: readonly MadeOccurrence[];
}
interface Group {
  readonly parent: string;
  readonly created_children: readonly string[];
  readonly failed_children: readonly string[];
}
const LATER = { start: "2026-11-24T13:00:00Z", end: "2026-11-24T14:00:00Z" };

describeOnEachDatabase("several reservations by a program written for ServiceNow", (database) => {
  test("are one meeting in several spaces, which is made, moved and cancelled as one", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const { oak, elm, ada } = stage.workplace;
    const body = {
      reservables: [
        { sys_id: formatSysId(oak.id), is_private: false },
        { sys_id: formatSysId(elm.id), is_private: true },
      ],
      start: START,
      end: END,
      subject: "Town hall",
      requested_for: formatSysId(ada.id),
    };
    const made = await stage.result<Multi>("POST", "/multi_reservation/add", body);
    assert.deepEqual([made.success, made.unSuccessfulReservations], [true, []]);
    const [first, second] = made.successfulReservations;
    assert.deepEqual([first?.inserted, second?.start], [true, START]);
    const record = await stage.record(first?.sys_id ?? "");
    assert.deepEqual(
      [record.source_reservation, record.reservation_subtype.value, record.is_private],
      [made.parent, "multi_child", true],
    );
    const taken = await stage.failure("POST", "/multi_reservation/add", body);
    assert.equal(taken, "409 space_taken");
    const path = `/multi_reservation/update/${made.parent}`;
    const moved = await stage.result<Multi>("PATCH", path, LATER);
    assert.deepEqual(
      moved.successfulReservations.map(({ start }) => start),
      [LATER.start, LATER.start],
    );
    const cancel = `/multi_reservation/cancel/${made.parent}`;
    await stage.result<Multi>("PATCH", cancel, { cancel_notes: "Postponed" });
    for (const { sys_id: sysId } of made.successfulReservations) {
      assert.equal((await stage.record(sysId ?? "")).state.value, "cancelled");
    }
  });

  test("are a group, of which each member has a reservation of their own", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const { oak, elm, ada, ben } = stage.workplace;
    await database().kysely.updateTable("reservable_module").set({ group_enabled: true }).execute();
    stage.forgetPlaces();
    const body = {
      children: [
        { location: formatSysId(oak.id), requested_for: formatSysId(ada.id), is_private: false },
        { location: formatSysId(elm.id), requested_for: ben.email, is_private: false },
      ],
      start: START,
      end: END,
      subject: "Team day",
      requested_for: formatSysId(ada.id),
    };
    const made = await stage.result<Group>("POST", "/group_reservation/add", body);
    assert.deepEqual([made.created_children.length, made.failed_children], [2, []]);
    const read = async () =>
      await stage.result<{ parent: ReservationRecord; children: readonly ReservationRecord[] }>(
        "GET",
        `/group_reservation/${made.parent}`,
      );
    const { parent, children } = await read();
    assert.equal(parent.reservation_subtype.value, "group_parent");
    assert.deepEqual(
      children.map(({ requested_for: person }) => person.email).toSorted(),
      [ada.email, ben.email].toSorted(),
    );
    await stage.result<Group>("PATCH", `/group_reservation/update/${made.parent}`, LATER);
    assert.deepEqual(
      (await read()).children.map(({ start }) => start),
      [LATER.start, LATER.start],
    );
    await stage.result<Group>("PATCH", `/group_reservation/cancel/${made.parent}`);
    assert.deepEqual(
      (await read()).children.map(({ state }) => state.value),
      ["cancelled", "cancelled"],
    );
    const nobody = { ...body, children: [{ location: oak.id }, { location: elm.id }] };
    const refused = await stage.failure("POST", "/group_reservation/add", nobody);
    assert.equal(refused, "400 invalid_request");
  });
});
