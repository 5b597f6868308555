import assert from "node:assert/strict";
import { test } from "node:test";
import { REFUSAL_CODES } from "./question.ts";
import { explainRefusals, REFUSAL_TEXTS, remedyFor } from "./remedies.ts";

test("every refusal says in full sentences what happened and why", () => {
  for (const code of REFUSAL_CODES) {
    const text = REFUSAL_TEXTS[code];
    assert.match(text.happened, /^[A-Z].*\.$/);
    assert.match(text.why, /^[A-Z].*\.$/);
    assert.equal(explainRefusals([code]), `${text.happened} ${text.why}`);
  }
});

test("one refusal's way out is one sentence", () => {
  for (const code of REFUSAL_CODES) {
    assert.match(remedyFor([code]) ?? "", /^[A-Z][^.]*\.$/);
  }
});

test("several refusals' ways out are joined into one sentence, in order", () => {
  const remedy = remedyFor(["channel_not_allowed", "personal_token_missing"]) ?? "";
  assert.match(remedy, /^Use the portal[^.]*; and also connect your Outlook calendar[^.]*\.$/);
});

test("nothing refused needs no remedy", () => {
  assert.equal(remedyFor([]), null);
});
