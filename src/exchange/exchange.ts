import type { AccessTokens } from "../app/sync/access-tokens.ts";
import type { Calendar } from "../app/sync/calendar.ts";
import type { RoomCalendar } from "../app/sync/room-calendar.ts";
import { createExchangeCalendar } from "./exchange-calendar.ts";
import { createExchangeRooms } from "./exchange-rooms.ts";
import { createGraphClient } from "./graph-client.ts";
import { createMailboxThrottle } from "./mailbox-throttle.ts";

export interface ExchangeOptions {
  /** `https://graph.microsoft.com`, without a slash at its end. */
  readonly graphUrl: string;
  readonly accessTokens: AccessTokens;
  readonly callTimeoutMs?: number;
  /** Rows that a page of a room's changes is asked to have. */
  readonly deltaPageRows?: number;
}

/** Exchange Online as it fills each port. */
export interface Exchange {
  readonly calendar: Calendar;
  readonly rooms: RoomCalendar;
}

/** One a process, since it keeps each mailbox's limits for whatever is done there. */
export function createExchange(options: ExchangeOptions): Exchange {
  const throttle = createMailboxThrottle(() => performance.now());
  const graph = createGraphClient({ ...options, throttle });
  return {
    calendar: createExchangeCalendar(graph),
    rooms: createExchangeRooms(graph, options.deltaPageRows),
  };
}
