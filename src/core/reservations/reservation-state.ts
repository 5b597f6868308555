import { fail, type Problem, type Result, succeed } from "../result.ts";

/** The life of a reservation. */
export const RESERVATION_STATES = [
  "draft",
  "awaiting_confirmation",
  "awaiting_approval",
  "approved",
  "confirmed",
  "in_progress",
  "completed",
  "rejected",
  "conflicted",
  "cancelled",
  "no_show",
] as const;
/**
 * `awaiting_confirmation`: the room has not answered; `awaiting_approval`: somebody has to agree,
 * here or in Outlook; `approved`: agreed here, the room's answer is still out; `conflicted`: the
 * room declined or was taken, and the meeting stands without it; or the calendar could not be told.
 */
export type ReservationState = (typeof RESERVATION_STATES)[number];

/** In these a reservation holds its space: nobody else can have it for that time. */
export const HOLDING_STATES = [
  "awaiting_confirmation",
  "awaiting_approval",
  "approved",
  "confirmed",
  "in_progress",
] as const satisfies readonly ReservationState[];

/** From these no way leads on. */
export const FINAL_STATES = [
  "completed",
  "rejected",
  "cancelled",
  "no_show",
] as const satisfies readonly ReservationState[];

export function holdsSpace(state: ReservationState): boolean {
  return HOLDING_STATES.some((holding) => holding === state);
}

/** In these the room's answer is awaited: if it can never come, something has to be said. */
export function awaitsRoom(state: ReservationState): boolean {
  return state === "awaiting_confirmation" || state === "approved";
}

export function isFinal(state: ReservationState): boolean {
  return FINAL_STATES.some((final) => final === state);
}

/** What a calendar shows of it is to be gone from there; what is completed stays, as what was. */
export function isGivenUp(state: ReservationState): boolean {
  return state === "cancelled" || state === "rejected" || state === "no_show";
}

/** Whose word is still out when a reservation is placed. */
export interface Awaited {
  /** The space is synced, so its room mailbox answers. */
  readonly roomAnswer: boolean;
  /** Somebody here has to approve. */
  readonly approval: boolean;
}

/** The state of a reservation that has just been placed, moved or given another space. */
export function placedState(awaited: Awaited): ReservationState {
  // The room comes first: approving what the room declines would be wasted.
  if (awaited.roomAnswer) return "awaiting_confirmation";
  return awaited.approval ? "awaiting_approval" : "confirmed";
}

export type ReservationEvent =
  /** Submitted, or moved in time or to another space. */
  | {
      readonly type: "placed";
      readonly awaited: Awaited;
      /** Space and start stay: what is in use goes on, or ends sooner. */
      readonly onlyEndMoves?: boolean;
    }
  | { readonly type: "room_accepted"; readonly approvalAwaited: boolean }
  /** Tentatively: a delegate of the room mailbox decides in Outlook (facts workplace 4.2). */
  | { readonly type: "room_tentative" }
  /** The room declined, did not answer in time, was taken meanwhile, or could not be asked. */
  | { readonly type: "room_lost" }
  | { readonly type: "approved"; readonly roomAnswerAwaited: boolean }
  | { readonly type: "rejected" }
  | { readonly type: "checked_in" }
  /** Before it began: it stands as if nobody had. */
  | { readonly type: "check_in_withdrawn" }
  | { readonly type: "check_in_missed" }
  /** Checked out, or its time is over. */
  | { readonly type: "ended" }
  /** Its time passed before it was settled that it takes place. */
  | { readonly type: "never_confirmed" }
  /** By a person or a job here. */
  | { readonly type: "cancelled" }
  /** The meeting was cancelled or deleted in Outlook: the calendar is the primary source. */
  | { readonly type: "cancelled_in_calendar" };

type Transitions = Readonly<Partial<Record<ReservationState, ReservationState>>>;

