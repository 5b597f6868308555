import assert from "node:assert/strict";
import { test } from "node:test";
import {
  countApprovals,
  listApprovals,
} from "../../src/app/reservations/approval/list-approvals.ts";
import { getReservation } from "../../src/app/reservations/get-reservation.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { cancel, holds, lastEvent, update } from "./acts.ts";
import {
  actorOf,
  approve,
  END,
  openApprovalStage,
  reject,
  START,
  waiting,
  waitingFor,
} from "./approval-stage.ts";
import { history, read } from "./life-stage.ts";
import { refusalCodes, valueOf } from "./refusals.ts";
import { DELEGATED_USER } from "./workplace.ts";

describeOnEachDatabase("a reservation that somebody has to approve", (database) => {
  test("waits for its room first, then for people, and holds its space meanwhile", async () => {
    const stage = await openApprovalStage(database());
    const { desk, oak, dry } = stage.workplace;
    const made = valueOf(await stage.create(stage.ada, { spaceId: oak.id })).view.reservation;
    assert.deepEqual(
      [made.state, made.approval.state],
      ["awaiting_confirmation", "awaiting_approval"],
    );
    assert.deepEqual(
      made.approval.approvers.map(({ displayName }) => displayName),
      ["Ben", "Nadia"],
    );
    // No room answers: people are asked at once.
    for (const space of [desk, dry]) {
      const other = valueOf(await stage.create(stage.ada, { spaceId: space.id })).view.reservation;
      assert.equal(other.state, "awaiting_approval");
    }
    assert.deepEqual(refusalCodes(await stage.create(stage.ada, { spaceId: oak.id })), [
      "space_taken",
    ]);
    assert.equal((await holds(stage)).length, 3);
  });

  test("is asked for by the space, or by the module whatever its spaces say", async () => {
    const stage = await openApprovalStage(database());
    const { pool } = database();
    const { desk, elm } = stage.workplace;
    await pool.query("update reservable_module set approval_policy = 'by_space'");
    await pool.query("update space set requires_approval = true where id = $1", [desk.id]);
    stage.forgetPlaces();
    const states: unknown[] = [];
    for (const { id: spaceId } of [desk, elm]) {
      states.push(
        valueOf(await stage.create(stage.ada, { spaceId })).view.reservation.approval.state,
      );
    }
    assert.deepEqual(states, ["awaiting_approval", "not_required"]);
    await pool.query("update reservable_module set approval_policy = 'never'");
    stage.forgetPlaces();
    const later = { spaceId: desk.id, start: END, end: END.add({ hours: 1 }) };
    const free = valueOf(await stage.create(stage.ada, later)).view.reservation;
    assert.deepEqual([free.state, free.approval.state], ["confirmed", "not_required"]);
  });

  test("is confirmed once somebody approves it, and the calendar is not told", async () => {
    const stage = await openApprovalStage(database());
    const id = await waiting(stage, stage.ada);
    const before = (await stage.syncEvents()).length;
    const { reservation } = valueOf(await approve(stage, stage.nadia, id));
    const { approval } = reservation;
    assert.deepEqual(
      [reservation.state, approval.state, approval.decidedBy?.displayName, approval.comment],
      ["confirmed", "approved", "Nadia", "Enjoy"],
    );
    assert.ok(approval.decidedAt);
    assert.equal((await stage.syncEvents()).length, before);
    assert.deepEqual((await history(stage, id)).slice(-1), ["reservation_approved"]);
  });

  test("is rejected with a reason, its space free at once, and the meeting cancelled", async () => {
    const stage = await openApprovalStage(database());
    const id = await waiting(stage, stage.ada);
    const { reservation } = valueOf(await reject(stage, stage.ben, id));
    const { state, approval, reasonCode, reason, cancelNotes } = reservation;
    assert.deepEqual(
      [state, approval.state, approval.comment, reasonCode, reason, cancelNotes],
      [
        "rejected",
        "rejected",
        "Being painted",
        "approval_rejected",
        "Ben did not approve it.",
        "Ben did not approve it. Being painted",
      ],
    );
    assert.deepEqual(await holds(stage), []);
    const event = await lastEvent(stage);
    assert.deepEqual(
      [event.type, event.policy_row, event.mailbox, event.channel, event.credential],
      ["cancel", "U1", stage.workplace.ada.email, "system", "application"],
    );
    assert.deepEqual((await history(stage, id)).slice(-1), ["reservation_rejected"]);
    assert.deepEqual(refusalCodes(await cancel(stage, stage.ada, id)), ["reservation_is_over"]);
  });

  test("is rejected before its calendar knows, and then nothing is sent", async () => {
    const stage = await openApprovalStage(database());
    const { id } = valueOf(await stage.create(stage.ada)).view.reservation;
    valueOf(await reject(stage, stage.ben, id));
    assert.deepEqual(
      (await stage.syncEvents()).map(({ type, state }) => [type, state]),
      [["create", "superseded"]],
    );
  });

  test("is given up in the calendar with the credential of what no person triggers", async () => {
    const stage = await openApprovalStage(database());
    const { ada, oak, elm, fir } = stage.workplace;
    const normal = await waiting(stage, stage.ada, { spaceId: oak.id });
    await stage.setMode("strict");
    const strict = await waiting(stage, stage.ada, { spaceId: elm.id });
    await stage.setMode("personal");
    stage.giveToken(ada);
    const personal = await waiting(stage, stage.ada, { spaceId: fir.id });
    for (const id of [normal, strict, personal]) valueOf(await reject(stage, stage.ben, id));
    const told = (await stage.syncEvents())
      .filter(({ type }) => type === "cancel")
      .map(({ policy_row: row, mailbox, credential, credential_person_id: whose }) => [
        row,
        mailbox,
        credential,
        whose,
      ]);
    assert.deepEqual(told, [
      ["U5", ada.email, "delegated_user", null],
      ["U4", DELEGATED_USER, "delegated_user", null],
      ["U5", ada.email, "delegated_user", null],
    ]);
  });

  test("made in Outlook is let go by its room, and the meeting stays", async () => {
    const stage = await openApprovalStage(database());
    const id = await waiting(stage, stage.ada);
    await database().pool.query("update reservation set origin = 'calendar' where id = $1", [id]);
    valueOf(await reject(stage, stage.ben, id));
    const event = await lastEvent(stage);
    assert.deepEqual(
      [event.type, event.policy_row, event.mailbox],
      ["release", "U12", "oak-room@usher.example"],
    );
  });
});

