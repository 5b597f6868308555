import assert from "node:assert/strict";
import { Writable } from "node:stream";
import { test } from "node:test";
import type { ReconciliationRecord } from "../app/sync/reconcile/ports.ts";
import { showProgress, summaryOf } from "./reconcile-progress.ts";

const RECORD: ReconciliationRecord = {
  id: "r1",
  scope: "all",
  scopeName: "",
  cause: "command_line",
  repairs: true,
  state: "running",
  askedBy: null,
  roomsTotal: 40,
  roomsDone: 19,
  roomsFailed: 1,
  found: { missing_in_room: 3, other_time: 1 },
  repaired: { missing_in_room: 2 },
  changesTakenIn: 5,
  createdAt: new Date(0),
  finishedAt: null,
};

function written(isTerminal: boolean, ...records: readonly ReconciliationRecord[]): string {
  let text = "";
  const output = new Writable({
    write(chunk: Buffer, _encoding, callback) {
      text += chunk.toString();
      callback();
    },
  });
  const progress = showProgress(output, isTerminal);
  for (const record of records) progress.show(record);
  progress.end();
  return text;
}

test("in a terminal one line with a bar is written over", () => {
  const text = written(true, RECORD);
  assert.equal(
    text,
    "\r\u001B[2K[###############---------------] 20/40 rooms, 4 differences, 2 repaired, 1 not readable\n",
  );
});

test("elsewhere each line tells something new, and nothing that only terminals understand", () => {
  const text = written(false, RECORD, RECORD, { ...RECORD, roomsDone: 20 });
  assert.deepEqual(text.split("\n"), [
    "20/40 rooms, 4 differences, 2 repaired, 1 not readable",
    "21/40 rooms, 4 differences, 2 repaired, 1 not readable",
    "",
  ]);
});

test("the summary names every kind of difference", () => {
  assert.equal(
    summaryOf(RECORD),
    "changes taken in: 5\nmissing in room: 3, 2 repaired\nother time: 1, 0 repaired\n" +
      "rooms that could not be read: 1\n",
  );
  const report = { ...RECORD, repairs: false, roomsFailed: 0, repaired: {} };
  assert.equal(summaryOf(report), "missing in room: 3\nother time: 1\n");
  assert.equal(summaryOf({ ...report, found: {} }), "no differences\n");
});
