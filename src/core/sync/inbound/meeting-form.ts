import type { Temporal } from "temporal-polyfill";
import type { ReservationKind } from "../../integration-rules/question.ts";
import { isPast } from "./timing.ts";
import type { MeetingHere } from "./views.ts";
import type { WantedMeeting } from "./wanted-meeting.ts";

export interface MeetingForm {
  readonly kind: ReservationKind;
  readonly isParent: boolean;
}

/** One reservation, or the parent of several. */
export function formOf({ view, rooms }: WantedMeeting): MeetingForm {
  if (view.timing.kind === "series") return { kind: "recurring", isParent: true };
  return rooms.length > 1
    ? { kind: "multi_space", isParent: true }
    : { kind: "single", isParent: false };
}

/**
 * What was several in one meeting stays so; and what is over, or gone from the calendar, stays
 * what it was, whatever has become of the meeting.
 */
export function formOfChanged(
  wanted: WantedMeeting,
  { kind, isParent, timing }: MeetingHere,
  now: Temporal.Instant,
): MeetingForm {
  const form = formOf(wanted);
  const isSeries = form.kind === "recurring" || kind === "recurring";
  // Of what is over nothing is taken in, so that a meeting would have no reservation left.
  const isOver = isPast(wanted.view.timing, now) && (!isSeries || isPast(timing, now));
  if (wanted.isGone || isOver) return { kind, isParent };
  if (isSeries) return form;
  const isSeveral = form.isParent || isParent;
  return { kind: isSeveral && kind === "single" ? "multi_space" : kind, isParent: isSeveral };
}
