import { z } from "zod";
import type { Reservation } from "../../../src/contract/reservations.ts";

const keptMeetingSchema = z.object({
  id: z.string(),
  /** Empty where it has none, or is private. */
  subject: z.string(),
  space: z.string(),
  building: z.string(),
  start: z.string(),
  end: z.string(),
  zone: z.string(),
});

/** One's day as it was when there was contact: the only thing of the server's that a device keeps. */
const keptDaySchema = z.object({
  personId: z.string(),
  asOf: z.iso.datetime(),
  meetings: z.array(keptMeetingSchema),
});
export type KeptDay = z.infer<typeof keptDaySchema>;

type DayStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const STORAGE_KEY = "usher.kept-day";
const MEETINGS_MAX = 30;

/** What is still to come of a day, without what a finder of the device should not read. */
export function dayToKeep(
  meetings: readonly Reservation[],
  { personId, now }: { readonly personId: string; readonly now: string },
): KeptDay {
  const coming = meetings
    .filter(({ end, state }) => state !== "completed" && Date.parse(end) > Date.parse(now))
    .toSorted((one, other) => Date.parse(one.start) - Date.parse(other.start))
    .slice(0, MEETINGS_MAX)
    .map(({ id, subject, sensitivity, space, start, end, time_zone: zone }) => ({
      id,
      subject: sensitivity === "normal" ? subject : "",
      space: space.name,
      building: space.building_name,
      start,
      end,
      zone,
    }));
  return { personId, asOf: now, meetings: coming };
}

export function keepDay(storage: DayStorage, day: KeptDay): void {
  storage.setItem(STORAGE_KEY, JSON.stringify(day));
}

export function readKeptDay(storage: DayStorage): KeptDay | null {
  try {
    const kept = keptDaySchema.safeParse(JSON.parse(storage.getItem(STORAGE_KEY) ?? "null"));
    return kept.success ? kept.data : null;
  } catch {
    // What somebody else wrote there is as good as nothing.
    return null;
  }
}

/** Whoever signs out leaves nothing on the device. */
export function forgetDay(storage: DayStorage): void {
  storage.removeItem(STORAGE_KEY);
}
