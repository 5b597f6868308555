import {
  type KnownSyncEvent,
  type OutboundPlan,
  planOutbound,
  standingAfter,
} from "./outbound-plan.ts";

/**
 * Where a meeting is written: a mailbox, and the calendar provider whose credential may write to
 * it. The two belong together: another provider's credential is worth nothing in that mailbox.
 */
export interface CalendarPlace {
  readonly providerId: string;
  readonly mailbox: string;
}

export interface PlacedSyncEvent extends KnownSyncEvent, CalendarPlace {}

/** What an intent for a reservation means, place by place. */
export interface PlacesPlan<E extends PlacedSyncEvent> {
  /** What the place that is to show the reservation has to be told; null where there is none. */
  readonly write: OutboundPlan | null;
  /** The newest event of that place; undefined where it is a new one. */
  readonly before: E | undefined;
  /** The newest event of each place whose meeting is to be cancelled, with what to say there. */
  readonly leave: readonly { readonly before: E; readonly plan: OutboundPlan }[];
  /** The events that are not to be sent any more. */
  readonly supersede: readonly string[];
  /** Places that hold a meeting, or may, and that no cancellation is on its way to. */
  readonly standing: readonly CalendarPlace[];
  /** Something that was decided before is still on its way. */
  readonly isUnderWay: boolean;
}

/**
 * Plans so that in the end `target` alone shows the reservation; null: nowhere does. A cancellation
 * that was decided for another place stays as it is, whatever becomes of the reservation elsewhere.
 * `events` are all of the reservation's sync events, oldest first.
 */
export function planPlaces<E extends PlacedSyncEvent>(
  events: readonly E[],
  target: CalendarPlace | null,
  isDryRun: boolean,
): PlacesPlan<E> {
  const there = target === null ? [] : events.filter((event) => isSamePlace(event, target));
  const write = target === null ? null : planOutbound(there, "write", isDryRun);
  const others = [...Map.groupBy(events, placeKey).values()].filter((group) => {
    const [first] = group;
    return first !== undefined && (target === null || !isSamePlace(first, target));
  });
  // What a dry run never made need not be taken away for the sake of what is made elsewhere.
  const wasDryRun = target === null && isDryRun;
  const left = others
    .filter((group) => !isBeingLeft(group))
    .map((group) => ({ group, plan: planOutbound(group, "cancel", wasDryRun) }));
  const supersede = [write, ...left.map(({ plan }) => plan)].flatMap(
    (plan) => plan?.supersede ?? [],
  );
  return {
    write,
    before: there.at(-1),
    leave: left.flatMap(({ group, plan }) => {
      const before = group.findLast(isLive) ?? group.at(-1);
      return plan.enqueue === null || before === undefined ? [] : [{ before, plan }];
    }),
    supersede,
    standing: others.filter(isStanding).flatMap((group) => group.slice(-1)),
    isUnderWay: events.some((event) => isPending(event) && !supersede.includes(event.id)),
  };
}

/** Where the newest write that counts went or is to go; undefined where there was none. */
export function placeOfLastWrite<E extends PlacedSyncEvent>(events: readonly E[]): E | undefined {
  return events.findLast((event) => isLive(event) && event.type !== "cancel");
}

/** Mailboxes are compared without case: the same one may be written in two ways. */
function isSamePlace(one: CalendarPlace, other: CalendarPlace): boolean {
  return placeKey(one) === placeKey(other);
}

function placeKey({ providerId, mailbox }: CalendarPlace): string {
  return `${providerId} ${mailbox.toLowerCase()}`;
}

/** The place was told to let the meeting go, however far that has come. */
function isBeingLeft(events: readonly KnownSyncEvent[]): boolean {
  return events.findLast(isLive)?.type === "cancel";
}

function isStanding(events: readonly KnownSyncEvent[]): boolean {
  const last = events.findLast(isLive);
  const isOnItsWayOut = last?.type === "cancel" && isPending(last);
  return !isOnItsWayOut && standingAfter(events, false) !== "absent";
}

/** Not called off, or not before it may have reached the calendar. */
function isLive({ state, mayHaveBeenSent }: KnownSyncEvent): boolean {
  return state !== "superseded" || mayHaveBeenSent;
}

function isPending({ state }: KnownSyncEvent): boolean {
  return state === "new" || state === "processing" || state === "waiting_for_token";
}
