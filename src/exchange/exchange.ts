import type { PlaceDirectory } from "../app/places/place-directory.ts";
import type { RoomMailboxes } from "../app/scan/ports.ts";
import type { AccessTokens } from "../app/sync/access-tokens.ts";
import type { Calendar } from "../app/sync/calendar.ts";
import type { ChangeSubscriptions } from "../app/sync/change-subscriptions.ts";
import type { RoomCalendar } from "../app/sync/room-calendar.ts";
import { createExchangeCalendar } from "./exchange-calendar.ts";
import { createExchangeRooms } from "./exchange-rooms.ts";
import { createExchangeSubscriptions } from "./exchange-subscriptions.ts";
import { createGraphClient } from "./graph-client.ts";
import { createMailboxThrottle } from "./mailbox-throttle.ts";
import { createPlaceDirectory } from "./place-directory.ts";
import { createRoomMailboxes } from "./room-mailboxes.ts";

/** More than clocks of servers differ by. */
const SUBSCRIPTION_MARGIN_MS = 10 * 60 * 1000;

export interface ExchangeOptions {
  /** `https://graph.microsoft.com`, without a slash at its end. */
  readonly graphUrl: string;
  readonly accessTokens: AccessTokens;
  readonly callTimeoutMs?: number;
  /** Rows that a page of a room's changes is asked to have. */
  readonly deltaPageRows?: number;
  /** Milliseconds that only grow, by which mailboxes' limits are kept. Default: the machine's. */
  readonly nowMs?: () => number;
  /** Calls to one mailbox that this process has under way together. Default: what Exchange allows. */
  readonly callsAtOnceMax?: number;
  /** The wall clock, by which subscriptions end. */
  readonly now: () => Date;
  /** So much less than the longest life that Exchange gives a subscription is asked for. */
  readonly subscriptionMarginMs?: number;
}

/** Exchange Online as it fills each port. */
export interface Exchange {
  readonly calendar: Calendar;
  readonly rooms: RoomCalendar;
  readonly subscriptions: ChangeSubscriptions;
  readonly roomMailboxes: RoomMailboxes;
  readonly placeDirectory: PlaceDirectory;
}

/** One a process, since it keeps each mailbox's limits for whatever is done there. */
export function createExchange(options: ExchangeOptions): Exchange {
  const throttle = createMailboxThrottle(
    options.nowMs ?? (() => performance.now()),
    options.callsAtOnceMax,
  );
  const graph = createGraphClient({ ...options, throttle });
  return {
    calendar: createExchangeCalendar(graph),
    rooms: createExchangeRooms(graph, options.now, options.deltaPageRows),
    subscriptions: createExchangeSubscriptions(graph, {
      now: options.now,
      subscriptionMarginMs: options.subscriptionMarginMs ?? SUBSCRIPTION_MARGIN_MS,
    }),
    roomMailboxes: createRoomMailboxes(graph),
    placeDirectory: createPlaceDirectory(graph, options.graphUrl),
  };
}
