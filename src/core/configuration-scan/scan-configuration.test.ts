import assert from "node:assert/strict";
import { test } from "node:test";
import { FINDINGS } from "./finding-codes.ts";
import {
  HEALTHY,
  PROVIDER,
  withDelegate,
  withProvider,
  withSettings,
  WREN,
} from "./healthy-facts.ts";
import { scanConfiguration } from "./scan-configuration.ts";

test("a healthy installation has no finding, in no mode", () => {
  assert.deepEqual(scanConfiguration(HEALTHY), []);
  assert.deepEqual(scanConfiguration(withDelegate()), []);
  assert.deepEqual(scanConfiguration({ ...withDelegate(), mode: "personal" }), []);
});

test("an installation with nothing in it lacks a provider, and nothing else", () => {
  const empty = { ...HEALTHY, providers: [], rooms: [], addresses: [], handedIn: null };
  assert.deepEqual(
    scanConfiguration(empty).map(({ code }) => code),
    ["no_active_provider"],
  );
});

test("errors come first, and findings of one kind side by side", () => {
  const rooms = [
    WREN,
    { ...WREN, spaceId: "robin", spaceName: "Robin", roomMailbox: "r@x.example" },
  ];
  const found = scanConfiguration({
    ...withSettings({ deleteSubject: true, enforceCapacity: true, allowConflicts: true }),
    rooms: rooms.map((room) => ({ ...room, dryRun: true, spaceEmail: room.roomMailbox })),
    providers: [{ ...PROVIDER, hasSecret: false }],
  });
  const severities = found.map(({ severity }) => severity);
  assert.deepEqual(
    severities,
    severities.toSorted((a, b) => rank(a) - rank(b)),
  );
  assert.deepEqual(
    found.map(({ code }) => code).filter((code) => code === "dry_run"),
    ["dry_run", "dry_run"],
  );
  const first = found.findIndex(({ code }) => code === "dry_run");
  assert.equal(found[first + 1]?.code, "dry_run");
});

test("each finding has the severity of its code, a message and a remedy", () => {
  for (const found of scanConfiguration(withProvider({ hasSecret: false, active: true }))) {
    assert.equal(found.severity, FINDINGS[found.code].severity);
    assert.match(found.message, /\.$/);
    assert.match(found.remedy.text, /\.$/);
  }
});

function rank(severity: string): number {
  return ["error", "warning", "notice"].indexOf(severity);
}
