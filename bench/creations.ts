import { randomUUID } from "node:crypto";
import type { NewReservation } from "../src/app/reservations/ports.ts";
import { createReservationStatement } from "../src/store/create-reservation-statement.ts";
import type { Database } from "../src/store/database.ts";
import { firstDay, type BenchmarkOrganisation } from "./benchmark-data.ts";
import { loadOverHttp, loadOverWork } from "./load.ts";
import { medianRun, type LoadFigures } from "./statistics.ts";

const SLOT_MS = 30 * 60_000;
const ROUNDS = 3;

export interface CreationFigures {
  readonly clients: number;
  readonly api: LoadFigures;
  readonly bareSql: LoadFigures;
  /** Rate of the API over the rate of bare SQL. */
  readonly ratio: number;
}

/** Slots that nobody else asks for: each space in turn, then the next half hour. */
export function createSlots(
  spaceIds: readonly string[],
): () => { spaceId: string; startMs: number } {
  const beginMs = firstDay(1).getTime();
  let next = 0;
  return () => {
    const index = next++;
    const spaceId = spaceIds[index % spaceIds.length] ?? "";
    return { spaceId, startMs: beginMs + Math.floor(index / spaceIds.length) * SLOT_MS };
  };
}

/**
 * Creations through the API beside the same rows written by the same statement with nothing
 * around it, in turns so that a noisy machine disturbs both; the median run of each counts.
 */
export async function measureCreations(
  url: string,
  database: Database,
  organisation: BenchmarkOrganisation,
  clientCounts: readonly number[],
  durationSeconds: number,
): Promise<CreationFigures[]> {
  const nextSlot = createSlots(organisation.spaceIds);
  const { providerId } = await database.kysely
    .selectFrom("reservable_sync_configuration")
    .select("provider_id as providerId")
    .executeTakeFirstOrThrow();
  const figures: CreationFigures[] = [];
  for (const clients of clientCounts) {
    const api: LoadFigures[] = [];
    const bareSql: LoadFigures[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      bareSql.push(
        await loadOverWork(clients, durationSeconds, async () => {
          await database.query(
            createReservationStatement(bareRow(nextSlot(), organisation, providerId)),
          );
        }),
      );
      api.push(await loadApi(url, organisation, nextSlot, clients, durationSeconds));
    }
    const [medianApi, medianSql] = [medianRun(api), medianRun(bareSql)];
    const ratio = Math.round((medianApi.perSecond / medianSql.perSecond) * 1000) / 1000;
    figures.push({ clients, api: medianApi, bareSql: medianSql, ratio });
  }
  return figures;
}

/** Creations by so many clients, each of a slot of its own. */
export function loadApi(
  url: string,
  { apiKey, personId }: BenchmarkOrganisation,
  nextSlot: () => { spaceId: string; startMs: number },
  clients: number,
  durationSeconds: number,
): Promise<LoadFigures> {
  return loadOverHttp({
    url,
    clients,
    durationSeconds,
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    expectedStatus: 201,
    next: () => {
      const { spaceId, startMs } = nextSlot();
      return {
        path: "/api/v1/reservations",
        body: JSON.stringify({
          space_id: spaceId,
          start: new Date(startMs).toISOString(),
          end: new Date(startMs + SLOT_MS).toISOString(),
          subject: "Weekly review",
          requested_for: personId,
        }),
      };
    },
  });
}

/** The row that the API writes for the same request. */
export function bareRow(
  { spaceId, startMs }: { spaceId: string; startMs: number },
  { personId }: BenchmarkOrganisation,
  providerId: string,
): NewReservation {
  return {
    id: randomUUID(),
    kind: "single",
    state: "awaiting_confirmation",
    approval: "not_required",
    spaceId,
    startAt: new Date(startMs),
    endAt: new Date(startMs + SLOT_MS),
    timeZone: "Europe/Lisbon",
    subject: "Weekly review",
    notes: "",
    sensitivity: "normal",
    attendees: [],
    requestedFor: personId,
    openedBy: null,
    openedByClient: null,
    channel: "rest_api",
    subSource: "sn_wsd_rest_api",
    syncMailbox: "user",
    syncState: "sync_enqueued",
    syncEvent: {
      providerId,
      type: "create",
      policyRow: "C1",
      mailbox: "bench@example.org",
      syncMailbox: "user",
      credential: "application",
      credentialPersonId: null,
      invited: null,
      channel: "rest_api",
      priority: 0,
      dryRun: false,
      mayHaveBeenSent: false,
    },
    audit: {
      actor: { kind: "system", channel: "system" },
      action: "reservation_created",
      details: {},
    },
    requestId: randomUUID(),
    idempotencyKey: null,
  };
}
