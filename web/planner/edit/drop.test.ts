import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Reservation, UpdateReservation } from "../../../src/contract/reservations.ts";
import type { Rehearsal } from "../../../src/contract/schedule.ts";
import { ProblemError } from "../../ui/api/problem-error.ts";
import { changeTo, sendDrop, takenAsRead, type DropCalls, type Place, type Taken } from "./drop.ts";

const HOUR_MS = 3_600_000;
const NINE_MS = Date.parse("2026-11-30T09:00:00Z");

const taken: Taken = {
  version: 3,
  spaceId: "robin",
  spaceName: "Robin",
  startMs: NINE_MS,
  endMs: NINE_MS + HOUR_MS,
  subject: "Plan",
  isOfSeries: false,
};
const target: Place = { spaceId: "wren", startMs: NINE_MS + HOUR_MS, endMs: NINE_MS + 2 * HOUR_MS };
const ASKED: Rehearsal["consequences"] = [{ code: "room_asked", names: [], count: 0 }];

function asRead({ version, spaceId, spaceName, startMs, endMs, subject }: Taken): Reservation {
  const space = { id: spaceId, name: spaceName };
  const [start, end] = [new Date(startMs).toISOString(), new Date(endMs).toISOString()];
  return { version, space, start, end, subject, kind: "single" } as unknown as Reservation;
}

/** A server that has the reservation so, and what would follow. */
function serverWith(now: Taken, consequences = ASKED) {
  const sent: UpdateReservation[] = [];
  const judged = (version: number) => {
    if (version === now.version) return;
    const problem = { type: "", title: "", status: 412, code: "reservation_changed" };
    throw new ProblemError({ ...problem, detail: "", request_id: "" });
  };
  const calls: DropCalls = {
    read: async () => asRead(now),
    rehearse: async (_, version) => {
      judged(version);
      return { consequences };
    },
    change: async (body, version) => {
      judged(version);
      sent.push(body);
      return asRead({ ...now, version: now.version + 1 });
    },
  };
  return { calls, sent };
}

describe("a drop", () => {
  test("is sent as it was confirmed", async () => {
    const { calls, sent } = serverWith(taken);
    const outcome = await sendDrop(calls, target, { taken, consequences: ASKED });
    assert.equal(outcome.kind, "moved");
    assert.deepEqual(sent, [
      { space_id: "wren", start: "2026-11-30T10:00:00.000Z", end: "2026-11-30T11:00:00.000Z" },
    ]);
  });

  test("is sent again by itself where something else than place and time has changed", async () => {
    const { calls, sent } = serverWith({ ...taken, version: 5, subject: "New plan" });
    const outcome = await sendDrop(calls, target, { taken, consequences: ASKED });
    assert.equal(outcome.kind, "moved");
    assert.equal(sent.length, 1);
  });

  test("asks where it was moved meanwhile", async () => {
    const { calls, sent } = serverWith({ ...taken, version: 5, endMs: taken.endMs + HOUR_MS });
    const outcome = await sendDrop(calls, target, { taken, consequences: ASKED });
    assert.equal(outcome.kind, "asks");
    assert.deepEqual(sent, []);
  });

  test("asks where something else follows by now", async () => {
    const { calls, sent } = serverWith({ ...taken, version: 5 }, []);
    const outcome = await sendDrop(calls, target, { taken, consequences: ASKED });
    assert.equal(outcome.kind, "asks");
    assert.deepEqual(sent, []);
  });

  test("is sent again once, and then says that it changes all the time", async () => {
    const { calls } = serverWith(taken);
    const changes = () =>
      Promise.reject(
        new ProblemError({
          type: "",
          title: "",
          status: 412,
          code: "reservation_changed",
          detail: "",
          request_id: "",
        }),
      );
    await assert.rejects(
      sendDrop({ ...calls, change: changes }, target, { taken, consequences: ASKED }),
      /reservation_changed/,
    );
  });

  test("changes nothing of what is there already, and one date alone of a series", () => {
    assert.deepEqual(changeTo(takenAsRead(asRead(taken)), taken), {});
    assert.deepEqual(changeTo({ ...target, startMs: NINE_MS, endMs: taken.endMs }, taken), {
      space_id: "wren",
    });
    assert.equal(changeTo(target, { ...taken, isOfSeries: true }).scope, "this");
  });
});
