/** How many other spaces are offered to somebody whose space was declined or taken. */
export const ALTERNATIVES_OFFERED = 3;

export interface CandidateSpace {
  readonly id: string;
  readonly name: string;
  readonly buildingId: string;
  readonly floor: string;
  readonly capacity: number;
  readonly equipment: readonly string[];
}

/**
 * Ranks spaces that are free at the time by how well each stands in for the wanted one: on the
 * same floor before the same building before elsewhere; as many seats before more before fewer;
 * with the same equipment before without; then the nearest in size, and by name. Spaces with
 * fewer seats than `seatsNeeded`, and the wanted space itself, are left out.
 */
export function freeAlternatives<Space extends CandidateSpace>(
  wanted: CandidateSpace,
  free: readonly Space[],
  seatsNeeded: number,
): readonly Space[] {
  return free
    .filter((space) => space.id !== wanted.id && space.capacity >= seatsNeeded)
    .map((space) => ({ space, rank: rankOf(space, wanted) }))
    .toSorted((left, right) => compareRanks(left.rank, right.rank))
    .slice(0, ALTERNATIVES_OFFERED)
    .map(({ space }) => space);
}

/** What decides whether a space can stand in for another for single dates of a series. */
export interface DatedSpace {
  readonly kind: string;
  readonly module: { readonly id: string };
  /** Of a synced space; else null. */
  readonly calendarProviderId: string | null;
}

/**
 * Whether a date of a series in the wanted space can be in this one: it is reserved as the others
 * are, and is in the same calendar, where the series is one meeting.
 */
export function canTakeDate(wanted: DatedSpace, space: DatedSpace): boolean {
  return (
    space.kind === wanted.kind &&
    space.module.id === wanted.module.id &&
    space.calendarProviderId === wanted.calendarProviderId
  );
}

/** Smaller is better, the first difference decides. */
type Rank = readonly (number | string)[];

function rankOf(space: CandidateSpace, wanted: CandidateSpace): Rank {
  const missing = wanted.equipment.filter((item) => !space.equipment.includes(item));
  return [
    distanceOf(space, wanted),
    sizeClassOf(space, wanted),
    missing.length,
    Math.abs(space.capacity - wanted.capacity),
    space.name,
    space.id,
  ];
}

function distanceOf(space: CandidateSpace, wanted: CandidateSpace): number {
  if (space.buildingId !== wanted.buildingId) return 2;
  return space.floor === wanted.floor ? 0 : 1;
}

function sizeClassOf(space: CandidateSpace, wanted: CandidateSpace): number {
  if (space.capacity === wanted.capacity) return 0;
  return space.capacity > wanted.capacity ? 1 : 2;
}

function compareRanks(left: Rank, right: Rank): number {
  for (const [index, value] of left.entries()) {
    const other = right[index];
    if (other !== undefined && value !== other) return value < other ? -1 : 1;
  }
  return 0;
}
