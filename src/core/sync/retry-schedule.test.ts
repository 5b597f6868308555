import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { courseAfter, FAILURE_KINDS, mayHaveBeenSentAfter } from "./failure-kind.ts";
import { SYNC_EVENT_TYPES } from "./outbound-plan.ts";
import { countsAsTry, type FailedTry, nextTry, TRYING_MINUTES_MAX } from "./retry-schedule.ts";

const TRIES_MAX = 10;
const LIMIT_MS = TRYING_MINUTES_MAX * 60 * 1000;

function after(facts: Partial<FailedTry>) {
  return nextTry({
    kind: "transient",
    type: "create",
    tries: 1,
    tryingForMs: 0,
    retryAfterSeconds: null,
    triesMax: TRIES_MAX,
    jitter: 1,
    ...facts,
  });
}

function delayMsAfter(facts: Partial<FailedTry>): number {
  const next = after(facts);
  assert.ok(next.action === "retry", next.action);
  return next.delayMs;
}

test("each delay is three times the last, up to ten minutes", () => {
  const delays = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((tries) => delayMsAfter({ tries }) / 1000);
  assert.deepEqual(delays, [1, 3, 9, 27, 81, 243, 600, 600, 600]);
});

test("the tenth try is the last", () => {
  assert.equal(after({ tries: TRIES_MAX - 1 }).action, "retry");
  assert.deepEqual(after({ tries: TRIES_MAX }), { action: "give_up", code: "too_many_tries" });
});

test("what the provider tells us to wait is obeyed, whatever our own delay is", () => {
  assert.equal(delayMsAfter({ tries: 1, retryAfterSeconds: 120 }), 120_000);
  assert.equal(delayMsAfter({ tries: 7, retryAfterSeconds: 2 }), 600_000);
  assert.equal(delayMsAfter({ kind: "throttled", retryAfterSeconds: 120, jitter: 0 }), 120_000);
});

test("throttling is no try and does not lead to giving up, but for an hour of it", () => {
  assert.equal(countsAsTry("throttled"), false);
  assert.equal(after({ kind: "throttled", tries: TRIES_MAX }).action, "retry");
  assert.deepEqual(after({ kind: "throttled", tryingForMs: LIMIT_MS }), {
    action: "give_up",
    code: "tried_too_long",
  });
});

test("what would be tried again only after the hour is given up at once", () => {
  const waiting = { kind: "throttled", jitter: 0 } as const;
  const retryAfterSeconds = LIMIT_MS / 1000;
  assert.equal(after({ ...waiting, retryAfterSeconds }).action, "retry");
  assert.deepEqual(after({ ...waiting, retryAfterSeconds: retryAfterSeconds + 1 }), {
    action: "give_up",
    code: "tried_too_long",
  });
});

test("however many tries are allowed, the last comes within an hour of the first", () => {
  let tryingForMs = 0;
  for (let tries = 1; tries <= 100; tries += 1) {
    const next = after({ tries, triesMax: 100, tryingForMs });
    if (next.action !== "retry") break;
    tryingForMs += next.delayMs;
  }
  assert.ok(tryingForMs > LIMIT_MS / 2 && tryingForMs <= LIMIT_MS, `${tryingForMs}`);
});

test("the delays between ten tries add up to minutes: 18 to 36 of them", () => {
  const minutes = (jitter: number): number => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((tries) => delayMsAfter({ tries, jitter }));
    return Math.round(delays.reduce((sum, delayMs) => sum + delayMs, 0) / 60_000);
  };
  assert.deepEqual([minutes(0), minutes(1)], [18, 36]);
});

test("a provider that throttles without a word is left alone for ten seconds", () => {
  assert.equal(delayMsAfter({ kind: "throttled", jitter: 0 }), 10_000);
});

test("what needs a token or a secret waits for it, however often it was tried", () => {
  for (const kind of ["token_unusable", "credential_rejected"] as const) {
    assert.deepEqual(after({ kind, tries: TRIES_MAX }), { action: "wait_for_token" });
  }
});

test("an event that changed meanwhile is read before the next try", () => {
  const next = after({ kind: "changed_meanwhile", type: "update" });
  assert.deepEqual(next, { action: "retry", delayMs: 1000, readFirst: true });
});

test("cancelling what is gone is done; changing what is gone is given up", () => {
  assert.deepEqual(after({ kind: "not_found", type: "cancel" }), { action: "done" });
  assert.deepEqual(after({ kind: "not_found", type: "update" }), {
    action: "give_up",
    code: "not_found",
  });
});

test("what will never be taken is given up at once", () => {
  for (const kind of ["access_denied", "invalid"] as const) {
    assert.deepEqual(after({ kind }), { action: "give_up", code: kind });
  }
});

test("every kind of failure has a course for every type of sync event", () => {
  for (const kind of FAILURE_KINDS) {
    for (const type of SYNC_EVENT_TYPES) assert.ok(courseAfter(kind, type));
  }
});

test("only a lost answer leaves open whether the calendar holds the outcome", () => {
  for (const kind of FAILURE_KINDS) {
    assert.equal(mayHaveBeenSentAfter(false, kind), kind === "transient");
    assert.equal(mayHaveBeenSentAfter(true, kind), true);
  }
});

test("no delay is shorter than told, none is negative, and none is endless by itself", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...FAILURE_KINDS),
      fc.integer({ min: 0, max: 20 }),
      fc.option(fc.integer({ min: 0, max: 3600 })),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (kind, tries, retryAfterSeconds, jitter) => {
        const next = after({ kind, tries, retryAfterSeconds, jitter });
        if (next.action !== "retry") return;
        const toldMs = (retryAfterSeconds ?? 0) * 1000;
        assert.ok(next.delayMs >= Math.max(toldMs, 500));
        assert.ok(next.delayMs <= Math.max(toldMs * 1.1 + 1, 600_000));
      },
    ),
  );
});
