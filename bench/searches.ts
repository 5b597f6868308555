import type { Database } from "../src/store/database.ts";
import { findFreeSpaces } from "../src/store/free-space-search.ts";
import { firstDay, type BenchmarkOrganisation } from "./benchmark-data.ts";
import { loadOverHttp, loadOverWork } from "./load.ts";
import { medianRun, type LoadFigures } from "./statistics.ts";

const ROUNDS = 3;
const CLIENTS = 4;
const HOUR_MS = 3_600_000;
/** As a page shows them. */
const LIMIT = 50;

export interface SearchFigures {
  readonly clients: number;
  readonly api: LoadFigures;
  readonly bareSql: LoadFigures;
  /** Median latency of the API over the median latency of bare SQL. */
  readonly latencyRatio: number;
}

/** Hours spread over the days that hold reservations, the same sequence for both sides. */
function createQuestions(days: number): () => { start: Date; end: Date; capacity: number } {
  let next = 0;
  return () => {
    const index = next++;
    const start = new Date(firstDay(1).getTime() + ((index * 7919) % (days * 24)) * HOUR_MS);
    return { start, end: new Date(start.getTime() + HOUR_MS), capacity: 2 + (index % 12) };
  };
}

/** Free-room search through the API beside its statement alone, in turns. */
export async function measureSearches(
  url: string,
  database: Database,
  { apiKey }: BenchmarkOrganisation,
  daysHeld: number,
  durationSeconds: number,
): Promise<SearchFigures> {
  const api: LoadFigures[] = [];
  const bareSql: LoadFigures[] = [];
  const nextForApi = createQuestions(daysHeld);
  const nextForSql = createQuestions(daysHeld);
  for (let round = 0; round < ROUNDS; round += 1) {
    bareSql.push(
      await loadOverWork(CLIENTS, durationSeconds, async () => {
        await findFreeSpaces(database, { ...nextForSql(), limit: LIMIT });
      }),
    );
    api.push(
      await loadOverHttp({
        url,
        durationSeconds,
        clients: CLIENTS,
        method: "GET",
        expectedStatus: 200,
        headers: { authorization: `Bearer ${apiKey}` },
        next: () => {
          const { start, end, capacity } = nextForApi();
          const query = new URLSearchParams({
            start: start.toISOString(),
            end: end.toISOString(),
            capacity: `${capacity}`,
            limit: `${LIMIT}`,
          });
          return { path: `/api/v1/spaces/free?${query.toString()}` };
        },
      }),
    );
  }
  const [medianApi, medianSql] = [medianRun(api), medianRun(bareSql)];
  return {
    clients: CLIENTS,
    api: medianApi,
    bareSql: medianSql,
    latencyRatio: Math.round((medianApi.p50Ms / medianSql.p50Ms) * 100) / 100,
  };
}
