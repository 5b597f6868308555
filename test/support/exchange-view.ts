import type { CalendarItem } from "../../simulator/mailbox/calendar-item.ts";
import type { TestSimulator } from "../../simulator/test-simulator.ts";

/** A meeting that stands in its organizer's calendar. */
export interface Meeting {
  /** The reservation's id, from our own property on the organizer's copy; null: not of ours. */
  readonly reservationId: string | null;
  /** Address of the mailbox that organizes it. */
  readonly organizer: string;
  readonly event: CalendarItem;
  /** Copies in rooms' calendars, cancelled ones left out, with the room's own answer. */
  readonly rooms: readonly { readonly address: string; readonly response: string }[];
}

/** Every meeting that stands in Exchange, looked up in the mailboxes themselves. */
export function meetingsIn({ world }: TestSimulator): readonly Meeting[] {
  const copies = [...world.mailboxes.all()].flatMap((mailbox) => {
    const owner = world.directory.users.get(mailbox.ownerId);
    if (!owner) throw new Error(`A mailbox of nobody: ${mailbox.ownerId}`);
    return [...mailbox.items()]
      .filter(({ isCancelled }) => !isCancelled)
      .map((event) => ({ owner, event }));
  });
  const roomCopies = Map.groupBy(
    copies.filter(({ owner }) => owner.kind === "room"),
    ({ event }) => event.iCalUId,
  );
  return copies
    .filter(({ event }) => event.isOrganizer)
    .map(({ owner, event }) => ({
      reservationId: reservationIdOn(event),
      organizer: owner.mail,
      event,
      rooms: (roomCopies.get(event.iCalUId) ?? []).map((copy) => ({
        address: copy.owner.mail,
        response: copy.event.myResponse.response,
      })),
    }));
}

/** Copies in rooms' calendars whose meeting no organizer has any more. */
export function orphansIn(simulator: TestSimulator): readonly CalendarItem[] {
  const known = new Set(meetingsIn(simulator).map(({ event }) => event.iCalUId));
  return [...simulator.world.mailboxes.all()]
    .flatMap((mailbox) => [...mailbox.items()])
    .filter(({ isCancelled, isOrganizer, iCalUId }) => {
      return !isCancelled && !isOrganizer && !known.has(iCalUId);
    });
}

function reservationIdOn(event: CalendarItem): string | null {
  const entry = Object.entries(event.extendedProperties).find(([id]) =>
    id.toLowerCase().endsWith("name usherreservationid"),
  );
  return entry?.[1] ?? null;
}
