import type { DirectoryUser, RoomMailbox } from "../directory/directory.ts";
import { formatDate } from "../mailbox/calendar-date.ts";
import {
  mapWithExceptions,
  markCancelled,
  type Answer,
  type CalendarItem,
} from "../mailbox/calendar-item.ts";
import { EMPTY_BODY } from "../mailbox/event-input.ts";
import { dayOfInstant, seriesViews, seriesZone } from "../mailbox/event-view.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";
import type { ExchangeContext } from "../mailbox/mailboxes.ts";
import { endSeriesBy } from "../mailbox/recurrence.ts";
import {
  deliverAnswer,
  dropDeclined,
  putException,
  withoutDeclined,
  withoutOccurrence,
} from "../mailbox/responses.ts";
import { findZone } from "../mailbox/time-zones.ts";
import { decideRequest, type RoomDecision, type RoomRequest } from "./decide-request.ts";
import { bookingWindowEnd, roomHolder } from "./room-facts.ts";
import { WORK_HOURS_DEFAULT } from "./work-hours.ts";

/**
 * The attendant of a room mailbox: works through requests and cancellations one after another, a
 * little after they came (facts 2, settings.roomDecisionDelayMs).
 */
export function requestDecision(
  context: ExchangeContext,
  room: DirectoryUser,
  copyKey: string,
  occurrenceDate: string | null,
): void {
  const mailbox = context.mailboxes.of(room.id);
  inTurn(context, mailbox, () => decide(context, room, mailbox, copyKey, occurrenceDate));
}

/** Takes a cancelled meeting, or one occurrence of it, off the room's calendar in its turn. */
export function processCancellation(
  context: ExchangeContext,
  room: DirectoryUser,
  copyKey: string,
  occurrenceDate: string | null,
): void {
  const mailbox = context.mailboxes.of(room.id);
  const work = (): void => cancel(context, room, copyKey, occurrenceDate);
  if (context.settings.lateRoomCancellations) {
    context.clock.after(drawDelayMs(context), work);
  } else {
    inTurn(context, mailbox, work);
  }
}

/** Rewrites an accepted copy a moment later: organizer's name for subject, no body (facts 2). */
export function scheduleRewrite(
  context: ExchangeContext,
  room: DirectoryUser,
  copyKey: string,
): void {
  const mailbox = context.mailboxes.of(room.id);
  context.clock.after(context.settings.roomRewriteDelayMs, () => {
    const copy = mailbox.get(copyKey);
    if (!copy || !room.room) return;
    mailbox.put(rewrite(copy, room.room));
  });
}

/** Takes up what the attendant still owed when the simulator was last stopped. */
export function resumeAttendants(context: ExchangeContext): void {
  for (const user of context.directory.users.values()) {
    if (user.kind !== "room") continue;
    for (const copy of context.mailboxes.of(user.id).items()) {
      resumeCopy(context, user, copy);
    }
  }
}

function resumeCopy(context: ExchangeContext, room: DirectoryUser, copy: CalendarItem): void {
  if (copy.pending === "decision") requestDecision(context, room, copy.key, null);
  if (copy.pending === "rewrite") scheduleRewrite(context, room, copy.key);
  if (copy.pending === "removal") processCancellation(context, room, copy.key, null);
  for (const [date, exception] of Object.entries(copy.series?.exceptions ?? {})) {
    if (exception.pending === "decision") requestDecision(context, room, copy.key, date);
    if (exception.pending === "removal") processCancellation(context, room, copy.key, date);
  }
}

function inTurn(context: ExchangeContext, mailbox: Mailbox, work: () => void): void {
  const nowMs = context.clock.now();
  const dueMs = Math.max(nowMs + drawDelayMs(context), mailbox.attendantBusyUntilMs);
  mailbox.attendantBusyUntilMs = dueMs;
  context.clock.after(dueMs - nowMs, work);
}

function drawDelayMs(context: ExchangeContext): number {
  const [min, max] = context.settings.roomDecisionDelayMs;
  return Math.round(min + (max - min) * context.random());
}

