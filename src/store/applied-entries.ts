import { randomUUID } from "node:crypto";
import type { Insertable, Transaction } from "kysely";
import type { SetUpKind } from "../app/setup/ports.ts";
import type { Schema } from "./schema.ts";

/** Rows are inserted so many at once. */
const CHUNK = 200;

/** The entries of set-up files: those that were applied before, and those applied now. */
export class AppliedEntries {
  readonly transaction: Transaction<Schema>;
  readonly #ids: Map<string, string | null>;

  private constructor(transaction: Transaction<Schema>, ids: Map<string, string | null>) {
    this.transaction = transaction;
    this.#ids = ids;
  }

  static async read(transaction: Transaction<Schema>): Promise<AppliedEntries> {
    const rows = await transaction
      .selectFrom("set_up_entry")
      .select(["kind", "key", "id"])
      .execute();
    return new AppliedEntries(
      transaction,
      new Map(rows.map((row) => [at(row.kind, row.key), row.id])),
    );
  }

  /** What the entry of this file or an earlier one made. */
  id(kind: SetUpKind, key: string): string | undefined {
    return this.#ids.get(at(kind, key)) ?? undefined;
  }

  /**
   * Applies the entries that never were: `existing` finds what is there by the same name, and
   * `insert` makes the others. Answers how many were made.
   */
  async apply<Entry>(
    kind: SetUpKind,
    entries: readonly Entry[],
    keyOf: (entry: Entry) => string,
    existing: () => Promise<ReadonlyMap<string, string | null>>,
    insert: (made: readonly { readonly entry: Entry; readonly id: string }[]) => Promise<void>,
  ): Promise<number> {
    const fresh = entries.filter((entry) => !this.#ids.has(at(kind, keyOf(entry))));
    if (fresh.length === 0) return 0;
    const there = await existing();
    const made = fresh
      .filter((entry) => !there.has(keyOf(entry)))
      .map((entry) => ({ entry, id: randomUUID() as string }));
    for (let from = 0; from < made.length; from += CHUNK) {
      await insert(made.slice(from, from + CHUNK));
    }
    const idByKey = new Map(made.map(({ entry, id }) => [keyOf(entry), id]));
    const rows = fresh.map((entry) => {
      const key = keyOf(entry);
      return { kind, key, id: idByKey.get(key) ?? there.get(key) ?? null };
    });
    for (let from = 0; from < rows.length; from += CHUNK) {
      const chunk = rows.slice(from, from + CHUNK);
      await this.transaction.insertInto("set_up_entry").values(chunk).execute();
    }
    for (const { key, id } of rows) this.#ids.set(at(kind, key), id);
    return made.length;
  }

  async insert<Table extends keyof Schema>(
    table: Table,
    rows: readonly Insertable<Schema[Table]>[],
  ): Promise<void> {
    await this.transaction.insertInto(table).values(rows).execute();
  }
}

function at(kind: string, key: string): string {
  return `${kind} ${key}`;
}
