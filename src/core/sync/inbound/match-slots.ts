import type { Slot } from "./slots.ts";
import type { Placement } from "./views.ts";

/** What stands for a slot, or stood; one of the two is always there. */
export interface Match {
  readonly placement: Placement | null;
  readonly slot: Slot | null;
}

/**
 * Which reservation stands for which slot: the one of that space and occurrence, of several the one
 * of that time; else one of that occurrence whose space the meeting has left, so that it follows to
 * the other space.
 */
export function matchSlots(
  placements: readonly Placement[],
  slots: readonly Slot[],
): readonly Match[] {
  const byDate = Map.groupBy(placements, ({ originalDate }) => originalDate);
  const taken = new Set<Placement>();
  const take = (slot: Slot, fits: Fits): Placement | null => {
    const found = byDate
      .get(slot.originalDate)
      ?.find((each) => !taken.has(each) && fits(each, slot));
    if (found !== undefined) taken.add(found);
    return found ?? null;
  };
  const followed = [isUnmoved, isInSpace, isAnywhere].reduce<readonly Matched[]>(
    (matches, fits) =>
      matches.map(({ slot, placement }) => ({ slot, placement: placement ?? take(slot, fits) })),
    slots.map((slot) => ({ slot, placement: null })),
  );
  const left = placements
    .filter((placement) => !taken.has(placement))
    .map((placement) => ({ placement, slot: null }));
  return [...followed, ...left];
}

type Matched = Match & { readonly slot: Slot };
type Fits = (placement: Placement, slot: Slot) => boolean;

const isInSpace: Fits = (placement, slot) => placement.spaceId === slot.spaceId;
const isUnmoved: Fits = (placement, slot) =>
  isInSpace(placement, slot) &&
  placement.start.equals(slot.start) &&
  placement.end.equals(slot.end);
const isAnywhere: Fits = () => true;
