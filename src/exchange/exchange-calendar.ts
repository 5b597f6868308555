import type { Calendar, CalendarAccess, CalendarResult } from "../app/sync/calendar.ts";
import { gistOf, success } from "./call-outcome.ts";
import { checkCalendarRights, readMailboxSettings } from "./calendar-rights.ts";
import { cancelCall, recordOf } from "./event-calls.ts";
import { describeWrite } from "./describe-write.ts";
import type { GraphClient } from "./graph-client.ts";
import { readEvents } from "./read-events.ts";
import { createEvent, findEvent, updateEvent } from "./write-event.ts";
import { failed } from "./written-event.ts";

/** Exchange Online as the calendar that people's meetings are written to. */
export function createExchangeCalendar(graph: GraphClient): Calendar {
  return {
    createEvent: (access, key, content, yieldTo) =>
      createEvent(graph, access, key, content, yieldTo),
    findEvent: (access, key) => findEvent(graph, access, key),
    updateEvent: (access, eventId, content, yieldTo) =>
      updateEvent(graph, access, eventId, content, yieldTo),
    cancelEvent: async (access, eventId, comment) => {
      const call = cancelCall(access.mailbox, eventId, comment);
      const request = recordOf(call, "bare");
      const result = await graph.call(access, call);
      if (result.ok) {
        return success({ wasPresent: true, request, response: gistOf(result.answer) });
      }
      if (result.failure.kind === "not_found") {
        return success({ wasPresent: false, request, response: result.failure.response ?? {} });
      }
      return failed(result.failure, call, "bare");
    },
    readEvents: (access, eventIds) => readEvents(graph, access, eventIds),
    checkAccess: (access) => checkAccess(graph, access),
    describeWrite,
  };
}

/** The calendar answers, may be written to, and says which zone its owner lives in. */
async function checkAccess(
  graph: GraphClient,
  access: CalendarAccess,
): Promise<CalendarResult<{ readonly timeZone: string }>> {
  const rights = await checkCalendarRights(graph, access);
  if (!rights.ok) return rights;
  const settings = await readMailboxSettings(graph, access);
  if (!settings.ok) return settings;
  return success({ timeZone: settings.value?.timeZone ?? "UTC" });
}
