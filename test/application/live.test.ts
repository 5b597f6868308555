import assert from "node:assert/strict";
import { test } from "node:test";
import { createReminderStore } from "../../src/store/life/reminder-store.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import type { Actor } from "../../src/app/people/actor.ts";
import { update } from "./acts.ts";
import { type HttpStage, openHttpStage } from "./http-stage.ts";
import { askForApproval } from "./approval-stage.ts";
import { valueOf } from "./refusals.ts";
import { panelActor, personActor } from "./stage.ts";

const DEADLINE_MS = 10_000;

/** An open page: reads events until one is as wanted. */
async function openPage(stage: HttpStage, actor: Actor) {
  const response = await fetch(`${stage.url}/api/v1/live`, {
    headers: { "test-actor": JSON.stringify(actor) },
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  assert.equal(response.headers.get("content-type"), "text/event-stream; charset=utf-8");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  assert.ok(reader);
  let text = "";
  return {
    async waitFor(pattern: RegExp): Promise<string> {
      while (!pattern.test(text)) {
        const { value, done } = await reader.read();
        assert.ok(!done, `the stream ended with ${text}`);
        text += value;
      }
      return text;
    },
    async waitForEnd(): Promise<void> {
      while (!(await reader.read()).done) continue;
    },
    text: () => text,
  };
}

/** The first look of the feed only learns the time: what comes after it is told. */
async function settled(stage: HttpStage, actor: Actor) {
  await stage.send(actor, "GET", "/healthz");
  const page = await openPage(stage, actor);
  await page.waitFor(/retry/);
  return page;
}

describeOnEachDatabase("the live stream", (database) => {
  test("tells whom a reservation is for of each change, and nobody else", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const [ada, ben] = [personActor(stage.workplace.ada), personActor(stage.workplace.ben)];
    await stage.send(ada, "GET", "/healthz");
    await stage.send(ben, "GET", "/healthz");
    const [hers, his] = [await settled(stage, ada), await settled(stage, ben)];
    const { id } = valueOf(await stage.create(ada)).view.reservation;
    await hers.waitFor(new RegExp(`event: reservation\ndata: .*${id}.*"version":1`));
    valueOf(await update(stage, ada, id, { subject: "Secret plans" }));
    await hers.waitFor(/"version":2/);
    const bens = valueOf(await stage.create(ben, { spaceId: stage.workplace.elm.id }));
    const heard = await his.waitFor(new RegExp(bens.view.reservation.id));
    assert.ok(!heard.includes(id));
    assert.ok(!hers.text().includes("Secret plans"));
  });

  test("tells whom it reminds, and nobody else", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const [ada, ben] = [personActor(stage.workplace.ada), personActor(stage.workplace.ben)];
    const [hers, his] = [await settled(stage, ada), await settled(stage, ben)];
    const { id } = valueOf(await stage.create(ada)).view.reservation;
    await hers.waitFor(new RegExp(id));
    const told = await createReminderStore(database()).tell(
      [
        {
          reservationId: id,
          version: 1,
          startAt: new Date(),
          kind: "check_in",
          personId: stage.workplace.ada.id,
        },
      ],
      false,
    );
    assert.equal(told, 1);
    await hers.waitFor(/event: reminder/);
    const bens = valueOf(await stage.create(ben, { spaceId: stage.workplace.elm.id }));
    const heard = await his.waitFor(new RegExp(bens.view.reservation.id));
    assert.ok(!heard.includes("event: reminder"));
  });

  test("tells whoever is to approve it of what waits, and of nothing else", async (t) => {
    const stage = await askForApproval(await openHttpStage(database()));
    t.after(() => stage.close());
    const { nadia, ada } = stage;
    await stage.send(nadia, "GET", "/healthz");
    const page = await settled(stage, nadia);
    await database().pool.query(
      "update reservable_module set approval_policy = 'by_space'; update space set requires_approval = name = 'Oak'",
    );
    stage.forgetPlaces();
    const { elm } = stage.workplace;
    const others = valueOf(await stage.create(ada, { spaceId: elm.id })).view.reservation;
    const { id } = valueOf(await stage.create(ada)).view.reservation;
    await page.waitFor(new RegExp(`event: reservation\ndata: .*${id}`));
    assert.ok(!page.text().includes(others.id));
  });

  test("tells a panel of its own space and of what leaves it, and shows each few seconds that it is there", async (t) => {
    t.mock.timers.enable({ apis: ["setInterval"] });
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { oak, elm } = stage.workplace;
    const page = await settled(stage, panelActor(oak.id));
    const ada = personActor(stage.workplace.ada);
    const others = valueOf(await stage.create(ada, { spaceId: elm.id })).view.reservation;
    const { id } = valueOf(await stage.create(ada)).view.reservation;
    await page.waitFor(new RegExp(`event: reservation\ndata: .*${id}`));
    assert.ok(!page.text().includes(others.id));
    valueOf(await update(stage, ada, id, { spaceId: stage.workplace.desk.id }));
    await page.waitFor(new RegExp(`event: reservation\ndata: .*${id}.*"version":2`));
    t.mock.timers.tick(5_000);
    await page.waitFor(/still here/);
  });

  test("tells what another process wrote, and administrators of sync events too", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const admin = personActor(stage.workplace.admin, "portal", ["user", "admin"]);
    await stage.send(admin, "GET", "/healthz");
    const page = await settled(stage, admin);
    const ada = personActor(stage.workplace.ada);
    // Of sync events too the first look only learns which there are: by now there has been a second.
    const elm = { spaceId: stage.workplace.elm.id };
    const first = valueOf(await stage.create(ada, elm)).view.reservation;
    await page.waitFor(new RegExp(`event: reservation\ndata: .*${first.id}`));
    const { id } = valueOf(await stage.create(ada)).view.reservation;
    await page.waitFor(new RegExp(`event: sync_event\ndata: .*${id}`));
    await database().pool.query("update sync_event set state = 'processing', attempts = 1");
    await page.waitFor(/"state":"processing","attempts":1/);
  });

  test("ends at the next heartbeat once its rights are lost, and takes in a lost role", async (t) => {
    t.mock.timers.enable({ apis: ["setInterval"] });
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const admin = personActor(stage.workplace.admin, "portal", ["user", "admin"]);
    const ada = personActor(stage.workplace.ada);
    const [hers, his] = [await settled(stage, ada), await settled(stage, admin)];
    stage.actors.set(JSON.stringify(admin), personActor(stage.workplace.admin));
    stage.actors.delete(JSON.stringify(ada));
    t.mock.timers.tick(20_000);
    await Promise.all([hers.waitForEnd(), his.waitFor(/still here/)]);
    const { id } = valueOf(await stage.create(ada)).view.reservation;
    const own = valueOf(
      await stage.create(personActor(stage.workplace.admin), { spaceId: stage.workplace.elm.id }),
    ).view.reservation.id;
    const heard = await his.waitFor(new RegExp(`event: reservation\ndata: .*${own}`));
    assert.ok(!heard.includes(id) && !heard.includes("event: sync_event"));
  });

  test("ends when the server closes, so that closing does not wait for pages", async () => {
    const stage = await openHttpStage(database());
    const ada = personActor(stage.workplace.ada);
    await stage.send(ada, "GET", "/healthz");
    const page = await settled(stage, ada);
    await Promise.all([page.waitForEnd(), stage.close()]);
  });
});
