import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import {
  CONFIGURATION_SCAN_PAGE,
  configurationScanPage,
} from "../../scripts/write-configuration-scan.ts";
import { FINDINGS } from "../../src/core/configuration-scan/finding-codes.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const textsOf = (pattern: string): string =>
  globSync(pattern, { cwd: root })
    .map((path) => readFileSync(join(root, path), "utf8"))
    .join("\n");
const rules = textsOf("src/core/configuration-scan/*-rules.ts");
const tests = textsOf("src/core/configuration-scan/*-findings.test.ts");
const codes = Object.keys(FINDINGS);

test("the manual's page of findings is the catalogue", () => {
  assert.equal(readFileSync(CONFIGURATION_SCAN_PAGE, "utf8"), configurationScanPage());
});

test("every code of the catalogue is one that a rule finds", () => {
  assert.deepEqual(
    codes.filter((code) => !rules.includes(`"${code}"`)),
    [],
  );
});

test("every finding has a test that expects it", () => {
  assert.deepEqual(
    codes.filter((code) => !tests.includes(`"${code}"`)),
    [],
  );
});
