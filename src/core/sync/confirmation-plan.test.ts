import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  judgeRoomAnswers,
  nextApprovalReadDelayMs,
  nextRead,
  type RoomResponse,
} from "./confirmation-plan.ts";

const LIMIT_MS = 5 * 60 * 1000;

/** When the looks come, in seconds after the meeting was taken, until the room is asked again. */
function looksInSeconds(): number[] {
  const looks: number[] = [];
  let waitedMs = 0;
  for (let reads = 0; reads < 1000; reads++) {
    const next = nextRead(reads, waitedMs, LIMIT_MS, false);
    if (next.action !== "read") return looks;
    waitedMs += next.delayMs;
    looks.push(waitedMs / 1000);
  }
  return assert.fail("the waiting never ends");
}

test("the answer is looked for within half a second, then at growing distances", () => {
  assert.deepEqual(looksInSeconds().slice(0, 8), [0.5, 1.5, 3.5, 6.5, 11.5, 21.5, 36.5, 51.5]);
});

test("the last look comes at five minutes; then the room is asked once again, and no more", () => {
  assert.equal(looksInSeconds().at(-1), 300);
  assert.deepEqual(nextRead(3, LIMIT_MS, LIMIT_MS, false), { action: "ask_again" });
  assert.deepEqual(nextRead(3, LIMIT_MS, LIMIT_MS, true), {
    action: "give_up",
    code: "room_did_not_answer",
  });
});

test("however late the looks come, each is ahead and none is behind the limit", () => {
  const waited = fc.integer({ min: 0, max: LIMIT_MS * 2 });
  fc.assert(
    fc.property(fc.nat({ max: 1000 }), waited, fc.boolean(), (reads, waitedMs, wasAskedAgain) => {
      const next = nextRead(reads, waitedMs, LIMIT_MS, wasAskedAgain);
      if (next.action !== "read") return assert.ok(waitedMs >= LIMIT_MS);
      assert.ok(next.delayMs > 0 && waitedMs + next.delayMs <= LIMIT_MS);
    }),
  );
});

test("a delegate who decides is asked after each minute, later every five", () => {
  assert.equal(nextApprovalReadDelayMs(0), 60_000);
  assert.equal(nextApprovalReadDelayMs(60 * 60 * 1000), 300_000);
});

function judge(...responses: RoomResponse[]) {
  const rooms = responses.map((_response, index) => `room${index}@x.org`);
  const answers = responses.map((response, index) => {
    return { email: `Room${index}@X.org`, response };
  });
  return judgeRoomAnswers(rooms, answers);
}

test("one room's answer decides", () => {
  assert.equal(judge("accepted").outcome, "confirmed");
  assert.equal(judge("declined").outcome, "conflicted");
  assert.equal(judge("tentatively_accepted").outcome, "awaiting_approval");
  assert.equal(judge("none").outcome, "pending");
});

test("of several rooms, one that declines outweighs all, and is named", () => {
  assert.deepEqual(judge("accepted", "declined", "none", "declined"), {
    outcome: "conflicted",
    rooms: ["room1@x.org", "room3@x.org"],
  });
});

test("several rooms are confirmed only once all have accepted", () => {
  assert.deepEqual(judge("accepted", "none"), { outcome: "pending", rooms: ["room1@x.org"] });
  assert.equal(judge("accepted", "tentatively_accepted").outcome, "awaiting_approval");
  assert.equal(judge("accepted", "accepted").outcome, "confirmed");
});

test("an answer nobody was asked for counts for nothing, a missing one as none", () => {
  const stranger = [{ email: "other@x.org", response: "declined" as const }];
  assert.deepEqual(judgeRoomAnswers(["room@x.org"], stranger), {
    outcome: "pending",
    rooms: ["room@x.org"],
  });
  assert.equal(judgeRoomAnswers([], []).outcome, "pending");
});
