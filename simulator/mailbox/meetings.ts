import { createHash } from "node:crypto";
import { applyEventInput, changesOnlyAttendees } from "./apply-event-input.ts";
import {
  mapWithExceptions,
  sameAddress,
  type Attendee,
  type CalendarItem,
} from "./calendar-item.ts";
import { EMPTY_BODY, type EventInput } from "./event-input.ts";
import { findEvent, findOccurrence, viewOfItem, type EventView } from "./event-view.ts";
import { createICalUId, encodeItemId } from "./item-id.ts";
import type { Mailbox } from "./mailbox.ts";
import type { ExchangeContext } from "./mailboxes.ts";
import { deliverCancellation, deliverRequest } from "./meeting-delivery.ts";
import { refusals, refuse, succeed, type Outcome } from "./outcome.ts";
import { asException, putException, withoutOccurrence } from "./responses.ts";
import { changeExceptions, crossesNeighbour } from "./series-change.ts";

/**
 * What a person or an app does with events in one mailbox: Graph's routes and the Outlook page call
 * the same functions. `ownerId` is the directory id of the mailbox's owner, who organizes what is
 * created there, whoever acted.
 */
export function createEvent(
  context: ExchangeContext,
  ownerId: string,
  input: EventInput,
): Outcome<EventView> {
  const mailbox = context.mailboxes.of(ownerId);
  const owner = context.directory.users.get(ownerId);
  if (!owner) return refusals.itemNotFound();
  if (owner.room && !context.settings.directRoomWritesAllowed) return refusals.accessDenied();
  const repeated = findTransaction(context, mailbox, input);
  if (repeated) return repeated;
  if (!input.start || !input.end) {
    return refusals.validationFailure("An event must have a start and an end.");
  }
  const key = mailbox.newItemKey();
  const organizer = { name: owner.displayName, address: owner.mail };
  const drafted = applyEventInput(
    blankItem(key, organizer, context.clock.now(), input.transactionId ?? null),
    input,
    context,
  );
  if (!drafted.ok) return drafted;
  const item = mailbox.put(drafted.value);
  rememberTransaction(context, mailbox, input, item.key);
  deliverRequest(context, {
    item,
    recipients: item.attendees,
    occurrenceDate: null,
    asksAgain: true,
  });
  return succeed(viewOfItem(item));
}

/**
 * Changes an event; `expectedChangeKey` is what If-Match names, if the client sent it (facts 1.6).
 */
export function updateEvent(
  context: ExchangeContext,
  ownerId: string,
  id: string,
  input: EventInput,
  expectedChangeKey?: string,
): Outcome<EventView> {
  const mailbox = context.mailboxes.of(ownerId);
  const found = findCurrent(context, mailbox, id, expectedChangeKey);
  if (!found.ok) return found;
  const { value: view } = found;
  return view.master && view.occurrenceDate !== null
    ? updateOccurrence(context, mailbox, view.master, view.occurrenceDate, input)
    : updateWhole(context, mailbox, view.item, input);
}

/** Cancels a meeting or one occurrence as its organizer (facts 1.7). */
export function cancelEvent(
  context: ExchangeContext,
  ownerId: string,
  id: string,
  comment: string,
): Outcome<null> {
  const mailbox = context.mailboxes.of(ownerId);
  const found = findEvent(mailbox, id);
  if (!found.ok) return found;
  if (!found.value.item.isOrganizer) {
    return refusals.invalidRequest(
      "Your request can't be completed. You need to be an organizer to cancel a meeting.",
    );
  }
  removeAsOrganizer(context, mailbox, found.value, comment);
  return succeed(null);
}

/** Takes an organizer's event out of the mailbox, and tells those who were invited. */
export function removeAsOrganizer(
  context: ExchangeContext,
  mailbox: Mailbox,
  view: EventView,
  comment: string,
): void {
  const { master, occurrenceDate, item } = view;
  if (!master || occurrenceDate === null) {
    mailbox.remove(item.key);
    const recipients = everybodyInvited(item);
    deliverCancellation(context, { item, recipients, occurrenceDate: null, comment });
    return;
  }
  const stored = mailbox.put(withoutOccurrence(master, occurrenceDate));
  const recipients = item.attendees;
  deliverCancellation(context, { item: stored, recipients, occurrenceDate, comment });
}

