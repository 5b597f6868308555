import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createClock } from "../clock.ts";
import { SIMULATOR_SETTINGS_DEFAULTS } from "../settings.ts";
import { createThrottle, type Admission } from "./throttle.ts";

function setUp() {
  const clock = createClock(() => 0);
  const settings = structuredClone(SIMULATOR_SETTINGS_DEFAULTS);
  const throttle = createThrottle(clock, settings);
  const enter = (mailbox = "box", app = "app"): Admission => throttle.enter(app, mailbox);
  return { clock, settings, enter };
}

describe("the throttle by app and mailbox (facts 4)", () => {
  test("lets four work at once and refuses the fifth with a time to wait", () => {
    const { enter } = setUp();
    for (let count = 1; count <= 4; count++) assert.equal(enter().admitted, true);
    const fifth = enter();
    assert.ok(!fifth.admitted);
    assert.equal(fifth.limit, "concurrency");
    assert.equal(fifth.retryAfterSeconds, 2);
  });

  test("has room again when one leaves, and counts a second leave for nothing", () => {
    const { enter } = setUp();
    const first = enter();
    for (let count = 2; count <= 4; count++) enter();
    assert.ok(first.admitted);
    first.leave();
    first.leave();
    assert.equal(enter().admitted, true);
    assert.equal(enter().admitted, false);
  });

  test("keeps other mailboxes and other apps free", () => {
    const { enter } = setUp();
    for (let count = 1; count <= 5; count++) enter();
    assert.equal(enter("another box").admitted, true);
    assert.equal(enter("box", "another app").admitted, true);
  });

  test("refuses request 10,001 until its ten minutes are over, refused ones counted", async () => {
    const { clock, settings, enter } = setUp();
    settings.throttle.requestsPerWindow = 3;
    for (let count = 1; count <= 3; count++) {
      const admission = enter();
      if (admission.admitted) admission.leave();
    }
    await clock.advance(590_000);
    const refused = enter();
    assert.ok(!refused.admitted);
    assert.equal(refused.limit, "requests");
    assert.equal(refused.retryAfterSeconds, 10);
    await clock.advance(10_000);
    assert.equal(enter().admitted, true);
  });

  test("lets everybody in where it is switched off", () => {
    const { settings, enter } = setUp();
    settings.throttle.enabled = false;
    for (let count = 1; count <= 20; count++) assert.equal(enter().admitted, true);
  });
});
