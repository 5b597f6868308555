import { useCallback, useEffect, useRef, useState } from "react";
import type { ShownCard } from "./bar-card.tsx";
import type { Row } from "./schedule-rows.ts";

const CARD_DELAY_MS = 120;

/** The card of the bar that the mouse rests on, or that the keyboard has reached. */
export function useCard(rows: readonly Row[]) {
  const [shown, setShown] = useState<ShownCard | null>(null);
  const timer = useRef(0);
  const hide = useCallback(() => {
    window.clearTimeout(timer.current);
    setShown(null);
  }, []);
  const show = (target: EventTarget) => {
    window.clearTimeout(timer.current);
    const element = (target as HTMLElement).closest<HTMLElement>("[data-bar]");
    if (element === null) {
      setShown(null);
      return;
    }
    timer.current = window.setTimeout(() => {
      const row = rows.find(
        (one) => one.kind === "space" && one.bars.some(({ id }) => id === element.dataset["bar"]),
      );
      if (row?.kind !== "space" || document.body.classList.contains("planner-dragging")) return;
      const bar = row.bars.find(({ id }) => id === element.dataset["bar"]);
      const { left, top, bottom } = element.getBoundingClientRect();
      if (bar) setShown({ bar, spaceName: row.space.name, left, top, bottom });
    }, CARD_DELAY_MS);
  };
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return {
    shown,
    hide,
    onPointerOver: (event: { target: EventTarget; pointerType: string }) => {
      if (event.pointerType !== "touch") show(event.target);
    },
    onFocus: (event: { target: EventTarget }) => show(event.target),
  };
}
