import assert from "node:assert/strict";
import { test } from "node:test";
import { codePath } from "./code-path.ts";

test("each run of dark squares is drawn as one bar, also at the end of a row", () => {
  const modules = [
    [true, true, false, true],
    [false, false, false, false],
    [false, true, true, true],
  ];
  assert.equal(codePath(modules), "M0 0h2v1h-2zM3 0h1v1h-1zM1 2h3v1h-3z");
});
