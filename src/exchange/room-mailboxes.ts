import type { RoomMailboxes } from "../app/scan/ports.ts";
import type { AccessTokens } from "../app/sync/access-tokens.ts";
import { checkCalendarRights, readMailboxSettings } from "./calendar-rights.ts";
import { createGraphClient } from "./graph-client.ts";
import { createMailboxThrottle } from "./mailbox-throttle.ts";

/** Looks at room mailboxes for the configuration scan: what they allow, and how they are set. */
export function createRoomMailboxes(options: {
  /** `https://graph.microsoft.com`, without a slash at its end. */
  readonly graphUrl: string;
  readonly accessTokens: AccessTokens;
  readonly callTimeoutMs?: number;
}): RoomMailboxes {
  // Two calls a mailbox, one after the other: they do not crowd those of synchronisation.
  const throttle = createMailboxThrottle(() => performance.now());
  const graph = createGraphClient({ ...options, throttle });
  return {
    async look(access) {
      const rights = await checkCalendarRights(graph, access);
      if (!rights.ok) return rights;
      const settings = await readMailboxSettings(graph, access);
      if (!settings.ok) return settings;
      const { timeZone = null, userPurpose = null } = settings.value ?? {};
      return { ok: true, value: { timeZone, purpose: userPurpose } };
    },
  };
}
