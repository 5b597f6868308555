import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { formatReservationNumber, parseReservationNumber } from "./reservation-number.ts";

test("a number has seven digits at least, and more where it needs them", () => {
  assert.equal(formatReservationNumber(1005), "WRES0001005");
  assert.equal(formatReservationNumber(12_345_678n), "WRES12345678");
});

test("a number is read as people type it", () => {
  assert.equal(parseReservationNumber(" wres0001005 "), 1005n);
});

test("what is not a number is not read as one", () => {
  for (const text of [
    "",
    "1005",
    "WRES1005",
    "WRES0000000",
    "WRES000100x",
    `WRES${"9".repeat(19)}`,
  ]) {
    assert.equal(parseReservationNumber(text), undefined, text);
  }
});

test("a sequence that cannot be is a programmer's error", () => {
  for (const sequence of [0, -1, 1.5, Number.NaN]) {
    assert.throws(() => formatReservationNumber(sequence), RangeError);
  }
});

test("every number is read back as it was written", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 17n }), (sequence) => {
      assert.equal(parseReservationNumber(formatReservationNumber(sequence)), sequence);
    }),
  );
});
