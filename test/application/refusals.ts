import assert from "node:assert/strict";
import type { Outcome } from "../../src/app/outcome.ts";

/** All codes of a refusal; fails where the act was allowed. */
export function refusalCodes(outcome: Outcome<unknown>): readonly unknown[] {
  assert.ok(!outcome.ok, "it was allowed");
  const codes = outcome.refusal.details?.["codes"];
  return Array.isArray(codes) ? codes : [outcome.refusal.code];
}

/** The value of an outcome; fails with the refusal where there is none. */
export function valueOf<T>(outcome: Outcome<T>): T {
  assert.ok(outcome.ok, outcome.ok ? "" : JSON.stringify(outcome.refusal));
  return outcome.value;
}
