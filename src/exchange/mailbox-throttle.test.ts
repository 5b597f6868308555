import assert from "node:assert/strict";
import { test } from "node:test";
import {
  CALLS_AT_ONCE_MAX,
  CALLS_PER_WINDOW_MAX,
  createMailboxThrottle,
  type MailboxThrottle,
} from "./mailbox-throttle.ts";

const ADA = "ada@office.example";
const BEHIND = { weight: 1, ahead: false };
const AHEAD = { weight: 1, ahead: true };
const MINUTE_MS = 60_000;

/** Starts calls that end when told, and tells which have begun. */
function calls(throttle: MailboxThrottle) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    start: (name: string, mailbox = ADA, place = BEHIND) =>
      throttle.run(mailbox, place, () => {
        begun.push(name);
        return new Promise<void>((resolve) => ends.set(name, resolve));
      }),
    end: async (name: string) => {
      ends.get(name)?.();
      // Handing a place over takes some turns of the microtask queue.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test("a mailbox has four calls under way and no more", async () => {
  const { begun, start, end } = calls(createMailboxThrottle(() => 0));
  const names = ["a", "b", "c", "d", "e", "f"];
  const all = names.map((name) => start(name));
  assert.equal(begun.length, CALLS_AT_ONCE_MAX);
  await end("b");
  assert.deepEqual(begun, ["a", "b", "c", "d", "e"]);
  for (const name of names) await end(name);
  await Promise.all(all);
});

test("mailboxes do not wait for each other, and case makes no other mailbox", async () => {
  const { begun, start, end } = calls(createMailboxThrottle(() => 0));
  const all = [1, 2, 3, 4].map((n) => start(`a${n}`));
  all.push(start("bo", "bo@office.example"), start("a5", ADA.toUpperCase()));
  assert.deepEqual(begun, ["a1", "a2", "a3", "a4", "bo"]);
  for (const name of ["a1", "a2", "a3", "a4", "bo", "a5"]) await end(name);
  await Promise.all(all);
});

test("who is waited for goes ahead of the others", async () => {
  const { begun, start, end } = calls(createMailboxThrottle(() => 0));
  const all = [1, 2, 3, 4].map((n) => start(`a${n}`));
  all.push(start("bulk"), start("person", ADA, AHEAD));
  await end("a1");
  assert.equal(begun.at(-1), "person");
  for (const name of ["a2", "a3", "a4", "person", "bulk"]) await end(name);
  await Promise.all(all);
});

test("a call that fails gives its place back", async () => {
  const throttle = createMailboxThrottle(() => 0);
  for (let n = 0; n < 10; n += 1) {
    await assert.rejects(throttle.run(ADA, BEHIND, () => Promise.reject(new Error("broken"))));
  }
  const ran = await throttle.run(ADA, BEHIND, () => Promise.resolve("fine"));
  assert.deepEqual(ran, { ran: true, value: "fine" });
});

test("while a mailbox is paused its calls are refused, with the time that is left", async () => {
  let now = 0;
  const throttle = createMailboxThrottle(() => now);
  throttle.pause(ADA, 5000);
  throttle.pause(ADA, 1000);
  now = 2000;
  const work = () => Promise.resolve(1);
  assert.deepEqual(await throttle.run(ADA, BEHIND, work), { ran: false, retryAfterMs: 3000 });
  assert.deepEqual(await throttle.run("bo@office.example", BEHIND, work), { ran: true, value: 1 });
  now = 5000;
  assert.deepEqual(await throttle.run(ADA, BEHIND, work), { ran: true, value: 1 });
});

test("the calls of ten minutes are counted, a batch by its parts", async () => {
  let now = 0;
  const throttle = createMailboxThrottle(() => now);
  const work = () => Promise.resolve(1);
  await throttle.run(ADA, { weight: CALLS_PER_WINDOW_MAX - 10, ahead: false }, work);
  now = 5 * MINUTE_MS;
  const batch = { weight: 20, ahead: false };
  const refused = await throttle.run(ADA, batch, work);
  assert.ok(!refused.ran && refused.retryAfterMs <= 5 * MINUTE_MS + 10_000);
  assert.ok((await throttle.run(ADA, { weight: 10, ahead: false }, work)).ran);
  now += refused.retryAfterMs;
  assert.ok((await throttle.run(ADA, batch, work)).ran);
});
