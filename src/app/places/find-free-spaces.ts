import { Temporal } from "temporal-polyfill";
import { validateTimes } from "../../core/reservations/validate-times.ts";
import { done, type Outcome } from "../outcome.ts";
import { refuseViolations } from "../reservations/violations.ts";
import type { PlaceDependencies } from "./place-dependencies.ts";
import type { FreeSpacesFilter, Space } from "./ports.ts";

/**
 * Spaces that nobody holds at any moment between start and end (ISO text with offset): by
 * building, the smallest that is large enough first. Refuses times that could not be reserved.
 */
export async function findFreeSpaces(
  { places, now }: Pick<PlaceDependencies, "places" | "now">,
  query: Omit<FreeSpacesFilter, "start" | "end"> & {
    readonly start: string;
    readonly end: string;
  },
): Promise<Outcome<readonly Space[]>> {
  const start = Temporal.Instant.from(query.start);
  const end = Temporal.Instant.from(query.end);
  const violations = validateTimes({ start, end, timeZone: "UTC" }, now()).filter(
    // One may look at any moment; only reservations begin and end on whole minutes.
    ({ code }) => code !== "not_whole_minutes",
  );
  const refusal = refuseViolations(violations);
  if (refusal) return refusal;
  return done(
    await places.freeSpaces({
      ...query,
      start: new Date(start.epochMilliseconds),
      end: new Date(end.epochMilliseconds),
    }),
  );
}
