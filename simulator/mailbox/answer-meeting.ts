import type { DirectoryUser } from "../directory/directory.ts";
import { scheduleRewrite } from "../rooms/room-attendant.ts";
import { mapWithExceptions, type Answer, type CalendarItem } from "./calendar-item.ts";
import type { EventView } from "./event-view.ts";
import type { Mailbox } from "./mailbox.ts";
import type { ExchangeContext } from "./mailboxes.ts";
import { findCurrent, removeAsOrganizer } from "./meetings.ts";
import { refusals, succeed, type Outcome } from "./outcome.ts";
import {
  asException,
  deliverAnswer,
  dropDeclined,
  putException,
  withoutOccurrence,
} from "./responses.ts";

export interface AnswerOptions {
  readonly comment: string;
  /** False keeps the answer from the organizer (facts 1.7). */
  readonly sendResponse: boolean;
}

/**
 * Accepts, tentatively accepts or declines a meeting, or one occurrence, in an attendee's mailbox.
 * A declined meeting leaves the calendar (facts 1.7). A room's delegate approves in the same way.
 */
export function answerEvent(
  context: ExchangeContext,
  ownerId: string,
  id: string,
  answer: Answer,
  options: AnswerOptions,
): Outcome<null> {
  const mailbox = context.mailboxes.of(ownerId);
  const owner = context.directory.users.get(ownerId);
  const found = findCurrent(context, mailbox, id, undefined);
  if (!found.ok) return found;
  if (!owner) return refusals.itemNotFound();
  if (found.value.item.isOrganizer) {
    return refusals.invalidRequest(
      "Your request can't be completed. You can't respond to this meeting because you're the " +
        "meeting organizer.",
    );
  }
  recordOwnAnswer(context, mailbox, owner, found.value, answer);
  if (options.sendResponse) sendAnswer(context, owner, found.value, answer, options.comment);
  return succeed(null);
}

/** Deletes an event: as its organizer this cancels the meeting, as an attendee it may decline. */
export function deleteEvent(
  context: ExchangeContext,
  ownerId: string,
  id: string,
  expectedChangeKey?: string,
): Outcome<null> {
  const mailbox = context.mailboxes.of(ownerId);
  const owner = context.directory.users.get(ownerId);
  const found = findCurrent(context, mailbox, id, expectedChangeKey);
  if (!found.ok) return found;
  if (!owner) return refusals.itemNotFound();
  const { value: view } = found;
  if (view.item.isOrganizer) {
    removeAsOrganizer(context, mailbox, view, "");
    return succeed(null);
  }
  removeCopy(mailbox, view);
  if (context.settings.attendeeDeleteSendsDecline && !view.item.isCancelled) {
    sendAnswer(context, owner, view, "declined", "");
  }
  return succeed(null);
}

function sendAnswer(
  context: ExchangeContext,
  from: DirectoryUser,
  view: EventView,
  answer: Answer,
  comment: string,
): void {
  deliverAnswer(context, {
    from,
    copy: view.item,
    answer,
    occurrenceDate: view.item.standaloneDate ?? view.occurrenceDate,
    comment,
  });
}

function recordOwnAnswer(
  context: ExchangeContext,
  mailbox: Mailbox,
  owner: DirectoryUser,
  view: EventView,
  answer: Answer,
): void {
  if (answer === "declined") {
    dropDeclined(context, mailbox, view.master ?? view.item, view.occurrenceDate);
    return;
  }
  const timeMs = context.clock.now();
  const accepted = answer === "accepted";
  // A cancellation that the room has yet to work off is not undone by an answer.
  const pendingAfter = ({ pending }: CalendarItem): CalendarItem["pending"] =>
    pending === "removal" ? pending : owner.room && accepted ? "rewrite" : null;
  const mark = (part: CalendarItem): CalendarItem => ({
    ...part,
    myResponse: { response: answer, timeMs },
    showAs: accepted ? "busy" : "tentative",
    pending: pendingAfter(part),
  });
  const stored = putAnswered(mailbox, view, mark);
  if (owner.room && accepted && stored) scheduleRewrite(context, owner, stored.key);
}

function putAnswered(
  mailbox: Mailbox,
  view: EventView,
  mark: (part: CalendarItem) => CalendarItem,
): CalendarItem | undefined {
  if (!view.master || view.occurrenceDate === null) {
    return mailbox.put(mapWithExceptions(view.item, mark));
  }
  const exception = asException(view.master, view.occurrenceDate);
  return exception
    ? mailbox.put(putException(view.master, view.occurrenceDate, mark(exception)))
    : undefined;
}

function removeCopy(mailbox: Mailbox, view: EventView): void {
  if (view.master && view.occurrenceDate !== null) {
    mailbox.put(withoutOccurrence(view.master, view.occurrenceDate));
  } else {
    mailbox.remove(view.item.key);
  }
}
