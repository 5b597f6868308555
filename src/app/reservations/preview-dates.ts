import { canTakeDate } from "../../core/reservations/free-alternatives.ts";
import type { Places, Space } from "../places/ports.ts";
import type { DatedTimes } from "./dates-elsewhere.ts";
import { nearestFree } from "./nearest-free.ts";

/** A date of a series as it would be. */
export interface PreviewedOccurrence {
  readonly originalDate: string;
  readonly startAt: Date;
  readonly endAt: Date;
  readonly isFree: boolean;
  /** Other spaces that can take the date, the nearest first; none where none is needed. */
  readonly alternatives: readonly Space[];
}

/** For so many taken dates other spaces are looked for: who sees more will choose another time. */
const DATES_WITH_ALTERNATIVES_MAX = 30;
const SEARCHES_AT_ONCE = 4;

interface Search {
  /** How many people come; by default as many as the space has seats. */
  readonly seats?: number;
  /** Ids of reservations that let go of the time they hold. */
  readonly leaving?: readonly string[];
}

/** What the dates of a series would find, and where else there is room on those that are taken. */
export async function previewDates(
  places: Pick<Places, "freeSpaces" | "space">,
  dates: readonly DatedTimes[],
  taken: readonly string[],
  search: Search,
): Promise<readonly PreviewedOccurrence[]> {
  const alternatives = await findAlternatives(
    places,
    dates.filter(({ originalDate }) => taken.includes(originalDate)),
    search,
  );
  return dates.map(({ originalDate, start, end }) => ({
    originalDate,
    startAt: new Date(start.epochMilliseconds),
    endAt: new Date(end.epochMilliseconds),
    isFree: !taken.includes(originalDate),
    alternatives: alternatives.get(originalDate) ?? [],
  }));
}

/** By date. */
async function findAlternatives(
  places: Pick<Places, "freeSpaces" | "space">,
  taken: readonly DatedTimes[],
  { seats, leaving }: Search,
): Promise<ReadonlyMap<string, readonly Space[]>> {
  const searched = taken.slice(0, DATES_WITH_ALTERNATIVES_MAX);
  const ids = [...new Set(searched.map(({ spaceId }) => spaceId))];
  const wantedById = new Map<string, Space | null>();
  for (const id of ids) wantedById.set(id, await places.space(id));
  const found = new Map<string, readonly Space[]>();
  const search = async ({ originalDate, spaceId, start, end }: DatedTimes): Promise<void> => {
    const wanted = wantedById.get(spaceId) ?? null;
    if (wanted === null) return;
    const seatsNeeded = Math.min(seats ?? wanted.capacity, wanted.capacity);
    const times = {
      start: new Date(start.epochMilliseconds),
      end: new Date(end.epochMilliseconds),
      leaving,
    };
    const near = await nearestFree(places, wanted, seatsNeeded, times, (space) =>
      canTakeDate(wanted, space),
    );
    found.set(originalDate, near);
  };
  for (let begun = 0; begun < searched.length; begun += SEARCHES_AT_ONCE) {
    await Promise.all(searched.slice(begun, begun + SEARCHES_AT_ONCE).map(search));
  }
  return found;
}
