import assert from "node:assert/strict";
import { test } from "node:test";
import { html } from "./html.ts";

test("what is inserted is escaped, in text and in attributes", () => {
  const sharp = `<b a="1" c='2'>&`;
  const safe = "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;";
  assert.equal(html`<p title="${sharp}">${sharp}</p>`.html, `<p title="${safe}">${safe}</p>`);
});

test("pieces and lists of pieces go in as they stand", () => {
  const items = ["a", "<"].map((text) => html`<b>${text}</b>`);
  assert.equal(html`[${items}]`.html, "[<b>a</b><b>&lt;</b>]");
});

test("null, undefined and false leave no trace, zero does", () => {
  assert.equal(html`[${null}${undefined}${false}${0}]`.html, "[0]");
});
