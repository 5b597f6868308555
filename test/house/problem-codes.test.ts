import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { problemCodesPage, PROBLEM_CODES_PAGE } from "../../scripts/write-problem-codes.ts";
import { isProblemCode, PROBLEM_CODES } from "../../src/contract/problem-codes.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const source = globSync("src/**/*.ts", { cwd: root })
  .filter((path) => !path.endsWith(".test.ts") && !path.endsWith("contract/problem-codes.ts"))
  .map((path) => readFileSync(join(root, path), "utf8"))
  .join("\n");

test("every code that something is refused with is in the catalogue", () => {
  const used = source.matchAll(/\b(?:refused|problem|refuse|unkeepable)\(\s*"([a-z_]+)"/g);
  const unknown = [...used].map(([, code = ""]) => code).filter((code) => !isProblemCode(code));
  assert.deepEqual([...new Set(unknown)], []);
});

test("every code of the catalogue is one that something is refused with", () => {
  const unused = Object.keys(PROBLEM_CODES).filter(
    (code) => !source.includes(`"${code}"`) && !new RegExp(`\\b${code}: \\{`).test(source),
  );
  assert.deepEqual(unused, []);
});

test("the manual's page of codes is the catalogue", () => {
  assert.equal(readFileSync(PROBLEM_CODES_PAGE, "utf8"), problemCodesPage());
});
