import type { DirectoryUser } from "../directory/directory.ts";
import { processCancellation, requestDecision, scheduleRewrite } from "../rooms/room-attendant.ts";
import {
  markCancelled,
  NO_RESPONSE,
  sameAddress,
  type Attendee,
  type CalendarItem,
} from "./calendar-item.ts";
import type { Mailbox } from "./mailbox.ts";
import type { ExchangeContext } from "./mailboxes.ts";
import { asException, putException, withoutOccurrence } from "./responses.ts";

/** A request or an update on its way from the organizer's copy to attendees. */
export interface MeetingRequest {
  /** The organizer's stored item: the single or the series master. */
  readonly item: CalendarItem;
  readonly recipients: readonly Attendee[];
  /** The original day where the update is of one occurrence only. */
  readonly occurrenceDate: string | null;
  /** True where attendees are to answer (anew): a new meeting or a new time (facts 1.5). */
  readonly asksAgain: boolean;
}

/**
 * Puts copies into the attendees' mailboxes (facts 1.4): persons see the meeting tentatively at
 * once, rooms hand it to their attendant. Addresses outside the directory have no mailbox here.
 */
export function deliverRequest(context: ExchangeContext, request: MeetingRequest): void {
  for (const { user, address } of internalRecipients(context, request)) {
    const mailbox = context.mailboxes.of(user.id);
    mailbox.receive({
      kind: "request",
      atMs: context.clock.now(),
      fromName: request.item.organizer.name,
      fromAddress: request.item.organizer.address,
      subject: request.item.subject,
      text: request.item.body.content,
      iCalUId: request.item.iCalUId,
    });
    // With processing off, a request waits in the inbox and never reaches the calendar (facts 2).
    if (user.room?.processing.automateProcessing === "None") continue;
    putCopy(context, mailbox, user, address, request);
  }
}

/** Tells attendees that a meeting, or one occurrence of it, is off (facts 1.7). */
export function deliverCancellation(
  context: ExchangeContext,
  message: Omit<MeetingRequest, "asksAgain"> & { readonly comment: string },
): void {
  for (const { user } of internalRecipients(context, message)) {
    const mailbox = context.mailboxes.of(user.id);
    mailbox.receive({
      kind: "cancellation",
      atMs: context.clock.now(),
      fromName: message.item.organizer.name,
      fromAddress: message.item.organizer.address,
      subject: `${context.settings.cancelledSubjectPrefix}${message.item.subject}`,
      text: message.comment,
      iCalUId: message.item.iCalUId,
    });
    cancelCopies(context, mailbox, user, message.item.iCalUId, message.occurrenceDate);
  }
}

interface InternalRecipient {
  readonly user: DirectoryUser;
  readonly address: string;
}

function internalRecipients(
  context: ExchangeContext,
  message: Pick<MeetingRequest, "item" | "recipients">,
): InternalRecipient[] {
  return message.recipients.flatMap(({ address }) => {
    const user = context.directory.findUser(address);
    const isOrganizer = user && sameAddress(user.mail, message.item.organizer.address);
    return user && !isOrganizer ? [{ user, address }] : [];
  });
}

function putCopy(
  context: ExchangeContext,
  mailbox: Mailbox,
  user: DirectoryUser,
  address: string,
  request: MeetingRequest,
): void {
  const { item, occurrenceDate } = request;
  const existing = mailbox.findMeeting(item.iCalUId);
  const invitedToAll = item.attendees.some((attendee) => sameAddress(attendee.address, address));
  // Who is not invited to the series, or has declined it, gets the one occurrence by itself.
  if (occurrenceDate !== null && (!invitedToAll || !existing)) {
    putStandalone(context, mailbox, user, request, occurrenceDate);
    return;
  }
  takeInStandalone(mailbox, item.iCalUId);
  const key = existing?.key ?? mailbox.newItemKey();
  const asksAll =
    !existing || bringsDatesBack(existing, item) || (request.asksAgain && occurrenceDate === null);
  const copy = copySeries(context, user, request, asksAll, existing, key);
  if (occurrenceDate === null || !existing) {
    mailbox.put(copy);
    if (asksAll && user.room) requestDecision(context, user, key, null);
    else if (user.room) rewriteLater(context, user, copy);
    return;
  }
  const exception = copy.series?.exceptions[occurrenceDate];
  if (!exception || !request.asksAgain) {
    mailbox.put(copy);
    if (user.room) rewriteLater(context, user, copy);
    return;
  }
  mailbox.put(putException(copy, occurrenceDate, unanswered(exception, user)));
  if (user.room) requestDecision(context, user, key, occurrenceDate);
}

