import type { CalendarAccess, CalendarResult } from "../app/sync/calendar.ts";
import type { RoomCalendar } from "../app/sync/room-calendar.ts";
import { createCalendarsAtHand } from "./calendars-at-hand.ts";
import { success } from "./call-outcome.ts";
import { canReadCall } from "./event-calls.ts";
import type { GraphClient } from "./graph-client.ts";
import { readCalendar } from "./read-calendar.ts";
import { findMeetings, readMeetings } from "./read-meetings.ts";
import { releaseRoom } from "./release-room.ts";
import { DELTA_PAGE_ROWS, readChanges } from "./room-changes.ts";

/** Exchange Online as what is read from calendars, and done in a room's own name. */
export function createExchangeRooms(
  graph: GraphClient,
  now: () => Date,
  deltaPageRows: number = DELTA_PAGE_ROWS,
): RoomCalendar {
  const calendars = createCalendarsAtHand({
    now,
    readCalendar: (access, window) => readCalendar(graph, access, window),
  });
  return {
    canRead: (access) => canRead(graph, access),
    readChanges: (access, position) => readChanges(graph, access, position, deltaPageRows),
    readMeetings: (access, eventIds) => readMeetings(graph, access, eventIds),
    findMeetings: (access, iCalUIds, bulk) =>
      findMeetings(graph, calendars, access, iCalUIds, bulk),
    releaseRoom: (access, target, comment) => releaseRoom(graph, access, target, comment),
  };
}

async function canRead(graph: GraphClient, access: CalendarAccess): Promise<CalendarResult<null>> {
  const result = await graph.call(access, canReadCall(access.mailbox));
  return result.ok ? success(null) : result;
}
