import { Temporal } from "temporal-polyfill";
import { wallTimeToInstant } from "../time/zones.ts";

const WALL_TIME = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?$/;
const WITH_OFFSET = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/i;

/**
 * Reads a time as the Workplace Reservation REST API writes it: `2026-11-24T09:00:00Z`, or
 * `2026-11-24 09:00:00`, which is what clocks in the zone show. Undefined for what is no time.
 */
export function parseTime(text: string, zone: string): Temporal.Instant | undefined {
  const trimmed = text.trim();
  try {
    if (WITH_OFFSET.test(trimmed)) return Temporal.Instant.from(trimmed);
    if (!WALL_TIME.test(trimmed)) return undefined;
    return wallTimeToInstant(Temporal.PlainDateTime.from(trimmed), zone);
  } catch (error) {
    // A RangeError is how Temporal says that there is no such time.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
