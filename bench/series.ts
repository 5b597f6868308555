import { randomUUID } from "node:crypto";
import type { NewReservation, NewSeries } from "../src/app/reservations/ports.ts";
import { createSeriesStatement } from "../src/store/create-series-statement.ts";
import type { Database } from "../src/store/database.ts";
import { type BenchmarkOrganisation, firstDay } from "./benchmark-data.ts";
import { bareRow } from "./creations.ts";
import { loadOverHttp, loadOverWork } from "./load.ts";
import { type LoadFigures, medianRun } from "./statistics.ts";

const OCCURRENCES = 180;
const DAY_MS = 86_400_000;
const LENGTH_MS = 30 * 60_000;
const ROUNDS = 3;

export interface SeriesFigures {
  readonly occurrences: number;
  readonly api: LoadFigures;
  readonly bareSql: LoadFigures;
  /** Median of the API over that of bare SQL. */
  readonly ratio: number;
}

/**
 * Series of 180 days over HTTP, one after the other, beside the same rows written by the same statement
 * with nothing around it, in turns.
 */
export async function measureSeries(
  url: string,
  database: Database,
  organisation: BenchmarkOrganisation,
  durationSeconds: number,
): Promise<SeriesFigures> {
  const nextSpace = createSpaces(organisation.spaceIds);
  const { providerId } = await database.kysely
    .selectFrom("reservable_sync_configuration")
    .select("provider_id as providerId")
    .executeTakeFirstOrThrow();
  const api: LoadFigures[] = [];
  const bareSql: LoadFigures[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    bareSql.push(
      await loadOverWork(1, durationSeconds, async () => {
        const row = bareRow(nextSpace(), organisation, providerId);
        await database.query(createSeriesStatement(bareSeries(row)));
      }),
    );
    api.push(await loadApi(url, organisation, nextSpace, durationSeconds));
  }
  const [medianApi, medianSql] = [medianRun(api), medianRun(bareSql)];
  const ratio = Math.round((medianApi.p50Ms / medianSql.p50Ms) * 100) / 100;
  return { occurrences: OCCURRENCES, api: medianApi, bareSql: medianSql, ratio };
}

/** Each series has a space of its own. */
function createSpaces(spaceIds: readonly string[]) {
  const startMs = firstDay(1).getTime() + DAY_MS / 2;
  let next = 0;
  return () => {
    const spaceId = spaceIds[next];
    if (spaceId === undefined) throw new Error("There are too few spaces for so many series.");
    next += 1;
    return { spaceId, startMs };
  };
}

function loadApi(
  url: string,
  { apiKey, personId }: BenchmarkOrganisation,
  nextSpace: ReturnType<typeof createSpaces>,
  durationSeconds: number,
): Promise<LoadFigures> {
  return loadOverHttp({
    url,
    clients: 1,
    durationSeconds,
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    expectedStatus: 201,
    next: () => {
      const { spaceId, startMs } = nextSpace();
      return {
        path: "/api/v1/reservations",
        body: JSON.stringify({
          space_id: spaceId,
          start: new Date(startMs).toISOString(),
          end: new Date(startMs + LENGTH_MS).toISOString(),
          subject: "Daily review",
          requested_for: personId,
          recurrence: {
            pattern: { type: "daily" },
            range: { type: "numbered", number_of_occurrences: OCCURRENCES },
          },
        }),
      };
    },
  });
}

/** The rows that the API writes for the same request. */
function bareSeries(row: NewReservation): NewSeries {
  const dayOf = (index: number): Date => new Date(row.startAt.getTime() + index * DAY_MS);
  const dateOf = (day: Date): string => day.toISOString().slice(0, 10);
  const zone = row.timeZone;
  return {
    ...row,
    kind: "recurring",
    servicesOfAll: [],
    occurrences: Array.from({ length: OCCURRENCES }, (_, index) => ({
      id: randomUUID(),
      originalDate: dateOf(dayOf(index)),
      startAt: dayOf(index),
      endAt: new Date(dayOf(index).getTime() + LENGTH_MS),
      isException: false,
      spaceId: row.spaceId,
      state: row.state,
      approval: row.approval,
    })),
    series: {
      pattern: { type: "daily", interval: 1 },
      range: {
        type: "numbered",
        startDate: dateOf(row.startAt),
        numberOfOccurrences: OCCURRENCES,
      },
      startTime: "12:00",
      durationMinutes: LENGTH_MS / 60_000,
      zone,
    },
    heldUntil: dayOf(OCCURRENCES),
    onConflict: "refuse",
  };
}
