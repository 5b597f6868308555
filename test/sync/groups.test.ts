/** A group: each member's reservation in the calendar of whom it is for. */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { createGroup } from "../../src/app/reservations/group/create-group.ts";
import {
  cancelOneOrGroup,
  updateOneOrGroup,
} from "../../src/app/reservations/group/update-one-or-group.ts";
import type { IntegrationMode } from "../../src/core/integration-rules/question.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { consentedTenant, type InboundStage, openInboundStage } from "./inbound-stage.ts";
import { COLLEAGUE, EMPLOYEE, ROOMS, SERVICE } from "./organisation.ts";
import { calendarOf, slot, until } from "./sync-stage.ts";

const tenant = consentedTenant();

describeOnEachDatabase("a group goes to Exchange", (database) => {
  let stage: InboundStage;
  afterEach(() => stage.close());

  const book = async (mode: IntegrationMode): Promise<string> => {
    stage = await openInboundStage(database(), tenant(), mode);
    const db = database().kysely;
    await db.updateTable("reservable_module").set({ group_enabled: true }).execute();
    stage.runLanes();
    const made = await createGroup(stage.deps, stage.actor(EMPLOYEE), {
      members: [
        { spaceId: stage.spaceId("wren"), requestedFor: EMPLOYEE },
        { spaceId: stage.spaceId("robin"), requestedFor: COLLEAGUE },
      ],
      ...slot(24),
      subject: "Team day",
      notes: "",
      sensitivity: "normal",
    });
    assert.ok(made.ok, JSON.stringify(made));
    return made.value.view.reservation.id;
  };
  const stateIs = (id: string, wanted: string) =>
    until(`the group is ${wanted}`, async () => {
      const group = await stage.deps.store.find(id);
      const members = await stage.deps.store.children(id);
      const isSent = members.every(({ syncState }) => syncState === "synchronized");
      return group?.state === wanted && isSent;
    });
  const organized = (email: string) =>
    calendarOf(tenant(), email)
      .filter(({ isOrganizer }) => isOrganizer)
      .map(({ attendees }) => attendees.map(({ address }) => address).toSorted());

  test("in normal mode as each member's own meeting, that each room confirms", async () => {
    const id = await book("normal");
    await stateIs(id, "confirmed");
    assert.deepEqual(organized(EMPLOYEE), [[ROOMS.wren]]);
    assert.deepEqual(organized(COLLEAGUE), [[ROOMS.robin]]);
    for (const room of ["wren", "robin"] as const) await stage.read(room);
    assert.equal((await stage.deps.store.find(id))?.state, "confirmed");
  });

  test("in strict mode as meetings of the delegated user's, to which each member is invited", async () => {
    const id = await book("strict");
    await stateIs(id, "confirmed");
    assert.deepEqual(
      organized(SERVICE).toSorted((left, right) => left.join().localeCompare(right.join())),
      [
        [EMPLOYEE, ROOMS.wren],
        [COLLEAGUE, ROOMS.robin],
      ],
    );
  });

  test("and is moved and cancelled there as a whole", async () => {
    const id = await book("normal");
    await stateIs(id, "confirmed");
    const actor = stage.actor(EMPLOYEE);
    const moved = await updateOneOrGroup(stage.deps, actor, { id, patch: slot(30) });
    assert.ok(moved.ok, JSON.stringify(moved));
    await stateIs(id, "confirmed");
    for (const email of [EMPLOYEE, COLLEAGUE]) {
      const [event] = calendarOf(tenant(), email);
      assert.equal(event?.startMs, slot(30).start.epochMilliseconds);
    }
    const cancelled = await cancelOneOrGroup(stage.deps, actor, { id, cancelNotes: "" });
    assert.ok(cancelled.ok, JSON.stringify(cancelled));
    await until("the events are gone", () =>
      [EMPLOYEE, COLLEAGUE].every((email) => calendarOf(tenant(), email).length === 0),
    );
  });

  test("where what happens to one member's meeting in Outlook happens to that member", async () => {
    const id = await book("normal");
    await stateIs(id, "confirmed");
    const members = await stage.deps.store.children(id);
    const hers = members.find(({ requestedFor }) => requestedFor.email === COLLEAGUE);
    const { calendar_event_id: eventId } = await stage.reservation(hers?.id ?? "");
    await stage.read("robin");
    await stage.graph("DELETE", COLLEAGUE, `/events/${encodeURIComponent(eventId ?? "")}`);
    await stage.readUntil(
      "hers is cancelled",
      async () => (await stage.reservation(hers?.id ?? "")).state === "cancelled",
      ["robin"],
    );
    assert.equal((await stage.deps.store.find(id))?.state, "confirmed");
    assert.equal((await stage.holdsOf("wren")).length, 1);
  });
});
