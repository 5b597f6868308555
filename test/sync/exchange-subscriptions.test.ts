import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import {
  startTestReceiver,
  type TestReceiver,
} from "../../simulator/subscriptions/test-receiver.ts";
import type { SubscriptionRequest } from "../../src/app/sync/change-subscriptions.ts";
import {
  BY_DELEGATED_USER,
  EMPLOYEE,
  eventBody,
  type ExchangeStage,
  failureKind,
  granted,
  invited,
  openExchangeStage,
  ROOMS,
  SERVICE,
  until,
} from "./exchange-stage.ts";

let stage: ExchangeStage;
let receiver: TestReceiver;
before(async () => {
  stage = await openExchangeStage();
});
after(() => stage.close());
beforeEach(async () => {
  stage.reset();
  stage.simulator.world.settings.notifications.httpToLoopback = true;
  for (const { id } of stage.simulator.world.subscriptions.all()) {
    stage.simulator.world.subscriptions.remove(id);
  }
  receiver = await startTestReceiver();
});
afterEach(() => receiver.close());

const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS);
const request = (fields: Partial<SubscriptionRequest> = {}): SubscriptionRequest => ({
  notificationUrl: receiver.url,
  lifecycleUrl: receiver.lifecycleUrl,
  clientState: "a secret of ours",
  expiresAt: inHours(24),
  ...fields,
});
const subscribe = (fields: Partial<SubscriptionRequest> = {}, mailbox: string = ROOMS.wren) =>
  stage.subscriptions.create(stage.access(mailbox), request(fields));

test("a subscription tells of what happens in the room's calendar, with our secret", async () => {
  const made = await granted(subscribe());
  const event = eventBody(0, ["09:00", "10:00"], invited(ROOMS.wren));
  await stage.graph("POST", EMPLOYEE, "/events", event);
  const [post] = await until("a notification has come", () => receiver.posts[0]);
  assert.equal(post?.subscriptionId, made.id);
  assert.equal(post.clientState, "a secret of ours");
});

test("a subscription never asks for more life than Exchange gives, and tells what it has", async () => {
  const week = 7 * 24;
  const made = await granted(subscribe({ expiresAt: inHours(4 * week) }));
  assert.ok(made.expiresAt < inHours(week));
  assert.ok(made.expiresAt > inHours(week - 1));
  const shorter = await granted(
    stage.subscriptions.renew(stage.access(ROOMS.wren), made.id, inHours(5)),
  );
  assert.equal(shorter.id, made.id);
  assert.ok(Math.abs(shorter.expiresAt.getTime() - inHours(5).getTime()) < 60_000);
});

test("one that exists already, which may have another secret, is replaced", async () => {
  const old = await granted(subscribe({ clientState: "an older secret" }));
  const made = await granted(subscribe());
  assert.notEqual(made.id, old.id);
  const all = [...stage.simulator.world.subscriptions.all()];
  assert.deepEqual(
    all.map(({ id, clientState }) => [id, clientState]),
    [[made.id, "a secret of ours"]],
  );
});

test("one that is forgotten cannot be renewed, and need not be removed", async () => {
  const made = await granted(subscribe());
  const access = stage.access(ROOMS.wren);
  assert.equal(await granted(stage.subscriptions.remove(access, made.id)), null);
  assert.equal(await granted(stage.subscriptions.remove(access, made.id)), null);
  const renewed = stage.subscriptions.renew(access, made.id, inHours(5));
  assert.equal(await failureKind(renewed), "not_found");
});

test("a refusal that hides a passing fault is transient, and another is not", async () => {
  const meet = (reason: "ServiceUnavailable" | "Forbidden") =>
    stage.simulator.world.faults.add({
      method: "POST",
      path: "^/subscriptions",
      times: 1,
      effect: { kind: "extensionError", reason },
    });
  meet("ServiceUnavailable");
  assert.equal(await failureKind(subscribe()), "transient");
  meet("Forbidden");
  assert.equal(await failureKind(subscribe()), "access_denied");
  assert.equal(await failureKind(subscribe()), "");
});

test("a delegated user's token is refused for a room, whatever is shared with it", async () => {
  await stage.signIn(SERVICE, "Calendars.ReadWrite Calendars.ReadWrite.Shared");
  const access = stage.access(ROOMS.wren, BY_DELEGATED_USER);
  assert.equal(await failureKind(stage.subscriptions.create(access, request())), "access_denied");
});

test("an endpoint that does not answer the handshake makes no subscription", async () => {
  receiver.validation = () => ({ status: 500, contentType: "text/plain", text: "" });
  assert.equal(await failureKind(subscribe()), "invalid");
});
