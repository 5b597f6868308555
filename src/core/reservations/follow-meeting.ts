import type { Interval } from "../time/interval.ts";
import { approvalAfterMove, type ApprovalState } from "./approval.ts";
import { type ReservationState, transition } from "./reservation-state.ts";

/** One of several spaces of a meeting, which the meeting's event does not invite. */
export interface SpaceOutsideCalendar extends Interval {
  readonly spaceId: string;
  readonly state: ReservationState;
  readonly approval: ApprovalState;
  /** How it stands with people here where it is placed anew. */
  readonly approvalIfPlaced: ApprovalState;
}

/** `move`: to the meeting's time, where it is free; else it is conflicted. */
export type FollowUp =
  | { readonly kind: "keep" }
  | { readonly kind: "cancel" }
  | {
      readonly kind: "move";
      readonly state: ReservationState;
      readonly approval: ApprovalState;
    };

/**
 * What becomes of a space outside the calendar once its meeting has been changed in Outlook: it is
 * where the meeting is, at the meeting's time, and ends with it.
 */
export function followMeeting(
  space: SpaceOutsideCalendar,
  meeting: Interval & { readonly isRemoved: boolean },
): FollowUp {
  if (meeting.isRemoved) {
    const isOver = transition(space.state, { type: "cancelled_in_calendar" }).ok;
    return { kind: isOver ? "cancel" : "keep" };
  }
  if (space.start.equals(meeting.start) && space.end.equals(meeting.end)) return { kind: "keep" };
  const to = { spaceId: space.spaceId, start: meeting.start, end: meeting.end };
  const approval = approvalAfterMove(space, to, space.approvalIfPlaced);
  const awaited = { roomAnswer: false, approval: approval === "awaiting_approval" };
  const placed = transition(space.state, { type: "placed", awaited });
  // Whoever has checked in stays.
  return { kind: "move", state: placed.ok ? placed.value : space.state, approval };
}
