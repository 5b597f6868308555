import assert from "node:assert/strict";
import { test } from "node:test";
import { hashClientState } from "./choose-room-source.ts";
import { createNotificationInbox, type Notification } from "./notification-inbox.ts";
import type { SubscriptionMark } from "./notification-store.ts";

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

function openInbox() {
  const seen = {
    isDatabaseGone: false,
    stamped: [] as SubscriptionMark[],
    stampings: 0,
    readersWoken: 0,
    counts: new Map<string, number>(),
  };
  const inbox = createNotificationInbox({
    store: {
      clientStates: (ids) =>
        seen.isDatabaseGone
          ? Promise.reject(new Error("gone"))
          : Promise.resolve(
              new Map(ids.filter((id) => id !== "x").map((id) => [id, hashClientState("secret")])),
            ),
      stamp: (marks) => {
        seen.stampings += 1;
        seen.stamped.push(...marks);
        return Promise.resolve();
      },
    },
    onAccepted: () => undefined,
    onStamped: () => (seen.readersWoken += 1),
    count: (outcome, count) => seen.counts.set(outcome, (seen.counts.get(outcome) ?? 0) + count),
    log: SILENT,
  });
  return { inbox, seen };
}

const told = (subscriptionId: string, event: Notification["event"] = "changed"): Notification => ({
  subscriptionId,
  clientState: "secret",
  event,
});

test("many notifications of one room are one mark, and wake the readers once", async () => {
  const { inbox, seen } = openInbox();
  inbox.accept([told("a"), told("a"), told("a", "reauthorizationRequired"), told("b", "missed")]);
  await inbox.flush();
  assert.deepEqual(seen.stamped, [
    { subscriptionId: "a", isGone: false, isToBeRenewed: true, isHint: true },
    { subscriptionId: "b", isGone: false, isToBeRenewed: false, isHint: true },
  ]);
  assert.deepEqual([seen.stampings, seen.readersWoken], [1, 1]);
  assert.deepEqual([...seen.counts], [["taken", 4]]);
});

test("what cannot be written down is kept, and counted once", async () => {
  const { inbox, seen } = openInbox();
  seen.isDatabaseGone = true;
  inbox.accept([told("a"), told("x"), told("a")]);
  await assert.rejects(inbox.flush());
  inbox.accept([told("a")]);
  await assert.rejects(inbox.flush());
  assert.deepEqual([...seen.counts], []);
  seen.isDatabaseGone = false;
  await inbox.flush();
  assert.deepEqual(
    [...seen.counts],
    [
      ["taken", 3],
      ["unknown", 1],
    ],
  );
  await inbox.flush();
  assert.equal(seen.stampings, 1);
});

test("where nothing genuine came, nobody is woken", async () => {
  const { inbox, seen } = openInbox();
  inbox.accept([told("x"), { ...told("a"), clientState: "guessed" }]);
  await inbox.flush();
  assert.deepEqual([seen.stampings, seen.readersWoken], [0, 0]);
  assert.deepEqual(Object.fromEntries(seen.counts), { forged: 1, unknown: 1 });
});

test("a full inbox takes nothing more until it is emptied", async () => {
  const { inbox } = openInbox();
  const many = Array.from({ length: 50_000 }, (_, index) => told(`s${index}`));
  assert.equal(inbox.accept(many), true);
  assert.equal(inbox.accept([told("a")]), false);
  await inbox.flush();
  assert.equal(inbox.accept([told("a")]), true);
});
