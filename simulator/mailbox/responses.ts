import type { DirectoryUser } from "../directory/directory.ts";
import {
  mapWithExceptions,
  markDeclined,
  sameAddress,
  type Answer,
  type CalendarItem,
  type Response,
} from "./calendar-item.ts";
import { findOccurrence } from "./event-view.ts";
import type { Mailbox } from "./mailbox.ts";
import type { ExchangeContext } from "./mailboxes.ts";

/** An attendee's answer on its way to the organizer. */
export interface AnswerMessage {
  readonly from: DirectoryUser;
  /** The attendee's copy, which names the meeting and its organizer. */
  readonly copy: CalendarItem;
  readonly answer: Answer;
  /** The original day where the answer is to one occurrence only. */
  readonly occurrenceDate: string | null;
  readonly comment: string;
}

const SUBJECT_PREFIXES: Record<Answer, string> = {
  accepted: "Accepted: ",
  tentativelyAccepted: "Tentative: ",
  declined: "Declined: ",
};

/**
 * Writes an answer onto the organizer's copy: only the answering attendee's status changes, with
 * the change key (facts 1.4), and the words go to the organizer's inbox. An organizer outside the
 * directory hears nothing here.
 */
export function deliverAnswer(context: ExchangeContext, message: AnswerMessage): void {
  const organizer = context.directory.findUser(message.copy.organizer.address);
  if (!organizer) return;
  const mailbox = context.mailboxes.of(organizer.id);
  const item = mailbox.findMeeting(message.copy.iCalUId);
  if (!item?.isOrganizer) return;
  const status: Response = { response: message.answer, timeMs: context.clock.now() };
  const stored = recordAnswer(mailbox, item, message, status);
  mailbox.receive({
    kind: "response",
    atMs: context.clock.now(),
    fromName: message.from.displayName,
    fromAddress: message.from.mail,
    subject: `${SUBJECT_PREFIXES[message.answer]}${stored.subject}`,
    text: message.comment,
    iCalUId: stored.iCalUId,
  });
}

function recordAnswer(
  mailbox: Mailbox,
  item: CalendarItem,
  message: AnswerMessage,
  status: Response,
): CalendarItem {
  const answer = (part: CalendarItem): CalendarItem => withStatus(part, message.from, status);
  if (message.occurrenceDate === null || !item.series) {
    return mailbox.put(mapWithExceptions(item, answer));
  }
  const exception = asException(item, message.occurrenceDate);
  if (!exception) return item;
  return mailbox.put(putException(item, message.occurrenceDate, answer(exception)));
}

function withStatus(item: CalendarItem, from: DirectoryUser, status: Response): CalendarItem {
  const attendees = item.attendees.map((attendee) =>
    sameAddress(attendee.address, from.mail) ||
    sameAddress(attendee.address, from.userPrincipalName)
      ? { ...attendee, status }
      : attendee,
  );
  return { ...item, attendees };
}

/** The exception of a day, made from the plain occurrence where there is none yet. */
export function asException(master: CalendarItem, date: string): CalendarItem | undefined {
  const view = findOccurrence(master, date);
  if (!view) return undefined;
  if (view.type === "exception") return view.item;
  return {
    ...master,
    kind: "exception",
    series: null,
    startMs: view.startMs,
    endMs: view.endMs,
    overriddenFields: [],
  };
}

export function putException(
  master: CalendarItem,
  date: string,
  exception: CalendarItem,
): CalendarItem {
  if (!master.series) return master;
  const exceptions = { ...master.series.exceptions, [date]: exception };
  return { ...master, series: { ...master.series, exceptions } };
}

/** Takes a declined meeting, or one occurrence of it, off the attendee's calendar (facts 1.7, 2). */
export function dropDeclined(
  context: ExchangeContext,
  mailbox: Mailbox,
  copy: CalendarItem,
  occurrenceDate: string | null,
): void {
  if (occurrenceDate !== null) {
    mailbox.put(withoutDeclined(context, copy, occurrenceDate));
  } else if (context.settings.declinedCopiesStay) {
    const timeMs = context.clock.now();
    mailbox.put(mapWithExceptions(copy, (part) => markDeclined(part, timeMs)));
  } else {
    mailbox.remove(copy.key);
  }
}

/** The attendee's series without an occurrence that was declined, or with it as declined. */
export function withoutDeclined(
  context: ExchangeContext,
  copy: CalendarItem,
  date: string,
): CalendarItem {
  if (!context.settings.declinedCopiesStay) return withoutOccurrence(copy, date);
  const exception = asException(copy, date);
  return exception ? putException(copy, date, markDeclined(exception, context.clock.now())) : copy;
}

/** The series without one of its days, as after the cancellation of an occurrence. */
export function withoutOccurrence(master: CalendarItem, date: string): CalendarItem {
  if (!master.series) return master;
  const { [date]: _dropped, ...exceptions } = master.series.exceptions;
  const cancelledDates = [...new Set([...master.series.cancelledDates, date])].sort();
  return { ...master, series: { ...master.series, exceptions, cancelledDates } };
}
