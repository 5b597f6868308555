import { z } from "zod";

/** A whole list, as the contract wraps lists. */
export function listOf<S extends z.ZodType>(item: S) {
  return z.object({ items: z.array(item) });
}

/** One page of a list, and where the next one starts. */
export function pageOf<S extends z.ZodType>(item: S) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable().default(null) });
}

/** For acts whose answer the face does not read: it asks again for what changed. */
export const anyAnswerSchema = z.unknown();
