import type { Row } from "./schedule-rows.ts";

const HEIGHTS = { group: 36, space: 46 } as const;
/** Rows beyond the edges, so that scrolling does not show bare ground. */
const OVERSCAN = 6;

/** Where each row is; the last number is the height of all. */
export function offsetsOf(rows: readonly Row[]): readonly number[] {
  const offsets = [0];
  for (const { kind } of rows) offsets.push((offsets.at(-1) ?? 0) + HEIGHTS[kind]);
  return offsets;
}

export function heightOf(row: Row): number {
  return HEIGHTS[row.kind];
}

/** The row at a height; the first above it all, and the last below. */
export function rowAt(offsets: readonly number[], y: number): number {
  let low = 0;
  let high = Math.max(offsets.length - 2, 0);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((offsets[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** First and one past the last of the rows that have to be there. */
export function visibleRange(
  offsets: readonly number[],
  top: number,
  height: number,
): readonly [number, number] {
  const count = offsets.length - 1;
  const first = rowAt(offsets, top) - OVERSCAN;
  const last = rowAt(offsets, top + height) + OVERSCAN + 1;
  return [Math.max(first, 0), Math.min(last, count)];
}
