import assert from "node:assert/strict";
import { test } from "node:test";
import { createSpaceCatalogue } from "../../src/app/places/space-catalogue.ts";
import { createCatalogueStore } from "../../src/store/catalogue-store.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { cancel, lastEvent, standing, update } from "./acts.ts";
import { refusalCodes, valueOf } from "./refusals.ts";
import { openStage, personActor, type Stage } from "./stage.ts";
import { DELEGATED_USER, OTHER_DELEGATED_USER } from "./workplace.ts";

/** Each sync event, with the credential's provider beside the mailbox that it is to write to. */
async function told(stage: Stage): Promise<readonly string[]> {
  const { providerId } = stage.workplace;
  return (await stage.syncEvents()).map((event) => {
    const provider = event.provider_id === providerId ? "first" : "second";
    return `${event.type} ${event.state} by ${provider} in ${event.mailbox}`;
  });
}

const MADE = `create processed by first in ${DELEGATED_USER}`;
const LEFT = `cancel new by first in ${DELEGATED_USER}`;

describeOnEachDatabase(
  "a meeting that is being written to the delegated user's calendar",
  (database) => {
    test("leaves it for a space without a calendar, though its answer is still out", async () => {
      const stage = await openStage(database());
      await stage.setMode("strict");
      const ada = personActor(stage.workplace.ada);
      const id = valueOf(await stage.create(ada)).view.reservation.id;
      await database().pool.query(
        "update sync_event set state = 'processing', may_have_been_sent = true",
      );
      const view = valueOf(await update(stage, ada, id, { spaceId: stage.workplace.desk.id }));
      assert.equal(view.reservation.syncState, "sync_enqueued");
      assert.deepEqual(await told(stage), [
        `create processing by first in ${DELEGATED_USER}`,
        `cancel new by first in ${DELEGATED_USER}`,
      ]);
    });
  },
);

describeOnEachDatabase("a move to another provider that has not been sent yet", (database) => {
  async function moved() {
    const stage = await openStage(database());
    await stage.setMode("strict");
    const ada = personActor(stage.workplace.ada);
    const id = await standing(stage, ada);
    valueOf(await update(stage, ada, id, { spaceId: stage.workplace.fir.id }));
    return { stage, ada, id };
  }

  test("is cancelled: the old meeting goes still, and no new one is made", async () => {
    const { stage, ada, id } = await moved();
    const { reservation } = valueOf(await cancel(stage, ada, id));
    assert.equal(reservation.syncState, "sync_enqueued");
    assert.deepEqual(await told(stage), [
      MADE,
      LEFT,
      `create superseded by second in ${OTHER_DELEGATED_USER}`,
    ]);
  });

  test("is changed: the old meeting goes still, and the new one is made as it is now", async () => {
    const { stage, ada, id } = await moved();
    valueOf(await update(stage, ada, id, { subject: "Review" }));
    assert.deepEqual(await told(stage), [
      MADE,
      LEFT,
      `create superseded by second in ${OTHER_DELEGATED_USER}`,
      `create new by second in ${OTHER_DELEGATED_USER}`,
    ]);
  });

  test("leads back: the meeting in the first calendar is kept and changed there", async () => {
    const { stage, ada, id } = await moved();
    valueOf(await update(stage, ada, id, { spaceId: stage.workplace.elm.id }));
    assert.deepEqual(await told(stage), [
      MADE,
      `cancel superseded by first in ${DELEGATED_USER}`,
      `create superseded by second in ${OTHER_DELEGATED_USER}`,
      `update new by first in ${DELEGATED_USER}`,
    ]);
  });

  test("leads on to a space without a calendar: nothing new is made", async () => {
    const { stage, ada, id } = await moved();
    const view = valueOf(await update(stage, ada, id, { spaceId: stage.workplace.desk.id }));
    assert.deepEqual(await told(stage), [
      MADE,
      LEFT,
      `create superseded by second in ${OTHER_DELEGATED_USER}`,
    ]);
    assert.equal(view.reservation.syncState, "sync_enqueued");
  });

  test("is being written: it is changed there once it is, and the old meeting is let be", async () => {
    const { stage, ada, id } = await moved();
    await database().pool.query(`update sync_event set may_have_been_sent = true,
      state = case type when 'cancel' then 'processed' else 'processing' end where state = 'new'`);
    valueOf(await update(stage, ada, id, { subject: "Review" }));
    assert.deepEqual((await told(stage)).slice(-1), [
      `update new by second in ${OTHER_DELEGATED_USER}`,
    ]);
    valueOf(await cancel(stage, ada, id));
    assert.deepEqual((await told(stage)).slice(-2), [
      `update superseded by second in ${OTHER_DELEGATED_USER}`,
      `cancel new by second in ${OTHER_DELEGATED_USER}`,
    ]);
  });
});

