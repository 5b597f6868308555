import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { plainText, tidyLines } from "./plain-text.ts";

test("paragraphs, breaks and list items are lines, and entities are characters", () => {
  const html =
    "<html><head><style>p { color: red }</style></head>\r\n<body><p>Tea &amp; cake,\r\nplease</p>" +
    "<div>at&nbsp;4&#58;00<br>&quot;sharp&quot;</div><ul><li>J&uuml;rgen</li><li>&#x1F370;</li></ul></body></html>";
  const text = 'Tea & cake, please\nat 4:00\n"sharp"\n- Jürgen\n- 🍰';
  assert.equal(plainText(html), text);
});

test("comments and what Office adds are no words, and a lone angle is one", () => {
  const html = "<!--[if mso]><p>no</p><![endif]--><o:p>a < b</o:p> &unknown; <script>x<y</script>c";
  assert.equal(plainText(html), "a < b &unknown; c");
});

test("what is cut off in the middle of a tag ends there", () => {
  assert.equal(plainText("words <a href='"), "words");
  assert.equal(plainText("words <style>p {"), "words");
});

test("text that was escaped as HTML comes back", () => {
  const escape = (text: string): string =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("\n", "<br>");
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z<>&;"'\n]{0,60}$/), (text) => {
      assert.equal(plainText(escape(text)), tidyLines(text));
    }),
  );
});

test("anything at all is read in good time", () => {
  for (const part of ["<", "<style>", "<!--", "&#", "<p", "</"]) {
    const startedMs = performance.now();
    plainText(part.repeat(200_000));
    assert.ok(performance.now() - startedMs < 2_000, part);
  }
});
