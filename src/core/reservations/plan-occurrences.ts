import type { Interval } from "../time/interval.ts";

/** An occurrence of a series as a reservation of its own. */
export interface StandingOccurrence extends Interval {
  readonly id: string;
  /** `2027-03-29`, the date that the pattern gave it. */
  readonly originalDate: string;
  readonly spaceId: string;
}

/** An occurrence that there is to be. */
export interface WantedOccurrence extends Interval {
  readonly originalDate: string;
  readonly isException: boolean;
  /** Where this date alone is to be. */
  readonly elsewhereId?: string | undefined;
}

export interface OccurrencesPlan<Standing, Wanted> {
  /** At the time and in the space that they have. */
  readonly kept: readonly Paired<Standing, Wanted>[];
  /** To another time or space. */
  readonly moved: readonly Paired<Standing, Wanted>[];
  readonly added: readonly Wanted[];
  readonly dropped: readonly Standing[];
}

export interface Paired<Standing, Wanted> {
  readonly standing: Standing;
  readonly wanted: Wanted;
  readonly spaceId: string;
}

/**
 * What becomes of a series' occurrences when the series changes. Each stays the reservation that it
 * was if its date is still one of the series; of the others, the first becomes the first that has
 * none yet, and so on, so that who knows one by its link finds it at its new time.
 *
 * @param spaceId where all others are to be; null: each where it is
 */
export function planOccurrences<
  Standing extends StandingOccurrence,
  Wanted extends WantedOccurrence,
>(
  standing: readonly Standing[],
  wanted: readonly Wanted[],
  spaceId: string | null,
): OccurrencesPlan<Standing, Wanted> {
  const byDate = new Map(standing.map((each) => [each.originalDate, each]));
  const wantedDates = new Set(wanted.map(({ originalDate }) => originalDate));
  const left = standing.filter(({ originalDate }) => !wantedDates.has(originalDate));
  const pairs: Paired<Standing, Wanted>[] = [];
  const added: Wanted[] = [];
  for (const each of wanted) {
    const partner = byDate.get(each.originalDate) ?? left.shift();
    if (partner === undefined) added.push(each);
    else {
      const placed = each.elsewhereId ?? spaceId ?? partner.spaceId;
      pairs.push({ standing: partner, wanted: each, spaceId: placed });
    }
  }
  return {
    kept: pairs.filter((pair) => !isMoved(pair)),
    moved: pairs.filter(isMoved),
    added,
    dropped: left,
  };
}

function isMoved({
  standing,
  wanted,
  spaceId,
}: Paired<StandingOccurrence, WantedOccurrence>): boolean {
  return !(
    standing.start.equals(wanted.start) &&
    standing.end.equals(wanted.end) &&
    standing.spaceId === spaceId
  );
}
