import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import type {
  AppRegistration,
  Directory,
  DirectoryUser,
  RoomMailbox,
  Tenant,
} from "../directory/directory.ts";
import { ROOM_PROCESSING_DEFAULTS } from "../rooms/room-processing.ts";

const companySchema = z.strictObject({
  tenant: z.strictObject({ domain: z.string(), displayName: z.string() }),
  buildings: z.array(
    z.strictObject({
      name: z.string(),
      /** IANA name. */
      timeZone: z.string(),
      windowsTimeZone: z.string(),
    }),
  ),
  people: z.array(
    z.strictObject({
      upn: z.string(),
      displayName: z.string(),
      jobTitle: z.string(),
      building: z.string(),
      role: z.enum([
        "global-administrator",
        "facilities-manager",
        "planner",
        "employee",
        "service-account",
      ]),
    }),
  ),
  rooms: z.array(
    z.strictObject({
      address: z.string(),
      name: z.string(),
      building: z.string(),
      floorNumber: z.number().int(),
      floorLabel: z.string(),
      capacity: z.number().int(),
      tags: z.array(z.string()),
      isWheelChairAccessible: z.boolean(),
    }),
  ),
  application: z.strictObject({
    displayName: z.string(),
    clientId: z.guid(),
    delegatedScopes: z.array(z.string()),
    applicationRoles: z.array(z.string()),
  }),
});

/** A company as its JSON file describes it. */
export type CompanyDescription = z.infer<typeof companySchema>;

/** The demo company: two buildings in two time zones, their rooms and their people. */
export const DEMO_COMPANY: CompanyDescription = companySchema.parse(
  JSON.parse(readFileSync(new URL("demo-company.json", import.meta.url), "utf8")),
);

/** A GUID that is the same at every start, drawn from a name. */
function stableGuid(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

/** The tenant that the demo company lives in. */
export function demoTenant(): Tenant {
  return {
    id: stableGuid(`tenant/${DEMO_COMPANY.tenant.domain}`),
    ...DEMO_COMPANY.tenant,
    userConsentPolicy: "microsoft-managed",
  };
}

/** How the company's own reservation application is registered. */
export interface DemoApplication {
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  /** Defaults to the id of the company's file. */
  readonly clientId?: string;
  /** For client assertions: SHA-256 thumbprint (base64url) and public key as PEM. */
  readonly certificates?: AppRegistration["certificates"];
  /** Whether an administrator has consented to all it asks for already. Default: no. */
  readonly consented?: boolean;
  /** The application permissions that its registration asks for. Default: those of the file. */
  readonly requestedRoles?: readonly string[];
  /** Whether the service account is a delegate of every room already. Default: yes. */
  readonly roomsDelegated?: boolean;
}

/** Ten years: a demo that stands for long must not lose its secret. */
const SECRET_LIFETIME_MS = 3650 * 24 * 3600 * 1000;

type Person = CompanyDescription["people"][number];
type Room = CompanyDescription["rooms"][number];

function zoneOf(buildingName: string): string {
  const building = DEMO_COMPANY.buildings.find(({ name }) => name === buildingName);
  if (!building) throw new Error(`The demo company has no building "${buildingName}".`);
  return building.windowsTimeZone;
}

function userOfPerson(person: Person): DirectoryUser {
  const words = person.displayName.split(" ");
  return {
    id: stableGuid(`user/${person.upn}`),
    kind: "person",
    userPrincipalName: person.upn,
    mail: person.upn,
    displayName: person.displayName,
    givenName: words.slice(0, -1).join(" "),
    surname: words.at(-1) ?? null,
    jobTitle: person.jobTitle,
    accountEnabled: true,
    isGlobalAdministrator: person.role === "global-administrator",
    timeZone: zoneOf(person.building),
  };
}

function userOfRoom(room: Room, delegates: readonly string[]): DirectoryUser {
  const { address, name, building, ...facts } = room;
  const mailbox: RoomMailbox = {
    ...facts,
    tags: [...facts.tags],
    building,
    delegates: [...delegates],
    processing: { ...ROOM_PROCESSING_DEFAULTS },
  };
  return {
    id: stableGuid(`user/${address}`),
    kind: "room",
    userPrincipalName: address,
    mail: address,
    displayName: name,
    givenName: null,
    surname: null,
    jobTitle: null,
    // Exchange makes a room's account without a sign-in.
    accountEnabled: false,
    isGlobalAdministrator: false,
    timeZone: zoneOf(building),
    room: mailbox,
  };
}

/** Fills a directory with the demo company and its application. */
export function populateDemoCompany(
  directory: Directory,
  application: DemoApplication,
  nowMs: number,
): void {
  const people = DEMO_COMPANY.people.map((person) => ({ person, user: userOfPerson(person) }));
  const delegates = people
    .filter(
      ({ person }) => person.role === "service-account" && application.roomsDelegated !== false,
    )
    .map(({ user }) => user.id);
  const rooms = DEMO_COMPANY.rooms.map((room) => userOfRoom(room, delegates));
  for (const user of [...people.map((each) => each.user), ...rooms]) {
    directory.users.set(user.id, user);
  }

  const described = DEMO_COMPANY.application;
  const clientId = application.clientId ?? described.clientId;
  const consented = application.consented ?? false;
  const requestedRoles = application.requestedRoles ?? described.applicationRoles;
  directory.applications.set(clientId, {
    clientId,
    displayName: described.displayName,
    redirectUris: [...application.redirectUris],
    secrets: [{ value: application.clientSecret, expiresAtMs: nowMs + SECRET_LIFETIME_MS }],
    certificates: [...(application.certificates ?? [])],
    adminConsentedScopes: consented ? [...described.delegatedScopes] : [],
    requestedScopes: [...described.delegatedScopes],
    applicationRoles: consented ? [...requestedRoles] : [],
    requestedRoles: [...requestedRoles],
    rbacAssignments: [],
    userConsents: new Map(),
  });
}
