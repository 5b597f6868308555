import type { CalendarItem } from "../../simulator/mailbox/calendar-item.ts";
import type { JournalEntry } from "../../simulator/graph/journal.ts";
import type { World } from "../../simulator/world.ts";
import { RESERVATION_PROPERTY } from "../../src/exchange/event-mapping.ts";

/** What stands in somebody's or some room's calendar, cancelled meetings among it. */
export function itemsOf(world: World, address: string): readonly CalendarItem[] {
  const owner = world.directory.findUser(address);
  return owner ? [...world.mailboxes.of(owner.id).items()] : [];
}

/** An event that the server made, in the calendar that holds the organizer's copy. */
export interface OwnEvent {
  readonly mailbox: string;
  readonly reservationId: string;
  readonly item: CalendarItem;
}

export function ownEvents(world: World): readonly OwnEvent[] {
  return [...world.mailboxes.all()].flatMap((mailbox) => {
    const address = world.directory.users.get(mailbox.ownerId)?.mail ?? mailbox.ownerId;
    return [...mailbox.items()].flatMap((item) => {
      const reservationId = item.extendedProperties[RESERVATION_PROPERTY];
      const isShown = item.isOrganizer && !item.isCancelled && reservationId !== undefined;
      return isShown ? [{ mailbox: address, reservationId, item }] : [];
    });
  });
}

/** A call that changes what somebody sees; subscriptions are the server's own affair. */
export function isWrite({ method, path }: JournalEntry): boolean {
  return method !== "GET" && !/batch|^\/subscriptions/i.test(path);
}