/** Where an event leads, by the state it finds. What is not named is not possible. */
function transitionsFor(event: ReservationEvent): Transitions {
  switch (event.type) {
    case "placed":
      return fromEach(
        ["draft", "awaiting_confirmation", "awaiting_approval", "approved", "confirmed"],
        placedState(event.awaited),
        // Another room or another time is the way out of a conflict.
        {
          conflicted: placedState(event.awaited),
          // Whoever is in the room is not sent out to wait for an approval.
          ...(event.onlyEndMoves === true &&
            !event.awaited.approval && { in_progress: "in_progress" }),
        },
      );
    case "room_accepted": {
      const agreed = event.approvalAwaited ? "awaiting_approval" : "confirmed";
      // An answer that was repeated or came late changes nothing, or mends the conflict: then the
      // caller must take hold of the space again, and may find it taken.
      return fromEach(["awaiting_confirmation", "awaiting_approval", "conflicted"], agreed, {
        approved: "confirmed",
        confirmed: "confirmed",
        in_progress: "in_progress",
      });
    }
    case "room_tentative":
      return fromEach(["awaiting_confirmation", "awaiting_approval"], "awaiting_approval", {
        approved: "approved",
      });
    case "room_lost":
      return fromEach(HOLDING_STATES, "conflicted", { conflicted: "conflicted" });
    case "approved":
      return {
        awaiting_confirmation: "approved",
        awaiting_approval: event.roomAnswerAwaited ? "approved" : "confirmed",
      };
    case "rejected":
      // What lost its room may still find another: it is rejected along with its series.
      return fromEach(["awaiting_confirmation", "awaiting_approval", "conflicted"], "rejected");
    case "checked_in":
      return { confirmed: "in_progress", in_progress: "in_progress" };
    case "check_in_withdrawn":
      return { in_progress: "confirmed" };
    case "check_in_missed":
      return { confirmed: "no_show" };
    case "ended":
      return { confirmed: "completed", in_progress: "completed" };
    case "never_confirmed":
      return fromEach(
        ["draft", "awaiting_confirmation", "awaiting_approval", "approved", "conflicted"],
        "cancelled",
      );
    case "cancelled":
      return CANCELLABLE;
    case "cancelled_in_calendar":
      return { ...CANCELLABLE, in_progress: "cancelled" };
  }
}

/** Not once somebody has checked in (facts workplace 7.3); twice does no harm. */
const CANCELLABLE = fromEach(
  ["draft", "awaiting_confirmation", "awaiting_approval", "approved", "confirmed", "conflicted"],
  "cancelled",
  { cancelled: "cancelled" },
);

function fromEach(
  states: readonly ReservationState[],
  next: ReservationState,
  others: Transitions = {},
): Transitions {
  return { ...Object.fromEntries(states.map((state) => [state, next])), ...others };
}

export type TransitionCode = "reservation_is_over" | "already_checked_in" | "not_possible_now";

/** The state after the event, or why the event cannot happen to a reservation in this state. */
export function transition(
  state: ReservationState,
  event: ReservationEvent,
): Result<ReservationState, Problem<TransitionCode>> {
  const next = transitionsFor(event)[state];
  return next === undefined ? fail(problemOf(state, event)) : succeed(next);
}

function problemOf(state: ReservationState, event: ReservationEvent): Problem<TransitionCode> {
  if (isFinal(state)) {
    return {
      code: "reservation_is_over",
      message: `The reservation is ${STATE_WORDS[state]}, and nothing can change it any more.`,
      remedy: "Make a new reservation.",
    };
  }
  if (state === "in_progress" && event.type === "cancelled") {
    return {
      code: "already_checked_in",
      message: "Somebody has checked in, and a reservation in use cannot be cancelled.",
      remedy: "Check out instead: that frees the space at once.",
    };
  }
  return {
    code: "not_possible_now",
    message: `This cannot be done while the reservation is ${STATE_WORDS[state]}.`,
    remedy: "Open the reservation again to see where it stands and what can be done with it.",
  };
}

const STATE_WORDS: Readonly<Record<ReservationState, string>> = {
  draft: "a draft",
  awaiting_confirmation: "waiting for the room's answer",
  awaiting_approval: "waiting for approval",
  approved: "approved and waiting for the room's answer",
  confirmed: "confirmed",
  in_progress: "in progress",
  completed: "completed",
  rejected: "rejected",
  conflicted: "in conflict",
  cancelled: "cancelled",
  no_show: "released because nobody checked in",
};
