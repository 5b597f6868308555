import assert from "node:assert/strict";
import { test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { cancel, holds, lastEvent, standing, update } from "./acts.ts";
import { refusalCodes, valueOf } from "./refusals.ts";
import {
  API_CLIENT,
  END,
  openStage,
  panelActor,
  personActor,
  type Stage,
  SYSTEM,
} from "./stage.ts";
import { DELEGATED_USER, OTHER_DELEGATED_USER } from "./workplace.ts";

const LATER = END.add({ hours: 1 });

async function makeCalendarOrigin(stage: Stage, id: string): Promise<void> {
  await stage.database.kysely
    .updateTable("reservation")
    .set({ origin: "calendar", sync_mailbox: "none" })
    .where("id", "=", id)
    .execute();
}

describeOnEachDatabase("changing and cancelling by the rules", (database) => {
  test("U0: privacy here of a meeting made in Outlook changes, and nothing is written", async () => {
    const stage = await openStage(database());
    const ada = personActor(stage.workplace.ada);
    const id = await standing(stage, ada);
    await makeCalendarOrigin(stage, id);
    const view = valueOf(await update(stage, ada, id, { sensitivity: "private" }));
    assert.equal(view.reservation.sensitivity, "private");
    assert.equal(view.reservation.state, "confirmed");
    assert.equal((await stage.syncEvents()).length, 1);
  });

  test("U1: in normal mode the event is changed where it is, by the application", async () => {
    const stage = await openStage(database());
    await stage.setMode("strict");
    const ada = personActor(stage.workplace.ada);
    const id = await standing(stage, ada);
    await stage.setMode("normal");
    valueOf(await update(stage, ada, id, { subject: "Review" }));
    const event = await lastEvent(stage);
    assert.equal(event.type, "update");
    assert.equal(event.policy_row, "U1");
    assert.equal(event.mailbox, DELEGATED_USER);
    assert.equal(event.credential, "application");
    assert.equal(event.invited, "requested_for", "whoever was invited stays invited");
  });

  test("U2: in strict mode what is in the delegated calendar is changed there", async () => {
    const stage = await openStage(database());
    await stage.setMode("strict");
    const ada = personActor(stage.workplace.ada);
    const id = await standing(stage, ada);
    valueOf(await cancel(stage, ada, id));
    const event = await lastEvent(stage);
    assert.deepEqual(
      [event.type, event.policy_row, event.mailbox, event.credential],
      ["cancel", "U2", DELEGATED_USER, "delegated_user"],
    );
  });

  test("U3: in strict mode nobody changes what is in a person's own calendar", async () => {
    const stage = await openStage(database());
    const ada = personActor(stage.workplace.ada);
    const id = await standing(stage, ada);
    await stage.setMode("strict");
    for (const act of [update(stage, ada, id, { subject: "X" }), cancel(stage, ada, id)]) {
      assert.deepEqual(refusalCodes(await act), ["not_in_delegated_calendar"]);
    }
    assert.equal((await stage.syncEvents()).length, 1);
    assert.equal((await holds(stage)).length, 1);
  });

  test("U4: in personal mode what is in the delegated calendar is changed there, on any channel", async () => {
    const stage = await openStage(database());
    await stage.setMode("personal");
    const { ada, oak } = stage.workplace;
    const id = await standing(stage, API_CLIENT, { requestedFor: ada.id });
    valueOf(await update(stage, panelActor(oak.id), id, { subject: "By the door" }));
    const event = await lastEvent(stage);
    assert.deepEqual([event.policy_row, event.mailbox], ["U4", DELEGATED_USER]);
  });

  test("U5: a job changes what is in a person's own calendar, as the system", async () => {
    const stage = await openStage(database());
    const id = await standing(stage, personActor(stage.workplace.ada));
    await stage.setMode("personal");
    valueOf(await cancel(stage, SYSTEM, id));
    const event = await lastEvent(stage);
    assert.deepEqual(
      [event.policy_row, event.mailbox, event.credential],
      ["U5", stage.workplace.ada.email, "delegated_user"],
    );
  });

  test("U6, U7, U8: in personal mode all that stands in the way is named, in order", async () => {
    const stage = await openStage(database());
    const { ada, planner } = stage.workplace;
    const id = await standing(stage, personActor(ada));
    await stage.setMode("personal");
    assert.deepEqual(refusalCodes(await update(stage, API_CLIENT, id, { subject: "X" })), [
      "channel_not_allowed",
      "not_requested_for",
      "personal_token_missing",
    ]);
    const byPlanner = await cancel(stage, personActor(planner, "event_planner", ["planner"]), id);
    assert.deepEqual(refusalCodes(byPlanner), ["not_requested_for", "personal_token_missing"]);
    const byOwner = await cancel(stage, personActor(ada), id);
    assert.deepEqual(refusalCodes(byOwner), ["personal_token_missing"]);
    stage.giveToken(ada);
    const fromAddIn = await cancel(stage, personActor(ada, "outlook_addin"), id);
    assert.deepEqual(refusalCodes(fromAddIn), ["channel_not_allowed"]);
    assert.equal((await stage.syncEvents()).length, 1);
  });

  test("U9: in personal mode one's own is changed with one's own token", async () => {
    const stage = await openStage(database());
    const { ada } = stage.workplace;
    const id = await standing(stage, personActor(ada));
    await stage.setMode("personal");
    stage.giveToken(ada);
    valueOf(await update(stage, personActor(ada, "mobile"), id, { subject: "Mine" }));
    const event = await lastEvent(stage);
    assert.deepEqual(
      [event.policy_row, event.mailbox, event.credential, event.credential_person_id],
      ["U9", ada.email, "personal", ada.id],
    );
  });

  test("U10: what was made in Outlook is changed in Outlook alone", async () => {
    const stage = await openStage(database());
    const ada = personActor(stage.workplace.ada);
    const id = await standing(stage, ada);
    await makeCalendarOrigin(stage, id);
    assert.deepEqual(refusalCodes(await update(stage, ada, id, { subject: "X" })), [
      "made_in_calendar",
    ]);
    const spaceId = stage.workplace.desk.id;
    assert.deepEqual(
      refusalCodes(await update(stage, ada, id, { spaceId })),
      ["made_in_calendar"],
      "nor does it leave its room for a space that no calendar knows",
    );
    assert.deepEqual(refusalCodes(await cancel(stage, ada, id)), ["made_in_calendar"]);
  });

  test("a space that is not synced is changed and cancelled in every mode, and nobody is told", async () => {
    const stage = await openStage(database());
    const { ada, desk } = stage.workplace;
    const { id } = valueOf(await stage.create(personActor(ada), { spaceId: desk.id })).view
      .reservation;
    await stage.setMode("personal");
    const moved = valueOf(await update(stage, personActor(ada), id, { end: LATER }));
    assert.equal(moved.reservation.state, "confirmed");
    valueOf(await cancel(stage, personActor(ada), id));
    assert.deepEqual(await stage.syncEvents(), []);
    assert.deepEqual(await holds(stage), []);
  });
});

describeOnEachDatabase("what a change does", (database) => {
  test("a new time is held, asks the room anew, and grows the version", async () => {
    const stage = await openStage(database());
    const ada = personActor(stage.workplace.ada);
    const id = await standing(stage, ada);
    const { reservation } = valueOf(await update(stage, ada, id, { end: LATER }));
    assert.equal(reservation.state, "awaiting_confirmation");
    assert.equal(reservation.syncState, "sync_enqueued");
    assert.equal(reservation.version, 2);
    const [hold] = await holds(stage);
    assert.equal(hold?.end_at.getTime(), LATER.epochMilliseconds);
  });

  test("a new subject leaves the reservation confirmed while the calendar is told", async () => {
    const stage = await openStage(database());
    const ada = personActor(stage.workplace.ada);
    const id = await standing(stage, ada);
    const { reservation } = valueOf(await update(stage, ada, id, { subject: "Review" }));
    assert.equal(reservation.state, "confirmed");
    assert.equal(reservation.syncState, "sync_enqueued");
  });

  test("what asks for what is there already changes nothing", async () => {
    const stage = await openStage(database());
    const ada = personActor(stage.workplace.ada);
    const id = await standing(stage, ada);
    const { reservation } = valueOf(await update(stage, ada, id, { subject: "Planning" }));
    assert.equal(reservation.version, 1);
    assert.equal((await stage.syncEvents()).length, 1);
  });

  test("a space that is taken is refused and the old time stays held", async () => {
    const stage = await openStage(database());
    const { ada, ben, oak, elm } = stage.workplace;
    const id = await standing(stage, personActor(ada));
    await standing(stage, personActor(ben), { spaceId: elm.id });
    const refused = await update(stage, personActor(ada), id, { spaceId: elm.id });
    assert.deepEqual(refusalCodes(refused), ["space_taken"]);
    const held = (await holds(stage)).map((hold) => hold.space_id);
    assert.deepEqual(held.toSorted(), [oak.id, elm.id].toSorted());
    assert.equal((await stage.syncEvents()).length, 2);
  });

  test("another space of the same provider keeps the event and changes its room", async () => {
    const stage = await openStage(database());
    const { ada, elm } = stage.workplace;
    const id = await standing(stage, personActor(ada));
    const { reservation } = valueOf(await update(stage, personActor(ada), id, { spaceId: elm.id }));
    assert.equal(reservation.space.id, elm.id);
    assert.equal(reservation.state, "awaiting_confirmation");
    assert.deepEqual([(await lastEvent(stage)).type, (await holds(stage)).length], ["update", 1]);
  });

  test("a space that is not synced takes the reservation out of the calendar", async () => {
    const stage = await openStage(database());
    const { ada, desk } = stage.workplace;
    const id = await standing(stage, personActor(ada));
    const { reservation } = valueOf(
      await update(stage, personActor(ada), id, { spaceId: desk.id }),
    );
    assert.equal(reservation.state, "confirmed");
    assert.equal(reservation.syncMailbox, "none");
    assert.equal((await lastEvent(stage)).type, "cancel");
  });

  test("from a space that is not synced to one that is it is judged and made as a creation", async () => {
    const stage = await openStage(database());
    const { ada, ben, desk, oak } = stage.workplace;
    const { id } = valueOf(
      await stage.create(personActor(ada), { spaceId: desk.id, requestedFor: ben.id }),
    ).view.reservation;
    await stage.setMode("personal");
    const refused = await update(stage, personActor(ada), id, { spaceId: oak.id });
    assert.deepEqual(refusalCodes(refused), ["on_behalf_not_supported"]);
    await stage.setMode("strict");
    const { reservation } = valueOf(await update(stage, personActor(ada), id, { spaceId: oak.id }));
    assert.equal(reservation.syncMailbox, "none", "it has not reached the calendar yet");
    const event = await lastEvent(stage);
    assert.deepEqual(
      [event.type, event.policy_row, event.invited, event.sync_mailbox],
      ["create", "C2", "requested_for", "other"],
    );
  });

  test("to a space of another provider it is cancelled in one calendar and made in the other", async () => {
    const stage = await openStage(database());
    await stage.setMode("strict");
    const { ada, fir, providerId, otherProviderId } = stage.workplace;
    const id = await standing(stage, personActor(ada));
    valueOf(await update(stage, personActor(ada), id, { spaceId: fir.id }));
    const [, cancelled, made] = await stage.syncEvents();
    assert.deepEqual(
      [cancelled?.type, cancelled?.provider_id, cancelled?.mailbox],
      ["cancel", providerId, DELEGATED_USER],
    );
    assert.deepEqual(
      [made?.type, made?.provider_id, made?.mailbox, made?.policy_row],
      ["create", otherProviderId, OTHER_DELEGATED_USER, "C2"],
    );
  });

  test("away and back again before anything was sent, the event in the calendar is kept", async () => {
    const stage = await openStage(database());
    const { ada, desk, oak } = stage.workplace;
    const id = await standing(stage, personActor(ada));
    valueOf(await update(stage, personActor(ada), id, { spaceId: desk.id }));
    valueOf(await update(stage, personActor(ada), id, { spaceId: oak.id }));
    const states = (await stage.syncEvents()).map(({ type, state }) => `${type} ${state}`);
    assert.deepEqual(states, ["create processed", "cancel superseded", "update new"]);
  });

  test("away and on to another provider, the old event goes and a new one is made", async () => {
    const stage = await openStage(database());
    const { ada, desk, fir, otherProviderId } = stage.workplace;
    const id = await standing(stage, personActor(ada));
    valueOf(await update(stage, personActor(ada), id, { spaceId: desk.id }));
    valueOf(await update(stage, personActor(ada), id, { spaceId: fir.id }));
    const states = (await stage.syncEvents()).map(({ type, state }) => `${type} ${state}`);
    assert.deepEqual(states, ["create processed", "cancel new", "create new"]);
    assert.equal((await lastEvent(stage)).provider_id, otherProviderId);
  });

  test("a conflicted reservation takes another room and awaits its answer", async () => {
    const stage = await openStage(database());
    const { ada, elm } = stage.workplace;
    const id = await standing(stage, personActor(ada));
    await database().pool.query(
      "update reservation set state = 'conflicted', reason_code = 'room_declined', reason = 'No.'",
    );
    await database().pool.query("delete from space_hold");
    const { reservation } = valueOf(await update(stage, personActor(ada), id, { spaceId: elm.id }));
    assert.equal(reservation.state, "awaiting_confirmation");
    assert.equal(reservation.reasonCode, null);
    assert.equal((await holds(stage)).length, 1);
  });

  test("a conflict that another subject does not mend goes on being explained", async () => {
    const stage = await openStage(database());
    const ada = personActor(stage.workplace.ada);
    const id = await standing(stage, ada);
    await database().pool.query(
      "update reservation set state = 'conflicted', reason_code = 'room_declined', reason = 'No.'",
    );
    await database().pool.query("delete from space_hold");
    const { reservation } = valueOf(await update(stage, ada, id, { subject: "X" }));
    assert.deepEqual([reservation.state, reservation.reasonCode], ["conflicted", "room_declined"]);
    assert.deepEqual(await holds(stage), []);
  });

  test("what was not sent yet is superseded by what follows", async () => {
    const stage = await openStage(database());
    const ada = personActor(stage.workplace.ada);
    await stage.setMode("strict");
    const { id } = valueOf(await stage.create(ada)).view.reservation;
    valueOf(await update(stage, ada, id, { subject: "Review" }));
    const [first, second] = await stage.syncEvents();
    assert.equal(first?.state, "superseded");
    assert.deepEqual(
      [second?.type, second?.state, second?.invited],
      ["create", "new", "requested_for"],
    );
    valueOf(await cancel(stage, ada, id));
    const states = (await stage.syncEvents()).map(({ state }) => state);
    assert.deepEqual(states, ["superseded", "superseded"]);
  });

  test("a cancellation of what is being sent waits behind it", async () => {
    const stage = await openStage(database());
    const ada = personActor(stage.workplace.ada);
    const { id } = valueOf(await stage.create(ada)).view.reservation;
    await database().pool.query(
      "update sync_event set state = 'processing', may_have_been_sent = true",
    );
    valueOf(await cancel(stage, ada, id));
    const events = (await stage.syncEvents()).map(({ type, state }) => `${type} ${state}`);
    assert.deepEqual(events, ["create processing", "cancel new"]);
  });

  test("a subject that nobody chose follows the space", async () => {
    const stage = await openStage(database());
    const { ada, elm } = stage.workplace;
    const { id } = valueOf(await stage.create(personActor(ada), { subject: " " })).view.reservation;
    const { reservation } = valueOf(await update(stage, personActor(ada), id, { spaceId: elm.id }));
    assert.equal(reservation.subject, "Reservation for Elm");
  });
});
