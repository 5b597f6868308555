import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { createOutbox } from "../../ui/api/outbox.ts";
import { ProblemError } from "../../ui/api/problem-error.ts";
import { type UnsentDecision, unsentDecisions } from "./unsent-decisions.ts";

const REJECTED = {
  reservationId: "r1",
  spaceName: "Wren",
  act: "reject",
  version: 3,
  comment: "It is being painted.",
} as const;

/** A device, and a connection that loses as many answers as it is told to. */
function device(course: (0 | 200 | 409)[]) {
  const kept = new Map<string, string>();
  const asked: UnsentDecision[] = [];
  const open = (personId = "mira") =>
    createOutbox<UnsentDecision, Reservation>({
      personId,
      kept: unsentDecisions,
      storage: {
        getItem: (name) => kept.get(name) ?? null,
        setItem: (name, value) => void kept.set(name, value),
      },
      nowMs: () => Date.parse("2026-11-26T10:00:00Z"),
      async ask(decision) {
        asked.push(decision);
        const status = course.shift() ?? 200;
        const [type, title, detail, request_id] = ["about:blank", "", "", ""];
        const told = { type, title, status, code: "some", detail, request_id };
        if (status !== 200) throw new ProblemError(told);
        return { id: decision.reservationId } as Reservation;
      },
      later: () => () => undefined,
    });
  return { open, asked };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test("a decision without an answer is said again after the page was closed, in the same words", async () => {
  const { open, asked } = device([0]);
  const before = open();
  before.send((unsent) => ({ ...unsent, ...REJECTED }));
  await settle();
  assert.deepEqual([before.state().unsent.length, before.state().isInVain], [1, true]);
  before.close();

  const others = open("jonas");
  others.askNow();
  await settle();
  assert.deepEqual([others.state().unsent, asked.length], [[], 1]);

  const after = open();
  after.askNow();
  await settle();
  assert.deepEqual(asked[1], asked[0]);
  const { unsent, settled } = after.state();
  assert.deepEqual([unsent, settled.map(({ kind }) => kind)], [[], ["done"]]);
});

test("a decision that is refused is told, and not said again", async () => {
  const { open, asked } = device([409]);
  const outbox = open();
  outbox.send((unsent) => ({ ...unsent, ...REJECTED }));
  await settle();
  outbox.askNow();
  await settle();
  const { unsent, settled } = outbox.state();
  assert.deepEqual([unsent, asked.length], [[], 1]);
  assert.deepEqual(
    settled.map(({ kind, item }) => [kind, item.comment]),
    [["refused", REJECTED.comment]],
  );
});
