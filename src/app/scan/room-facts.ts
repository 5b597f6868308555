import type { MailboxFacts, RoomFacts } from "../../core/configuration-scan/facts.ts";
import { instantOf, type LookedAtProvider } from "./look-at-providers.ts";
import type { ChangeSourceRecord, ScannedRoom } from "./ports.ts";

/** A sync configuration as the rules see it, with what Exchange says of its room. */
export function roomFacts(
  room: ScannedRoom,
  seen: {
    readonly mailbox: MailboxFacts | null;
    readonly directory: LookedAtProvider["directory"];
    readonly source: ChangeSourceRecord | null;
  },
): RoomFacts {
  const { moduleName, durationMinutesMax, daysAheadMax, recurringEnabled, ...rest } = room;
  return {
    ...rest,
    module: { name: moduleName, durationMinutesMax, daysAheadMax, recurringEnabled },
    mailbox: seen.mailbox,
    place: placeOf(room, seen.directory),
    changeSource: seen.source && sourceOf(seen.source),
  };
}

function placeOf(room: ScannedRoom, directory: LookedAtProvider["directory"]): RoomFacts["place"] {
  const place = directory?.get(room.roomMailbox.toLowerCase());
  return place ? { capacity: place.capacity, isReserved: place.isReserved } : null;
}

function sourceOf(record: ChangeSourceRecord): RoomFacts["changeSource"] {
  const { source, state, subscriptionId, reasonCode, reason } = record;
  return {
    source,
    state,
    subscriptionId,
    reasonCode,
    reason,
    subscriptionExpiresAt: record.subscriptionExpiresAt && instantOf(record.subscriptionExpiresAt),
    lastReadAt: record.lastReadAt && instantOf(record.lastReadAt),
  };
}
