import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeText } from "./decode-text.ts";

test("what PowerShell writes is read, in either encoding and byte order", () => {
  const text = '[{"Identity":"Bücherei"}]';
  const littleEndian = Buffer.from(`\uFEFF${text}`, "utf16le");
  assert.equal(decodeText(littleEndian), text);
  assert.equal(decodeText(Buffer.from(littleEndian).swap16()), text);
  assert.equal(decodeText(Buffer.from(text)), text);
  assert.equal(decodeText(Buffer.from(`\uFEFF${text}`)), text);
});