describeOnEachDatabase("who approves", (database) => {
  test("are those whom the module names, and nobody else, managers neither", async () => {
    const stage = await openApprovalStage(database());
    const id = await waiting(stage, stage.ada);
    const admin = actorOf(stage.workplace.admin, ["user", "admin"]);
    for (const actor of [admin, stage.planner]) {
      assert.deepEqual(refusalCodes(await approve(stage, actor, id)), ["not_an_approver"]);
    }
    const stranger = actorOf(stage.workplace.planner);
    assert.deepEqual(refusalCodes(await approve(stage, stranger, id)), ["not_yours"]);
    assert.deepEqual(refusalCodes(await approve(stage, stage.ada, id)), ["not_an_approver"]);
    const view = valueOf(await getReservation(stage.deps, stage.nadia, id));
    assert.deepEqual([view.sight, view.verdicts.decide.allowed], ["all_but_private", true]);
    const own = valueOf(await getReservation(stage.deps, stage.ada, id));
    assert.deepEqual(own.verdicts.decide.codes, ["not_an_approver"]);
    assert.match(own.verdicts.decide.remedy ?? "", /Ben, Nadia/);
  });

  test("are managers and administrators where it names nobody who still works here", async () => {
    const stage = await openApprovalStage(database());
    const id = await waiting(stage, stage.ada);
    const manager = actorOf(stage.workplace.planner, ["user", "manager"]);
    assert.deepEqual(await waitingFor(stage, manager), []);
    await database().pool.query(
      "update person set active = false where display_name in ('Ben', 'Nadia')",
    );
    assert.deepEqual(await waitingFor(stage, manager), [[id, 1]]);
    assert.deepEqual(refusalCodes(await approve(stage, stage.planner, id)), ["not_an_approver"]);
    assert.equal(valueOf(await approve(stage, manager, id)).reservation.state, "confirmed");
  });

  test("do not decide on their own, unless they plan for others anyway", async () => {
    const stage = await openApprovalStage(database());
    const id = await waiting(stage, stage.ben);
    assert.deepEqual(refusalCodes(await approve(stage, stage.ben, id)), ["own_reservation"]);
    assert.deepEqual(await waitingFor(stage, stage.ben), []);
    const planning = actorOf(stage.workplace.ben, ["user", "planner"]);
    assert.deepEqual(await waitingFor(stage, planning), [[id, 1]]);
    assert.equal(valueOf(await approve(stage, planning, id)).reservation.state, "confirmed");
  });

  test("decide once, however many do at the same moment", async () => {
    const stage = await openApprovalStage(database());
    const id = await waiting(stage, stage.ada);
    const outcomes = await Promise.all([
      approve(stage, stage.nadia, id),
      reject(stage, stage.ben, id),
    ]);
    assert.equal(outcomes.filter(({ ok }) => ok).length, 1);
    const lost = outcomes.find(({ ok }) => !ok);
    assert.ok(lost && !lost.ok);
    assert.equal(lost.refusal.code, "already_decided");
    const { approval, state } = await read(stage, id);
    assert.match(
      lost.refusal.message,
      new RegExp(`^${approval.decidedBy?.displayName} has ${approval.state} it already`),
    );
    assert.equal(state, approval.state === "approved" ? "confirmed" : "rejected");
    const decisions = (await history(stage, id)).filter((act) => /approved|rejected/.test(act));
    assert.equal(decisions.length, 1);
  });

  test("may say the same twice, since an answer may be lost", async () => {
    const stage = await openApprovalStage(database());
    const id = await waiting(stage, stage.ada);
    const first = valueOf(await approve(stage, stage.nadia, id)).reservation;
    const again = valueOf(await approve(stage, stage.nadia, id)).reservation;
    assert.equal(again.version, first.version);
    assert.deepEqual(refusalCodes(await reject(stage, stage.nadia, id)), ["already_decided"]);
  });

  test("do not approve what was moved or cancelled since they looked", async () => {
    const stage = await openApprovalStage(database());
    const id = await waiting(stage, stage.ada);
    const { version } = await read(stage, id);
    valueOf(
      await update(stage, stage.ada, id, {
        start: START.add({ hours: 3 }),
        end: END.add({ hours: 3 }),
      }),
    );
    assert.deepEqual(refusalCodes(await approve(stage, stage.nadia, id, version)), [
      "reservation_changed",
    ]);
    // Without a version, too: between reading it and writing, it is moved.
    const { store } = stage.deps;
    const find = store.find.bind(store);
    let isMoved = false;
    Object.assign(store, {
      find: async (asked: string) => {
        const found = await find(asked);
        if (!isMoved) {
          isMoved = true;
          await database().pool.query(
            "update reservation set start_at = start_at + interval '15 minutes', version = version + 1 where id = $1",
            [id],
          );
        }
        return found;
      },
    });
    assert.deepEqual(refusalCodes(await approve(stage, stage.nadia, id)), ["reservation_changed"]);
    const outcomes = await Promise.all([
      cancel(stage, stage.ada, id),
      approve(stage, stage.nadia, id),
    ]);
    assert.ok(outcomes[0].ok);
    assert.equal((await read(stage, id)).state, "cancelled");
    assert.deepEqual(await holds(stage), []);
  });

  test("see what waits for them, what begins first first, page by page", async () => {
    const stage = await openApprovalStage(database());
    const { oak, elm, fir } = stage.workplace;
    const at = (hours: number) => ({ start: START.add({ hours }), end: END.add({ hours }) });
    const late = await waiting(stage, stage.ada, { spaceId: oak.id, ...at(5) });
    const early = await waiting(stage, stage.ada, { spaceId: elm.id, ...at(1) });
    // Its room has not answered: approving what the room declines would be wasted.
    valueOf(await stage.create(stage.ada, { spaceId: fir.id, ...at(2) }));
    await waiting(stage, stage.ben, { spaceId: fir.id, ...at(8) });
    assert.deepEqual(await waitingFor(stage, stage.ben), [
      [early, 1],
      [late, 1],
    ]);
    assert.deepEqual(await countApprovals(stage.approvals, stage.ben), { count: 2, decides: true });
    assert.deepEqual(await countApprovals(stage.approvals, stage.ada), {
      count: 0,
      decides: false,
    });
    const first = valueOf(await listApprovals(stage.approvals, stage.ben, { limit: 1 }));
    assert.ok(first.nextCursor);
    const second = valueOf(
      await listApprovals(stage.approvals, stage.ben, { limit: 1, cursor: first.nextCursor }),
    );
    assert.deepEqual(
      [...first.items, ...second.items].map(({ view }) => view.reservation.id),
      [early, late],
    );
    assert.equal(second.nextCursor, null);
    assert.deepEqual(
      refusalCodes(await listApprovals(stage.approvals, stage.ben, { limit: 1, cursor: "x" })),
      ["invalid_cursor"],
    );
  });
});

