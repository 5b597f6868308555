import type { Space } from "../../../src/contract/places.ts";

/**
 * What is free, nearest first: on the floor before elsewhere, had at once before what somebody has to
 * approve, and the smallest that does.
 */
export function nearestFirst(free: readonly Space[], floor: string): readonly Space[] {
  const isElsewhere = (space: Space) => Number(floor !== "" && space.floor !== floor);
  return free.toSorted(
    (one, other) =>
      isElsewhere(one) - isElsewhere(other) ||
      Number(one.needs_approval) - Number(other.needs_approval) ||
      one.capacity - other.capacity ||
      (one.name < other.name ? -1 : 1),
  );
}

/** The floors that a building's spaces are on, as people count them. */
export function floorsOf(spaces: readonly Pick<Space, "floor">[]): readonly string[] {
  const floors = new Set(spaces.map(({ floor }) => floor).filter((floor) => floor !== ""));
  const collator = new Intl.Collator(undefined, { numeric: true });
  return [...floors].sort((one, other) => collator.compare(one, other));
}
