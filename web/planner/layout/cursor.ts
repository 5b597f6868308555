import type { Bar, Row, SpaceRow } from "./schedule-rows.ts";
import type { TimeScale } from "../../ui/timeline/time-scale.ts";

/** Where the keyboard is: on a heading, on a bar, or at a free time of a space. */
export interface Cursor {
  readonly rowKey: string;
  readonly atMs: number;
  readonly barId: string | null;
}

export interface CursorGround {
  readonly rows: readonly Row[];
  readonly scale: TimeScale;
  /** The length of a free cell. */
  readonly cellMs: number;
}

const PAGE_ROWS = 10;

/** Where an arrow key or its kin leads; null for any other key. */
export function cursorAfter(
  ground: CursorGround,
  cursor: Cursor,
  key: string,
  isFar: boolean,
): Cursor | null {
  const { rows } = ground;
  const index = rows.findIndex(({ key: rowKey }) => rowKey === cursor.rowKey);
  const to = (next: number) => onRow(ground, cursor, Math.min(Math.max(next, 0), rows.length - 1));
  switch (key) {
    case "ArrowUp":
      return to(index - 1);
    case "ArrowDown":
      return to(index + 1);
    case "PageUp":
      return to(index - PAGE_ROWS);
    case "PageDown":
      return to(index + PAGE_ROWS);
    case "Home":
      return isFar ? to(0) : alongRow(ground, rows[index], cursor, key);
    case "End":
      return isFar ? to(rows.length - 1) : alongRow(ground, rows[index], cursor, key);
    case "ArrowLeft":
    case "ArrowRight":
      return alongRow(ground, rows[index], cursor, key);
    default:
      return null;
  }
}

/** In another row, at the same time. */
function onRow({ rows }: CursorGround, cursor: Cursor, index: number): Cursor {
  const row = rows[index];
  if (row === undefined) return cursor;
  return { rowKey: row.key, atMs: cursor.atMs, barId: barAt(row, cursor.atMs)?.id ?? null };
}

function barAt(row: Row, ms: number): Bar | undefined {
  if (row.kind === "group") return undefined;
  return row.bars.find(({ startMs, endMs }) => startMs <= ms && ms < endMs);
}

function alongRow(
  { scale, cellMs }: CursorGround,
  row: Row | undefined,
  cursor: Cursor,
  key: "ArrowLeft" | "ArrowRight" | "Home" | "End",
): Cursor {
  if (row === undefined || row.kind === "group") return cursor;
  const lastMs = scale.toMs - cellMs;
  const free = (ms: number): Cursor => {
    const atMs = Math.min(Math.max(ms, scale.fromMs), lastMs);
    return { rowKey: row.key, atMs, barId: barAt(row, atMs)?.id ?? null };
  };
  const onBar = (bar: Bar): Cursor => ({ rowKey: row.key, atMs: bar.startMs, barId: bar.id });
  if (key === "Home") return free(scale.fromMs);
  if (key === "End") return free(lastMs);
  const bar = row.bars.find(({ id }) => id === cursor.barId);
  const [fromMs, toMs] = bar ? [bar.startMs, bar.endMs] : [cursor.atMs, cursor.atMs + cellMs];
  const place = bar ? row.bars.indexOf(bar) : -1;
  if (key === "ArrowRight") {
    const next = nextBar(row, place, fromMs);
    const isNear = next !== undefined && next.startMs <= toMs;
    return isNear ? onBar(next) : bar ? free(toMs) : free(fromMs + cellMs);
  }
  const before = barBefore(row, place, fromMs);
  const isNear = before !== undefined && before.endMs > fromMs - cellMs;
  return isNear ? onBar(before) : free(fromMs - cellMs);
}

function nextBar({ bars }: SpaceRow, place: number, fromMs: number): Bar | undefined {
  return place >= 0 ? bars[place + 1] : bars.find(({ startMs }) => startMs >= fromMs);
}

function barBefore({ bars }: SpaceRow, place: number, fromMs: number): Bar | undefined {
  return place >= 0 ? bars[place - 1] : bars.findLast(({ endMs }) => endMs <= fromMs);
}
