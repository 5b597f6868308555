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

function pendingItems(mailbox: Mailbox, state: SyncState, visibleThrough: number): Pending[] {
  const { fullRoundFrom, position } = state;
  const unseen: Pending[] = [];
  if (fullRoundFrom !== null && position < fullRoundFrom) {
    const items = [...mailbox.singlesBetween(state.fromMs, state.toMs), ...mailbox.masters()];
    for (const { key, changeKey } of items) {
      const sequence = sequenceOfChangeKey(changeKey);
      if (sequence <= position || sequence > fullRoundFrom) continue;
      unseen.push({ sequence, itemKey: key, passOverIfOutside: true });
    }
    unseen.sort((left, right) => left.sequence - right.sequence);
  }
  const latest = new Map<string, Pending>();
  for (const { sequence, itemKey } of mailbox.changesAfter(
    Math.max(position, fullRoundFrom ?? 0),
  )) {
    if (sequence > visibleThrough) break;
    // Taken out first, so that the map's order is that of each item's last write.
    latest.delete(itemKey);
    latest.set(itemKey, { sequence, itemKey, passOverIfOutside: false });
  }
  return [...unseen, ...latest.values()];
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
