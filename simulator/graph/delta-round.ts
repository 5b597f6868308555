import { overlaps, type Mailbox } from "../mailbox/mailbox.ts";
import { seriesViews, viewOfItem, type EventView } from "../mailbox/event-view.ts";
import { sequenceOfChangeKey } from "../mailbox/item-id.ts";
import type { SyncState } from "./delta-token.ts";

/** What a page tells of one item: its rows together, since a series is not split (facts 1.13). */
export interface DeltaGroup {
  readonly itemKey: string;
  /** A single, or a master and its occurrences in the window; none says the item is removed. */
  readonly views: readonly EventView[];
}

export interface DeltaPage {
  readonly groups: readonly DeltaGroup[];
  /** Up to where the client knows everything once it has read this page. */
  readonly position: number;
  readonly isLast: boolean;
}

/** One item that still has to be told, at its last write. */
interface Pending {
  readonly sequence: number;
  readonly itemKey: string;
  /** In a full round what lies outside the window is passed over, not told as removed. */
  readonly passOverIfOutside: boolean;
}

/**
 * The next page from where the client stands: in a full round first every item in the window, by
 * its last write, then what was written meanwhile; else what was written since. `visibleThrough` is
 * the last write that may be told. A page holds `size` rows, more where one series alone has more.
 */
export function nextDeltaPage(
  mailbox: Mailbox,
  state: SyncState,
  size: number,
  visibleThrough: number,
): DeltaPage {
  const groups: DeltaGroup[] = [];
  let rows = 0;
  let { position } = state;
  for (const pending of pendingItems(mailbox, state, visibleThrough)) {
    const views = viewsInWindow(mailbox, pending.itemKey, state);
    const length = Math.max(1, views.length);
    if (rows > 0 && rows + length > size) return { groups, position, isLast: false };
    position = pending.sequence;
    if (views.length === 0 && pending.passOverIfOutside) continue;
    groups.push({ itemKey: pending.itemKey, views });
    rows += length;
  }
  return { groups, position: Math.max(position, visibleThrough), isLast: true };
}

/** Items lately told, newest first, which a page may tell again. */
export function lastTold(mailbox: Mailbox, state: SyncState, count: number): DeltaGroup[] {
  const keys = new Set<string>();
  for (let at = state.position; keys.size < count; at -= 1) {
    const change = mailbox.changeAt(at);
    if (!change) break;
    keys.add(change.itemKey);
  }
  return [...keys].map((itemKey) => ({ itemKey, views: viewsInWindow(mailbox, itemKey, state) }));
}

/** Produced as far as a page reads them, so that no page goes through a whole history. */
function* pendingItems(
  mailbox: Mailbox,
  state: SyncState,
  visibleThrough: number,
): Generator<Pending> {
  const { fullRoundFrom, position } = state;
  if (fullRoundFrom !== null && position < fullRoundFrom) {
    for (const { key: itemKey, changeKey } of mailbox.itemsByLastWrite()) {
      const sequence = sequenceOfChangeKey(changeKey);
      if (sequence > fullRoundFrom) break;
      if (sequence > position) yield { sequence, itemKey, passOverIfOutside: true };
    }
  }
  yield* changedItems(mailbox, Math.max(position, fullRoundFrom ?? 0), visibleThrough);
}

/** What was written after `position`, each item at its last write that may be told. */
function* changedItems(
  mailbox: Mailbox,
  position: number,
  visibleThrough: number,
): Generator<Pending> {
  if (visibleThrough < mailbox.sequence) {
    yield* lastVisible(mailbox, position, visibleThrough);
    return;
  }
  for (let sequence = position + 1; sequence <= visibleThrough; sequence += 1) {
    const change = mailbox.changeAt(sequence);
    if (!change) continue;
    const { itemKey, kind } = change;
    const item = mailbox.get(itemKey);
    const isLast = item ? sequenceOfChangeKey(item.changeKey) === sequence : kind === "deleted";
    if (isLast) yield { sequence, itemKey, passOverIfOutside: false };
  }
}

/** While changes are held back, an item's last write may be one that is not to be told yet. */
function lastVisible(mailbox: Mailbox, position: number, visibleThrough: number): Pending[] {
  const latest = new Map<string, Pending>();
  for (const { sequence, itemKey } of mailbox.changesAfter(position)) {
    if (sequence > visibleThrough) break;
    // Taken out first, so that the map's order is that of each item's last write.
    latest.delete(itemKey);
    latest.set(itemKey, { sequence, itemKey, passOverIfOutside: false });
  }
  return [...latest.values()];
}

function viewsInWindow(mailbox: Mailbox, itemKey: string, window: SyncState): EventView[] {
  const item = mailbox.get(itemKey);
  if (!item) return [];
  if (!item.series) {
    const isInside = overlaps(item.startMs, item.endMs, window.fromMs, window.toMs);
    return isInside ? [viewOfItem(item)] : [];
  }
  const occurrences = seriesViews(item, window.fromMs, window.toMs);
  return occurrences.length > 0 ? [viewOfItem(item), ...occurrences] : [];
}