function decide(
  context: ExchangeContext,
  room: DirectoryUser,
  mailbox: Mailbox,
  copyKey: string,
  occurrenceDate: string | null,
): void {
  const copy = mailbox.get(copyKey);
  if (!copy || !room.room) return;
  const part = occurrenceDate === null ? copy : copy.series?.exceptions[occurrenceDate];
  // A later message about the same meeting may have been worked off with this one.
  if (part?.pending !== "decision") return;
  const windowEndMs = bookingWindowEnd(context.clock.now(), room);
  const decision = decideRequest(readRequest(context, copy, part, occurrenceDate, windowEndMs), {
    processing: room.room.processing,
    capacity: room.room.capacity,
    windowEndMs,
    ianaId: findZone(room.timeZone)?.ianaId ?? "UTC",
    workHours: WORK_HOURS_DEFAULT,
    holderOf: roomHolder(mailbox, copy.iCalUId),
  });
  apply({ context, room, mailbox, copy, occurrenceDate, windowEndMs }, decision);
}

function readRequest(
  context: ExchangeContext,
  copy: CalendarItem,
  part: CalendarItem,
  occurrenceDate: string | null,
  windowEndMs: number,
): RoomRequest {
  const isRecurring = occurrenceDate === null && copy.series !== null;
  const people = part.attendees.filter((attendee) => attendee.type !== "resource");
  const single = { date: occurrenceDate, startMs: part.startMs, endMs: part.endMs };
  const inWindow = isRecurring ? seriesViews(copy, copy.startMs, windowEndMs) : [];
  const occurrences = inWindow
    .filter((view) => view.startMs < windowEndMs)
    .map((view) => ({
      date: view.occurrenceDate,
      startMs: view.startMs,
      endMs: view.endMs,
    }));
  return {
    organizerAddress: copy.organizer.address,
    organizerIsExternal: context.directory.findUser(copy.organizer.address) === undefined,
    peopleCount: people.length,
    isRecurring,
    endsAfterWindow: isRecurring && seriesViews(copy, windowEndMs, windowEndMs + FAR_MS).length > 0,
    occurrences: occurrences.length > 0 ? occurrences : [single],
  };
}

/**
 * How far beyond the window a series is searched for a further occurrence: more than any interval.
 */
const FAR_MS = 5 * 366 * 86_400_000;

interface DecidedCopy {
  readonly context: ExchangeContext;
  readonly room: DirectoryUser;
  readonly mailbox: Mailbox;
  readonly copy: CalendarItem;
  readonly occurrenceDate: string | null;
  readonly windowEndMs: number;
}

function apply(decided: DecidedCopy, decision: RoomDecision): void {
  const { room, mailbox, copy, occurrenceDate } = decided;
  switch (decision.outcome) {
    case "accept": {
      const taken = markAnswered(decided, shorten(decided, decision.truncate), "accepted", "busy");
      const declinedDates = decision.declined.map(({ date }) => date);
      const without = (part: CalendarItem, date: string): CalendarItem =>
        withoutDeclined(decided.context, part, date);
      mailbox.put(declinedDates.reduce(without, taken));
      answer(decided, "accepted", decision.comment, occurrenceDate);
      for (const { date, comment } of decision.declined) answer(decided, "declined", comment, date);
      scheduleRewrite(decided.context, room, copy.key);
      return;
    }
    case "pending": {
      const showAs = room.room?.processing.tentativePendingApproval ? "tentative" : "free";
      mailbox.put(markAnswered(decided, copy, "tentativelyAccepted", showAs));
      answer(decided, "tentativelyAccepted", decision.comment, occurrenceDate);
      askDelegates(decided, decision.comment);
      return;
    }
    case "decline": {
      dropDeclined(decided.context, mailbox, copy, occurrenceDate);
      answer(decided, "declined", decision.comment, occurrenceDate);
      return;
    }
    case "leave": {
      const left = (part: CalendarItem): CalendarItem => ({ ...part, pending: null });
      mailbox.put(mapWithExceptions(copy, left));
    }
  }
}

