import assert from "node:assert/strict";
import { test } from "node:test";
import { pathWithin } from "./path-within.ts";

test("a path of this site is kept with its query", () => {
  assert.equal(pathWithin("/reservations?show=past"), "/reservations?show=past");
});

test("nothing leads to another site", () => {
  const elsewhere = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "javascript:alert(1)",
    "reservations",
    "",
    null,
  ];
  assert.deepEqual(
    elsewhere.map(pathWithin),
    elsewhere.map(() => "/"),
  );
});
