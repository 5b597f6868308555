import type { TokenKeeper } from "../../app/people/calendar-tokens.ts";
import type { AccessTokens, CredentialUse } from "../../app/sync/access-tokens.ts";
import { tokenContext } from "./sealed-tokens.ts";
import type { TokenResult } from "./token-refresh.ts";
import type { TokenVault } from "./token-vault.ts";

/**
 * So long a token that was just looked up is good for the next call as well. A token that another
 * process forgets may be used so long yet, which is less than a call under way may take; one that
 * this process forgets is not.
 */
const REMEMBERED_MS = 500;
/** Beyond so many credentials, all are looked up anew. */
const REMEMBERED_MAX = 1_000;

interface Remembered {
  readonly result: Promise<TokenResult>;
  readonly atMs: number;
}

/**
 * The vault's tokens, each looked up once for the many calls that a backlog makes with it: reading
 * a record and opening it costs as much as all else that is done for a call.
 *
 * @param nowMs a clock in milliseconds that never runs backwards
 */
export function tokensFromMemory(vault: TokenVault, nowMs: () => number): TokenVault {
  const remembered = new Map<string, Remembered>();

  const get: AccessTokens["get"] = (use, options) => {
    const context = tokenContext(use);
    if (options?.renew !== undefined || options?.claims !== undefined) {
      return changing(use, vault.get(use, options));
    }
    const known = remembered.get(context);
    if (known !== undefined && nowMs() - known.atMs < REMEMBERED_MS) return known.result;
    if (remembered.size >= REMEMBERED_MAX) remembered.clear();
    const looked: Remembered = { result: vault.get(use), atMs: nowMs() };
    remembered.set(context, looked);
    const forget = (): void => {
      if (remembered.get(context) === looked) remembered.delete(context);
    };
    // What is missing may be connected the next moment.
    void looked.result.then(({ ok }) => ok || forget(), forget);
    return looked.result;
  };

  /** What was looked up while it changed may be what was before. */
  async function changing<T>(use: CredentialUse, change: Promise<T>): Promise<T> {
    remembered.delete(tokenContext(use));
    try {
      return await change;
    } finally {
      remembered.delete(tokenContext(use));
    }
  }

  const keep: TokenKeeper["keep"] = (use, account) => changing(use, vault.keep(use, account));
  const forget: TokenKeeper["forget"] = (use) => changing(use, vault.forget(use));
  return { ...vault, get, keep, forget };
}
