import { useRef, type PointerEvent } from "react";
import { isReadOnlyBar } from "../layout/bar-cell.tsx";
import type { Row, SpaceRow } from "../layout/schedule-rows.ts";
import { MINUTE_MS, msAt, snapped, type TimeScale } from "../../ui/timeline/time-scale.ts";
import { isUnmoved, movedBy, type Draft, type DraftStore } from "./draft.ts";

interface PointerGround {
  readonly store: DraftStore;
  readonly scale: TimeScale;
  readonly snapMinutes: number;
  readonly mayPlan: boolean;
  readonly scroller: { readonly current: HTMLElement | null };
  /** Where on the tracks a point of the window is. */
  readonly pointAt: (event: { clientX: number; clientY: number }) => {
    readonly x: number;
    readonly row: Row | undefined;
  };
  readonly onDrop: (draft: Draft) => void;
}

type Edge = "whole" | "start" | "end";

interface Drag {
  readonly first: Draft;
  readonly edge: Edge;
  readonly fromX: number;
  readonly fromY: number;
  isMoving: boolean;
}

/** So far a hand that presses may tremble. */
const SLACK_PIXELS = 4;
const SCROLL_ZONE_PIXELS = 36;

/**
 * Draws a new time over free ground, or takes a bar or an end of it elsewhere. Fingers scroll; what
 * they tap is opened, and changed in its dialog.
 */
export function usePointerDraft(ground: PointerGround) {
  const hasDragged = useRef(false);

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    hasDragged.current = false;
    if (!ground.mayPlan || event.button !== 0 || event.pointerType === "touch") return;
    const begun = beginning(ground, event);
    if (begun === null) return;
    follow({ ...ground, hasDragged }, begun);
  };
  /** Whether the click that comes is the end of a drag. */
  return { onPointerDown, isEndOfDrag: () => hasDragged.current };
}

function beginning(
  { scale, snapMinutes, pointAt }: PointerGround,
  event: PointerEvent<HTMLElement>,
): Drag | null {
  const target = event.target as HTMLElement;
  const { x, row } = pointAt(event);
  if (row?.kind !== "space" || x < 0) return null;
  const from = { fromX: event.clientX, fromY: event.clientY, isMoving: false };
  const barId = target.closest<HTMLElement>("[data-bar]")?.dataset["bar"];
  if (barId === undefined) {
    const startMs = snapped(scale, msAt(scale, x) - (snapMinutes * MINUTE_MS) / 2, snapMinutes);
    // Its end is where the hand is, and snaps as it moves.
    const endMs = msAt(scale, x);
    const first = { kind: "create", bar: null, origin: row, row, startMs, endMs } as const;
    return { ...from, edge: "end", first: { ...first, by: "pointer" } };
  }
  const bar = row.bars.find(({ id }) => id === barId);
  if (bar === undefined || isReadOnlyBar(bar)) return null;
  const { startMs, endMs } = bar;
  const edge = (target.dataset["edge"] ?? "whole") as Edge;
  const first = { kind: "move", bar, origin: row, row, startMs, endMs, by: "pointer" } as const;
  return { ...from, edge, first };
}

function follow(
  ground: PointerGround & { readonly hasDragged: { current: boolean } },
  drag: Drag,
): void {
  const { store, scale, snapMinutes, pointAt, onDrop, scroller, hasDragged } = ground;
  const ended = new AbortController();
  const { signal } = ended;
  const stop = () => {
    ended.abort();
    document.body.classList.remove("planner-dragging");
  };
  const move = (event: globalThis.PointerEvent) => {
    const far = Math.hypot(event.clientX - drag.fromX, event.clientY - drag.fromY);
    if (!drag.isMoving && far < SLACK_PIXELS) return;
    if (!drag.isMoving) document.body.classList.add("planner-dragging");
    drag.isMoving = true;
    hasDragged.current = true;
    scrollNear(scroller.current, event);
    const deltaMs = (event.clientX - drag.fromX) / scale.pixelsPerMs;
    const moved = movedBy(drag.first, scale, deltaMs, drag.edge, snapMinutes);
    const row = drag.edge === "whole" ? spaceRow(pointAt(event).row) : null;
    store.set({ ...moved, row: row ?? store.get()?.row ?? moved.row });
  };
  const drop = () => {
    stop();
    const draft = store.get();
    if (!drag.isMoving || draft === null) return;
    if (isUnmoved(draft)) store.set(null);
    else onDrop(draft);
  };
  const giveUp = () => {
    stop();
    store.set(null);
  };
  window.addEventListener("pointermove", move, { signal });
  window.addEventListener("pointerup", drop, { signal });
  window.addEventListener("pointercancel", giveUp, { signal });
  window.addEventListener(
    "keydown",
    ({ key }) => {
      if (key === "Escape") giveUp();
    },
    { signal },
  );
}

function spaceRow(row: Row | undefined): SpaceRow | null {
  return row?.kind === "space" ? row : null;
}

/** At the edge of what is seen, the ground moves along. */
function scrollNear(
  scroller: HTMLElement | null,
  { clientX, clientY }: globalThis.PointerEvent,
): void {
  if (scroller === null) return;
  const { left, right, top, bottom } = scroller.getBoundingClientRect();
  const by = (at: number, low: number, high: number) =>
    at < low + SCROLL_ZONE_PIXELS ? -24 : at > high - SCROLL_ZONE_PIXELS ? 24 : 0;
  scroller.scrollBy(by(clientX, left, right), by(clientY, top + SCROLL_ZONE_PIXELS, bottom));
}
