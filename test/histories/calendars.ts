import type { CalendarItem } from "../../simulator/mailbox/calendar-item.ts";
import { calendarViews, type EventView } from "../../simulator/mailbox/event-view.ts";
import type { JournalEntry } from "../../simulator/graph/journal.ts";
import type { World } from "../../simulator/world.ts";
import { RESERVATION_PROPERTY } from "../../src/exchange/event-mapping.ts";

/** What stands in somebody's or some room's calendar, cancelled meetings among it. */
export function itemsOf(world: World, address: string): readonly CalendarItem[] {
  const owner = world.directory.findUser(address);
  return owner ? [...world.mailboxes.of(owner.id).items()] : [];
}

/** Between two instants, series as their occurrences; without cancelled meetings. */
export function viewsOf(
  world: World,
  address: string,
  fromMs: number,
  toMs: number,
): readonly EventView[] {
  const owner = world.directory.findUser(address);
  const views = owner ? calendarViews(world.mailboxes.of(owner.id), fromMs, toMs) : [];
  return views.filter(({ item }) => !item.isCancelled);
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
