import { createHash } from "node:crypto";
import { readDemoTenant } from "../../scripts/demo-organisation.ts";
import { DEMO_COMPANY } from "../../simulator/company/demo-company.ts";
import type { Directory, DirectoryUser } from "../../simulator/directory/directory.ts";
import { ROOM_PROCESSING_DEFAULTS } from "../../simulator/rooms/room-processing.ts";
import type { SetUpFile } from "../../src/contract/set-up.ts";

/** A company of many rooms, whose people have long met in them. */
export interface ImportCompany {
  readonly rooms: readonly DirectoryUser[];
  readonly people: readonly DirectoryUser[];
}

const DOMAIN = DEMO_COMPANY.tenant.domain;
const BUILDING = "Headquarters";
const ZONE = { iana: "Europe/Berlin", windows: "W. Europe Standard Time" };

export function importCompany(rooms: number, people: number): ImportCompany {
  return {
    rooms: Array.from({ length: rooms }, (_, index) => roomNumber(index)),
    people: Array.from({ length: people }, (_, index) => personNumber(index)),
  };
}

/** Beside the demonstration company, whose application and administrator are theirs too. */
export function addToDirectory({ rooms, people }: ImportCompany, directory: Directory): void {
  for (const user of [...people, ...rooms]) directory.users.set(user.id, user);
}

/** As an administrator sets it up: every room synced. Of the people nobody is known yet. */
export function describeImportCompany({ rooms }: ImportCompany, demo: SetUpFile): SetUpFile {
  const { tenantId, clientId } = readDemoTenant();
  const provider = "Exchange Online";
  return {
    buildings: [{ name: BUILDING, time_zone: ZONE.iana }],
    modules: [{ name: "Meeting rooms", days_ahead_max: 180 }],
    spaces: rooms.map(({ displayName, mail }) => ({
      name: displayName,
      building: BUILDING,
      capacity: 8,
      email: mail,
    })),
    ...(demo.people && { people: demo.people }),
    calendar_providers: [
      {
        name: provider,
        tenant_id: tenantId,
        client_id: clientId,
        client_secret_env: "DEMO_CLIENT_SECRET",
      },
    ],
    sync_configurations: rooms.map(({ displayName, mail }) => ({
      building: BUILDING,
      space: displayName,
      provider,
      room_mailbox: mail,
    })),
    ...(demo.properties && { properties: demo.properties }),
  };
}

function roomNumber(index: number): DirectoryUser {
  const number = numbered(index);
  const address = `room.${number}@${DOMAIN}`;
  return {
    ...account(address, `Room ${number}`),
    kind: "room",
    accountEnabled: false,
    room: {
      capacity: 8,
      building: BUILDING,
      floorNumber: 1,
      floorLabel: "1",
      tags: [],
      isWheelChairAccessible: true,
      delegates: [],
      processing: { ...ROOM_PROCESSING_DEFAULTS },
    },
  };
}

function personNumber(index: number): DirectoryUser {
  const number = numbered(index);
  return account(`person.${number}@${DOMAIN}`, `Person ${number}`);
}

function account(address: string, displayName: string): DirectoryUser {
  return {
    id: guidOf(address),
    kind: "person",
    userPrincipalName: address,
    mail: address,
    displayName,
    givenName: null,
    surname: null,
    jobTitle: null,
    accountEnabled: true,
    isGlobalAdministrator: false,
    timeZone: ZONE.windows,
  };
}

function numbered(index: number): string {
  return String(index + 1).padStart(4, "0");
}

function guidOf(address: string): string {
  const hex = createHash("sha256").update(address).digest("hex");
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ];
  return [...parts, hex.slice(20, 32)].join("-");
}
