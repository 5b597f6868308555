import { useEffect, useRef, type PointerEvent } from "react";
import { isReadOnlyBar } from "../layout/bar-cell.tsx";
import type { Row, SpaceRow } from "../layout/schedule-rows.ts";
import { MINUTE_MS, msAt, snapped, type TimeScale } from "../../ui/timeline/time-scale.ts";
import { isSamePlace, isUnmoved, movedBy, type Draft, type DraftStore } from "./draft.ts";
import { edgeScroll, type Sight } from "./edge-scroll.ts";
import { followPointer, SLACK_PIXELS, type Point, type TakesHoldBy } from "./follow-pointer.ts";

interface PointerGround {
  readonly store: DraftStore;
  readonly scale: TimeScale;
  readonly snapMinutes: number;
  readonly mayPlan: boolean;
  readonly scroller: { readonly current: HTMLElement | null };
  /** Where on the tracks a point of the window is. */
  readonly pointAt: (point: Point) => { readonly x: number; readonly row: Row | undefined };
  /** What is seen of the tracks. */
  readonly sight: () => Sight;
  readonly onDrop: (draft: Draft) => void;
}

type Edge = "whole" | "start" | "end";

interface Grip {
  readonly first: Draft;
  readonly edge: Edge;
  /** Where on the tracks it was taken. */
  readonly fromX: number;
  readonly takesHoldBy: TakesHoldBy;
}

/**
 * Draws a new time over free ground, or takes a bar or an end of it elsewhere. A finger or a pen
 * that moves at once scrolls; one that rests takes hold, and so does one on the ends of the bar that
 * it has chosen.
 */
export function usePointerDraft(ground: PointerGround) {
  const hasHeld = useRef(false);
  useStillGround(ground);

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    hasHeld.current = false;
    if (!ground.mayPlan || event.button !== 0 || !event.isPrimary) return;
    const grip = gripOf(ground, event);
    if (grip === null) return;
    follow(ground, event, grip, () => {
      hasHeld.current = true;
    });
  };
  /** Whether the click that comes is the end of a drag. */
  return { onPointerDown, isEndOfDrag: () => hasHeld.current };
}

/** While something is held, the finger that holds it does not scroll what is under it. */
function useStillGround({ scroller, store }: PointerGround): void {
  useEffect(() => {
    const element = scroller.current;
    const stay = (event: TouchEvent) => {
      if (event.cancelable && store.get()?.by === "pointer") event.preventDefault();
    };
    element?.addEventListener("touchmove", stay, { passive: false });
    return () => element?.removeEventListener("touchmove", stay);
  }, [scroller, store]);
}

function gripOf(
  { scale, snapMinutes, pointAt }: PointerGround,
  event: PointerEvent<HTMLElement>,
): Grip | null {
  const target = event.target as HTMLElement;
  const { x, row } = pointAt(event);
  if (row?.kind !== "space" || x < 0) return null;
  const isMouse = event.pointerType === "mouse";
  const place = { origin: row, row, by: "pointer" } as const;
  const barElement = target.closest<HTMLElement>("[data-bar]");
  if (barElement === null) {
    const startMs = snapped(scale, msAt(scale, x) - (snapMinutes * MINUTE_MS) / 2, snapMinutes);
    // Its end is where the hand is, and snaps as it moves.
    const endMs = msAt(scale, x);
    const first = { ...place, kind: "create", bar: null, startMs, endMs } as const;
    return { edge: "end", fromX: x, takesHoldBy: isMouse ? "moving" : "waiting", first };
  }
  const bar = row.bars.find(({ id }) => id === barElement.dataset["bar"]);
  if (bar === undefined || isReadOnlyBar(bar)) return null;
  // A finger has the ends of the bar that it has chosen; those of others are too narrow for it.
  const hasEnds = isMouse || barElement.dataset["chosen"] !== undefined;
  const edge = hasEnds ? ((target.dataset["edge"] ?? "whole") as Edge) : "whole";
  const { startMs, endMs } = bar;
  return {
    edge,
    fromX: x,
    takesHoldBy: isMouse || edge !== "whole" ? "moving" : "waiting",
    first: { ...place, kind: "move", bar, startMs, endMs },
  };
}

function follow(
  ground: PointerGround,
  event: PointerEvent<HTMLElement>,
  { first, edge, fromX, takesHoldBy }: Grip,
  onHeld: () => void,
): void {
  const { store, scale, snapMinutes, pointAt, sight, scroller, onDrop } = ground;
  let hasLeft = false;
  let isBack = false;
  const take = (at: Point) => {
    const { x, row } = pointAt(at);
    isBack = Math.abs(x - fromX) < SLACK_PIXELS[takesHoldBy];
    hasLeft ||= !isBack;
    const moved = movedBy(first, scale, (x - fromX) / scale.pixelsPerMs, edge, snapMinutes);
    const before = store.get();
    const under = edge === "whole" ? spaceRow(row) : null;
    const draft = { ...moved, row: under ?? before?.row ?? moved.row };
    if (before === null || !isSamePlace(before, draft)) store.set(draft);
  };
  const letGo = () => store.set(null);
  followPointer(event, takesHoldBy, {
    onHold: (at) => {
      onHeld();
      take(at);
    },
    onFrame: (at, elapsedMs) => {
      // Where nothing has moved yet, it was taken near the edge, and is not to be carried off.
      if (hasLeft) scroller.current?.scrollBy(...edgeScroll(sight(), at, elapsedMs));
      take(at);
    },
    onDrop: (at) => {
      take(at);
      const draft = store.get();
      const isDrawnBack = first.kind === "create" && hasLeft && isBack;
      if (draft === null || isDrawnBack || isUnmoved(draft)) letGo();
      else onDrop(draft);
    },
    onLetGo: letGo,
  });
}

function spaceRow(row: Row | undefined): SpaceRow | null {
  return row?.kind === "space" ? row : null;
}