describeOnEachDatabase("a change of what was approved", (database) => {
  test("of time or space is asked about anew, unless it lies within what was agreed", async () => {
    const stage = await openApprovalStage(database());
    const id = await waiting(stage, stage.ada);
    valueOf(await approve(stage, stage.nadia, id));
    const change = async (patch: Parameters<typeof update>[3]) => {
      const { reservation } = valueOf(await update(stage, stage.ada, id, patch));
      const { state, approval } = reservation;
      return [state, approval.state, approval.decidedBy?.displayName];
    };
    assert.deepEqual(await change({ subject: "Another" }), ["confirmed", "approved", "Nadia"]);
    assert.deepEqual(await change({ end: END.subtract({ minutes: 30 }) }), [
      "awaiting_confirmation",
      "approved",
      "Nadia",
    ]);
    assert.deepEqual(await change({ end: END.add({ minutes: 30 }) }), [
      "awaiting_confirmation",
      "awaiting_approval",
      undefined,
    ]);
    const { approval } = await read(stage, id);
    assert.deepEqual([approval.decidedAt, approval.comment], [null, null]);
    assert.ok(approval.askedAt);
  });

  test("goes by the rule of the space that it comes to", async () => {
    const stage = await openApprovalStage(database());
    const { desk, elm } = stage.workplace;
    await database().pool.query("update reservable_module set approval_policy = 'by_space'");
    await database().pool.query("update space set requires_approval = true where id = $1", [
      desk.id,
    ]);
    stage.forgetPlaces();
    const { id } = valueOf(await stage.create(stage.ada, { spaceId: elm.id })).view.reservation;
    const moved = valueOf(await update(stage, stage.ada, id, { spaceId: desk.id })).reservation;
    assert.deepEqual(
      [moved.state, moved.approval.state],
      ["awaiting_approval", "awaiting_approval"],
    );
    const back = valueOf(await update(stage, stage.ada, id, { spaceId: elm.id })).reservation;
    assert.deepEqual([back.state, back.approval.state], ["awaiting_confirmation", "not_required"]);
  });

  test("of the settings changes nothing of what is placed already", async () => {
    const stage = await openApprovalStage(database());
    const id = await waiting(stage, stage.ada);
    await database().pool.query("update reservable_module set approval_policy = 'never'");
    stage.forgetPlaces();
    assert.equal((await read(stage, id)).approval.state, "awaiting_approval");
    assert.equal(valueOf(await approve(stage, stage.nadia, id)).reservation.state, "confirmed");
  });
});
