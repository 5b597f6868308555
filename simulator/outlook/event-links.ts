import type { EventView } from "../mailbox/event-view.ts";
import { encodeItemId } from "../mailbox/item-id.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";

/** The id of a shown meeting or occurrence, for the address of its page. */
export function encodeViewId(view: EventView): string {
  return encodeItemId((view.master ?? view.item).key, "immutable", view.occurrenceDate);
}

/** The id of the series that an occurrence belongs to, or of the meeting itself. */
export function encodeMasterId(view: EventView): string {
  return encodeItemId((view.master ?? view.item).key, "immutable");
}

/** The page of a meeting in somebody's calendar. */
export function pathOfMeeting(address: string, id: string): string {
  return `/outlook/${encodeURIComponent(address)}/events/${encodeURIComponent(id)}`;
}

/** Grows with every write to the mailbox: tells an open page that it is out of date. */
export function revisionOf(mailbox: Mailbox): number {
  return mailbox.sequence + mailbox.inbox.length;
}
