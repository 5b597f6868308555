import type { PGlite } from "@electric-sql/pglite";

/**
 * A query with parameters reaches the database as several protocol messages (parse, bind,
 * describe, execute, sync). pglite-socket 0.2.17 queues each by itself and keeps to one connection
 * only inside a transaction; between two connections' queries the messages interleave, and one is
 * answered with the other's rows (51 of 1,920 in our measurement with 8 connections). The socket
 * server asks `isInTransaction` whether it must keep to the connection it serves, so we answer yes
 * until a query's last message.
 */
export function keepQueriesWhole(database: PGlite): PGlite {
  let midQuery = false;
  const isInTransaction = (): boolean => midQuery || database.isInTransaction();
  const execProtocolRawStream: PGlite["execProtocolRawStream"] = (message, options) => {
    midQuery = continuesWithMoreMessages(message);
    return database.execProtocolRawStream(message, options);
  };
  // The socket server rolls back here for a connection that went away in the middle.
  const exec: PGlite["exec"] = (query, options) => {
    midQuery = false;
    return database.exec(query, options);
  };
  const replaced = new Map<string | symbol, unknown>([
    ["isInTransaction", isInTransaction],
    ["execProtocolRawStream", execProtocolRawStream],
    ["exec", exec],
  ]);
  return new Proxy(database, {
    get(target, name) {
      const value: unknown = replaced.get(name) ?? Reflect.get(target, name);
      return typeof value === "function" && !replaced.has(name) ? value.bind(target) : value;
    },
  });
}

/** Parse, Bind, Describe, Execute, Close and Flush: all that is followed by a Sync at the latest. */
const BEFORE_SYNC = new Set(["P", "B", "D", "E", "C", "H"].map((type) => type.charCodeAt(0)));

function continuesWithMoreMessages(message: Uint8Array): boolean {
  return message[0] !== undefined && BEFORE_SYNC.has(message[0]);
}
