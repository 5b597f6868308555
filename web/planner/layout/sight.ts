import type { Sight } from "../edit/edge-scroll.ts";

/** Of the hours above the tracks, which stay in sight. */
export function axisHeight(content: HTMLElement | null): number {
  return content?.offsetTop ?? 0;
}

/** Of the names before the tracks; how wide they are depends on the window. */
export function columnWidth(content: HTMLElement | null): number {
  const header = content?.querySelector<HTMLElement>("[role=rowheader]");
  return header?.offsetWidth ?? 0;
}

/** What is seen of the tracks, under the axis and beside the names. */
export function sightOf(scroller: HTMLElement | null, content: HTMLElement | null): Sight {
  const { left = 0, right = 0, top = 0, bottom = 0 } = scroller?.getBoundingClientRect() ?? {};
  return {
    left: Math.max(left, 0) + columnWidth(content),
    right: Math.min(right, window.innerWidth),
    top: Math.max(top, 0) + axisHeight(content),
    bottom: Math.min(bottom, window.innerHeight),
  };
}
