import assert from "node:assert/strict";
import { test } from "node:test";
import { failureOf, isItemGone, failureWithoutAnswer, readRetryAfter } from "./graph-failure.ts";
import { readClaimsChallenge } from "./graph-client.ts";

const call = { mailbox: "ada@office.example", writes: true };
const answer = (status: number, code?: string, headers: Record<string, string> = {}) => ({
  status,
  headers: new Headers(headers),
  body: code === undefined ? undefined : { error: { code, message: "It is so." } },
});

/** Facts 5, row by row. */
const CATALOGUE: readonly (readonly [number, string | undefined, string])[] = [
  [400, "ErrorInvalidRequest", "invalid"],
  [400, "ErrorPropertyValidationFailure", "invalid"],
  [400, "TimeZoneNotSupportedException", "invalid"],
  [401, "InvalidAuthenticationToken", "token_unusable"],
  [401, undefined, "token_unusable"],
  [403, "ErrorAccessDenied", "access_denied"],
  [403, "Authorization_RequestDenied", "access_denied"],
  [404, "ErrorItemNotFound", "not_found"],
  [404, "MailboxNotEnabledForRESTAPI", "not_found"],
  [404, "ErrorInvalidUser", "not_found"],
  [409, "ErrorIrresolvableConflict", "changed_meanwhile"],
  [412, "errorIrresolvableConflict", "changed_meanwhile"],
  [413, undefined, "invalid"],
  [429, "ApplicationThrottled", "throttled"],
  [429, "UnknownError", "throttled"],
  [403, "ErrorExceededMessageLimit", "throttled"],
  [500, "ErrorInternalServerError", "transient"],
  [500, "ErrorInternalServerTransientError", "transient"],
  [503, "ErrorMailboxStoreUnavailable", "transient"],
  [503, undefined, "transient"],
  [504, undefined, "transient"],
];

for (const [status, code, kind] of CATALOGUE) {
  test(`${status} ${code ?? "without JSON"} is ${kind}`, () => {
    const failure = failureOf(call, answer(status, code));
    assert.equal(failure.kind, kind);
    assert.equal(failure.mayHaveHappened, kind === "transient");
    assert.match(failure.message, /ada@office\.example/);
  });
}

test("a read that fails has changed nothing", () => {
  assert.equal(failureOf({ ...call, writes: false }, answer(504)).mayHaveHappened, false);
});

test("a connection that was never made has sent nothing, one that broke may have", () => {
  const broken = (code: string) =>
    failureWithoutAnswer(
      call,
      new TypeError("fetch failed", { cause: Object.assign(new Error(), { code }) }),
    );
  assert.equal(broken("ECONNREFUSED").mayHaveHappened, false);
  assert.equal(broken("ECONNRESET").mayHaveHappened, true);
  assert.equal(
    failureWithoutAnswer(call, new DOMException("late", "TimeoutError")).mayHaveHappened,
    true,
  );
});

test("Retry-After is read in seconds and as a date, by the answering clock", () => {
  const after = (value: string, date?: string) =>
    readRetryAfter(new Headers({ "retry-after": value, ...(date && { date }) }));
  assert.equal(after("120"), 120);
  assert.equal(after("Wed, 10 Mar 2027 10:00:30 GMT", "Wed, 10 Mar 2027 10:00:00 GMT"), 30);
  assert.equal(after("Wed, 10 Mar 2027 09:00:00 GMT", "Wed, 10 Mar 2027 10:00:00 GMT"), 0);
  assert.equal(after("soon"), null);
  assert.equal(readRetryAfter(new Headers()), null);
});

test("a claims challenge is decoded, and no other 401 is taken for one", () => {
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';
  const encoded = Buffer.from(claims).toString("base64");
  const header = `Bearer realm="", error="insufficient_claims", claims="${encoded}"`;
  assert.equal(readClaimsChallenge(header), claims);
  assert.equal(readClaimsChallenge('Bearer realm="", error="invalid_token"'), null);
  assert.equal(readClaimsChallenge(null), null);
});

const refusedWith = (status: number, code: string, message = "") =>
  failureOf(
    { mailbox: "room@office.example", writes: false },
    { status, headers: new Headers(), body: { error: { code, message } } },
  );

test("a cursor is lost by status or by code, whatever the letters' case", () => {
  assert.equal(refusedWith(410, "").kind, "cursor_lost");
  for (const code of ["SyncStateNotFound", "syncStateInvalid", "RESYNCREQUIRED"]) {
    assert.equal(refusedWith(400, code).kind, "cursor_lost", code);
  }
});

test("what Exchange said against a subscription counts more than Graph's status", () => {
  const saying = (inner: string) =>
    refusedWith(
      403,
      "ExtensionError",
      `Operation: Create; Exception: [Status Code: ${inner}; Reason: x]`,
    );
  assert.equal(saying("ServiceUnavailable").kind, "transient");
  assert.equal(saying("GatewayTimeout").kind, "transient");
  assert.equal(saying("Forbidden").kind, "access_denied");
  assert.equal(saying("BadRequest").kind, "invalid");
  assert.equal(refusedWith(403, "ExtensionError", "something else").kind, "access_denied");
});

test("a missing mailbox is not a missing item", () => {
  assert.equal(isItemGone(refusedWith(404, "ErrorItemNotFound")), true);
  assert.equal(isItemGone(refusedWith(404, "MailboxNotEnabledForRESTAPI")), false);
  assert.equal(isItemGone(refusedWith(404, "ErrorInvalidUser")), false);
  assert.equal(isItemGone(refusedWith(403, "ErrorAccessDenied")), false);
});
