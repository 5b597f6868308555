import assert from "node:assert/strict";
import { test } from "node:test";
import type { CredentialUse } from "../../app/sync/access-tokens.ts";
import type { TokenResult } from "./token-refresh.ts";
import type { TokenVault } from "./token-vault.ts";
import { tokensFromMemory } from "./tokens-from-memory.ts";

const ADA: CredentialUse = { kind: "personal", providerId: "1", personId: "ada" };
const BEN: CredentialUse = { kind: "personal", providerId: "1", personId: "ben" };

/** A vault whose tokens say which look-up found them, and a clock that is set by hand. */
function stage() {
  let lookUps = 0;
  let answer = Promise.resolve();
  const clock = { ms: 0 };
  const connected = new Set(["ada", "ben"]);
  const vault: TokenVault = {
    async get(use) {
      const token = `${use.kind === "personal" ? use.personId : ""} ${(lookUps += 1)}`;
      const isThere = connected.has(token.split(" ")[0] ?? "");
      await answer;
      return isThere
        ? { ok: true, value: { token, expiresAt: new Date(0) } }
        : { ok: false, failure: { code: "token_missing", message: "It is not connected." } };
    },
    usable: () => Promise.resolve(true),
    keep: () => Promise.resolve(),
    forget: () => Promise.resolve({ wasConnected: true, revocation: "not_offered" }),
    refreshIdle: () => Promise.resolve(0),
  };
  return {
    tokens: tokensFromMemory(vault, () => clock.ms),
    clock,
    connected,
    /** Look-ups from now on are answered when the returned function is called. */
    hold: (): (() => void) => {
      const held = Promise.withResolvers<void>();
      answer = held.promise;
      return held.resolve;
    },
  };
}

const tokenOf = (result: TokenResult): string => (result.ok ? result.value.token : "none");

test("the calls of a moment share what was looked up, each credential by itself", async () => {
  const { tokens, clock } = stage();
  const found = await Promise.all([tokens.get(ADA), tokens.get(ADA), tokens.get(BEN)]);
  clock.ms = 499;
  found.push(await tokens.get(ADA));
  assert.deepEqual(found.map(tokenOf), ["ada 1", "ada 1", "ben 2", "ada 1"]);
  clock.ms = 500;
  assert.equal(tokenOf(await tokens.get(ADA)), "ada 3");
});

test("what is missing is looked up each time, since it may be connected the next moment", async () => {
  const { tokens, connected } = stage();
  connected.delete("ada");
  assert.equal(tokenOf(await tokens.get(ADA)), "none");
  connected.add("ada");
  assert.equal(tokenOf(await tokens.get(ADA)), "ada 2");
});

test("a token that was refused is not used again, nor one that is forgotten or replaced", async () => {
  const { tokens } = stage();
  await tokens.get(ADA);
  assert.equal(tokenOf(await tokens.get(ADA, { renew: "after_refusal" })), "ada 2");
  assert.equal(tokenOf(await tokens.get(ADA)), "ada 3");
  await tokens.forget(ADA);
  assert.equal(tokenOf(await tokens.get(ADA)), "ada 4");
});

test("what was looked up while it changed is not kept", async () => {
  const { tokens, hold } = stage();
  const release = hold();
  const renewing = tokens.get(ADA, { renew: "after_refusal" });
  const meanwhile = tokens.get(ADA);
  release();
  await renewing;
  assert.equal(tokenOf(await meanwhile), "ada 2");
  assert.equal(tokenOf(await tokens.get(ADA)), "ada 3");
});
