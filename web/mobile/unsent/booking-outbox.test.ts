import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { ProblemError } from "../../ui/api/problem-error.ts";
import { type BookingOutbox, createBookingOutbox } from "./booking-outbox.ts";
import type { UnsentBooking } from "./unsent-bookings.ts";

const NOW_MS = Date.parse("2026-11-26T10:00:00Z");
const BODY = { space_id: "wren", start: "", end: "", time_zone: "UTC", subject: "" };

function failure(status: number): ProblemError {
  const [type, title, detail, request_id] = ["about:blank", "", "", ""];
  return new ProblemError({ type, title, status, code: "some", detail, request_id });
}

/** A server that makes one reservation for each key, and a connection that loses what it is told to. */
function world() {
  const kept = new Map<string, string>();
  const made = new Map<string, Reservation>();
  const cancelled: string[] = [];
  const asked: string[] = [];
  /** What becomes of each asking in turn; "lost" is an answer that does not come through. */
  const course: ("unreached" | "lost" | "made" | number)[] = [];
  const alarms: (() => void)[] = [];

  const ask = async ({ key }: UnsentBooking): Promise<Reservation> => {
    asked.push(key);
    const step = course.shift() ?? "made";
    if (typeof step === "number") throw failure(step);
    if (step === "unreached") throw failure(0);
    const reservation = made.get(key) ?? ({ id: `r${made.size + 1}` } as Reservation);
    made.set(key, reservation);
    if (step === "lost") throw failure(0);
    return reservation;
  };
  const open = (personId = "me"): BookingOutbox =>
    createBookingOutbox({
      personId,
      storage: {
        getItem: (name) => kept.get(name) ?? null,
        setItem: (name, value) => void kept.set(name, value),
      },
      nowMs: () => NOW_MS,
      ask,
      cancel: async ({ id }) => cancelled.push(id),
      later: (_delayMs, act) => {
        alarms.push(act);
        return () => void alarms.splice(alarms.indexOf(act), 1);
      },
    });
  return { open, made, cancelled, asked, course, alarms };
}

/** Lets what was begun come to its end: nothing here waits for more than its own promises. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("a booking that is answered leaves nothing on the device", async () => {
  const { open } = world();
  const outbox = open();
  outbox.book("Wren", BODY);
  assert.deepEqual(
    outbox.state().unsent.map(({ spaceName }) => spaceName),
    ["Wren"],
  );
  await settle();
  const { unsent, settled } = outbox.state();
  assert.deepEqual([unsent, settled.map(({ kind }) => kind)], [[], ["done"]]);
  outbox.putAway(settled[0]?.item.key ?? "");
  assert.deepEqual(outbox.state().settled, []);
});

test("a lost answer is asked again with the same key, and one reservation is made", async () => {
  const { open, made, asked, course, alarms } = world();
  course.push("lost", "unreached", 503);
  const outbox = open();
  outbox.book("Wren", BODY);
  for (let times = 0; times < 3; times += 1) {
    await settle();
    assert.deepEqual([outbox.state().unsent.length, outbox.state().isInVain], [1, true]);
    alarms.shift()?.();
  }
  await settle();
  assert.deepEqual([asked.length, new Set(asked).size, made.size], [4, 1, 1]);
  assert.deepEqual([outbox.state().isInVain, outbox.state().settled[0]?.kind], [false, "done"]);
});

test("what was not answered is asked again after a reload, by whose it is alone", async () => {
  const { open, made, asked, course } = world();
  course.push("lost");
  const before = open();
  before.book("Wren", BODY);
  await settle();
  before.close();
  const other = open("you");
  other.askNow();
  await settle();
  assert.deepEqual([other.state().unsent, asked.length], [[], 1]);
  const after = open();
  assert.equal(after.state().unsent.length, 1);
  after.askNow();
  await settle();
  assert.deepEqual([new Set(asked).size, made.size], [1, 1]);
  assert.deepEqual(after.state().unsent, []);
});

test("a refusal is the last word, and is told", async () => {
  const { open, course, alarms } = world();
  course.push(409);
  const outbox = open();
  outbox.book("Wren", BODY);
  await settle();
  const { unsent, settled } = outbox.state();
  assert.deepEqual([unsent, settled.map(({ kind }) => kind), alarms], [[], ["refused"], []]);
});

test("what is given up is given back, if it turns out to have been made", async () => {
  const { open, cancelled, course } = world();
  course.push("lost");
  const outbox = open();
  outbox.book("Wren", BODY);
  await settle();
  outbox.giveUp(outbox.state().unsent[0]?.key ?? "");
  outbox.askNow();
  await settle();
  assert.deepEqual(cancelled, ["r1"]);
  assert.deepEqual([outbox.state().unsent, outbox.state().settled], [[], []]);
});

test("two bookings are asked one after the other, each with its own key", async () => {
  const { open, asked, made } = world();
  const outbox = open();
  outbox.book("Wren", BODY);
  outbox.book("Osprey", BODY);
  await settle();
  assert.deepEqual([new Set(asked).size, made.size], [2, 2]);
});
