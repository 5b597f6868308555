/**
 * What a room decides by, as Set-CalendarProcessing has it (facts 2), in the names of Exchange in
 * lowerCamelCase. Null where the output did not hold it.
 */
export interface RoomSettings {
  /** How Exchange names the mailbox: an address, an alias or a display name. */
  readonly identity: string;
  /** Where the output holds it; `Get-CalendarProcessing` by itself does not print it. */
  readonly primarySmtpAddress: string | null;
  readonly automateProcessing: "None" | "AutoUpdate" | "AutoAccept" | null;
  readonly allowConflicts: boolean | null;
  readonly allowRecurringMeetings: boolean | null;
  readonly bookingWindowInDays: number | null;
  readonly enforceSchedulingHorizon: boolean | null;
  readonly maximumDurationInMinutes: number | null;
  readonly scheduleOnlyDuringWorkHours: boolean | null;
  readonly allBookInPolicy: boolean | null;
  readonly allRequestInPolicy: boolean | null;
  readonly allRequestOutOfPolicy: boolean | null;
  readonly deleteSubject: boolean | null;
  readonly addOrganizerToSubject: boolean | null;
  readonly removePrivateProperty: boolean | null;
  readonly processExternalMeetingMessages: boolean | null;
  readonly enforceCapacity: boolean | null;
  readonly bookingType: string | null;
}

export interface SettingsMatch<Room> {
  readonly byRoom: ReadonlyMap<Room, RoomSettings>;
  /** Identities that no room has. */
  readonly unmatched: readonly string[];
}

/**
 * Which settings belong to which room: by address, else by what Exchange calls the mailbox, which
 * may be its address, the part before the @, or a name. A name that two rooms have decides nothing.
 */
export function matchRoomSettings<
  Room extends { readonly roomMailbox: string; readonly spaceName: string },
>(settings: readonly RoomSettings[], rooms: readonly Room[]): SettingsMatch<Room> {
  const byAddress = uniquely(rooms, ({ roomMailbox }) => roomMailbox);
  const byAlias = uniquely(rooms, ({ roomMailbox }) => roomMailbox.split("@")[0] ?? "");
  const byName = uniquely(rooms, ({ spaceName }) => spaceName);
  const byRoom = new Map<Room, RoomSettings>();
  const unmatched: string[] = [];
  for (const each of settings) {
    const address = each.primarySmtpAddress?.toLowerCase();
    const identity = each.identity.toLowerCase();
    const room =
      address === undefined
        ? (byAddress.get(identity) ?? byAlias.get(identity) ?? byName.get(identity))
        : byAddress.get(address);
    if (room === undefined || room === null)
      unmatched.push(each.primarySmtpAddress ?? each.identity);
    else byRoom.set(room, each);
  }
  return { byRoom, unmatched };
}

/** By key in lower case; null where several have the key. */
function uniquely<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, Item | null> {
  const found = new Map<string, Item | null>();
  for (const item of items) {
    const key = keyOf(item).toLowerCase();
    found.set(key, found.has(key) ? null : item);
  }
  return found;
}
