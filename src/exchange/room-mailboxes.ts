import type { RoomMailboxes } from "../app/scan/ports.ts";
import { checkCalendarRights, readMailboxSettings } from "./calendar-rights.ts";
import type { GraphClient } from "./graph-client.ts";

/** Looks at room mailboxes for the configuration scan: what they allow, and how they are set. */
export function createRoomMailboxes(graph: GraphClient): RoomMailboxes {
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
