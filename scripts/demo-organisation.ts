import {
  DEMO_COMPANY,
  demoTenant,
  populateDemoCompany,
} from "../simulator/company/demo-company.ts";
import { createDirectory } from "../simulator/directory/directory.ts";
import type { SetUpFile } from "../src/contract/set-up.ts";

/** Who is worth signing in as, in the order of their part in the story. */
export const DEMO_SIGN_INS = [
  { name: "Jonas Brandt", part: "employee in Berlin" },
  { name: "Maya Whitfield", part: "employee in Chicago" },
  { name: "Renata Osei", part: "event planner" },
  { name: "Tobias Krane", part: "facilities manager" },
  { name: "Amara Lindqvist", part: "administrator" },
] as const;

const PROVIDER = "Larkfield Exchange Online";
const MODULE = "Meeting rooms";

/** What the settings of a server for the demonstration company need to know of its tenant. */
export function readDemoTenant(): {
  readonly tenantId: string;
  readonly clientId: string;
  readonly administrator: string;
} {
  return {
    tenantId: demoTenant().id,
    clientId: DEMO_COMPANY.application.clientId,
    administrator: upnWithRole("global-administrator"),
  };
}

/** The demonstration company as a set-up file: what an administrator of a real one would write. */
export function describeDemoOrganisation(properties: Record<string, string> = {}): SetUpFile {
  const { tenantId, clientId } = readDemoTenant();
  return {
    buildings: DEMO_COMPANY.buildings.map(({ name, timeZone }) => ({ name, time_zone: timeZone })),
    modules: [{ name: MODULE, days_ahead_max: 180, group_enabled: true }],
    spaces: DEMO_COMPANY.rooms.map((room) => ({
      name: room.name,
      building: room.building,
      floor: room.floorLabel,
      capacity: room.capacity,
      equipment: room.tags,
      email: room.address,
    })),
    people: describePeople(tenantId),
    calendar_providers: [
      {
        name: PROVIDER,
        tenant_id: tenantId,
        client_id: clientId,
        client_secret_env: "DEMO_CLIENT_SECRET",
        delegated_user_email: upnWithRole("service-account"),
      },
    ],
    sync_configurations: DEMO_COMPANY.rooms.map((room) => ({
      building: room.building,
      space: room.name,
      provider: PROVIDER,
      room_mailbox: room.address,
    })),
    properties,
  };
}

const ROLES = {
  "global-administrator": ["user", "admin"],
  "facilities-manager": ["user", "manager"],
  planner: ["user", "planner"],
  employee: ["user"],
} as const;

function describePeople(tenantId: string): NonNullable<SetUpFile["people"]> {
  const directory = createDirectory(demoTenant());
  populateDemoCompany(directory, { clientSecret: "", redirectUris: [] }, 0);
  const zones = new Map(DEMO_COMPANY.buildings.map(({ name, timeZone }) => [name, timeZone]));
  return DEMO_COMPANY.people.flatMap((person) => {
    const objectId = directory.findUser(person.upn)?.id;
    // The delegated user is an account, not somebody who books.
    if (objectId === undefined || person.role === "service-account") return [];
    return [
      {
        email: person.upn,
        display_name: person.displayName,
        time_zone: zones.get(person.building) ?? "UTC",
        roles: [...ROLES[person.role]],
        account: { tenant_id: tenantId, object_id: objectId },
      },
    ];
  });
}

function upnWithRole(role: (typeof DEMO_COMPANY.people)[number]["role"]): string {
  const person = DEMO_COMPANY.people.find((candidate) => candidate.role === role);
  if (!person) throw new Error(`The demonstration company has nobody with the role ${role}.`);
  return person.upn;
}
