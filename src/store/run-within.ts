import { CompiledQuery, type Transaction } from "kysely";
import type { Statement } from "./database.ts";
import type { Schema } from "./schema.ts";

/** Runs a statement as part of a transaction; its rows are of the form that the caller knows. */
export async function runWithin<Row>(
  transaction: Transaction<Schema>,
  { text, values }: Statement,
): Promise<readonly Row[]> {
  const { rows } = await transaction.executeQuery(CompiledQuery.raw(text, [...values]));
  return rows as Row[];
}
