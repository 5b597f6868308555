import assert from "node:assert/strict";
import { test } from "node:test";
import { cancelReservation } from "../../src/app/reservations/cancel-reservation.ts";
import { createInSeveralSpaces } from "../../src/app/reservations/create-in-several-spaces.ts";
import type { CreateInSeveralSpaces } from "../../src/app/reservations/judge-several-spaces.ts";
import { readMeetingRooms } from "../../src/app/reservations/read-meeting-rooms.ts";
import { updateReservation } from "../../src/app/reservations/update-reservation.ts";
import type { Actor } from "../../src/app/people/actor.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { refusalCodes, valueOf } from "./refusals.ts";
import { offer, standingBlockers } from "./served.ts";
import { API_CLIENT, END, openStage, personActor, type Stage, START } from "./stage.ts";

describeOnEachDatabase("one meeting in several spaces", (database) => {
  let stage: Stage;
  const ada = () => personActor(stage.workplace.ada);
  const open = async () => {
    stage = await openStage(database());
    return stage.workplace;
  };
  const create = (
    spaces: readonly { readonly id: string }[],
    request: Partial<CreateInSeveralSpaces> = {},
    actor: Actor = ada(),
  ) =>
    createInSeveralSpaces(stage.deps, actor, {
      spaceIds: spaces.map(({ id }) => id),
      start: START,
      end: END,
      subject: "Planning",
      notes: "",
      sensitivity: "normal",
      attendees: [],
      ...request,
    });
  const roomsOf = async (id: string) =>
    valueOf(await readMeetingRooms(stage.deps, ada(), id)).map(({ reservation, verdicts }) => ({
      name: reservation.space.name,
      state: reservation.state,
      cancel: verdicts.cancel.allowed ? verdicts.cancel.row : verdicts.cancel.codes.join(),
      id: reservation.id,
    }));
  const count = async (table: string): Promise<number> => {
    const { rows } = await database().pool.query<{ count: number }>(
      `select count(*)::integer as count from ${table}`,
    );
    return rows[0]?.count ?? 0;
  };

  test("is one event, and a reservation in each space that stands by itself", async () => {
    const { oak, elm, desk } = await open();
    const { reservation } = valueOf(await create([desk, oak, elm])).view;
    assert.equal(reservation.kind, "multi_space");
    assert.equal(reservation.isParent, true);
    assert.equal(reservation.state, "awaiting_confirmation");
    assert.equal(reservation.space.id, oak.id);
    const events = await stage.syncEvents();
    assert.deepEqual(
      events.map(({ reservation_id: id, policy_row: row, type }) => [id, row, type]),
      [[reservation.id, "C1", "create"]],
    );
    const rooms = await roomsOf(reservation.id);
    assert.deepEqual(
      rooms.map(({ name, state, cancel }) => [name, state, cancel]),
      [
        ["Desk", "confirmed", "C1"],
        ["Elm", "awaiting_confirmation", "C1"],
        ["Oak", "awaiting_confirmation", "C1"],
      ],
    );
    assert.equal(await count("space_hold"), 3);
  });

  test("holds none of the spaces where one is taken, and says which", async () => {
    const { oak, elm, desk } = await open();
    valueOf(await stage.create(ada(), { spaceId: elm.id }));
    const refused = await create([oak, elm, desk]);
    assert.deepEqual(refusalCodes(refused), ["space_taken"]);
    assert.ok(!refused.ok);
    assert.deepEqual(refused.refusal.details, { spaces: [elm.id] });
    assert.match(refused.refusal.message, /^Elm is reserved/);
    const all = await create([elm, oak]);
    assert.deepEqual(refusalCodes(all), ["space_taken"]);
    assert.equal(await count("reservation"), 1);
    assert.equal(await count("space_hold"), 1);
  });

  test("is confirmed at once where none of the spaces is synced, and no calendar is told", async () => {
    const { desk, moduleId, buildingId } = await open();
    const other = await addDesk(stage, { moduleId, buildingId });
    const { reservation } = valueOf(await create([desk, other])).view;
    assert.equal(reservation.state, "confirmed");
    assert.deepEqual(await stage.syncEvents(), []);
  });

  test("has services of each of its spaces from the beginning, or is not made", async () => {
    const { oak, elm, desk } = await open();
    const coffee = await offer(stage, { cleanUpMinutes: 30, isBlockerMandatory: true });
    const servicesBySpace = { [oak.id]: [coffee], [desk.id]: [] };
    const { reservation } = valueOf(await create([oak, elm, desk], { servicesBySpace })).view;
    const blockers = await Promise.all(
      (await roomsOf(reservation.id)).map(async ({ name, id }) => [
        name,
        (await standingBlockers(database(), id)).length,
      ]),
    );
    assert.deepEqual(Object.fromEntries(blockers), { Desk: 0, Elm: 0, Oak: 1 });

    const strange = await create([elm, desk], { servicesBySpace });
    assert.deepEqual(refusalCodes(strange), ["invalid_request"]);
    const [start, end] = [START, END].map((at) => at.add({ hours: 4 }));
    assert.ok(start && end);
    valueOf(await stage.create(ada(), { spaceId: elm.id, start: end, end: end.add({ hours: 1 }) }));
    const before = await count("reservation");
    const served = { start, end, servicesBySpace: { [elm.id]: [coffee] } };
    assert.deepEqual(refusalCodes(await create([oak, elm], served)), ["service_time_taken"]);
    assert.equal(await count("reservation"), before);
  });

  test("is made once for one idempotency key", async () => {
    const { oak, elm } = await open();
    const idempotency = { key: "once", requestHash: new Uint8Array([1]) };
    const [first, second] = await Promise.all([
      create([oak, elm], { idempotency }),
      create([oak, elm], { idempotency }),
    ]);
    const ids = [valueOf(first), valueOf(second)].map(({ view }) => view.reservation.id);
    assert.equal(ids[0], ids[1]);
    assert.equal(await count("space_hold"), 2);
  });

  test("is judged as synced where one of the spaces is, on behalf of another too", async () => {
    const { oak, desk, ben, ada: owner } = await open();
    await stage.setMode("personal");
    const onBehalf = await create([desk, oak], { requestedFor: ben.id });
    assert.deepEqual(refusalCodes(onBehalf), ["on_behalf_not_supported"]);
    assert.deepEqual(refusalCodes(await create([desk, oak])), ["personal_token_missing"]);
    stage.giveToken(owner);
    const { reservation } = valueOf(await create([desk, oak])).view;
    const [event] = await stage.syncEvents();
    assert.equal(event?.policy_row, "C8");
    const rooms = await roomsOf(reservation.id);
    assert.deepEqual([...new Set(rooms.map(({ cancel }) => cancel))], ["C8"]);
    // The desk is part of a meeting that is not this person's to change.
    const asBen = { ...API_CLIENT };
    const own = rooms.find(({ name }) => name === "Desk")?.id ?? "";
    await database().pool.query(
      "update sync_event set state = 'processed', may_have_been_sent = true",
    );
    const refused = await cancelReservation(stage.deps, asBen, { id: own, cancelNotes: "" });
    assert.deepEqual(refusalCodes(refused), [
      "channel_not_allowed",
      "not_requested_for",
      "personal_token_missing",
    ]);
  });

  test("is refused where a module does not have its spaces reserved together", async () => {
    const { oak, elm, moduleId } = await open();
    await database()
      .kysely.updateTable("reservable_module")
      .set({ multi_space_enabled: false })
      .where("id", "=", moduleId)
      .execute();
    stage.forgetPlaces();
    assert.deepEqual(refusalCodes(await create([oak, elm])), ["multi_space_not_allowed"]);
    assert.deepEqual(refusalCodes(await create([oak])), ["invalid_request"]);
  });

  test("is not in rooms of two calendar systems", async () => {
    const { oak, fir } = await open();
    assert.deepEqual(refusalCodes(await create([oak, fir])), ["multi_space_not_allowed"]);
  });

  test("moves as a whole, desks included, and loses one space alone", async () => {
    const { oak, desk } = await open();
    const { reservation } = valueOf(await create([oak, desk])).view;
    const later = { start: START.add({ hours: 3 }), end: END.add({ hours: 3 }) };
    const update = { id: reservation.id, patch: later };
    valueOf(await updateReservation(stage.deps, ada(), update));
    const rooms = await roomsOf(reservation.id);
    assert.deepEqual(
      rooms.map(({ name, state }) => [name, state]),
      [
        ["Desk", "confirmed"],
        ["Oak", "awaiting_confirmation"],
      ],
    );
    const holds = await database().kysely.selectFrom("space_hold").selectAll().execute();
    assert.deepEqual(
      [...new Set(holds.map((hold) => hold.start_at.getTime()))],
      [later.start.epochMilliseconds],
    );
    for (const name of ["Oak", "Desk"]) {
      const id = rooms.find((room) => room.name === name)?.id ?? "";
      valueOf(await cancelReservation(stage.deps, ada(), { id, cancelNotes: "" }));
    }
    assert.equal((await stage.deps.store.find(reservation.id))?.state, "cancelled");
    assert.equal(await count("space_hold"), 0);
  });
});

async function addDesk(
  { database }: Stage,
  { moduleId, buildingId }: { readonly moduleId: string; readonly buildingId: string },
) {
  const id = "5d7f1c52-7b0e-4f7f-9a53-6f6c64a1d0d1";
  await database.kysely
    .insertInto("space")
    .values({
      id,
      building_id: buildingId,
      module_id: moduleId,
      name: "Desk 2",
      kind: "desk",
      capacity: 1,
    })
    .execute();
  return { id };
}