/** The event behind an id, refused where the change key is not the one expected. */
export function findCurrent(
  context: ExchangeContext,
  mailbox: Mailbox,
  id: string,
  expectedChangeKey: string | undefined,
): Outcome<EventView> {
  const found = findEvent(mailbox, id);
  if (!found.ok || expectedChangeKey === undefined) return found;
  return changeKeyOf(found.value) === expectedChangeKey
    ? found
    : refusals.staleChangeKey(context.settings.changeKeyMismatchStatus);
}

/** A series and its occurrences share the change key, which each write to any of them renews. */
export function changeKeyOf(view: EventView): string {
  return (view.master ?? view.item).changeKey;
}

function updateWhole(
  context: ExchangeContext,
  mailbox: Mailbox,
  before: CalendarItem,
  input: EventInput,
): Outcome<EventView> {
  const applied = applyEventInput(before, input, context);
  if (!applied.ok) return applied;
  const asksAgain = isRescheduled(before, applied.value);
  const spread = changeExceptions(context, applied.value, input, asksAgain);
  const settled = asksAgain ? resetAnswers(context, spread) : spread;
  const item = mailbox.put(settled);
  if (item.isOrganizer) {
    tellAttendees(context, { before, after: item, item, date: null, input });
    tellOfDiscarded(context, before, item);
    if (!changesOnlyAttendees(input)) tellOfExceptions(context, before, item);
  }
  return succeed(viewOfItem(item));
}

function updateOccurrence(
  context: ExchangeContext,
  mailbox: Mailbox,
  master: CalendarItem,
  date: string,
  input: EventInput,
): Outcome<EventView> {
  const before = asException(master, date);
  if (!before) return refusals.itemNotFound();
  const applied = applyEventInput(before, input, context);
  if (!applied.ok) return applied;
  const asksAgain = isRescheduled(before, applied.value);
  const { cancelledDaysAreNeighbours } = context.settings;
  if (asksAgain && crossesNeighbour(master, date, applied.value, cancelledDaysAreNeighbours)) {
    return refuse(
      400,
      "ErrorOccurrenceCrossingBoundary",
      "Modified occurrence is crossing or overlapping adjacent occurrence.",
    );
  }
  const fields = new Set([...before.overriddenFields, ...Object.keys(input)]);
  const changed = { ...applied.value, overriddenFields: [...fields] };
  const after = asksAgain ? resetAnswers(context, changed) : changed;
  const item = mailbox.put(putException(master, date, after));
  if (item.isOrganizer) tellAttendees(context, { before, after, item, date, input });
  const view = findOccurrence(item, date);
  return view ? succeed(view) : refusals.itemNotFound();
}

export interface OrganizerChange {
  readonly before: CalendarItem;
  readonly after: CalendarItem;
  /** The stored single or master. */
  readonly item: CalendarItem;
  readonly date: string | null;
  readonly input: EventInput;
}

/** Who hears of a change: all, or with attendees alone only those who come or go (facts 1.5). */
export function tellAttendees(context: ExchangeContext, change: OrganizerChange): void {
  const { before, after, item, date, input } = change;
  const removed = missingFrom(before.attendees, after.attendees);
  deliverCancellation(context, { item, recipients: removed, occurrenceDate: date, comment: "" });
  const added = missingFrom(after.attendees, before.attendees);
  const rescheduled = isRescheduled(before, after) && context.settings.rescheduleResetsResponses;
  if (changesOnlyAttendees(input)) {
    deliverRequest(context, { item, recipients: added, occurrenceDate: date, asksAgain: true });
    return;
  }
  const kept = after.attendees.filter((attendee) => !added.includes(attendee));
  const keptRequest = { item, recipients: kept, occurrenceDate: date, asksAgain: rescheduled };
  deliverRequest(context, keptRequest);
  deliverRequest(context, { item, recipients: added, occurrenceDate: date, asksAgain: true });
}

/** Whoever was invited to an exception alone, which a change of the series has discarded. */
function tellOfDiscarded(context: ExchangeContext, before: CalendarItem, item: CalendarItem): void {
  for (const [date, exception] of Object.entries(before.series?.exceptions ?? {})) {
    if (item.series?.exceptions[date] !== undefined) continue;
    const recipients = missingFrom(exception.attendees, item.attendees);
    deliverCancellation(context, { item, recipients, occurrenceDate: date, comment: "" });
  }
}