describeOnEachDatabase("a reservation that has not reached the calendar yet", (database) => {
  async function unsent(change = "") {
    const stage = await openStage(database());
    const ada = personActor(stage.workplace.ada);
    const { id } = valueOf(await stage.create(ada)).view.reservation;
    if (change !== "") await database().pool.query(`update sync_event set ${change}`);
    await stage.setMode("strict");
    return { stage, ada, id };
  }

  for (const [what, change] of [
    ["is still to be sent", ""],
    ["waits for a connection", "state = 'waiting_for_token'"],
    ["was given up without a call", "state = 'error'"],
  ] as const) {
    test(`is changed by the rules of now where it ${what}`, async () => {
      const { stage, ada, id } = await unsent(change);
      valueOf(await update(stage, ada, id, { subject: "Review" }));
      const event = await lastEvent(stage);
      assert.deepEqual(
        [event.type, event.policy_row, event.mailbox, event.credential, event.invited],
        ["create", "C2", DELEGATED_USER, "delegated_user", "requested_for"],
      );
      const [first] = await stage.syncEvents();
      assert.equal(first?.state, change === "state = 'error'" ? "error" : "superseded");
    });

    test(`is cancelled by its owner where it ${what}, and nothing is sent`, async () => {
      const { stage, ada, id } = await unsent(change);
      const { reservation } = valueOf(await cancel(stage, ada, id));
      assert.deepEqual([reservation.state, reservation.syncState], ["cancelled", "not_required"]);
      assert.equal((await stage.syncEvents()).length, 1);
    });
  }

  for (const change of ["state = 'processing'", "may_have_been_sent = true, state = 'error'"]) {
    test(`keeps its sync mailbox once it may have: ${change}`, async () => {
      const { stage, ada, id } = await unsent(change);
      assert.deepEqual(refusalCodes(await cancel(stage, ada, id)), ["not_in_delegated_calendar"]);
      assert.equal((await stage.deps.store.find(id))?.syncMailbox, "user");
    });
  }

  test("is judged anew where a lane begins to write it between judging and changing", async () => {
    const { stage, ada, id } = await unsent();
    const found = await stage.deps.store.find(id);
    assert.equal(found?.syncMailbox, "none");
    await database().pool.query("update sync_event set state = 'processing'");
    const deps = {
      ...stage.deps,
      store: { ...stage.deps.store, find: onceThenReal(stage, found) },
    };
    assert.deepEqual(refusalCodes(await cancel({ ...stage, deps }, ada, id)), [
      "not_in_delegated_calendar",
    ]);
  });
});

function onceThenReal(stage: Stage, first: Awaited<ReturnType<Stage["deps"]["store"]["find"]>>) {
  let reads = 0;
  return (id: string) => (reads++ === 0 ? Promise.resolve(first) : stage.deps.store.find(id));
}

describeOnEachDatabase("a cancellation of which nothing is sent", (database) => {
  for (const [why, configuration] of [
    ["the space is a dry run now", "dry_run = true"],
    ["synchronisation is switched off", "active = false"],
  ] as const) {
    test(`says that the meeting stands where ${why}`, async () => {
      const before = await openStage(database());
      const ada = personActor(before.workplace.ada);
      const id = await standing(before, ada);
      await database().pool.query(`update reservable_sync_configuration set ${configuration}`);
      // Another process, whose catalogue has read the configuration as it is now.
      const source = createCatalogueStore(database());
      const catalogue = createSpaceCatalogue({ source, nowMs: () => performance.now() });
      const deps = {
        ...before.deps,
        facts: { ...before.deps.facts, space: (spaceId: string) => catalogue.space(spaceId) },
      };
      const { reservation } = valueOf(await cancel({ ...before, deps }, ada, id));
      assert.deepEqual(
        [reservation.state, reservation.syncState, reservation.reasonCode],
        ["cancelled", "sync_required", "calendar_not_told"],
      );
      assert.match(reservation.reason ?? "", new RegExp(before.workplace.ada.email));
      const sent = (await before.syncEvents()).filter((event) => !event.dry_run);
      assert.equal(sent.length, 1);
    });
  }
});
