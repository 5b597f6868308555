import type { ProviderFacts, RoomFacts, ScanFacts, SpaceAddress } from "./facts.ts";
import { type Finding, finding, type FindingSubject } from "./finding.ts";

/** Whether the sync configurations fit each other, their spaces and their providers. */
export function judgeConfigurations(facts: ScanFacts): Finding[] {
  const providers = new Map(facts.providers.map((provider) => [provider.id, provider]));
  const spacesByAddress = Map.groupBy(facts.addresses, ({ email }) => email.toLowerCase());
  return [
    ...facts.rooms.flatMap((room) => [
      ...judgeAddress(room, spacesByAddress),
      ...(room.active ? judgeActive(room, providers.get(room.providerId)) : []),
    ]),
    ...facts.addresses.filter(({ isSynced }) => !isSynced).map(notSynced),
  ];
}

function judgeAddress(
  room: RoomFacts,
  spacesByAddress: ReadonlyMap<string, readonly SpaceAddress[]>,
): Finding[] {
  const mailbox = room.roomMailbox.trim().toLowerCase();
  if (mailbox === "") {
    return [
      finding(
        "mailbox_missing",
        spaceSubject(room),
        `The sync configuration of ${room.spaceName} names no room mailbox.`,
        { text: "Enter the address of the room mailbox.", place: "sync_configurations" },
      ),
    ];
  }
  const found: Finding[] = [];
  if (room.spaceEmail !== null && room.spaceEmail.toLowerCase() !== mailbox) {
    found.push(
      finding(
        "mailbox_differs",
        spaceSubject(room),
        `${room.spaceName} has the address ${room.spaceEmail}, and is synced with ${room.roomMailbox}.`,
        { text: "Correct whichever is wrong.", place: "sync_configurations" },
      ),
    );
  }
  const others = (spacesByAddress.get(mailbox) ?? []).filter(
    ({ spaceId }) => spaceId !== room.spaceId,
  );
  for (const other of others) {
    found.push(
      finding(
        "address_used_twice",
        spaceSubject(room),
        `${room.spaceName} is synced with ${room.roomMailbox}, which is the address of ${other.spaceName}.`,
        { text: "Give each space the mailbox of its own room.", place: "sync_configurations" },
      ),
    );
  }
  return found;
}

function judgeActive(room: RoomFacts, provider: ProviderFacts | undefined): Finding[] {
  const subject = spaceSubject(room);
  const found: Finding[] = [];
  if (provider !== undefined && !provider.active) {
    found.push(
      finding(
        "provider_inactive",
        subject,
        `${room.spaceName} is synced by "${provider.name}", which is not active.`,
        {
          text: "Activate the calendar provider, or deactivate the sync configuration.",
          place: "sync_configurations",
        },
      ),
    );
  }
  const deactivate = {
    text: "Deactivate the sync configuration, or activate the space and its building.",
    place: "sync_configurations",
  } as const;
  if (!room.spaceActive) {
    const message = `${room.spaceName} is inactive and still synced.`;
    found.push(finding("space_inactive", subject, message, deactivate));
  } else if (!room.buildingActive) {
    const message = `${room.spaceName} is synced, and ${room.buildingName} is inactive.`;
    found.push(finding("building_inactive", subject, message, deactivate));
  }
  if (room.dryRun) {
    found.push(
      finding("dry_run", subject, `Nothing of ${room.spaceName} is sent to Exchange.`, {
        text: "Untick the dry run once what would be sent looks right.",
        place: "sync_configurations",
      }),
    );
  }
  return found;
}

function notSynced({ spaceId, spaceName, email }: SpaceAddress): Finding {
  return finding(
    "space_not_synced",
    { kind: "space", id: spaceId, name: spaceName },
    `${spaceName} has the address ${email} and no active sync configuration.`,
    {
      text: "Add or activate its sync configuration, or remove the address.",
      place: "sync_configurations",
    },
  );
}

export function spaceSubject({ spaceId, spaceName }: RoomFacts): FindingSubject {
  return { kind: "space", id: spaceId, name: spaceName };
}