/** Whoever is invited to an exception alone hears of the series by it (facts 1.5). */
function tellOfExceptions(
  context: ExchangeContext,
  before: CalendarItem,
  item: CalendarItem,
): void {
  for (const [date, exception] of Object.entries(item.series?.exceptions ?? {})) {
    const recipients = missingFrom(exception.attendees, item.attendees);
    const known = before.series?.exceptions[date];
    const asksAgain =
      context.settings.rescheduleResetsResponses &&
      known !== undefined &&
      isRescheduled(known, exception);
    deliverRequest(context, { item, recipients, occurrenceDate: date, asksAgain });
  }
}

function missingFrom(these: readonly Attendee[], those: readonly Attendee[]): Attendee[] {
  return these.filter(
    (attendee) => !those.some((other) => sameAddress(other.address, attendee.address)),
  );
}

/** Everybody who was invited to the meeting or to one of its exceptions. */
function everybodyInvited(item: CalendarItem): Attendee[] {
  const invited = new Map(item.attendees.map((attendee) => [attendee.address, attendee]));
  for (const exception of Object.values(item.series?.exceptions ?? {})) {
    for (const attendee of exception.attendees) invited.set(attendee.address, attendee);
  }
  return [...invited.values()];
}

function isRescheduled(before: CalendarItem, after: CalendarItem): boolean {
  return (
    before.startMs !== after.startMs ||
    before.endMs !== after.endMs ||
    before.isAllDay !== after.isAllDay ||
    before.series?.recurrence !== after.series?.recurrence
  );
}

function resetAnswers(context: ExchangeContext, item: CalendarItem): CalendarItem {
  if (!item.isOrganizer || !context.settings.rescheduleResetsResponses) return item;
  return mapWithExceptions(item, (part) => ({
    ...part,
    attendees: part.attendees.map((attendee): Attendee => ({
      ...attendee,
      status: { response: "none", timeMs: null },
    })),
  }));
}

function findTransaction(
  context: ExchangeContext,
  mailbox: Mailbox,
  input: EventInput,
): Outcome<EventView> | undefined {
  if (!input.transactionId) return undefined;
  const known = mailbox.transactions.get(input.transactionId);
  if (!known) return undefined;
  const retentionSeconds = context.settings.transactionIdRetentionSeconds;
  const ageMs = context.clock.now() - known.atMs;
  if (retentionSeconds !== null && ageMs > retentionSeconds * 1000) return undefined;
  const existing = mailbox.get(known.itemKey);
  if (!existing && !context.settings.transactionIdOutlivesEvent) return undefined;
  if (existing && known.fingerprint === fingerprint(input)) {
    return succeed(viewOfItem(existing));
  }
  return refuse(
    context.settings.duplicateTransactionIdStatus,
    "ErrorDuplicateTransactionId",
    "Your request can't be completed. The TransactionId specified in the request has already " +
      "been used to create a different event.",
    context.settings.duplicateTransactionIdNamesEvent
      ? { "@event.existingEventId": encodeItemId(known.itemKey, "regular") }
      : undefined,
  );
}

function rememberTransaction(
  context: ExchangeContext,
  mailbox: Mailbox,
  input: EventInput,
  itemKey: string,
): void {
  if (!input.transactionId) return;
  mailbox.transactions.set(input.transactionId, {
    itemKey,
    fingerprint: fingerprint(input),
    atMs: context.clock.now(),
  });
}

function fingerprint(input: EventInput): string {
  const entries = Object.entries(input)
    .filter(([name]) => name !== "transactionId")
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(entries)).digest("base64url");
}

/** An organizer's single event before any input is applied. */
export function blankItem(
  key: string,
  organizer: CalendarItem["organizer"],
  nowMs: number,
  transactionId: string | null,
): CalendarItem {
  return {
    key,
    kind: "singleInstance",
    iCalUId: createICalUId(key, nowMs),
    changeKey: "",
    createdMs: nowMs,
    modifiedMs: nowMs,
    organizer,
    isOrganizer: true,
    isCancelled: false,
    subject: "",
    body: EMPTY_BODY,
    categories: [],
    importance: "normal",
    sensitivity: "normal",
    showAs: "busy",
    isAllDay: false,
    startMs: 0,
    endMs: 0,
    startZone: "UTC",
    endZone: "UTC",
    isReminderOn: true,
    reminderMinutesBeforeStart: 15,
    responseRequested: true,
    allowNewTimeProposals: true,
    hideAttendees: false,
    isOnlineMeeting: false,
    locations: [],
    attendees: [],
    myResponse: { response: "organizer", timeMs: null },
    transactionId,
    extendedProperties: {},
    series: null,
    standaloneDate: null,
    overriddenFields: [],
    pending: null,
  };
}
