import type { Slot } from "./slots.ts";
import type { Placement } from "./views.ts";

/** What stands for a slot, or stood; one of the two is always there. */
export interface Match {
  readonly placement: Placement | null;
  readonly slot: Slot | null;
}

/**
 * Which reservation stands for which slot: the one of that space and occurrence; else one of that
 * occurrence whose space the meeting has left, so that it follows to the other space.
 */
export function matchSlots(
  placements: readonly Placement[],
  slots: readonly Slot[],
): readonly Match[] {
  const byDate = Map.groupBy(placements, ({ originalDate }) => originalDate);
  const taken = new Set<Placement>();
  const take = (slot: Slot, anySpace: boolean): Placement | null => {
    const found = byDate
      .get(slot.originalDate)
      ?.find((each) => !taken.has(each) && (anySpace || each.spaceId === slot.spaceId));
    if (found !== undefined) taken.add(found);
    return found ?? null;
  };
  const inPlace = slots.map((slot) => ({ slot, placement: take(slot, false) }));
  const followed = inPlace.map(({ slot, placement }) => ({
    slot,
    placement: placement ?? take(slot, true),
  }));
  const left = placements
    .filter((placement) => !taken.has(placement))
    .map((placement) => ({ placement, slot: null }));
  return [...followed, ...left];
}
