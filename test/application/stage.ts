import { randomUUID } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import type { Actor } from "../../src/app/people/actor.ts";
import { createSpaceCatalogue } from "../../src/app/places/space-catalogue.ts";
import { bookingFactsFromMemory } from "../../src/app/reservations/booking-facts-from-memory.ts";
import { createReservation } from "../../src/app/reservations/create-reservation.ts";
import type { CreateRequest } from "../../src/app/reservations/create-request.ts";
import type { TogetherDependencies } from "../../src/app/reservations/together-ports.ts";
import { createProperties, type Properties } from "../../src/app/settings/properties.ts";
import type { IntegrationMode } from "../../src/core/integration-rules/question.ts";
import { createCatalogueStore } from "../../src/store/catalogue-store.ts";
import type { Database } from "../../src/store/database.ts";
import { createPeopleStore } from "../../src/store/identity/people-store.ts";
import { createPropertyStore } from "../../src/store/property-store.ts";
import { createReservationStore } from "../../src/store/reservation-store.ts";
import { createLifeStore } from "../../src/store/life/life-store.ts";
import { createSeriesStore } from "../../src/store/series-store.ts";
import { createTogetherStore } from "../../src/store/together-store.ts";
import { buildWorkplace, type TestPerson, type Workplace } from "./workplace.ts";

/** The use cases on a real database, at a fixed time, with the tokens that a test hands out. */
export interface Stage {
  readonly database: Database;
  readonly deps: TogetherDependencies;
  readonly properties: Properties;
  readonly workplace: Workplace;
  /** `personId providerId` of whoever has a usable token. */
  readonly tokens: Set<string>;
  readonly calls: { wokenLanes: number };
  /** As after a change of a place by this process. */
  readonly forgetPlaces: () => void;
  setMode(mode: IntegrationMode): Promise<void>;
  giveToken(person: TestPerson): void;
  create(actor: Actor, request?: Partial<CreateRequest>): ReturnType<typeof createReservation>;
  syncEvents(): Promise<readonly StoredSyncEvent[]>;
}

export interface StoredSyncEvent {
  readonly id: string;
  readonly reservation_id: string;
  readonly provider_id: string;
  readonly type: string;
  readonly state: string;
  readonly policy_row: string;
  readonly mailbox: string;
  readonly sync_mailbox: string;
  readonly credential: string;
  readonly credential_person_id: string | null;
  readonly invited: string | null;
  readonly channel: string;
  readonly dry_run: boolean;
  readonly may_have_been_sent: boolean;
}

export const NOW = Temporal.Instant.from("2026-11-23T09:00:00Z");
export const START = Temporal.Instant.from("2026-11-24T09:00:00Z");
export const END = Temporal.Instant.from("2026-11-24T10:00:00Z");
export const SYSTEM: Actor = { kind: "system", channel: "system" };

export async function openStage(database: Database): Promise<Stage> {
  const workplace = await buildWorkplace(database);
  const tokens = new Set<string>();
  const calls = { wokenLanes: 0 };
  const nowMs = () => performance.now();
  const properties = createProperties({ store: createPropertyStore(database.kysely), nowMs });
  const catalogue = createSpaceCatalogue({ source: createCatalogueStore(database), nowMs });
  const deps: TogetherDependencies = {
    store: createReservationStore(database),
    seriesStore: createSeriesStore(database),
    lifeStore: createLifeStore(database),
    togetherStore: createTogetherStore(database),
    facts: bookingFactsFromMemory({
      catalogue,
      people: createPeopleStore(database.kysely),
      properties,
      personalTokens: {
        usable: (personId, providerId) => Promise.resolve(tokens.has(`${personId} ${providerId}`)),
      },
      now: () => new Date(),
    }),
    now: () => NOW,
    newId: randomUUID,
    wakeLanes: () => {
      calls.wokenLanes += 1;
    },
    announceChange: () => undefined,
  };
  return {
    database,
    deps,
    properties,
    workplace,
    tokens,
    calls,
    forgetPlaces: () => catalogue.forget(),
    async setMode(mode) {
      await properties.set(SYSTEM, "sn_wsd_rsvsync.sync_integration_mode", mode);
    },
    giveToken(person) {
      tokens.add(`${person.id} ${workplace.providerId}`);
      tokens.add(`${person.id} ${workplace.otherProviderId}`);
    },
    create: (actor, request) =>
      createReservation(deps, actor, {
        spaceId: workplace.oak.id,
        start: START,
        end: END,
        subject: "Planning",
        notes: "",
        sensitivity: "normal",
        attendees: [],
        ...request,
      }),
    async syncEvents() {
      return database.kysely
        .selectFrom("sync_event")
        .select(["id", "reservation_id", "provider_id", "type", "state", "policy_row", "mailbox"])
        .select(["sync_mailbox", "credential", "credential_person_id", "invited", "channel"])
        .select(["dry_run", "may_have_been_sent"])
        .orderBy("id")
        .execute();
    },
  };
}

/** Where the database's clock counts as well, which is real. */
export function goByRealClock({ deps }: Pick<Stage, "deps">): void {
  Object.assign(deps, { now: () => Temporal.Now.instant() });
}

export function personActor(
  person: TestPerson,
  channel: Extract<Actor, { kind: "person" }>["channel"] = "portal",
  roles: Extract<Actor, { kind: "person" }>["roles"] = ["user"],
): Actor {
  return { kind: "person", personId: person.id, roles, channel };
}

export const API_CLIENT: Actor = {
  kind: "api_client",
  clientId: "00000000-0000-4000-8000-00000000c11e",
  name: "Integration",
  scopes: ["reservations:read", "reservations:write", "places:read"],
  channel: "rest_api",
};

export function panelActor(spaceId: string): Actor {
  return {
    kind: "panel",
    panelId: "00000000-0000-4000-8000-00000000aa11",
    spaceId,
    channel: "panel",
  };
}
