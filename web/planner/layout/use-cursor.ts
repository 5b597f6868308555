import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { HOUR_MS, xOf, type TimeScale } from "../../ui/timeline/time-scale.ts";
import type { Cursor } from "./cursor.ts";
import type { Row } from "./schedule-rows.ts";
import { axisHeight, columnWidth } from "./sight.ts";
import { heightOf } from "./visible-rows.ts";

interface CursorPlace {
  readonly rows: readonly Row[];
  readonly scale: TimeScale;
  readonly offsets: readonly number[];
  readonly scroller: { readonly current: HTMLElement | null };
  readonly content: { readonly current: HTMLElement | null };
}

/** One place in the grid can be reached with Tab; arrows move it, and the focus with it. */
export function useCursor({ rows, scale, offsets, scroller, content }: CursorPlace) {
  const [kept, setKept] = useState<Cursor | null>(null);
  const takesFocus = useRef(false);
  const startMs = scale.fromMs + FIRST_HOUR * HOUR_MS;
  const isThere = kept !== null && rows.some(({ key }) => key === kept.rowKey);
  const isInSight = isThere && kept.atMs < scale.toMs && kept.atMs >= scale.fromMs - 24 * HOUR_MS;
  const cursor = isInSight ? kept : { rowKey: rows[0]?.key ?? "", atMs: startMs, barId: null };
  const moveTo = (next: Cursor) => {
    takesFocus.current = true;
    setKept(next);
    reveal(next);
  };
  useEffect(() => {
    if (!takesFocus.current) return;
    takesFocus.current = false;
    content.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  });

  function reveal({ rowKey, atMs }: Cursor): void {
    const element = scroller.current;
    const index = rows.findIndex(({ key }) => key === rowKey);
    const row = rows[index];
    if (element === null || row === undefined) return;
    const top = offsets[index] ?? 0;
    const { scrollTop, clientHeight, scrollLeft, clientWidth } = element;
    const lowest = top + heightOf(row) + axisHeight(content.current) - clientHeight;
    if (top < scrollTop) element.scrollTo({ top });
    else if (lowest > scrollTop) element.scrollTo({ top: lowest });
    const x = xOf(scale, atMs);
    const room = clientWidth - columnWidth(content.current);
    if (x < scrollLeft || x > scrollLeft + room - EDGE_PIXELS) {
      element.scrollTo({ left: Math.max(x - room / 3, 0) });
    }
  }
  return { cursor, place: setKept, moveTo };
}

const FIRST_HOUR = 8;
const EDGE_PIXELS = 80;

/** A day begins where work does, or a little before the present; a week with the day that is meant. */
export function useStartOfDay(
  scroller: { readonly current: HTMLElement | null },
  scale: TimeScale,
  date: string,
): void {
  useLayoutEffect(() => {
    const now = Date.now();
    const isToday = now >= scale.fromMs && now < scale.toMs;
    const day = scale.days.find((one) => one.date === date)?.startMs ?? scale.fromMs;
    const beginsMs = scale.span === "week" ? day : day + (FIRST_HOUR - 1) * HOUR_MS;
    const wantedMs = isToday && scale.span === "day" ? Math.max(beginsMs, now - HOUR_MS) : beginsMs;
    scroller.current?.scrollTo({ left: xOf(scale, wantedMs) });
  }, [scroller, scale, date]);
}
