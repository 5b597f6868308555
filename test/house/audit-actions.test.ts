import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { AUDIT_ACTIONS, AUDIT_SUBJECT_KINDS } from "../../src/contract/audit.ts";
import { english } from "../../web/ui/messages/en/english.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const source = globSync("src/{app,http,store}/**/*.ts", { cwd: root })
  .filter((path) => !path.endsWith(".test.ts"))
  .map((path) => readFileSync(join(root, path), "utf8"))
  .join("\n");
/** Put together of the settlement that they tell of (src/store/sync/settle-reservation.ts). */
const COMPOSED = ["sync_event_error", "sync_event_waiting_for_token"];

test("every action that is written to the audit is in the catalogue", () => {
  // Notes have this form; what is written is held to the catalogue by the types as well.
  const written = source.matchAll(
    /\baction:(?: [\w =]+\?)? "(\w+_\w+)"(?: : "(\w+_\w+)")?,\n\s*(?:subjectKind|details)/g,
  );
  const names = [...written].flatMap(([, one, other]) => [one ?? "", other ?? one ?? ""]);
  assert.ok(names.length > 20, names.join(" "));
  const known = new Set<string>(AUDIT_ACTIONS);
  assert.deepEqual(
    names.filter((name) => !known.has(name)),
    [],
  );
});

test("every action of the catalogue is one that is written", () => {
  const unused = AUDIT_ACTIONS.filter(
    (action) => !source.includes(`"${action}"`) && !COMPOSED.includes(action),
  );
  assert.deepEqual(unused, []);
  assert.match(source, /`sync_event_\$\{kind\}`/);
});

test("every kind of subject is one that is written about", () => {
  const written = [...source.matchAll(/\bsubjectKind: "(\w+)"/g)].map(([, kind]) => kind);
  assert.deepEqual(new Set(written), new Set(AUDIT_SUBJECT_KINDS));
});

test("every action and every kind of subject has words", () => {
  const { audit, auditPage } = english;
  assert.deepEqual(Object.keys(audit.actions).sort(), [...AUDIT_ACTIONS].sort());
  for (const words of [auditPage.subjects, auditPage.subjectNames]) {
    assert.deepEqual(Object.keys(words).sort(), [...AUDIT_SUBJECT_KINDS].sort());
  }
});
