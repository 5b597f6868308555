import { z } from "zod";
import type { Calendar, CalendarAccess, CalendarResult } from "../app/sync/calendar.ts";
import { gistOf, refusal, strangeAnswer, success } from "./call-outcome.ts";
import { cancelCall, mailboxPath, recordOf } from "./event-calls.ts";
import { describeWrite } from "./describe-write.ts";
import type { GraphClient } from "./graph-client.ts";
import { readEvents } from "./read-events.ts";
import { createEvent, findEvent, updateEvent } from "./write-event.ts";
import { failed } from "./written-event.ts";

/** Exchange Online as the calendar that people's meetings are written to. */
export function createExchangeCalendar(graph: GraphClient): Calendar {
  return {
    createEvent: (access, key, content) => createEvent(graph, access, key, content),
    findEvent: (access, key) => findEvent(graph, access, key),
    updateEvent: (access, eventId, content) => updateEvent(graph, access, eventId, content),
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
  const place = { ahead: true };
  const path = mailboxPath(access.mailbox);
  const calendar = await graph.call(access, { method: "GET", path: `${path}/calendar`, place });
  if (!calendar.ok) return { ok: false, failure: calendar.failure };
  const canEdit = z.object({ canEdit: z.boolean().nullish() }).safeParse(calendar.answer.body);
  if (!canEdit.success) return strangeAnswer(access.mailbox, calendar.answer);
  if (canEdit.data.canEdit === false) {
    return refusal(
      "access_denied",
      "read_only",
      `The calendar of ${access.mailbox} may be read but not written to.`,
    );
  }
  const settings = await graph.call(access, {
    method: "GET",
    path: `${path}/mailboxSettings`,
    place,
  });
  // Reading the settings needs a permission of its own, which writing meetings does not.
  if (!settings.ok && settings.failure.kind === "access_denied")
    return success({ timeZone: "UTC" });
  if (!settings.ok) return { ok: false, failure: settings.failure };
  const { data } = z.object({ timeZone: z.string().min(1) }).safeParse(settings.answer.body);
  return success({ timeZone: data?.timeZone ?? "UTC" });
}
