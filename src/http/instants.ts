import { Temporal } from "temporal-polyfill";
import { problem } from "./problem-error.ts";

/** Reads an instant that the schema has let pass; some are well formed and yet none. */
export function instantFrom(field: string, text: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw problem("invalid_request", `${field}: There is no such instant.`, "Give another time.", {
      fields: [{ field, message: "There is no such instant." }],
    });
  }
}

export function textOrNull(instant: Date | null): string | null {
  return instant?.toISOString() ?? null;
}

export function dateFrom(field: string, text: string): Date {
  return new Date(instantFrom(field, text).epochMilliseconds);
}
