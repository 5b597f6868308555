import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { REDIRECT_PATHS } from "../../src/contract/guided-set-up.ts";
import { exchangeCommands } from "../../src/core/guided-set-up/exchange-commands.ts";
import { INTEGRATION_MODES } from "../../src/core/integration-rules/question.ts";
import { permissionsOf } from "../../src/core/integration-rules/permissions.ts";

const guide = readFileSync(
  fileURLToPath(new URL("../../docs/guides/connect-a-tenant.md", import.meta.url)),
  "utf8",
);
const missing = (texts: readonly string[]) =>
  [...new Set(texts)].filter((text) => !guide.includes(text));

test("the guide has the very commands of the guided set-up", () => {
  const commands = INTEGRATION_MODES.flatMap((mode) =>
    exchangeCommands({
      mode,
      clientId: "<client id>",
      objectId: "<object id>",
      delegatedUserEmail: "usher.service@example.org",
      personEmail: "you@example.org",
      roomMailbox: "room@example.org",
    }),
  );
  assert.deepEqual(missing(commands.map(({ command }) => command)), []);
});

test("the guide names every permission and every redirect address", () => {
  const permissions = INTEGRATION_MODES.flatMap(permissionsOf).map(({ name }) => `\`${name}\``);
  const addresses = REDIRECT_PATHS.map((path) => `https://usher.example.org${path}`);
  assert.deepEqual(missing([...permissions, ...addresses]), []);
});
