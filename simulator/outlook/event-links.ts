import type { EventView } from "../mailbox/event-view.ts";
import { encodeItemId } from "../mailbox/item-id.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";

/** The id of a shown meeting or occurrence, for the address of its page. */
export function encodeViewId(view: EventView): string {
  return encodeItemId((view.master ?? view.item).key, "immutable", view.occurrenceDate);
}

/** Grows with every write to the mailbox: tells an open page that it is out of date. */
export function revisionOf(mailbox: Mailbox): number {
  return (mailbox.changes.at(-1)?.sequence ?? 0) + mailbox.inbox.length;
}
