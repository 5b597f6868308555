import { isReadOnlyBar } from "../layout/bar-cell.tsx";
import type { Cursor } from "../layout/cursor.ts";
import type { Row, SpaceRow } from "../layout/schedule-rows.ts";
import { HOUR_MS, MINUTE_MS, type TimeScale } from "../../ui/timeline/time-scale.ts";
import { movedBy, type Draft } from "./draft.ts";

interface KeyGround {
  readonly rows: readonly Row[];
  readonly scale: TimeScale;
  readonly snapMinutes: number;
}

export interface PressedKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/**
 * What Shift and Alt with an arrow make of the draft, or begin: Shift moves, Alt changes the end.
 * Null where they mean nothing here.
 */
export function draftAfter(
  ground: KeyGround,
  draft: Draft | null,
  cursor: Cursor,
  pressed: PressedKey,
): Draft | null {
  if (!(pressed.shiftKey || pressed.altKey) || !pressed.key.startsWith("Arrow")) return null;
  const from = draft ?? begun(ground, cursor);
  if (from === null) return null;
  const { scale, snapMinutes, rows } = ground;
  const direction = pressed.key === "ArrowLeft" ? -1 : 1;
  if (pressed.key === "ArrowUp" || pressed.key === "ArrowDown") {
    const row = pressed.shiftKey ? neighbour(rows, from.row, pressed.key === "ArrowUp") : null;
    return { ...from, row: row ?? from.row };
  }
  const edge = pressed.altKey || from.kind === "create" ? "end" : "whole";
  return movedBy(from, scale, direction * snapMinutes * MINUTE_MS, edge, snapMinutes);
}

/** The draft of what the keyboard is at: a bar that may be changed, or the free cell. */
function begun({ rows, snapMinutes }: KeyGround, { rowKey, barId, atMs }: Cursor): Draft | null {
  const row = rows.find(({ key }) => key === rowKey);
  if (row?.kind !== "space") return null;
  const at = { origin: row, row, by: "keyboard" } as const;
  if (barId === null) {
    return {
      ...at,
      kind: "create",
      bar: null,
      startMs: atMs,
      endMs: atMs + snapMinutes * MINUTE_MS,
    };
  }
  const bar = row.bars.find(({ id }) => id === barId);
  if (bar === undefined || isReadOnlyBar(bar)) return null;
  return { ...at, kind: "move", bar, startMs: bar.startMs, endMs: bar.endMs };
}

function neighbour(rows: readonly Row[], from: SpaceRow, isUp: boolean): SpaceRow | null {
  const index = rows.findIndex(({ key }) => key === from.key);
  const isSpace = (row: Row): row is SpaceRow => row.kind === "space";
  return (
    (isUp
      ? rows.slice(0, Math.max(index, 0)).findLast(isSpace)
      : rows.slice(index + 1).find(isSpace)) ?? null
  );
}

/** A new reservation from a free time on: an hour, or as long as the space is free. */
export function newAt(row: SpaceRow, startMs: number): Draft {
  const next = row.bars.find((bar) => bar.startMs > startMs);
  const endMs = Math.min(startMs + HOUR_MS, next?.startMs ?? Infinity);
  return { kind: "create", bar: null, origin: row, row, startMs, endMs, by: "keyboard" };
}
