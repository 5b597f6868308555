import assert from "node:assert/strict";
import { test } from "node:test";
import { onlyFinding } from "./finding-expected.ts";
import { DELEGATED_PROVIDER, HEALTHY, withDelegate, withProvider } from "./healthy-facts.ts";
import { scanConfiguration } from "./scan-configuration.ts";

const granted = (...roles: string[]) => ({
  application: { ok: true, objectId: "5c0b9d0e", roles } as const,
});

test("application_reaches_everybody: calendars are granted in Entra ID in normal mode", () => {
  const facts = withProvider(granted("Calendars.ReadWrite", "Place.Read.All"));
  const found = onlyFinding(facts, "application_reaches_everybody");
  assert.match(found.message, /^Calendars\.ReadWrite of "Exchange Online"/);
  assert.match(found.remedy.text, /Application Calendars\.ReadWrite for chosen mailboxes/);
});

test("application_reaches_everybody: so they are where the delegated user writes", () => {
  const facts = withDelegate(granted("Calendars.Read"));
  assert.match(
    onlyFinding(facts, "application_reaches_everybody").remedy.text,
    /^In strict mode the delegated user writes\. Remove/,
  );
});

test("permission_not_needed: the application has more than it uses", () => {
  const facts = withProvider(granted("User.Read.All", "MailboxSettings.Read"));
  assert.match(
    onlyFinding(facts, "permission_not_needed").message,
    /permission User\.Read\.All\.$/,
  );
});

test("permission_not_needed: so has the delegated user", () => {
  const delegatedScopes = [
    "calendars.readwrite",
    "Calendars.ReadWrite.Shared",
    "User.Read",
    "Mail.Read",
  ];
  const facts = withDelegate({ ...DELEGATED_PROVIDER, delegatedScopes });
  assert.match(
    onlyFinding(facts, "permission_not_needed").message,
    /delegated permission Mail\.Read\.$/,
  );
});

test("what cannot be read of a token is held against nobody", () => {
  const unread = withProvider({ application: { ok: true, objectId: null, roles: null } });
  assert.deepEqual(scanConfiguration(unread), scanConfiguration(HEALTHY));
});
