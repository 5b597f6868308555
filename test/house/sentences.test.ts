import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { fieldFaults } from "../../web/ui/messages/de/sentences/field-faults.ts";
import { germanSentences } from "../../web/ui/messages/de/sentences/german-sentences.ts";
import { knownWords } from "../../web/ui/messages/de/sentences/known-words.ts";
import { collectSentences, sentencesIn } from "./sentences/collect-sentences.ts";

const said = collectSentences(fileURLToPath(new URL("../..", import.meta.url)));

test("every sentence that the server may say on a page is there in German", () => {
  const missing = [...said].filter(([english]) => !Object.hasOwn(germanSentences, english));
  assert.deepEqual(missing, []);
});

test("there is German for no sentence that the server does not say any more", () => {
  const gone = Object.keys(germanSentences).filter(
    (english) => !said.has(english) && !Object.hasOwn({ ...knownWords, ...fieldFaults }, english),
  );
  assert.deepEqual(gone, []);
});

test("what is put into a sentence is put into the German one, and nothing else", () => {
  const places = (text: string) =>
    [...new Set(text.match(/(?<=\{)(?:\d+|n)/g))].toSorted((a, b) => Number(a) - Number(b)).join();
  const differing = [...said.keys()].filter(
    (english) => places(english) !== places(germanSentences[english] ?? ""),
  );
  assert.deepEqual(differing, []);
});

/** In a page's markup: what the server calls so, shown as it came. */
const SHOWN_AS_IT_CAME =
  />\s*\{(?!t\.|words\.)[\w.]*\b(?:reason|remedy|message|means|sentence)(?:\.text)?(?: \?\? [^}]*)?\}\s*</g;

test("no page shows what the server says but in the reader's language", () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const shown = globSync("web/**/*.tsx", { cwd: root }).flatMap((path) =>
    [...readFileSync(join(root, path), "utf8").matchAll(SHOWN_AS_IT_CAME)].map(
      ([words]) => `${path}: ${words}`,
    ),
  );
  assert.deepEqual(shown, []);
});

test("a sentence is found however the source puts it together", () => {
  const source = `
    const WHO = { a: "somebody", b: "nobody at all" };
    const what = isLate ? "too late" : "too early";
    log.warn("Nobody reads this here.");
    throw new Error("Nor this one.");
    refused("code", \`\${name} came \${what} for \${WHO[kind]}. \` + "It was " + counted(n, "hour", "hours") + ".");
  `;
  assert.deepEqual(
    [...sentencesIn("src/app/some.ts", source)].toSorted(),
    [
      "1 hour",
      "It was {1}.",
      "nobody at all",
      "somebody",
      "too early",
      "too late",
      "{1} came {2} for {3}.",
      "{n} hours",
    ].toSorted(),
  );
});
