import { z } from "zod";
import type { CalendarAccess, CalendarFailure, CalendarResult } from "../app/sync/calendar.ts";
import { mailboxPath } from "./event-calls.ts";
import type { GraphClient } from "./graph-client.ts";

/** Somebody sits and waits for what these tell. */
const place = { ahead: true };
const calendarSchema = z.object({ canEdit: z.boolean().nullish() });
const settingsSchema = z.object({
  timeZone: z.string().min(1).nullish().catch(null),
  userPurpose: z.string().min(1).nullish().catch(null),
});

export interface MailboxSettings {
  /** As Exchange names it: Windows or IANA. */
  readonly timeZone: string | null;
  /** `user`, `shared`, `room`, `equipment` and the like. */
  readonly userPurpose: string | null;
}

/** Whether the credential may write to the mailbox's calendar. */
export async function checkCalendarRights(
  graph: GraphClient,
  access: CalendarAccess,
): Promise<CalendarResult<null>> {
  const path = `${mailboxPath(access.mailbox)}/calendar`;
  const calendar = await graph.call(access, { method: "GET", path, place });
  if (!calendar.ok) return calendar;
  const { data } = calendarSchema.safeParse(calendar.answer.body);
  if (data === undefined) {
    return refusal({
      kind: "transient",
      code: "strange_answer",
      message: `Exchange answered for the mailbox ${access.mailbox} in a form that could not be read.`,
    });
  }
  if (data.canEdit === false) {
    return refusal({
      kind: "access_denied",
      code: "read_only",
      message: `The calendar of ${access.mailbox} may be read but not written to.`,
    });
  }
  return { ok: true, value: null };
}

/**
 * The mailbox's own settings; null where they may not be read, which takes a permission that
 * writing meetings does not.
 */
export async function readMailboxSettings(
  graph: GraphClient,
  access: CalendarAccess,
): Promise<CalendarResult<MailboxSettings | null>> {
  const path = `${mailboxPath(access.mailbox)}/mailboxSettings`;
  const settings = await graph.call(access, { method: "GET", path, place });
  if (!settings.ok) {
    return settings.failure.kind === "access_denied" ? { ok: true, value: null } : settings;
  }
  const { data } = settingsSchema.safeParse(settings.answer.body);
  const { timeZone = null, userPurpose = null } = data ?? {};
  return { ok: true, value: { timeZone, userPurpose } };
}

function refusal(failure: Pick<CalendarFailure, "kind" | "code" | "message">): {
  readonly ok: false;
  readonly failure: CalendarFailure;
} {
  return { ok: false, failure: { ...failure, mayHaveHappened: false } };
}
