import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { SIMULATOR_SETTINGS_DEFAULTS } from "./settings.ts";

test("every setting is in the README", () => {
  const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
  const { delta, notifications, ...rest } = SIMULATOR_SETTINGS_DEFAULTS;
  const names = [delta, notifications, rest].flatMap((group) => Object.keys(group));
  const missing = names.filter((name) => !readme.includes(`\`${name}\``));
  assert.deepEqual(missing, []);
});
