import { Client } from "pg";
import type { TestSimulator } from "../../simulator/test-simulator.ts";
import { applicationToken } from "./bare-client.ts";
import type { GraphRead } from "./watch-graph.ts";

/** As many rooms as one process reads at a time. */
const AT_ONCE = 8;
const BATCH_MAX = 20;
const PREFER =
  'IdType="ImmutableId", outlook.timezone="UTC", outlook.body-content-type="text", odata.maxpagesize=';
const PAGE_ROWS = 250;
const MEETINGS_PER_TRANSACTION = 200;

/** The same reads once more, with nothing done with the answers. */
export async function graphFloorSeconds(
  simulator: TestSimulator,
  reads: readonly GraphRead[],
): Promise<number> {
  const authorization = `Bearer ${await applicationToken(simulator)}`;
  const single = reads.filter(({ inBatch }) => !inBatch).map(({ path }) => [path]);
  const inBatches = reads.filter(({ inBatch }) => inBatch).map(({ path }) => path);
  const exchanges = [...single, ...chunks(inBatches, BATCH_MAX)];
  const startedMs = performance.now();
  const ask = async (paths: readonly string[]): Promise<void> => {
    const [path] = paths;
    const response = await (paths.length === 1
      ? fetch(`${simulator.httpsUrl}/v1.0${path}`, {
          headers: { authorization, prefer: PREFER + PAGE_ROWS },
        })
      : fetch(`${simulator.httpsUrl}/v1.0/$batch`, {
          method: "POST",
          headers: { authorization, "content-type": "application/json" },
          body: JSON.stringify({ requests: paths.map(partOf) }),
        }));
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${response.status} for ${path}`);
  };
  await eachOf(exchanges, async (paths) => {
    try {
      await ask(paths);
    } catch (error) {
      // A connection that rested since the import may just be closing.
      if (!(error instanceof TypeError)) throw error;
      await ask(paths);
    }
  });
  return Math.round((performance.now() - startedMs) / 10) / 100;
}

function partOf(path: string, index: number): object {
  return {
    id: `${index}`,
    method: "GET",
    url: path,
    headers: { Prefer: PREFER + PAGE_ROWS },
    ...(index > 0 && { dependsOn: [`${index - 1}`] }),
  };
}

/**
 * The rows that the import wrote, written once more by SQL alone: a transaction for each 200
 * meetings, with all constraints and indexes. What was imported is gone afterwards.
 */
export async function bareSqlSeconds(database: Client, databaseUrl: string): Promise<number> {
  await database.query(`
    create table kept_reservation as
      select r.*, ((dense_rank() over (order by coalesce(parent_id, id)) - 1)
        / ${MEETINGS_PER_TRANSACTION})::integer + 1 as chunk
      from reservation r;
    create index on kept_reservation (chunk);
    create table kept_hold as select h.*, r.chunk from space_hold h
      join kept_reservation r on r.id = h.reservation_id;
    create index on kept_hold (chunk);
    create table kept_series as select s.*, r.chunk from reservation_series s
      join kept_reservation r on r.id = s.reservation_id;
    create index on kept_series (chunk);
    create table kept_item as select i.*, r.chunk from calendar_item i
      join kept_reservation r on r.id = i.reservation_id;
    create index on kept_item (chunk);
    create table kept_audit as select a.*, r.chunk from audit_entry a
      join kept_reservation r on r.id::text = a.subject_id;
    create index on kept_audit (chunk);
    delete from audit_entry where id in (select id from kept_audit);
    truncate reservation cascade`);
  await database.query("vacuum analyze");
  const { rows } = await database.query<{ chunks: number }>(
    "select max(chunk) as chunks from kept_reservation",
  );
  const chunkNumbers = Array.from({ length: rows[0]?.chunks ?? 0 }, (_, index) => index + 1);
  const startedMs = performance.now();
  await inConnections(databaseUrl, chunkNumbers, insertChunk);
  return Math.round((performance.now() - startedMs) / 10) / 100;
}

async function insertChunk(connection: Client, chunk: number): Promise<void> {
  await connection.query("begin");
  for (const [table, kept, order] of TABLES) {
    const columns = await columnsOf(connection, table);
    await connection.query(
      `insert into ${table} (${columns}) overriding system value
       select ${columns} from ${kept} where chunk = $1 ${order}`,
      [chunk],
    );
  }
  await connection.query("commit");
}

const TABLES: readonly (readonly [string, string, string])[] = [
  ["reservation", "kept_reservation", "order by parent_id is not null"],
  ["reservation_series", "kept_series", ""],
  ["space_hold", "kept_hold", ""],
  ["calendar_item", "kept_item", ""],
  ["audit_entry", "kept_audit", ""],
];

const known = new Map<string, string>();

async function columnsOf(connection: Client, table: string): Promise<string> {
  const before = known.get(table);
  if (before !== undefined) return before;
  const { rows } = await connection.query<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [table],
  );
  const columns = rows[0]?.columns ?? "";
  known.set(table, columns);
  return columns;
}

async function inConnections(
  databaseUrl: string,
  numbers: readonly number[],
  work: (connection: Client, n: number) => Promise<void>,
): Promise<void> {
  const connections = await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      const connection = new Client({ connectionString: databaseUrl });
      await connection.connect();
      return connection;
    }),
  );
  const left = [...numbers];
  try {
    await Promise.all(
      connections.map(async (connection) => {
        for (let n = left.shift(); n !== undefined; n = left.shift()) await work(connection, n);
      }),
    );
  } finally {
    await Promise.all(connections.map((connection) => connection.end()));
  }
}

async function eachOf<T>(all: readonly T[], work: (each: T) => Promise<void>): Promise<void> {
  const left = all.toReversed();
  const worker = async (): Promise<void> => {
    for (let each = left.pop(); each !== undefined; each = left.pop()) await work(each);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  const cut: T[][] = [];
  for (let at = 0; at < all.length; at += size) cut.push(all.slice(at, at + size));
  return cut;
}
