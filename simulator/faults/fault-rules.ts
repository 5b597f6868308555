/**
 * Faults that Graph shows now and then, on demand: what a client must survive (facts 4, 5). A rule
 * says which requests it meets, how often, and what befalls them.
 */
export type FaultEffect =
  /** 429 before any work. */
  | { readonly kind: "throttled"; readonly retryAfterSeconds: number | null }
  /** 503 with Graph's JSON, or with HTML as a front end sends it. */
  | { readonly kind: "unavailable"; readonly retryAfterSeconds: number | null }
  | { readonly kind: "unavailableHtml" }
  /** 504 although the work was done. */
  | { readonly kind: "timeoutAfterWork" }
  /** 500 ErrorInternalServerTransientError before any work. */
  | { readonly kind: "transientError" }
  /** The connection breaks, before or after the work. */
  | { readonly kind: "resetBeforeWork" }
  | { readonly kind: "resetAfterWork" }
  /** The request is answered as usual, later. */
  | { readonly kind: "latency"; readonly latencyMs: number }
  /** 401 as for an expired token. */
  | { readonly kind: "expiredToken" }
  /** ErrorIrresolvableConflict (412 or 409 by the setting), seen even without If-Match. */
  | { readonly kind: "changeKeyConflict" }
  /** 410 for a delta token, in the words that the settings name (facts 1.13). */
  | { readonly kind: "syncStateNotFound" }
  /** A subscription refused by Exchange; 403 may hide a passing ServiceUnavailable (facts 3.2). */
  | { readonly kind: "extensionError"; readonly reason: ExtensionErrorReason }
  /** Any other of Graph's errors before any work, e.g. ErrorExceededMessageLimit (facts 4, 5). */
  | {
      readonly kind: "error";
      readonly status: number;
      readonly code: string;
      readonly message: string;
      readonly retryAfterSeconds: number | null;
    };

export type ExtensionErrorReason =
  | "Unauthorized"
  | "Forbidden"
  | "BadRequest"
  | "ServiceUnavailable";

export interface FaultRule {
  /** Absent means any. */
  readonly method?: string;
  /** A regular expression over the path below /v1.0. */
  readonly path?: string;
  /** The mailbox by id or address, as the directory knows it. */
  readonly mailbox?: string;
  /** Chance in [0, 1] that a matching request is met; 1 unless told. */
  readonly probability?: number;
  /** How many requests are met before the rule is spent; unlimited unless told. */
  readonly times?: number;
  readonly effect: FaultEffect;
}

export interface ActiveFaultRule extends FaultRule {
  readonly id: string;
  /** How many requests the rule has met. */
  readonly met: number;
}

/** A request as fault rules see it. */
export interface FaultedRequest {
  readonly method: string;
  readonly path: string;
  /** Ids and addresses of the mailbox, lower case; empty where the request has none. */
  readonly mailboxNames: readonly string[];
}

export interface FaultRules {
  /** Throws a SyntaxError where `path` is no regular expression. */
  add(rule: FaultRule): ActiveFaultRule;
  /** Removes one rule, or all. */
  clear(id?: string): void;
  list(): readonly ActiveFaultRule[];
  /** The effects that meet this request, and counts them. */
  meet(request: FaultedRequest): readonly FaultEffect[];
}

/** Rules whose chances come from the world's seeded `random`. */
export function createFaultRules(random: () => number): FaultRules {
  let nextId = 1;
  const rules = new Map<string, { rule: FaultRule; path: RegExp | null; met: number }>();
  const active = (id: string, entry: { rule: FaultRule; met: number }): ActiveFaultRule => ({
    ...entry.rule,
    id,
    met: entry.met,
  });
  return {
    add(rule) {
      const id = String(nextId++);
      const entry = { rule, path: rule.path ? new RegExp(rule.path, "i") : null, met: 0 };
      rules.set(id, entry);
      return active(id, entry);
    },
    clear(id) {
      if (id === undefined) rules.clear();
      else rules.delete(id);
    },
    list: () => [...rules].map(([id, entry]) => active(id, entry)),
    meet(request) {
      const effects: FaultEffect[] = [];
      for (const entry of rules.values()) {
        if (!matches(entry.rule, entry.path, request)) continue;
        if (entry.rule.times !== undefined && entry.met >= entry.rule.times) continue;
        const probability = entry.rule.probability ?? 1;
        if (probability < 1 && random() >= probability) continue;
        entry.met += 1;
        effects.push(entry.rule.effect);
      }
      return effects;
    },
  };
}

function matches(rule: FaultRule, path: RegExp | null, request: FaultedRequest): boolean {
  if (rule.method !== undefined && rule.method.toUpperCase() !== request.method) return false;
  if (path && !path.test(request.path)) return false;
  return rule.mailbox === undefined || request.mailboxNames.includes(rule.mailbox.toLowerCase());
}
