import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import fc from "fast-check";
import { EnvelopeError, keyIdOf } from "./envelope.ts";
import { KeyFileVault } from "./key-file-vault.ts";

const folder = mkdtempSync(join(tmpdir(), "usher-vault-"));
after(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newKeyFile = (): string => join(folder, `keys-${++files}`, "vault-keys.json");

describe("the vault", () => {
  test("any text opens again under its own context", () => {
    const vault = new KeyFileVault(newKeyFile());
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (text, context) => {
        const wellFormed = text.toWellFormed();
        assert.equal(vault.open(vault.seal(wellFormed, context), context), wellFormed);
      }),
      { numRuns: 200 },
    );
  });

  test("the sealed bytes do not hold the text", () => {
    const vault = new KeyFileVault(newKeyFile());
    const sealed = Buffer.from(vault.seal("a refresh token", "personal_token:1"));
    assert.equal(sealed.includes("refresh"), false);
  });

  test("the same text never gives the same envelope twice", () => {
    const vault = new KeyFileVault(newKeyFile());
    assert.notDeepEqual(vault.seal("same", "c"), vault.seal("same", "c"));
  });

  test("an envelope moved to another record is refused", () => {
    const vault = new KeyFileVault(newKeyFile());
    const sealed = vault.seal("secret", "calendar_provider.client_secret:1");
    assert.throws(() => vault.open(sealed, "calendar_provider.client_secret:2"), EnvelopeError);
  });

  test("an envelope with any bit changed is refused", () => {
    const vault = new KeyFileVault(newKeyFile());
    const sealed = vault.seal("secret", "context");
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const altered = Uint8Array.from(sealed);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.throws(() => vault.open(altered, "context"), EnvelopeError, `bit ${bit}`);
    }
  });

  test("an envelope cut short is refused", () => {
    const vault = new KeyFileVault(newKeyFile());
    const sealed = vault.seal("secret", "context");
    for (let length = 0; length < sealed.length; length++) {
      assert.throws(() => vault.open(sealed.subarray(0, length), "context"), EnvelopeError);
    }
  });

  test("what was sealed before a rotation opens after it", () => {
    const vault = new KeyFileVault(newKeyFile());
    const sealed = vault.seal("secret", "context");
    vault.rotate();
    assert.equal(vault.open(sealed, "context"), "secret");
  });

  test("after a rotation new envelopes and rewrapped ones are under the new key", () => {
    const vault = new KeyFileVault(newKeyFile());
    const before = vault.seal("secret", "context");
    const { keyId } = vault.rotate();
    const rewrapped = vault.rewrap(before);
    assert.ok(rewrapped);
    assert.deepEqual(
      [keyIdOf(rewrapped), keyIdOf(vault.seal("x", "context")), vault.open(rewrapped, "context")],
      [keyId, keyId, "secret"],
    );
  });

  test("an envelope that is under the current key already is left alone", () => {
    const vault = new KeyFileVault(newKeyFile());
    assert.equal(vault.rewrap(vault.seal("secret", "context")), null);
  });

  test("a process that runs on notices the rotation of another", () => {
    const path = newKeyFile();
    const running = new KeyFileVault(path);
    const other = new KeyFileVault(path);
    const { keyId } = other.rotate();
    assert.equal(running.open(other.seal("from the other", "c"), "c"), "from the other");
    assert.equal(keyIdOf(running.seal("mine", "c")), keyId);
  });

  test("two processes that start on no key file agree on one key", () => {
    const path = newKeyFile();
    const [one, two] = [new KeyFileVault(path), new KeyFileVault(path)];
    assert.equal(two.open(one.seal("secret", "c"), "c"), "secret");
  });

  test("another key file's envelope is refused by the name of its key", () => {
    const sealed = new KeyFileVault(newKeyFile()).seal("secret", "c");
    assert.throws(
      () => new KeyFileVault(newKeyFile()).open(sealed, "c"),
      (error: Error) => error.message.includes(keyIdOf(sealed)),
    );
  });

  test("derived secrets are stable, differ by purpose and outlive a rotation", () => {
    const path = newKeyFile();
    const vault = new KeyFileVault(path);
    const [before] = vault.deriveSecrets("cookies");
    vault.rotate();
    const again = new KeyFileVault(path).deriveSecrets("cookies");
    assert.equal(again[1], before);
    assert.notEqual(again[0], before);
    assert.notEqual(vault.deriveSecrets("other")[0], again[0]);
  });
});

describe("the key file", () => {
  test("is readable by its owner alone", { skip: process.platform === "win32" }, () => {
    const path = newKeyFile();
    const vault = new KeyFileVault(path);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    vault.rotate();
    assert.equal(statSync(path).mode & 0o777, 0o600);
  });

  test("is refused when others can read it", { skip: process.platform === "win32" }, () => {
    const path = newKeyFile();
    void new KeyFileVault(path);
    chmodSync(path, 0o644);
    assert.throws(() => new KeyFileVault(path), /chmod 600/);
  });

  test("that is damaged is refused without quoting it", () => {
    const path = newKeyFile();
    void new KeyFileVault(path);
    const whole = readFileSync(path, "utf8");
    writeFileSync(path, whole.slice(0, -10));
    const key = /"key": "([^"]+)"/.exec(whole)?.[1] ?? assert.fail("no key in the file");
    assert.throws(
      () => new KeyFileVault(path),
      (error: Error) => /not JSON/.test(error.message) && !error.message.includes(key.slice(0, 8)),
    );
  });
});
