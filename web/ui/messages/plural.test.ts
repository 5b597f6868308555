import assert from "node:assert/strict";
import { test } from "node:test";
import { createPlural } from "./plural.ts";

test("the form fits the count, and the count is written as the language writes it", () => {
  const english = createPlural("en");
  const forms = { one: "# room", other: "# rooms" };
  assert.equal(english(1, forms), "1 room");
  assert.equal(english(0, forms), "0 rooms");
  assert.equal(english(1200, forms), "1,200 rooms");
});

test("a language with more forms than two uses them", () => {
  const polish = createPlural("pl");
  const forms = { one: "# sala", few: "# sale", many: "# sal", other: "# sali" };
  assert.deepEqual(
    [1, 3, 5].map((count) => polish(count, forms)),
    ["1 sala", "3 sale", "5 sal"],
  );
});
