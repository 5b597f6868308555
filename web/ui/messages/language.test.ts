import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { chooseLanguage, languagesOf } from "./language.ts";
import { messagesFor } from "./messages.ts";

describe("the language of the pages", () => {
  test("is the first of the browser's that there is a catalogue for", () => {
    const { t, formats } = messagesFor(["fr-FR", "de-AT", "en-GB"]);
    assert.equal(t.actions.save, "Speichern");
    assert.equal(formats.locale, "de-AT");
  });

  test("is English where there is none", () => {
    assert.equal(messagesFor(["fr-FR"]).t.actions.save, "Save");
  });

  test("is the one chosen on this device, in the region that the browser names", () => {
    const storage = emptyStorage();
    chooseLanguage("de", storage);
    assert.deepEqual(languagesOf(storage, ["en-GB", "de-CH"]), ["de-CH", "en-GB", "de-CH"]);
    assert.deepEqual(languagesOf(storage, ["en-GB"]), ["de", "en-GB"]);
  });

  test("is the browser's again once the choice is taken back", () => {
    const storage = emptyStorage();
    chooseLanguage("de", storage);
    chooseLanguage(null, storage);
    assert.deepEqual(languagesOf(storage, ["en-GB"]), ["en-GB"]);
  });

  test("is the browser's where something else is stored", () => {
    const storage = emptyStorage();
    storage.setItem("usher.language", "constructor");
    assert.deepEqual(languagesOf(storage, ["en-GB"]), ["en-GB"]);
  });
});

function emptyStorage(): Storage {
  const values = new Map<string, string>();
  return {
    get length() {
      return values.size;
    },
    clear: () => values.clear(),
    getItem: (key) => values.get(key) ?? null,
    key: (at) => [...values.keys()][at] ?? null,
    removeItem: (key) => void values.delete(key),
    setItem: (key, value) => void values.set(key, value),
  };
}
