import assert from "node:assert/strict";
import { test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import {
  API_CLIENT,
  openStage,
  panelActor,
  personActor,
  type Stage,
  START,
  SYSTEM,
} from "./stage.ts";
import { refusalCodes } from "./refusals.ts";
import { DELEGATED_USER } from "./workplace.ts";

async function countReservations(stage: Stage): Promise<number> {
  const { count } = await stage.database.kysely
    .selectFrom("reservation")
    .select(({ fn }) => fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

describeOnEachDatabase("creating a reservation of a synced space", (database) => {
  test("C1: in normal mode it goes to the requested-for user's calendar by the application", async () => {
    const stage = await openStage(database());
    const { ada, ben, providerId } = stage.workplace;
    const made = await stage.create(personActor(ada), { requestedFor: ben.email.toUpperCase() });
    assert.ok(made.ok);
    const { reservation } = made.value.view;
    assert.equal(reservation.state, "awaiting_confirmation");
    assert.equal(reservation.syncState, "sync_enqueued");
    assert.equal(reservation.syncMailbox, "none", "it has not reached the calendar yet");
    assert.deepEqual(await stage.syncEvents(), [
      {
        id: "1",
        reservation_id: reservation.id,
        provider_id: providerId,
        type: "create",
        state: "new",
        policy_row: "C1",
        mailbox: ben.email,
        sync_mailbox: "user",
        credential: "application",
        credential_person_id: null,
        invited: null,
        channel: "portal",
        dry_run: false,
        may_have_been_sent: false,
      },
    ]);
    assert.equal(stage.calls.wokenLanes, 1);
  });

  test("C1: a blocker goes to the blocker user's calendar where one is set", async () => {
    const stage = await openStage(database());
    await stage.properties.set(SYSTEM, "sn_wsd_rsv.blocker_user", "blocker@usher.example");
    await stage.create(personActor(stage.workplace.ada), { kind: "blocker" });
    const [event] = await stage.syncEvents();
    assert.equal(event?.mailbox, "blocker@usher.example");
    assert.equal(event?.sync_mailbox, "user");
  });

  test("C2: in strict mode it goes to the delegated user's calendar, and the person is invited", async () => {
    const stage = await openStage(database());
    await stage.setMode("strict");
    const made = await stage.create(personActor(stage.workplace.ada));
    assert.ok(made.ok);
    assert.equal(made.value.view.reservation.syncMailbox, "none");
    const [event] = await stage.syncEvents();
    assert.equal(event?.policy_row, "C2");
    assert.equal(event?.mailbox, DELEGATED_USER);
    assert.equal(event?.credential, "delegated_user");
    assert.equal(event?.invited, "requested_for");
  });

  test("C3 and C7: in personal mode a group is refused, and so is whoever has no token", async () => {
    const stage = await openStage(database());
    await stage.setMode("personal");
    const refused = await stage.create(personActor(stage.workplace.ada), { kind: "group" });
    assert.deepEqual(refusalCodes(refused), ["group_not_supported", "personal_token_missing"]);
    assert.equal(await countReservations(stage), 0);
    assert.deepEqual(await stage.syncEvents(), []);
  });

  test("C4: in personal mode a blocker goes to the delegated user's calendar", async () => {
    const stage = await openStage(database());
    await stage.setMode("personal");
    await stage.create(personActor(stage.workplace.ada), { kind: "blocker" });
    const [event] = await stage.syncEvents();
    assert.equal(event?.policy_row, "C4");
    assert.equal(event?.mailbox, DELEGATED_USER);
    assert.equal(event?.invited, "requested_for");
  });

  test("C5: in personal mode an API client books in the delegated user's calendar", async () => {
    const stage = await openStage(database());
    await stage.setMode("personal");
    const made = await stage.create(API_CLIENT, { requestedFor: stage.workplace.ada.id });
    assert.ok(made.ok);
    assert.equal(made.value.view.reservation.subSource, "sn_wsd_rest_api");
    const [event] = await stage.syncEvents();
    assert.equal(event?.policy_row, "C5");
    assert.equal(event?.credential, "delegated_user");
    assert.equal(event?.invited, "requested_for");
  });

  test("C5: in personal mode a panel books its own space in the delegated user's calendar", async () => {
    const stage = await openStage(database());
    await stage.setMode("personal");
    const { oak, elm, ada } = stage.workplace;
    const made = await stage.create(panelActor(oak.id), { requestedFor: ada.email });
    assert.ok(made.ok);
    assert.equal((await stage.syncEvents())[0]?.policy_row, "C5");
    const other = await stage.create(panelActor(elm.id), { requestedFor: ada.email });
    assert.deepEqual(refusalCodes(other), ["not_this_panel"]);
  });

  test("C6: in personal mode nobody books for somebody else, not even an administrator", async () => {
    const stage = await openStage(database());
    await stage.setMode("personal");
    const { ada, admin } = stage.workplace;
    stage.giveToken(admin);
    const refused = await stage.create(personActor(admin, "event_planner", ["user", "admin"]), {
      requestedFor: ada.id,
    });
    assert.deepEqual(refusalCodes(refused), ["on_behalf_not_supported"]);
    assert.equal(await countReservations(stage), 0);
  });

  test("C7: in personal mode whoever has no usable token is told how to connect", async () => {
    const stage = await openStage(database());
    await stage.setMode("personal");
    const refused = await stage.create(personActor(stage.workplace.ada, "outlook_addin"));
    assert.ok(!refused.ok);
    assert.equal(refused.refusal.code, "personal_token_missing");
    assert.match(refused.refusal.remedy ?? "", /connect/i);
  });

  test("C8: in personal mode one's own goes to one's own calendar with one's own token", async () => {
    const stage = await openStage(database());
    await stage.setMode("personal");
    const { ada } = stage.workplace;
    stage.giveToken(ada);
    const made = await stage.create(personActor(ada, "mobile"));
    assert.ok(made.ok);
    const [event] = await stage.syncEvents();
    assert.equal(event?.policy_row, "C8");
    assert.equal(event?.mailbox, ada.email);
    assert.equal(event?.credential, "personal");
    assert.equal(event?.credential_person_id, ada.id);
    assert.equal(event?.invited, null);
  });

  test("C9: in personal mode a job books in the delegated user's calendar", async () => {
    const stage = await openStage(database());
    await stage.setMode("personal");
    const made = await stage.create(SYSTEM, { requestedFor: stage.workplace.ada.id });
    assert.ok(made.ok);
    const [event] = await stage.syncEvents();
    assert.equal(event?.policy_row, "C9");
    assert.equal(event?.mailbox, DELEGATED_USER);
  });

  test("without a delegated user nothing is promised that could never be written", async () => {
    const stage = await openStage(database());
    await database()
      .kysely.updateTable("calendar_provider")
      .set({ delegated_user_email: null })
      .execute();
    await stage.setMode("strict");
    const refused = await stage.create(personActor(stage.workplace.ada));
    assert.deepEqual(refusalCodes(refused), ["delegated_user_missing"]);
    assert.equal(await countReservations(stage), 0);
  });

  test("a dry run records the sync event and confirms without asking the room", async () => {
    const stage = await openStage(database());
    const { ada, dry } = stage.workplace;
    const made = await stage.create(personActor(ada), { spaceId: dry.id });
    assert.ok(made.ok);
    assert.equal(made.value.view.reservation.state, "confirmed");
    assert.equal(made.value.view.reservation.syncMailbox, "none");
    assert.equal((await stage.syncEvents())[0]?.dry_run, true);
  });
});

describeOnEachDatabase("creating a reservation of a space that is not synced", (database) => {
  test("in every mode it is confirmed at once and no calendar is told", async () => {
    const stage = await openStage(database());
    await stage.setMode("personal");
    const { ada, ben, desk } = stage.workplace;
    const made = await stage.create(personActor(ada), { spaceId: desk.id, requestedFor: ben.id });
    assert.ok(made.ok);
    assert.equal(made.value.view.reservation.state, "confirmed");
    assert.equal(made.value.view.reservation.syncState, "not_required");
    assert.deepEqual(await stage.syncEvents(), []);
    assert.equal(stage.calls.wokenLanes, 0);
  });
});

describeOnEachDatabase("what every creation keeps to", (database) => {
  test("a space that is taken is refused, and nothing of the loser is written", async () => {
    const stage = await openStage(database());
    const { ada, ben } = stage.workplace;
    assert.ok((await stage.create(personActor(ada))).ok);
    assert.deepEqual(refusalCodes(await stage.create(personActor(ben))), ["space_taken"]);
    assert.equal(await countReservations(stage), 1);
    assert.equal((await stage.syncEvents()).length, 1);
  });

  test("the answer to a creation is what reading the reservation gives", async () => {
    const stage = await openStage(database());
    const made = await stage.create(personActor(stage.workplace.ada), {
      attendees: [{ email: "Guest@Elsewhere.example", name: "Guest", type: "optional" }],
    });
    assert.ok(made.ok);
    const { reservation } = made.value.view;
    const { ...read } = await stage.deps.store.find(reservation.id);
    for (const [field, value] of Object.entries(read)) {
      assert.deepEqual(pick(reservation, field), pick({ [field]: value }, field), field);
    }
  });

  test("times and limits that are not kept are all named, and nothing is written", async () => {
    const stage = await openStage(database());
    const refused = await stage.create(personActor(stage.workplace.ada), {
      timeZone: "Mars/Olympus",
      end: START,
    });
    assert.deepEqual(refusalCodes(refused), ["unknown_time_zone", "end_not_after_start"]);
    assert.equal(await countReservations(stage), 0);
  });

  test("where on-behalf is not shown only planners book for others", async () => {
    const stage = await openStage(database());
    await database()
      .kysely.updateTable("reservable_module")
      .set({ on_behalf_shown: false })
      .execute();
    const { ada, ben, planner } = stage.workplace;
    const refused = await stage.create(personActor(ada), { requestedFor: ben.id });
    assert.deepEqual(refusalCodes(refused), ["on_behalf_not_allowed"]);
    const planned = await stage.create(personActor(planner, "event_planner", ["planner"]), {
      requestedFor: ben.id,
    });
    assert.ok(planned.ok);
  });

  test("an API client has to say for whom", async () => {
    const stage = await openStage(database());
    assert.deepEqual(refusalCodes(await stage.create(API_CLIENT)), ["requested_for_required"]);
  });

  test("somebody who has left cannot be booked for", async () => {
    const stage = await openStage(database());
    const { ada, ben } = stage.workplace;
    await database()
      .kysely.updateTable("person")
      .set({ active: false })
      .where("id", "=", ben.id)
      .execute();
    const refused = await stage.create(personActor(ada), { requestedFor: ben.id });
    assert.deepEqual(refusalCodes(refused), ["person_not_found"]);
  });
});

describeOnEachDatabase("an Idempotency-Key", (database) => {
  const idempotency = { key: "key-1", requestHash: new Uint8Array([1, 2, 3]) };

  test("makes a repeated request answer with what the first one made", async () => {
    const stage = await openStage(database());
    const { ada } = stage.workplace;
    const first = await stage.create(personActor(ada), { idempotency });
    const second = await stage.create(personActor(ada), { idempotency });
    assert.ok(first.ok && second.ok);
    assert.equal(second.value.isReplay, true);
    assert.equal(second.value.view.reservation.id, first.value.view.reservation.id);
    assert.equal(await countReservations(stage), 1);
  });

  test("of two requests at once lets one book and both hear of it", async () => {
    const stage = await openStage(database());
    const { ada } = stage.workplace;
    const both = await Promise.all([
      stage.create(personActor(ada), { idempotency }),
      stage.create(personActor(ada), { idempotency }),
    ]);
    const ids = both.map((outcome) => outcome.ok && outcome.value.view.reservation.id);
    assert.equal(ids[0], ids[1]);
    assert.equal(await countReservations(stage), 1);
  });

  test("that comes again with another request is refused", async () => {
    const stage = await openStage(database());
    const { ada, elm } = stage.workplace;
    await stage.create(personActor(ada), { idempotency });
    const other = { key: "key-1", requestHash: new Uint8Array([9]) };
    const refused = await stage.create(personActor(ada), { idempotency: other, spaceId: elm.id });
    assert.deepEqual(refusalCodes(refused), ["idempotency_key_reused"]);
    assert.equal(await countReservations(stage), 1);
  });

  test("is its actor's own: the same key of another person is a new one", async () => {
    const stage = await openStage(database());
    const { ada, ben, elm } = stage.workplace;
    await stage.create(personActor(ada), { idempotency });
    const other = await stage.create(personActor(ben), { idempotency, spaceId: elm.id });
    assert.ok(other.ok);
    assert.equal(other.value.isReplay, false);
  });
});

/** Of people only what both sides know: the writer's own facts hold more than is read back. */
function pick(holder: object, field: string): unknown {
  const value: unknown = Object.entries(holder).find(([name]) => name === field)?.[1];
  if (typeof value !== "object" || value === null || !("displayName" in value)) return value;
  const { id, displayName, email } = value as Record<string, unknown>;
  return { id, displayName, email };
}
