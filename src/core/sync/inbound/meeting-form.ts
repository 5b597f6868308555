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
  const isOver = isPast(timing, now) && isPast(wanted.view.timing, now);
  if (wanted.isGone || isOver) return { kind, isParent };
  const form = formOf(wanted);
  if (form.kind === "recurring" || kind === "recurring") return form;
  const isSeveral = form.isParent || isParent;
  return { kind: isSeveral && kind === "single" ? "multi_space" : kind, isParent: isSeveral };
}