/**
 * A new recurrence has its cancelled dates again (facts 1.8), which the attendee has never answered:
 * it is asked anew, whatever a new time does to answers.
 */
function bringsDatesBack({ series: before }: CalendarItem, { series }: CalendarItem): boolean {
  if (!before || !series) return false;
  const isSame = JSON.stringify(before.recurrence) === JSON.stringify(series.recurrence);
  return !isSame && before.cancelledDates.some((date) => !series.cancelledDates.includes(date));
}

/** Occurrences that came by themselves go into the series that comes now. */
function takeInStandalone(mailbox: Mailbox, iCalUId: string): void {
  for (const { key, standaloneDate } of mailbox.findByICalUId(iCalUId)) {
    if (standaloneDate !== null) mailbox.remove(key);
  }
}

function putStandalone(
  context: ExchangeContext,
  mailbox: Mailbox,
  user: DirectoryUser,
  request: MeetingRequest,
  date: string,
): void {
  const exception = request.item.series?.exceptions[date];
  if (!exception) return;
  const existing = mailbox.findMeeting(request.item.iCalUId, date);
  const asks = !existing || request.asksAgain;
  const key = existing?.key ?? mailbox.newItemKey();
  const part = copyPart(context, user, exception, existing, asks);
  const copy: CalendarItem = { ...part, key, kind: "singleInstance", standaloneDate: date };
  mailbox.put(copy);
  if (asks && user.room) requestDecision(context, user, key, null);
  else if (user.room) rewriteLater(context, user, copy);
}

/** An update without a new time keeps a room's answer; its copy is only rewritten again. */
function rewriteLater(context: ExchangeContext, room: DirectoryUser, copy: CalendarItem): void {
  if (copy.pending === "decision") requestDecision(context, room, copy.key, null);
  else scheduleRewrite(context, room, copy.key);
}

function copySeries(
  context: ExchangeContext,
  user: DirectoryUser,
  request: MeetingRequest,
  asksAll: boolean,
  existing: CalendarItem | undefined,
  key: string,
): CalendarItem {
  const { item, asksAgain, occurrenceDate } = request;
  const copy = { ...copyPart(context, user, item, existing, asksAll), key };
  if (!item.series) return copy;
  const exceptions: Record<string, CalendarItem> = {};
  for (const [date, exception] of Object.entries(item.series.exceptions)) {
    const before = existing?.series?.exceptions[date] ?? existing;
    exceptions[date] = { ...copyPart(context, user, exception, before, asksAll), key };
  }
  // Days that this attendee has lost already (a room's own declines) stay lost, save the one that
  // is asked for anew.
  const lost = asksAll ? [] : (existing?.series?.cancelledDates ?? []);
  const stillLost = lost.filter((date) => !asksAgain || date !== occurrenceDate);
  const uninvited = Object.entries(item.series.exceptions)
    .filter(([, { attendees }]) => !attendees.some(isAttendee(user)))
    .map(([date]) => date);
  const gone = [...item.series.cancelledDates, ...stillLost, ...uninvited];
  const cancelledDates = [...new Set(gone)].sort();
  for (const date of cancelledDates) delete exceptions[date];
  return { ...copy, series: { ...item.series, exceptions, cancelledDates } };
}

function isAttendee(user: DirectoryUser): (attendee: Attendee) => boolean {
  return ({ address }) =>
    sameAddress(address, user.mail) || sameAddress(address, user.userPrincipalName);
}

