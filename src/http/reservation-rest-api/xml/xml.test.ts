import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { z } from "zod";
import { ProblemError } from "../../problem-error.ts";
import { prefersXml } from "./prefers-xml.ts";
import { readXml } from "./read-xml.ts";
import { shapeBySchema } from "./shape-by-schema.ts";
import { writeXml } from "./write-xml.ts";

describe("a body in XML", () => {
  test("is the elements within its root, each a text, and a list where one repeats", () => {
    const body = `<?xml version="1.0" encoding="UTF-8"?>
      <request xmlns="urn:x"><subject lang="en">R&amp;D &#228;&#xE4; <![CDATA[<b>&amp;]]></subject>
        <count>007</count><empty/><children><id>1</id></children><children><id>2</id></children>
      </request>`;
    assert.deepEqual(readXml(body), {
      subject: "R&D ää<b>&amp;",
      count: "007",
      empty: "",
      children: [{ id: "1" }, { id: "2" }],
    });
    assert.deepEqual(readXml("<request><entry><a>1</a></entry></request>"), { a: "1" });
    assert.deepEqual(readXml("<reservation/>"), {});
  });

  test("expands nothing that it declares itself, and is refused where it is none", () => {
    const laughs = `<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><a><b>&y;</b></a>`;
    const file = `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a><b>&x;</b></a>`;
    const nested = `${"<a>".repeat(30)}${"</a>".repeat(30)}`;
    const bodies = [laughs, file, nested, "", "x", "<a><b></a>", "<a/><b/>", "<a/><a/>"];
    bodies.push("<a>&#1114112;</a>", "<a><__proto__><x>1</x></__proto__></a>");
    for (const body of bodies) {
      assert.throws(
        () => readXml(body),
        (error) => error instanceof ProblemError && error.refusal.code === "malformed_xml",
        body,
      );
    }
    for (const body of ["<a>&#0;</a>", "<a><b>&#xD800;</b></a>"]) {
      assert.throws(() => readXml(body), /null character or half of a character/);
    }
  });

  test("has lists and objects where its schema has them", () => {
    const one = z.object({ id: z.string().nullish() });
    const schema = z.object({
      children: z.array(one).min(1).nullish(),
      names: z.union([z.array(z.string()), z.string()]).nullish(),
      options: one.nullish(),
      subject: z.string().nullish(),
    });
    const body = { children: { id: "1" }, names: "a,b", options: "", subject: "", other: "x" };
    const shaped = { ...body, children: [{ id: "1" }], options: {} };
    assert.deepEqual(shapeBySchema(body, schema), shaped);
    assert.deepEqual(shapeBySchema({ children: "", names: ["a"] }, schema.nullable()), {
      children: [],
      names: ["a"],
    });
    assert.deepEqual(shapeBySchema(body, undefined), body);
  });
});

test("an answer in XML has the keys as elements, and can be read back as it was", () => {
  const answer = {
    result: [{ name: 'A & "B" <c>', lines: "a\r\nb\u0001", none: null, yes: true, list: [1, 2] }],
    "2026-11-24": { "0f": "x" },
    empty: [],
  };
  const xml = writeXml(answer);
  assert.equal(
    xml,
    '<?xml version="1.0" encoding="UTF-8"?><response><result><name>A &amp; "B" &lt;c&gt;</name>' +
      "<lines>a&#13;\nb\u{fffd}</lines><none/><yes>true</yes><list>1</list><list>2</list></result>" +
      "<_2026-11-24><_0f>x</_0f></_2026-11-24></response>",
  );
  const read = readXml(xml) as { result: Record<string, unknown> };
  assert.deepEqual([read.result["name"], read.result["lines"]], ['A & "B" <c>', "a\r\nb\u{fffd}"]);
});

test("XML is answered where it is asked for rather than JSON", () => {
  for (const accept of [
    "application/xml",
    "text/xml;q=0.9, */*;q=0.8",
    "Application/XML, */*;q=0",
  ]) {
    assert.equal(prefersXml(accept), true, accept);
  }
  const others = [undefined, "*/*", "application/json", "application/xml;q=0", "text/html"];
  for (const accept of [...others, "application/json, application/xml", "application/xml;q=x"]) {
    assert.equal(prefersXml(accept), false, accept);
  }
});
