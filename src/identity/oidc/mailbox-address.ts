import { z } from "zod";
import type { ReadMailboxAddress } from "../../app/people/delegated-user.ts";

const TIMEOUT_MS = 10_000;
const calendarSchema = z.object({ owner: z.object({ address: z.string() }) });

/**
 * Reads whose calendar a token opens. The owner of the default calendar is readable with the
 * calendar permission itself, so no right to read profiles is asked for.
 */
export function createReadMailboxAddress(graphUrl: string): ReadMailboxAddress {
  return async (accessToken) => {
    const response = await fetch(`${graphUrl}/v1.0/me/calendar?$select=owner`, {
      headers: { Authorization: `Bearer ${accessToken}`, Accept: "application/json" },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch(() => null);
    if (!response?.ok) return null;
    const body: unknown = await response.json().catch(() => null);
    return calendarSchema.safeParse(body).data?.owner.address ?? null;
  };
}
