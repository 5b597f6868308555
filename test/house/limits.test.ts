import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const textOf = (path: string): string => readFileSync(join(root, path), "utf8");
const ROW = /^\| [^|]+ \| `(?<name>\w+)` \| `(?<value>[^`]+)` \| `(?<path>[^`]+)` \|$/gm;
const CONSTANT = /^(?:export )?const (?<name>[A-Z][A-Z0-9_]*) = (?<value>[^;]+);$/gm;
/** By itself the name says that something is bounded; that it is a number, its value. */
const IS_BOUND = /_MAX(_|$)/;

interface Limit {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

const page = textOf("docs/reference/limits.md");
const listed = limitsIn(page, ROW);
const defined = globSync("src/**/*.ts", { cwd: root })
  .map((path) => path.split(sep).join("/"))
  .filter((path) => !path.endsWith(".test.ts"))
  .flatMap((path) => limitsIn(textOf(path), CONSTANT, path));

function limitsIn(text: string, pattern: RegExp, path = ""): readonly Limit[] {
  return [...text.matchAll(pattern)].map(({ groups = {} }) => ({
    name: groups["name"] ?? "",
    value: groups["value"] ?? "",
    path: groups["path"] ?? path,
  }));
}

const lineOf = ({ name, value, path }: Limit): string => `${name} = ${value} in ${path}`;

test("every limit of the manual's page is in the code, with that value", () => {
  const inCode = new Set(defined.map(lineOf));
  assert.ok(listed.length > 50);
  assert.deepEqual(
    listed.map(lineOf).filter((line) => !inCode.has(line)),
    [],
  );
});

test("every row of the manual's page is understood here", () => {
  const rows = page.split("\n").filter((line) => line.startsWith("| ") && line.includes("`src/"));
  assert.equal(rows.length, listed.length);
});

test("every bound in the code is on the manual's page", () => {
  const onPage = new Set(listed.map(lineOf));
  const bounds = defined.filter(({ name, value }) => IS_BOUND.test(name) && /^[\d(]/.test(value));
  assert.deepEqual(
    bounds.map(lineOf).filter((line) => !onPage.has(line)),
    [],
  );
});
