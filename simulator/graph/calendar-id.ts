import { createItemKey, decodeItemId } from "../mailbox/item-id.ts";

/** The key in the id of a mailbox's primary calendar: the item that would have number 0. */
export function calendarKey(ownerId: string): string {
  return createItemKey(ownerId, 0, () => 0);
}

/** Whether an id from a path names the owner's primary calendar; others do not exist here. */
export function isPrimaryCalendar(ownerId: string, id: string): boolean {
  return decodeItemId(id)?.key === calendarKey(ownerId);
}
