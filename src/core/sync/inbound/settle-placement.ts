import type { Origin } from "../../integration-rules/question.ts";
import type { ApprovalState } from "../../reservations/approval.ts";
import {
  isFinal,
  placedState,
  type ReservationState,
  transition,
} from "../../reservations/reservation-state.ts";
import type { SlotAnswer } from "./slots.ts";
import type { ExternalApproval, Placement } from "./views.ts";

/** Why a reservation stands as it does after what happened in Outlook. */
export const INBOUND_REASON_CODES = [
  "meeting_removed",
  "room_removed",
  "occurrence_removed",
  "room_declined",
  "room_let_go",
  "room_awaits_approval",
] as const;
export type InboundReasonCode = (typeof INBOUND_REASON_CODES)[number];

/** How a reservation stands; `reason` undefined: it stays what it was. */
export interface Standing {
  readonly state: ReservationState;
  readonly externalApproval: ExternalApproval;
  /** What people here say to it: both have to agree (facts workplace 4.2). */
  readonly approval: ApprovalState;
  readonly reason: InboundReasonCode | null | undefined;
}

/**
 * How a reservation stands after the room's answer. `placement` is null for one that is new, and
 * `isMoved` true where it has another time or space than before: then whatever was said before is
 * void; `approval` is how it stands with people here at that time and space. A meeting that was made in Outlook is cancelled where its room declines it, since Exchange
 * tells its organizer; one made here is conflicted, since its person waits for a room.
 */
export function standingAfterAnswer(
  placement: Placement | null,
  answer: SlotAnswer,
  isMoved: boolean,
  approval: ApprovalState,
  origin: Origin,
): Standing {
  const before =
    placement === null
      ? asNew(approval)
      : isMoved
        ? asMoved(placement, approval)
        : asItWas(placement);
  switch (answer) {
    case "accepted":
      return accepted(before);
    case "tentatively_accepted":
      return tentativelyAccepted(before);
    case "none":
    case "unknown":
      return before;
    case "declined":
    case "let_go":
      return declined(before, answer, origin, placement?.reasonCode ?? null);
  }
}

function asNew(approval: ApprovalState): Standing {
  const state = placedState({ roomAnswer: true, approval: isAwaited(approval) });
  return { state, externalApproval: "not_required", approval, reason: null };
}

function asMoved({ state }: Placement, approval: ApprovalState): Standing {
  const awaited = { roomAnswer: true, approval: isAwaited(approval) };
  const next = transition(state, { type: "placed", awaited });
  // Somebody has checked in: the time changes under them, and they stay.
  return { ...asNew(approval), state: next.ok ? next.value : state };
}

function isAwaited(approval: ApprovalState): boolean {
  return approval === "awaiting_approval";
}

function asItWas({ state, externalApproval, approval }: Placement): Standing {
  return { state, externalApproval, approval, reason: undefined };
}

function accepted(before: Standing): Standing {
  const approvalAwaited = isAwaited(before.approval);
  const next = transition(before.state, { type: "room_accepted", approvalAwaited });
  if (!next.ok) return before;
  const wasAwaited = before.externalApproval === "awaiting_approval";
  const externalApproval = wasAwaited ? "accepted" : before.externalApproval;
  const isSame = next.value === before.state && !wasAwaited;
  const reason = isSame ? before.reason : null;
  return { ...before, state: next.value, externalApproval, reason };
}

function tentativelyAccepted(before: Standing): Standing {
  // A conflict is over as soon as the room may have it after all.
  const from = before.state === "conflicted" ? "awaiting_confirmation" : before.state;
  const next = transition(from, { type: "room_tentative" });
  if (!next.ok) return before;
  const externalApproval = "awaiting_approval";
  return { ...before, state: next.value, externalApproval, reason: "room_awaits_approval" };
}

function declined(
  before: Standing,
  answer: "declined" | "let_go",
  origin: Origin,
  reasonBefore: string | null,
): Standing {
  const externalApproval =
    before.externalApproval === "awaiting_approval" ? "declined" : before.externalApproval;
  const code = answer === "declined" ? "room_declined" : "room_let_go";
  if (origin === "calendar") return withdrawn(before, code, externalApproval);
  // Why it is conflicted stays to be read; double-booked is only what the room has.
  if (before.state === "conflicted") {
    return reasonBefore === "double_booked"
      ? { ...before, externalApproval, reason: code }
      : before;
  }
  const lost = transition(before.state, { type: "room_lost" });
  return lost.ok ? { ...before, state: lost.value, externalApproval, reason: code } : before;
}

/** How a reservation stands of which the meeting knows nothing any more. */
export function standingWithdrawn(placement: Placement, reason: InboundReasonCode): Standing {
  return withdrawn(asItWas(placement), reason, placement.externalApproval);
}

function withdrawn(
  before: Standing,
  reason: InboundReasonCode,
  externalApproval: ExternalApproval,
): Standing {
  if (isFinal(before.state)) return before;
  const next = transition(before.state, { type: "cancelled_in_calendar" });
  return next.ok ? { ...before, state: next.value, externalApproval, reason } : before;
}
