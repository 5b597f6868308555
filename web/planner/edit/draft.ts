import { useSyncExternalStore } from "react";
import { conflictsIn, type Bar, type BarsBySpace, type SpaceRow } from "../layout/schedule-rows.ts";
import { MINUTE_MS, snapped, type TimeScale } from "../../ui/timeline/time-scale.ts";

/** A time in a space that is being drawn, or to which a reservation is being taken. */
export interface Draft {
  readonly kind: "create" | "move";
  /** Whose place it would be; null where it is a new one. */
  readonly bar: Bar | null;
  /** The row that the bar was taken from, or where the new one began. */
  readonly origin: SpaceRow;
  readonly row: SpaceRow;
  readonly startMs: number;
  readonly endMs: number;
  readonly by: "pointer" | "keyboard";
}

/** What can be said of a draft from what the page knows; the server is asked on the drop. */
export interface DraftOutlook {
  readonly conflicts: readonly Bar[];
  readonly needsApproval: boolean;
  readonly asksRoom: boolean;
  /** It was in Outlook, and is not there. */
  readonly leavesOutlook: boolean;
}

/**
 * `known` is what was read last, which may be newer than what is drawn: while a hand holds something
 * the rows stay as they were, but a space that has been taken meanwhile is taken.
 */
export function outlookOf({ bar, origin, row, ...times }: Draft, known: BarsBySpace): DraftOutlook {
  const { needs_approval: needsApproval, synced } = row.space;
  return {
    conflicts: conflictsIn(known.get(row.space.id) ?? [], times, bar?.id ?? null),
    needsApproval,
    asksRoom: synced,
    leavesOutlook: bar !== null && origin.space.synced && !synced,
  };
}

export function isUnmoved({ bar, origin, row, startMs, endMs }: Draft): boolean {
  if (bar === null) return false;
  return origin.key === row.key && bar.startMs === startMs && bar.endMs === endMs;
}

export function isSamePlace(one: Draft, other: Draft): boolean {
  return (
    one.row.key === other.row.key && one.startMs === other.startMs && one.endMs === other.endMs
  );
}

/** Moved by some marks, kept within what is shown. */
export function movedBy(
  draft: Draft,
  scale: TimeScale,
  deltaMs: number,
  edge: "whole" | "start" | "end",
  minutes: number,
): Draft {
  const step = minutes * MINUTE_MS;
  if (edge === "whole") {
    const length = draft.endMs - draft.startMs;
    const wanted = snapped(scale, draft.startMs + deltaMs, minutes);
    const startMs = Math.min(Math.max(wanted, scale.fromMs), scale.toMs - length);
    return { ...draft, startMs, endMs: startMs + length };
  }
  if (edge === "start") {
    const wanted = snapped(scale, draft.startMs + deltaMs, minutes);
    return { ...draft, startMs: Math.max(Math.min(wanted, draft.endMs - step), scale.fromMs) };
  }
  const wanted = snapped(scale, draft.endMs + deltaMs, minutes);
  return { ...draft, endMs: Math.min(Math.max(wanted, draft.startMs + step), scale.toMs) };
}

/** Holds the draft beside the page, so that a drag draws itself anew and nothing else. */
export interface DraftStore {
  readonly get: () => Draft | null;
  readonly set: (draft: Draft | null) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createDraftStore(): DraftStore {
  let draft: Draft | null = null;
  const listeners = new Set<() => void>();
  return {
    get: () => draft,
    set(next) {
      draft = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useDraft(store: DraftStore): Draft | null {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** What a hand holds: the row that it was taken from, and the bar where it is one. */
export function useHeld(store: DraftStore): {
  readonly rowKey: string | null;
  readonly barId: string | null;
} {
  const held = () => {
    const draft = store.get();
    return draft?.by === "pointer" ? draft : null;
  };
  // Each by itself stays the same while the draft goes from place to place.
  const rowKey = useSyncExternalStore(store.subscribe, () => held()?.origin.key ?? null);
  const barId = useSyncExternalStore(store.subscribe, () => held()?.bar?.id ?? null);
  return { rowKey, barId };
}
