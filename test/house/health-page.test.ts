import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { NOTICE_CODES } from "../../src/core/health/notices.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const page = readFileSync(join(root, "docs/reference/health.md"), "utf8");
const source = globSync("src/http/operations/*.ts", { cwd: root })
  .filter((path) => !path.endsWith(".test.ts"))
  .map((path) => readFileSync(join(root, path), "utf8"))
  .join("\n");

test("the manual lists every metric, and no other", () => {
  const defined = [...source.matchAll(/"(usher_[a-z_]+)"/g)].map(([, name]) => name);
  const listed = [...page.matchAll(/^\| `(usher_[a-z_]+)` \|/gm)].map(([, name]) => name);
  assert.ok(listed.length > 10);
  assert.deepEqual(new Set(listed), new Set(defined));
  assert.equal(new Set(listed).size, listed.length);
});

test("the manual lists every notice, and no other", () => {
  const listed = [...page.matchAll(/^\| `([a-z_]+)` \| (?:error|warning) \|/gm)];
  assert.deepEqual(
    listed.map(([, code]) => code),
    [...NOTICE_CODES],
  );
});
