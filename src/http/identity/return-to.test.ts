import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { safeReturnPath, withResult } from "./return-to.ts";

const PUBLIC_URL = "https://usher.example.org";

for (const path of ["/", "/reservations/1", "/find?day=2026-10-25&x=%2F#now"]) {
  test(`a browser may come back to ${path}`, () => {
    assert.equal(safeReturnPath(path, PUBLIC_URL), path);
  });
}

for (const path of [
  "",
  "reservations",
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "\t//evil.example",
  "javascript:alert(1)",
  "https:evil.example",
]) {
  test(`a browser is not sent to ${JSON.stringify(path)}`, () => {
    assert.equal(safeReturnPath(path, PUBLIC_URL), "/");
  });
}

test("whatever is asked for, the browser stays at this origin", () => {
  const pieces = fc.constantFrom("/", "\\", ".", "..", "evil.example", "@", ":", "\t", "\n", "%2f");
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
      const path = safeReturnPath(parts.join(""), PUBLIC_URL);
      assert.equal(new URL(path, PUBLIC_URL).origin, PUBLIC_URL);
    }),
    { numRuns: 5_000 },
  );
});

test("the result of a flow takes the place of an earlier one", () => {
  const path = withResult("/account?tab=1&connection_error=other_account", PUBLIC_URL, {
    connected: "1",
  });
  assert.equal(path, "/account?tab=1&connected=1");
});
