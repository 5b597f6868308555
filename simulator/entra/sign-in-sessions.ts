import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Persistence } from "../persistence.ts";

/**
 * Which sign-ins still count. Every grant carries its person's generation; revoking moves the
 * generation on, and all that was signed in before is void, to the millisecond.
 */
export interface SignInSessions {
  generationOf(userId: string): number;
  /** Instant (epoch milliseconds) before which the person's grants are void, or null. */
  validFromMs(userId: string): number | null;
  /** What `revokeSignInSessions` does: refresh tokens, codes and browser sessions become void. */
  revokeSessions(userId: string): void;
}

const storedSchema = z.record(
  z.string(),
  z.object({ generation: z.number().int(), validFromMs: z.number() }),
);

const STORED_AS = "entra-sessions";

export function openSignInSessions(
  clock: Clock,
  persistence: Persistence | undefined,
): SignInSessions {
  const stored = persistence?.load(STORED_AS) ?? {};
  const revocations = new Map(Object.entries(storedSchema.parse(stored)));
  return {
    generationOf: (userId) => revocations.get(userId)?.generation ?? 0,
    validFromMs: (userId) => revocations.get(userId)?.validFromMs ?? null,
    revokeSessions(userId) {
      const generation = (revocations.get(userId)?.generation ?? 0) + 1;
      revocations.set(userId, { generation, validFromMs: clock.now() });
      persistence?.save(STORED_AS, () => Object.fromEntries(revocations));
    },
  };
}
