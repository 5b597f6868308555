import assert from "node:assert/strict";
import { test } from "node:test";
import {
  HEALTHY,
  PROVIDER,
  withDelegate,
  withProvider,
  withRoom,
} from "../configuration-scan/healthy-facts.ts";
import { type GuidedSetUpFacts, judgeSteps, type StepKey } from "./judge-steps.ts";

const TRIED = {
  mailbox: "room@example.org",
  answer: { ok: true, timeZone: null, purpose: null },
} as const;
const DENIED = { ok: false, kind: "access_denied", message: "Access is denied." } as const;
const READY: GuidedSetUpFacts = {
  scan: HEALTHY,
  isModeChosen: true,
  tried: TRIED,
  hasSpaces: true,
  configuration: { isActive: true },
};
const EMPTY: GuidedSetUpFacts = {
  scan: { ...HEALTHY, providers: [], rooms: [] },
  isModeChosen: false,
  tried: null,
  hasSpaces: false,
  configuration: null,
};

const states = (facts: GuidedSetUpFacts) =>
  judgeSteps(facts).map(({ key, state }) => `${key} ${state}`);
function stepOf(facts: GuidedSetUpFacts, wanted: StepKey) {
  return judgeSteps(facts).find(({ key }) => key === wanted) ?? assert.fail(wanted);
}
const codesOf = (facts: GuidedSetUpFacts, wanted: StepKey) =>
  stepOf(facts, wanted).findings.map(({ code }) => code);

test("with nothing there every step is open and none has failed", () => {
  assert.deepEqual(
    states(EMPTY),
    ["mode", "application", "exchange", "access", "places", "room"].map((key) => `${key} open`),
  );
});

test("with everything right every step is done", () => {
  assert.deepEqual(
    states(READY),
    ["mode", "application", "exchange", "access", "places", "room"].map((key) => `${key} done`),
  );
});

test("a wrong secret fails the application, and what rests on it waits", () => {
  const refusal = {
    ok: false,
    code: "credential_rejected",
    reasonCode: null,
    missingScopes: [],
    message: "AADSTS7000215: wrong secret.",
  } as const;
  const scan = withProvider({ token: refusal, application: refusal });
  const facts = { ...READY, scan, tried: { ...TRIED, answer: null } };
  assert.equal(stepOf(facts, "application").state, "failed");
  assert.deepEqual(codesOf(facts, "application"), ["credential_rejected"]);
  assert.deepEqual(
    [stepOf(facts, "exchange").state, stepOf(facts, "access").state],
    ["open", "open"],
  );
});

test("a wrong secret is found in strict mode too, where the delegated user acts", () => {
  const application = {
    ok: false,
    code: "credential_rejected",
    reasonCode: null,
    missingScopes: [],
    message: "AADSTS7000215: wrong secret.",
  } as const;
  const facts = { ...READY, scan: withDelegate({ application }) };
  assert.deepEqual(codesOf(facts, "application"), ["credential_rejected"]);
});

test("too much is told and stops nobody", () => {
  const roles = ["Calendars.ReadWrite"];
  const facts = {
    ...READY,
    scan: withProvider({ application: { ok: true, objectId: "o", roles } }),
  };
  assert.equal(stepOf(facts, "application").state, "done");
  assert.deepEqual(codesOf(facts, "application"), ["application_reaches_everybody"]);
  assert.deepEqual(
    stepOf(facts, "application").confirmed.map(({ code }) => code),
    ["application_has_token", "granted_in_entra"],
  );
});

test("a room out of reach fails the access with the command that shows why", () => {
  const facts = { ...READY, tried: { ...TRIED, answer: DENIED } };
  const access = stepOf(facts, "access");
  assert.equal(access.state, "failed");
  const { objectId } = { objectId: "", ...PROVIDER.application };
  assert.equal(
    access.findings[0]?.remedy.command,
    `Test-ServicePrincipalAuthorization -Identity '${objectId}' -Resource 'room@example.org'`,
  );
  assert.equal(stepOf(facts, "exchange").state, "open");
});

test("a delegated user who is not connected fails the access", () => {
  const token = {
    ok: false,
    code: "token_missing",
    reasonCode: null,
    missingScopes: [],
    message: "The delegated user has not connected the calendar.",
  } as const;
  const facts = { ...READY, scan: withDelegate({ token }), tried: { ...TRIED, answer: null } };
  assert.deepEqual(codesOf(facts, "access"), ["delegated_user_not_connected"]);
});

test("a room is judged before it is synced, and is done once it was read", () => {
  const purpose = { ok: true, timeZone: null, purpose: "user" } as const;
  const before = { ...READY, configuration: { isActive: false } };
  const wrong = { ...before, scan: withRoom({ mailbox: purpose, changeSource: null }) };
  assert.deepEqual(codesOf(wrong, "room"), ["mailbox_not_a_room"]);
  const right = { ...before, scan: withRoom({ changeSource: null }) };
  assert.equal(stepOf(right, "room").state, "open");
  const pending = { ...READY, scan: withRoom({ changeSource: null }) };
  assert.deepEqual(
    [stepOf(pending, "room").state, stepOf(pending, "room").confirmed[0]?.code],
    ["open", "room_being_read"],
  );
});

test("a dry run is not a synced room", () => {
  assert.equal(stepOf({ ...READY, scan: withRoom({ dryRun: true }) }, "room").state, "open");
});
