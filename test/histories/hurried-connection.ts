import type { PoolClient } from "pg";
import { SET_CLOCK, type VirtualDatabaseClock } from "./virtual-database-clock.ts";

type Ask = (...given: readonly unknown[]) => Promise<unknown>;

/** One statement that can be planned ahead; the emptying of all tables is many. */
const IS_PLANNED = /^\s*(select|insert|update|delete|with)\b[^;]*$/i;

const BEGUN = { command: "BEGIN", rowCount: null, oid: 0, fields: [], rows: [] } as const;

export interface HurriedConnection {
  readonly clock: VirtualDatabaseClock;
  /** Ends it, whatever it is in the middle of. */
  readonly end: () => void;
}

/**
 * Histories ask a server the same some million times over one connection, and most of the time goes
 * into planning and into the way there and back. So every statement is prepared, and what nobody
 * waits for (the clock, the beginning of a transaction) travels with the statement behind it.
 */
export function hurry(client: PoolClient): HurriedConnection {
  const names = new Map<string, string>();
  const askPlainly = client.query.bind(client) as unknown as Ask;
  const { stream } = (client as unknown as { connection: { stream: NodeJS.WriteStream } })
    .connection;
  let instantMs: number | null = null;
  let isToBegin = false;

  function ask(first: unknown, values: unknown, rest: readonly unknown[]): unknown {
    if (typeof first !== "string" || !IS_PLANNED.test(first)) {
      return askPlainly(first, values, ...rest);
    }
    const name = names.get(first) ?? `history_${names.size}`;
    names.set(first, name);
    return askPlainly({ name, text: first, values }, ...rest);
  }

  /** Whatever fails here has broken the connection, which fails what is asked next as well. */
  function sendAhead(text: string, values?: readonly unknown[]): void {
    Promise.resolve(ask(text, values, [])).catch(() => undefined);
  }

  function query(first: unknown, values: unknown, ...rest: readonly unknown[]): unknown {
    if (first === "begin" && !isToBegin) {
      isToBegin = true;
      return Promise.resolve(BEGUN);
    }
    stream.cork();
    if (instantMs !== null) sendAhead(SET_CLOCK, [new Date(instantMs).toISOString()]);
    if (isToBegin) sendAhead("begin");
    instantMs = null;
    isToBegin = false;
    const answer = ask(first, values, rest);
    stream.uncork();
    return answer;
  }

  Object.assign(client, { query, pipeline: true });
  return {
    clock: { set: (ms) => void (instantMs = ms) },
    end: () => void stream.destroy(),
  };
}
