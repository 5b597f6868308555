import assert from "node:assert/strict";
import { test } from "node:test";
import { onlyFinding } from "./finding-expected.ts";
import {
  DELEGATE,
  HEALTHY,
  NOW,
  PROVIDER,
  SETTINGS,
  withDelegate,
  withProvider,
} from "./healthy-facts.ts";
import { scanConfiguration } from "./scan-configuration.ts";
import type { TokenFacts } from "./facts.ts";

const instance = (change: Partial<typeof HEALTHY.instance>) => ({
  ...HEALTHY,
  instance: { ...HEALTHY.instance, ...change },
});
const refused = (change: Partial<Extract<TokenFacts, { ok: false }>>): TokenFacts => ({
  ok: false,
  code: "credential_rejected",
  reasonCode: null,
  missingScopes: [],
  message: "Microsoft refused.",
  ...change,
});

test("no_active_provider: no calendar provider is active", () => {
  const facts = {
    ...HEALTHY,
    providers: [{ ...PROVIDER, active: false }],
    rooms: [],
    addresses: [],
  };
  onlyFinding({ ...facts, handedIn: null }, "no_active_provider");
});

test("public_url_not_https: the public address, and the redirect addresses with it, is plain HTTP", () => {
  const found = onlyFinding(
    instance({ publicUrl: "http://usher.example.org" }),
    "public_url_not_https",
  );
  assert.match(found.message, /http:\/\/usher\.example\.org\/auth\/callback/);
});

test("public_url_is_local: plain HTTP at localhost is only noted", () => {
  onlyFinding(instance({ publicUrl: "http://localhost:8080" }), "public_url_is_local");
});

test("microsoft_url_not_https: tokens would travel readably", () => {
  onlyFinding(instance({ graphUrl: "http://graph.example" }), "microsoft_url_not_https");
  onlyFinding(instance({ loginUrl: "http://login.example" }), "microsoft_url_not_https");
});

test("room_settings_not_given: the command that prints them is in the remedy", () => {
  const found = onlyFinding({ ...HEALTHY, handedIn: null }, "room_settings_not_given");
  assert.match(found.remedy.command ?? "", /Get-CalendarProcessing .*ConvertTo-Json/);
});

test("room_settings_old: after a month", () => {
  const at = (days: number) => NOW.subtract({ hours: 24 * days });
  onlyFinding({ ...HEALTHY, handedIn: { at: at(31), rooms: [SETTINGS] } }, "room_settings_old");
  const fresh = { ...HEALTHY, handedIn: { at: at(29), rooms: [SETTINGS] } };
  assert.deepEqual(scanConfiguration(fresh), []);
});

test("room_settings_unmatched: names the mailboxes that are no room here", () => {
  const other = { ...SETTINGS, primarySmtpAddress: "room.other@larkfield.example" };
  const facts = { ...HEALTHY, handedIn: { at: NOW, rooms: [SETTINGS, other] } };
  assert.match(
    onlyFinding(facts, "room_settings_unmatched").message,
    /1 mailbox is no synced room's here: room\.other@larkfield\.example\./,
  );
});

test("credential_missing: and what Microsoft would say to it is not told as well", () => {
  onlyFinding(withProvider({ hasSecret: false, token: refused({}) }), "credential_missing");
});

test("credential_expired: by Microsoft's number for a secret, by the date for a certificate", () => {
  for (const message of [
    "… has expired (AADSTS7000222).",
    "The certificate expired on 2027-03-01.",
  ]) {
    onlyFinding(withProvider({ token: refused({ message }) }), "credential_expired");
  }
});

test("certificate_expires_soon: within thirty days", () => {
  const expiring = (days: number) =>
    withProvider({ hasCertificate: true, certificateExpiresAt: NOW.add({ hours: 24 * days + 1 }) });
  const found = onlyFinding(expiring(12), "certificate_expires_soon");
  assert.match(found.message, /in 12 days, on 2027-03-22/);
  assert.deepEqual(scanConfiguration(expiring(31)), []);
});

test("credential_rejected: with Microsoft's own words", () => {
  const message = "Microsoft refused: the client secret is wrong (AADSTS7000215).";
  assert.equal(
    onlyFinding(withProvider({ token: refused({ message }) }), "credential_rejected").message,
    message,
  );
});

test("admin_consent_missing: whatever the credential", () => {
  const token = refused({ reasonCode: "admin_consent_needed", code: "token_unusable" });
  const found = onlyFinding(withDelegate({ token }), "admin_consent_missing");
  assert.equal(found.remedy.place, "admin_consent");
  onlyFinding(
    withProvider({ token: refused({ reasonCode: "admin_consent_needed" }) }),
    "admin_consent_missing",
  );
});

test("sign_in_service_unavailable: is a warning, since nothing may be wrong", () => {
  const token = refused({ code: "identity_provider_unavailable" });
  assert.equal(
    onlyFinding(withProvider({ token }), "sign_in_service_unavailable").severity,
    "warning",
  );
});

test("delegated_user_missing: in strict and personal mode", () => {
  for (const mode of ["strict", "personal"] as const) {
    onlyFinding(
      { ...withDelegate({ delegatedUserEmail: null, token: null }), mode },
      "delegated_user_missing",
    );
  }
});

test("delegated_user_not_expected: in normal mode an address does nothing", () => {
  onlyFinding(withProvider({ delegatedUserEmail: DELEGATE }), "delegated_user_not_expected");
});

test("delegated_user_not_connected: says whom to connect", () => {
  const found = onlyFinding(
    withDelegate({ token: refused({ code: "token_missing" }) }),
    "delegated_user_not_connected",
  );
  assert.match(found.remedy.text, new RegExp(DELEGATE));
});

test("delegated_user_token_unusable: revoked or lapsed", () => {
  const token = refused({ code: "token_unusable", reasonCode: "sign_in_needed" });
  onlyFinding(withDelegate({ token }), "delegated_user_token_unusable");
});

test("delegated_user_permission_missing: names the scopes", () => {
  const token = refused({ code: "token_unusable", missingScopes: ["Calendars.ReadWrite.Shared"] });
  const found = onlyFinding(withDelegate({ token }), "delegated_user_permission_missing");
  assert.match(found.message, /Calendars\.ReadWrite\.Shared/);
});

test("delegated_user_other_account: neither the account nor its mailbox is the one named", () => {
  const token = (accountName: string, mailboxAddress: string | null): TokenFacts => ({
    ok: true,
    accountName,
    mailboxAddress,
  });
  onlyFinding(
    withDelegate({ token: token("tobias@x.example", "t@x.example") }),
    "delegated_user_other_account",
  );
  const byMailbox = withDelegate({ token: token("svc-77@x.example", DELEGATE.toUpperCase()) });
  assert.deepEqual(scanConfiguration(byMailbox), []);
});

test("place_permission_missing: rooms cannot be listed", () => {
  const found = onlyFinding(
    withProvider({ places: "permission_missing" }),
    "place_permission_missing",
  );
  assert.match(found.remedy.text, /Place\.Read\.All/);
});

test("of a provider that is not active nothing is asked", () => {
  const other = { ...PROVIDER, id: "other", active: false, hasSecret: false };
  assert.deepEqual(scanConfiguration({ ...HEALTHY, providers: [PROVIDER, other] }), []);
});