function copyPart(
  context: ExchangeContext,
  user: DirectoryUser,
  source: CalendarItem,
  existing: CalendarItem | undefined,
  asksAgain: boolean,
): CalendarItem {
  const copy: CalendarItem = {
    ...source,
    isOrganizer: false,
    attendees: attendeesAsSeenBy(context, user, source),
    createdMs: existing?.createdMs ?? context.clock.now(),
    transactionId: null,
    categories: existing?.categories ?? [],
    isReminderOn: existing?.isReminderOn ?? source.isReminderOn,
    extendedProperties: context.settings.extendedPropertiesTravel
      ? source.extendedProperties
      : (existing?.extendedProperties ?? {}),
    pending: null,
  };
  if (asksAgain || !existing) return unanswered(copy, user);
  const accepted = existing.myResponse.response === "accepted";
  const declined = existing.myResponse.response === "declined";
  const pending = existing.pending === "decision" ? "decision" : accepted ? "rewrite" : null;
  return {
    ...copy,
    myResponse: existing.myResponse,
    showAs: accepted ? source.showAs : declined ? "free" : "tentative",
    pending: user.room ? pending : null,
  };
}

function unanswered(copy: CalendarItem, user: DirectoryUser): CalendarItem {
  return {
    ...copy,
    myResponse: { response: "notResponded", timeMs: null },
    showAs: copy.showAs === "free" && !user.room ? "free" : "tentative",
    pending: user.room ? "decision" : null,
  };
}

/** An attendee's copy lists the organizer too, and nobody's answers (facts 1.4). */
function attendeesAsSeenBy(
  context: ExchangeContext,
  user: DirectoryUser,
  source: CalendarItem,
): Attendee[] {
  const hidesOthers =
    source.hideAttendees || (user.room !== undefined && !context.settings.roomCopyListsEverybody);
  const organizer: Attendee = { ...source.organizer, type: "required", status: NO_RESPONSE };
  const invited = source.attendees
    .filter(({ address }) => !hidesOthers || sameAddress(address, user.mail))
    .filter(({ address }) => !sameAddress(address, organizer.address))
    .map((attendee): Attendee => ({ ...attendee, status: NO_RESPONSE }));
  return [organizer, ...invited];
}

function cancelCopies(
  context: ExchangeContext,
  mailbox: Mailbox,
  user: DirectoryUser,
  iCalUId: string,
  occurrenceDate: string | null,
): void {
  for (const copy of mailbox.findByICalUId(iCalUId)) {
    const isAddressed = occurrenceDate === null || copy.standaloneDate === occurrenceDate;
    if (isAddressed) cancelWhole(context, mailbox, user, copy);
    else if (copy.series) cancelDay(context, mailbox, user, copy, occurrenceDate);
  }
}

function cancelWhole(
  context: ExchangeContext,
  mailbox: Mailbox,
  user: DirectoryUser,
  copy: CalendarItem,
): void {
  if (!user.room) {
    const { cancelledCopiesStay, cancelledSubjectPrefix } = context.settings;
    if (cancelledCopiesStay) mailbox.put(markCancelled(copy, cancelledSubjectPrefix));
    else mailbox.remove(copy.key);
    return;
  }
  mailbox.put({ ...copy, pending: "removal" });
  processCancellation(context, user, copy.key, null);
}

function cancelDay(
  context: ExchangeContext,
  mailbox: Mailbox,
  user: DirectoryUser,
  copy: CalendarItem,
  date: string,
): void {
  const exception = asException(copy, date);
  if (!exception) return;
  if (!user.room) {
    const { cancelledCopiesStay, cancelledSubjectPrefix: prefix } = context.settings;
    mailbox.put(
      cancelledCopiesStay
        ? putException(copy, date, markCancelled(exception, prefix))
        : withoutOccurrence(copy, date),
    );
    return;
  }
  mailbox.put(putException(copy, date, { ...exception, pending: "removal" }));
  processCancellation(context, user, copy.key, date);
}
