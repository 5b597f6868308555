import assert from "node:assert/strict";
import { test } from "node:test";
import type { Actor } from "../../src/app/people/actor.ts";
import { createGroup } from "../../src/app/reservations/group/create-group.ts";
import type { CreateGroup } from "../../src/app/reservations/group/judge-group.ts";
import {
  cancelOneOrGroup,
  updateOneOrGroup,
} from "../../src/app/reservations/group/update-one-or-group.ts";
import { readMeetingRooms } from "../../src/app/reservations/read-meeting-rooms.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { refusalCodes, valueOf } from "./refusals.ts";
import { offer, standingBlockers } from "./served.ts";
import { API_CLIENT, END, openStage, personActor, type Stage, START } from "./stage.ts";
import type { TestPerson, TestSpace } from "./workplace.ts";

describeOnEachDatabase("a group", (database) => {
  let stage: Stage;
  const ada = () => personActor(stage.workplace.ada);
  const open = async () => {
    stage = await openStage(database());
    return stage.workplace;
  };
  const create = (
    members: readonly (readonly [TestSpace, TestPerson])[],
    request: Partial<CreateGroup> = {},
    actor: Actor = ada(),
  ) =>
    createGroup(stage.deps, actor, {
      members: members.map(([space, person]) => ({ spaceId: space.id, requestedFor: person.id })),
      start: START,
      end: END,
      subject: "Team day",
      notes: "",
      sensitivity: "normal",
      ...request,
    });
  const membersOf = async (id: string) =>
    valueOf(await readMeetingRooms(stage.deps, ada(), id)).map(({ reservation }) => reservation);
  const idOf = async (made: ReturnType<typeof create>) => valueOf(await made).view.reservation.id;
  const stateOf = async (id: string) => (await stage.deps.store.find(id))?.state;
  const holds = () => database().kysely.selectFrom("space_hold").selectAll().execute();

  test("is a reservation for each member, in the calendar of whom it is for", async () => {
    const { oak, desk, ada: maker, ben } = await open();
    const { reservation } = valueOf(
      await create([
        [oak, ben],
        [desk, maker],
      ]),
    ).view;
    assert.deepEqual(
      [reservation.kind, reservation.isParent, reservation.state, reservation.requestedFor.id],
      ["group", true, "awaiting_confirmation", maker.id],
    );
    const members = await membersOf(reservation.id);
    assert.deepEqual(
      members.map(({ space, requestedFor, state, groupId, parentId }) => [
        space.name,
        requestedFor.id,
        state,
        groupId,
        parentId,
      ]),
      [
        ["Desk", maker.id, "confirmed", reservation.id, null],
        ["Oak", ben.id, "awaiting_confirmation", reservation.id, null],
      ],
    );
    const events = await stage.syncEvents();
    assert.deepEqual(
      events.map(({ mailbox, policy_row: row, reservation_id: of }) => [mailbox, row, of]),
      [[ben.email, "C1", members[1]?.id]],
    );
  });

  test("is made for all of its members or for none, and says whose space is taken", async () => {
    const { oak, elm, desk, ben, ada: maker } = await open();
    valueOf(await stage.create(ada(), { spaceId: elm.id }));
    const refused = await create([
      [oak, ben],
      [elm, maker],
      [desk, maker],
    ]);
    assert.deepEqual(refusalCodes(refused), ["space_taken"]);
    assert.deepEqual(refused.ok ? null : refused.refusal.details, { spaces: [elm.id] });
    assert.equal((await holds()).length, 1);
    const { rows } = await database().pool.query("select 1 from reservation");
    assert.equal(rows.length, 1);
  });

  test("is not for synced spaces in personal mode, whatever its module says (C3)", async () => {
    const { oak, desk, dry, ada: maker, ben } = await open();
    await stage.setMode("personal");
    stage.giveToken(maker);
    const own = await create([
      [desk, ben],
      [oak, maker],
    ]);
    assert.deepEqual(refusalCodes(own), ["group_not_supported"]);
    const others = await create([
      [oak, ben],
      [desk, maker],
    ]);
    assert.deepEqual(refusalCodes(others), ["group_not_supported", "on_behalf_not_supported"]);
    const byKey = await create(
      [
        [oak, ben],
        [dry, maker],
      ],
      { requestedFor: ben.id },
      API_CLIENT,
    );
    assert.deepEqual(refusalCodes(byKey), ["group_not_supported"]);
  });

  test("needs the module's switch", async () => {
    const { oak, desk, ben, moduleId } = await open();
    await database()
      .kysely.updateTable("reservable_module")
      .set({ group_enabled: false })
      .where("id", "=", moduleId)
      .execute();
    stage.forgetPlaces();
    const refused = await create([
      [oak, ben],
      [desk, ben],
    ]);
    assert.deepEqual(refusalCodes(refused), ["group_not_enabled"]);
  });

  test("has services of each of its spaces from the beginning, or is not made", async () => {
    const { oak, desk, ada: maker, ben } = await open();
    const coffee = await offer(stage, { cleanUpMinutes: 30, isBlockerMandatory: true });
    const members = [
      { spaceId: oak.id, requestedFor: ben.id, services: [coffee] },
      { spaceId: desk.id, requestedFor: maker.id },
    ];
    const id = await idOf(create([], { members }));
    const [ofDesk, ofOak] = (await membersOf(id)).toSorted((a, b) =>
      a.space.name < b.space.name ? -1 : 1,
    );
    assert.equal((await standingBlockers(database(), ofDesk?.id ?? "")).length, 0);
    assert.equal((await standingBlockers(database(), ofOak?.id ?? "")).length, 1);
    const before = (await holds()).length;
    const [start, end] = [START, END].map((at) => at.subtract({ hours: 1 }));
    assert.ok(start && end);
    const earlier = await create([], { members, start, end });
    assert.deepEqual(refusalCodes(earlier), ["service_time_taken"]);
    assert.equal((await holds()).length, before);
  });

  test("is made once for one idempotency key", async () => {
    const { oak, desk, ben } = await open();
    const idempotency = { key: "once", requestHash: new Uint8Array([1]) };
    const places = [
      [oak, ben],
      [desk, ben],
    ] as const;
    const ids = await Promise.all([
      idOf(create(places, { idempotency })),
      idOf(create(places, { idempotency })),
    ]);
    assert.equal(ids[0], ids[1]);
    assert.equal((await holds()).length, 2);
  });

  test("moves as a whole, and stays where it is if one of its spaces is taken then", async () => {
    const { oak, desk, ben } = await open();
    const id = await idOf(
      create([
        [oak, ben],
        [desk, ben],
      ]),
    );
    const later = { start: START.add({ hours: 3 }), end: END.add({ hours: 3 }) };
    valueOf(await stage.create(ada(), { spaceId: desk.id, ...later }));
    const taken = await updateOneOrGroup(stage.deps, ada(), { id, patch: later });
    assert.deepEqual(refusalCodes(taken), ["space_taken"]);
    assert.deepEqual(taken.ok ? null : taken.refusal.details, { spaces: [desk.id] });
    const still = (await membersOf(id)).map(({ startAt }) => startAt.getTime());
    assert.deepEqual(still, [START.epochMilliseconds, START.epochMilliseconds]);
    const free = { start: START.add({ hours: 5 }), end: END.add({ hours: 5 }), subject: "Offsite" };
    const { version } = valueOf(
      await updateOneOrGroup(stage.deps, ada(), { id, patch: free }),
    ).reservation;
    for (const each of await membersOf(id)) {
      assert.equal(each.startAt.getTime(), free.start.epochMilliseconds);
      assert.equal(each.subject, "Offsite");
    }
    const old = { id, patch: later, version: version - 1 };
    const refused = await updateOneOrGroup(stage.deps, ada(), old);
    assert.deepEqual(refusalCodes(refused), ["reservation_changed"]);
  });

  test("has one time for all, and everything else for each", async () => {
    const { oak, elm, desk, ben } = await open();
    const id = await idOf(
      create([
        [oak, ben],
        [desk, ben],
      ]),
    );
    const [, inOak] = await membersOf(id);
    const memberId = inOak?.id ?? "";
    const alone = { id: memberId, patch: { start: START.add({ minutes: 30 }) } };
    assert.deepEqual(refusalCodes(await updateOneOrGroup(stage.deps, ada(), alone)), [
      "follows_its_group",
    ]);
    const all = { id, patch: { spaceId: elm.id } };
    assert.deepEqual(refusalCodes(await updateOneOrGroup(stage.deps, ada(), all)), [
      "one_member_only",
    ]);
    const moved = { id: memberId, patch: { spaceId: elm.id } };
    const { reservation } = valueOf(await updateOneOrGroup(stage.deps, ada(), moved));
    assert.equal(reservation.space.id, elm.id);
  });

  test("loses one member alone, by whose it is too, and all that are left together", async () => {
    const { oak, elm, desk, ada: maker, ben } = await open();
    const id = await idOf(
      create([
        [oak, ben],
        [desk, maker],
        [elm, maker],
      ]),
    );
    const bens = (await membersOf(id)).find(({ requestedFor }) => requestedFor.id === ben.id);
    const byBen = personActor(ben);
    const whole = await cancelOneOrGroup(stage.deps, byBen, { id, cancelNotes: "" });
    assert.deepEqual(refusalCodes(whole), ["not_yours"]);
    valueOf(await cancelOneOrGroup(stage.deps, byBen, { id: bens?.id ?? "", cancelNotes: "" }));
    assert.equal((await holds()).length, 2);
    assert.equal(await stateOf(id), "awaiting_confirmation");
    const cancelled = valueOf(
      await cancelOneOrGroup(stage.deps, ada(), { id, cancelNotes: "Not needed" }),
    );
    assert.equal(cancelled.reservation.state, "cancelled");
    assert.deepEqual(await holds(), []);
    const again = await cancelOneOrGroup(stage.deps, ada(), { id, cancelNotes: "" });
    assert.ok(again.ok);
  });

  test("is another version of itself once one of its members has changed", async () => {
    const { oak, elm, desk, ada: maker, ben } = await open();
    const id = await idOf(
      create([
        [oak, ben],
        [desk, maker],
      ]),
    );
    const versionOf = async () => (await stage.deps.store.find(id))?.version ?? 0;
    const [inDesk, inOak] = await membersOf(id);
    const seen = await versionOf();
    const moved = { id: inOak?.id ?? "", patch: { spaceId: elm.id } };
    valueOf(await updateOneOrGroup(stage.deps, ada(), moved));
    const left = await versionOf();
    valueOf(await cancelOneOrGroup(stage.deps, ada(), { id: inDesk?.id ?? "", cancelNotes: "" }));
    for (const version of [seen, left]) {
      const patch = { subject: "Offsite" };
      const unseen = await updateOneOrGroup(stage.deps, ada(), { id, patch, version });
      assert.deepEqual(refusalCodes(unseen), ["reservation_changed"]);
    }
    const version = await versionOf();
    const { reservation } = valueOf(
      await updateOneOrGroup(stage.deps, ada(), { id, patch: { subject: "Offsite" }, version }),
    );
    assert.ok(reservation.version > version);
    assert.equal(reservation.version, await versionOf());
  });

  test("can be changed where all of its members can", async () => {
    const { oak, desk, ada: maker, ben } = await open();
    const made = valueOf(
      await create([
        [oak, ben],
        [desk, maker],
      ]),
    ).view;
    assert.ok(made.verdicts.update.allowed);
    await database().pool.query(
      "update sync_event set state = 'processed', may_have_been_sent = true",
    );
    await stage.setMode("strict");
    const patch = { subject: "Another day" };
    const refused = await updateOneOrGroup(stage.deps, ada(), { id: made.reservation.id, patch });
    assert.deepEqual(refusalCodes(refused), ["not_in_delegated_calendar"]);
  });
});
