import { applyEventInput } from "./apply-event-input.ts";
import type { Attendee, CalendarItem, MailAddress } from "./calendar-item.ts";
import type { EventInput } from "./event-input.ts";
import type { ExchangeContext } from "./mailboxes.ts";
import { deliverRequest } from "./meeting-delivery.ts";
import { blankItem } from "./meetings.ts";
import { refusals, succeed, type Outcome } from "./outcome.ts";

/**
 * Delivers a meeting that somebody outside the organization organizes to its attendees in here:
 * rooms accept it only with ProcessExternalMeetingMessages (facts 2). Returns the iCalUId.
 */
export function receiveExternalMeeting(
  context: ExchangeContext,
  organizer: MailAddress,
  input: EventInput,
): Outcome<string> {
  if (context.directory.findUser(organizer.address)) {
    return refusals.invalidRequest(`${organizer.address} is inside the organization.`);
  }
  if (!input.start || !input.end) {
    return refusals.validationFailure("A meeting must have a start and an end.");
  }
  // The organizer's own item lives elsewhere: its key only has to be unlike any other.
  const key = Buffer.from(`${organizer.address} ${context.random()}`).toString("base64url");
  const blank: CalendarItem = blankItem(key, organizer, context.clock.now(), null);
  const drafted = applyEventInput(blank, input, context);
  if (!drafted.ok) return drafted;
  const recipients: readonly Attendee[] = drafted.value.attendees;
  deliverRequest(context, {
    item: drafted.value,
    recipients,
    occurrenceDate: null,
    asksAgain: true,
  });
  return succeed(drafted.value.iCalUId);
}
