import type { ReservationKind } from "../integration-rules/question.ts";
import type { Problem } from "../result.ts";
import { type Interval, isBefore } from "../time/interval.ts";
import { isFinal, type ReservationState, transition } from "./reservation-state.ts";

export const APPROVAL_POLICIES = ["by_space", "always", "never"] as const;
/** Whether a module's spaces need approval, or it leaves that to each space (facts workplace 7.1). */
export type ApprovalPolicy = (typeof APPROVAL_POLICIES)[number];

export const APPROVAL_STATES = [
  "not_required",
  "awaiting_approval",
  "approved",
  "rejected",
  "not_given",
] as const;
/**
 * What people here say to a reservation, for the time and space it has. `not_given`: it was over, or
 * was given up, before anybody decided. What a room's own people decide in Outlook is another thing.
 */
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** What the space and its module say of approvals. */
export interface ApprovalRule {
  readonly policy: ApprovalPolicy;
  readonly spaceRequiresIt: boolean;
}

export function requiresApproval({ policy, spaceRequiresIt }: ApprovalRule): boolean {
  return policy === "always" || (policy === "by_space" && spaceRequiresIt);
}

/** A blocker is a planner's own doing, and nobody is asked about it (facts workplace 7.4). */
export function approvalWhenPlaced(isRequired: boolean, kind: ReservationKind): ApprovalState {
  return isRequired && kind !== "blocker" ? "awaiting_approval" : "not_required";
}

/** One space for one time. */
export interface Place extends Interval {
  readonly spaceId: string;
}

/**
 * After another time or space was given to it: what lies within what was agreed is agreed, and
 * anything else is asked about as if it were new; `placed` is what that comes to.
 */
export function approvalAfterMove(
  before: Place & { readonly approval: ApprovalState },
  after: Place,
  placed: ApprovalState,
): ApprovalState {
  const isWithin =
    before.spaceId === after.spaceId &&
    !isBefore(after.start, before.start) &&
    !isBefore(before.end, after.end);
  return isWithin ? before.approval : placed;
}

/** As it was written down, and as it is to be read: nobody is asked about what is over. */
export function approvalStateOf(recorded: ApprovalState, state: ReservationState): ApprovalState {
  return recorded === "awaiting_approval" && isFinal(state) ? "not_given" : recorded;
}

/**
 * A later date of a series was decided on with those that it has in that space, which may have
 * approvers of its own, unless nobody did or they were not given; then it is asked about.
 */
export function approvalOfLater(inSpace: Iterable<ApprovedOccurrence>): ApprovalState {
  const series = parentApproval(inSpace);
  return series === "approved" || series === "not_required" ? series : "awaiting_approval";
}

export interface ApprovedOccurrence {
  readonly approval: ApprovalState;
  readonly isException: boolean;
}

/**
 * How a series stands, from its occurrences: it is decided on as a whole, while an exception that
 * came after the decision is decided on by itself.
 */
export function parentApproval(occurrences: Iterable<ApprovedOccurrence>): ApprovalState {
  const states = new Set(
    [...occurrences].filter(({ isException }) => !isException).map(({ approval }) => approval),
  );
  return MOST_TELLING.find((approval) => states.has(approval)) ?? "not_required";
}

const MOST_TELLING = [
  "awaiting_approval",
  "approved",
  "rejected",
  "not_given",
] as const satisfies readonly ApprovalState[];

/** What has to be known of a reservation to decide on it. */
export interface ApprovalFacts {
  readonly state: ReservationState;
  readonly approval: ApprovalState;
  /** The room's own people have yet to decide, in Outlook. */
  readonly isAwaitedInOutlook: boolean;
  /** It is the row of a series: its occurrences say which state it is in. */
  readonly isSeries: boolean;
  /** It is the row of a meeting in several rooms. */
  readonly isOfRooms: boolean;
}

export type ApprovalCode =
  | "approval_not_required"
  | "decided_in_outlook"
  | "already_decided"
  | "one_occurrence_only";

/** Why nobody can decide on it now; null where somebody can. */
export function refuseDecision(facts: ApprovalFacts): Problem | null {
  const { state, approval, isAwaitedInOutlook, isSeries, isOfRooms } = facts;
  if (isOfRooms) return ONE_ONLY;
  switch (approval) {
    case "not_required":
      return isAwaitedInOutlook ? DECIDED_IN_OUTLOOK : NOT_REQUIRED;
    case "approved":
    case "rejected":
      return ALREADY_DECIDED;
    case "not_given":
    case "awaiting_approval": {
      if (isSeries && !isFinal(state)) return null;
      const next = transition(state, { type: "approved", roomAnswerAwaited: false });
      return next.ok ? null : next.problem;
    }
  }
}

/** The state that approving leads to; what waits for a room, or lost it, goes on doing so. */
export function stateWhenApproved(
  state: ReservationState,
  isAwaitedInOutlook: boolean,
): ReservationState {
  const next = transition(state, { type: "approved", roomAnswerAwaited: isAwaitedInOutlook });
  return next.ok ? next.value : state;
}

const NOT_REQUIRED: Problem<ApprovalCode> = {
  code: "approval_not_required",
  message: "Nobody has to approve this reservation.",
  remedy: "Nothing: it stands without.",
};

const DECIDED_IN_OUTLOOK: Problem<ApprovalCode> = {
  code: "decided_in_outlook",
  message: "The people who look after the room decide on this meeting, in Outlook.",
  remedy: "Answer the request that the room's mailbox sent to its delegates.",
};

const ONE_ONLY: Problem<ApprovalCode> = {
  code: "one_occurrence_only",
  message: "This is a meeting in several rooms, and each of them is decided on by itself.",
  remedy: "Open the room that you mean.",
};

const ALREADY_DECIDED: Problem<ApprovalCode> = {
  code: "already_decided",
  message: "Somebody has decided on this reservation already.",
  remedy: "Open it to see who did, and what they said.",
};