function shorten(decided: DecidedCopy, truncate: boolean): CalendarItem {
  const { copy, windowEndMs } = decided;
  if (!truncate || !copy.series) return copy;
  const lastDay = dayOfInstant(windowEndMs - 1, seriesZone(copy));
  const last = formatDate(lastDay);
  const kept = Object.entries(copy.series.exceptions).filter(([date]) => date <= last);
  return {
    ...copy,
    series: {
      recurrence: endSeriesBy(copy.series.recurrence, lastDay),
      exceptions: Object.fromEntries(kept),
      cancelledDates: copy.series.cancelledDates.filter((date) => date <= last),
    },
  };
}

function markAnswered(
  decided: DecidedCopy,
  copy: CalendarItem,
  response: Answer,
  showAs: CalendarItem["showAs"],
): CalendarItem {
  const timeMs = decided.context.clock.now();
  const pending = response === "accepted" ? "rewrite" : null;
  // A day that was cancelled since goes in its turn, and one that was declined since stays declined.
  const isDeclined = (part: CalendarItem): boolean =>
    part.pending === null && part.myResponse.response === "declined";
  const isOff = (part: CalendarItem): boolean =>
    part.isCancelled || part.pending === "removal" || isDeclined(part);
  const mark = (part: CalendarItem): CalendarItem =>
    isOff(part) ? part : { ...part, myResponse: { response, timeMs }, showAs, pending };
  if (decided.occurrenceDate === null) return mapWithExceptions(copy, mark);
  const exception = copy.series?.exceptions[decided.occurrenceDate];
  return exception ? putException(copy, decided.occurrenceDate, mark(exception)) : copy;
}

function answer(
  decided: DecidedCopy,
  response: Answer,
  comment: string,
  occurrenceDate: string | null,
): void {
  const { copy, room, context } = decided;
  const processing = room.room?.processing;
  const details = processing?.enableResponseDetails === false ? "" : comment;
  const additional = processing?.addAdditionalResponse ? processing.additionalResponse : "";
  deliverAnswer(context, {
    from: room,
    copy,
    answer: response,
    occurrenceDate: copy.standaloneDate ?? occurrenceDate,
    comment: `${details} ${additional}`.trim(),
  });
}

function askDelegates(decided: DecidedCopy, comment: string): void {
  const { context, room, copy } = decided;
  if (room.room?.processing.forwardRequestsToDelegates === false) return;
  for (const delegateId of room.room?.delegates ?? []) {
    context.mailboxes.of(delegateId).receive({
      kind: "approval",
      atMs: context.clock.now(),
      fromName: copy.organizer.name,
      fromAddress: copy.organizer.address,
      subject: `${room.displayName}: ${copy.subject}`,
      text: comment,
      iCalUId: copy.iCalUId,
      aboutMailbox: room.mail,
    });
  }
}

function cancel(
  context: ExchangeContext,
  room: DirectoryUser,
  copyKey: string,
  occurrenceDate: string | null,
): void {
  const mailbox = context.mailboxes.of(room.id);
  const copy = mailbox.get(copyKey);
  if (!copy) return;
  const mark = (part: CalendarItem): CalendarItem =>
    markCancelled(part, context.settings.cancelledSubjectPrefix);
  const removes = room.room?.processing.removeCanceledMeetings ?? false;
  if (occurrenceDate === null || !copy.series) {
    if (copy.pending !== "removal") return;
    if (removes) mailbox.remove(copyKey);
    else mailbox.put(mapWithExceptions(copy, mark));
    return;
  }
  const exception = copy.series.exceptions[occurrenceDate];
  if (exception?.pending !== "removal") return;
  if (removes) mailbox.put(withoutOccurrence(copy, occurrenceDate));
  else mailbox.put(putException(copy, occurrenceDate, mark(exception)));
}

function rewrite(copy: CalendarItem, room: RoomMailbox): CalendarItem {
  const { processing } = room;
  return mapWithExceptions(copy, (part) => {
    if (part.pending !== "rewrite") return part;
    const kept = processing.deleteSubject ? "" : part.subject;
    const named = processing.addOrganizerToSubject ? `${part.organizer.name} ${kept}`.trim() : kept;
    return {
      ...part,
      subject: named,
      body: processing.deleteComments ? EMPTY_BODY : part.body,
      sensitivity: processing.removePrivateProperty ? "normal" : part.sensitivity,
      pending: null,
    };
  });
}
