import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeQR } from "qr";
import { decodeQR } from "qr/decode.js";
import { spaceAddress, spaceIn } from "./space-address.ts";

const ORIGIN = "https://usher.example";
const ID = "0f8fad5b-d9cb-469f-a165-70867728950e";

test("a code names its space, and only this Usher's codes do", () => {
  assert.equal(spaceIn(spaceAddress(ORIGIN, ID), ORIGIN), ID);
  assert.equal(spaceIn(`${ORIGIN}/m/space/${ID.toUpperCase()}/?from=poster`, ORIGIN), ID);
  for (const text of [
    "",
    "WIFI:S:guests;;",
    `https://elsewhere.example/m/space/${ID}`,
    `${ORIGIN}/m/space/wren`,
    `${ORIGIN}/reservations/${ID}`,
    `javascript:alert(1)//m/space/${ID}`,
  ]) {
    assert.equal(spaceIn(text, ORIGIN), null, text);
  }
});

test("what is printed is what is read", () => {
  const modules = encodeQR(spaceAddress(ORIGIN, ID), "raw", { border: 4 });
  const scale = 4;
  const side = modules.length * scale;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const isDark = modules[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true;
      if (isDark) data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  assert.equal(decodeQR({ width: side, height: side, data }), spaceAddress(ORIGIN, ID));
});
