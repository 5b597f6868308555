import { applyEventInput } from "./apply-event-input.ts";
import type { CalendarItem, MailAddress } from "./calendar-item.ts";
import type { EventInput } from "./event-input.ts";
import type { ExchangeContext } from "./mailboxes.ts";
import { deliverCancellation, deliverRequest } from "./meeting-delivery.ts";
import { blankItem, tellAttendees } from "./meetings.ts";
import { refusals, succeed, type Outcome } from "./outcome.ts";

/**
 * Delivers a meeting that somebody outside the organization organizes to its attendees in here:
 * rooms accept it only with ProcessExternalMeetingMessages (facts 2). Returns the organizer's own item,
 * which lives elsewhere.
 */
export function receiveExternalMeeting(
  context: ExchangeContext,
  organizer: MailAddress,
  input: EventInput,
): Outcome<CalendarItem> {
  if (context.directory.findUser(organizer.address)) {
    return refusals.invalidRequest(`${organizer.address} is inside the organization.`);
  }
  if (!input.start || !input.end) {
    return refusals.validationFailure("A meeting must have a start and an end.");
  }
  // In no mailbox here: its key only has to be unlike any other.
  const key = Buffer.from(`${organizer.address} ${context.random()}`).toString("base64url");
  const blank: CalendarItem = blankItem(key, organizer, context.clock.now(), null);
  const drafted = applyEventInput(blank, input, context);
  if (!drafted.ok) return drafted;
  const item = drafted.value;
  deliverRequest(context, {
    item,
    recipients: item.attendees,
    occurrenceDate: null,
    asksAgain: true,
  });
  return succeed(item);
}

/** Delivers a change of such a meeting; returns the item as it is afterwards. */
export function receiveExternalChange(
  context: ExchangeContext,
  before: CalendarItem,
  input: EventInput,
): Outcome<CalendarItem> {
  const applied = applyEventInput(before, input, context);
  if (!applied.ok) return applied;
  const after = applied.value;
  tellAttendees(context, { before, after, item: after, date: null, input });
  return succeed(after);
}

/** Delivers that such a meeting is off. */
export function receiveExternalCancellation(context: ExchangeContext, item: CalendarItem): void {
  const recipients = item.attendees;
  deliverCancellation(context, { item, recipients, occurrenceDate: null, comment: "" });
}
