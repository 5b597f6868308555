import assert from "node:assert/strict";
import { test } from "node:test";
import { counted } from "./counted.ts";

test("one thing is named in the singular, and none or several in the plural", () => {
  const of = (count: number) => counted(count, "person", "people");
  assert.deepEqual(
    [of(0), of(1), of(2), of(21)],
    ["0 people", "1 person", "2 people", "21 people"],
  );
});
