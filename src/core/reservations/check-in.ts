import type { Temporal } from "temporal-polyfill";
import type { ReservationKind } from "../integration-rules/question.ts";
import type { Problem } from "../result.ts";
import { type Interval, isBefore } from "../time/interval.ts";
import { isFinal, type ReservationState, transition } from "./reservation-state.ts";

export const CHECK_IN_POLICIES = ["by_space", "always", "never"] as const;
/** Whether a module's spaces are checked in to, or leaves it to each space (facts workplace 7.1). */
export type CheckInPolicy = (typeof CHECK_IN_POLICIES)[number];

export const CHECK_IN_STATES = [
  "not_required",
  "awaiting_check_in",
  "checked_in",
  "checked_out",
  "no_check_out",
  "no_show",
] as const;
/**
 * `awaiting_check_in`: it has to be checked in to, now or once that opens; `no_check_out`: it was
 * over without anybody checking out; `no_show`: nobody checked in, whether it was released or not.
 */
export type CheckInState = (typeof CHECK_IN_STATES)[number];

/** What the space and its module say of checking in. */
export interface CheckInRule {
  readonly policy: CheckInPolicy;
  readonly spaceRequiresIt: boolean;
  readonly opensMinutesBefore: number;
  /** What nobody has checked in to is released. */
  readonly releasesNoShows: boolean;
}

export interface CheckInQuestion {
  readonly rule: CheckInRule;
  readonly kind: ReservationKind;
  readonly isParent: boolean;
  readonly state: ReservationState;
  /** What was written down; null before anybody checked in, and before it was over. */
  readonly recorded: CheckInState | null;
}

/** Also asked in SQL by who looks for no-shows: `src/store/life/no-shows.ts`. */
export function requiresCheckIn({ policy, spaceRequiresIt }: CheckInRule): boolean {
  return policy === "always" || (policy === "by_space" && spaceRequiresIt);
}

/**
 * The row of a series or of several rooms is never checked in to, each of its reservations is by
 * itself (facts workplace 7.3); nor is a blocker, to which nobody comes.
 */
export function checkInStateOf(question: CheckInQuestion): CheckInState {
  const { rule, kind, isParent, state, recorded } = question;
  if (isParent || kind === "blocker") return "not_required";
  switch (state) {
    case "in_progress":
    case "completed":
    case "no_show":
      return recorded ?? "not_required";
    case "cancelled":
    case "rejected":
    case "draft":
    case "conflicted":
      return "not_required";
    case "awaiting_confirmation":
    case "awaiting_approval":
    case "approved":
    case "confirmed":
      // What was recorded was for another time or space: it was moved since.
      return requiresCheckIn(rule) ? "awaiting_check_in" : "not_required";
  }
}

export interface CheckInTimes {
  readonly opensAt: Temporal.Instant;
  readonly closesAt: Temporal.Instant;
  /** When it is released unless somebody checks in; null where it is not. */
  readonly releasedAt: Temporal.Instant | null;
}

/**
 * From when until when people can check in, and when the space is released. `standingSince` is when
 * it was confirmed, or the rule made: whoever has it late has as long as anybody. A meeting that is
 * over by then is not released, it has simply been missed.
 */
export function checkInTimes(
  { opensMinutesBefore, releasesNoShows }: CheckInRule,
  { start, end }: Interval,
  standingSince: Temporal.Instant,
  releaseAfterMinutes: number,
): CheckInTimes {
  const from = isBefore(start, standingSince) ? standingSince : start;
  const releasedAt = from.add({ minutes: releaseAfterMinutes });
  return {
    opensAt: start.subtract({ minutes: opensMinutesBefore }),
    closesAt: end,
    releasedAt: releasesNoShows && isBefore(releasedAt, end) ? releasedAt : null,
  };
}

export interface CheckInFacts {
  readonly state: ReservationState;
  readonly checkInState: CheckInState;
  readonly isParent: boolean;
  readonly times: CheckInTimes;
}

export type CheckInCode =
  | "check_in_not_required"
  | "check_in_not_open"
  | "not_checked_in"
  | "already_checked_out"
  | "one_occurrence_only";

/** Why nobody can check in now; null where they can. Checking in twice does no harm. */
export function refuseCheckIn(facts: CheckInFacts, now: Temporal.Instant): Problem | null {
  const { state, checkInState, isParent, times } = facts;
  if (isParent) return ONE_ONLY;
  if (checkInState === "checked_out") return ALREADY_CHECKED_OUT;
  const next = transition(state, { type: "checked_in" });
  if (isFinal(state) && !next.ok) return next.problem;
  if (checkInState === "not_required") return NOT_REQUIRED;
  if (!next.ok) return next.problem;
  if (isBefore(now, times.opensAt)) return NOT_OPEN;
  return isBefore(now, times.closesAt) ? null : OVER;
}

/** Why nobody can check out now; null where they can. */
export function refuseCheckOut(facts: CheckInFacts): Problem | null {
  const { state, checkInState, isParent } = facts;
  if (isParent) return ONE_ONLY;
  if (checkInState === "checked_out") return ALREADY_CHECKED_OUT;
  if (state === "in_progress" && checkInState === "checked_in") return null;
  const next = transition(state, { type: "checked_in" });
  return isFinal(state) && !next.ok ? next.problem : NOT_CHECKED_IN;
}

/** Why it cannot be ended before its time; null where it can, whether anybody checked in or not. */
export function refuseEnd(
  facts: CheckInFacts,
  start: Temporal.Instant,
  now: Temporal.Instant,
): Problem | null {
  const { state, checkInState, isParent } = facts;
  if (isParent) return ONE_ONLY;
  if (checkInState === "checked_out") return ALREADY_CHECKED_OUT;
  const next = transition(state, { type: "ended" });
  if (!next.ok) return next.problem;
  return isBefore(now, start) ? NOT_BEGUN : null;
}

/**
 * How a reservation ends that has begun and is left now: with the last full minute, since times are
 * whole minutes and what others reserve now begins with this one, which the room would decline as long
 * as its calendar shows it taken.
 */
export type Ending =
  /** There has been no full minute, and a calendar shows no meeting without length: there was none. */
  | { readonly kind: "at_once" }
  | { readonly kind: "early"; readonly end: Temporal.Instant }
  /** That is no earlier than it would have ended. */
  | { readonly kind: "by_itself" };

export function endingNow({ start, end }: Interval, now: Temporal.Instant): Ending {
  const minute = now.round({ smallestUnit: "minute", roundingMode: "floor" });
  if (!isBefore(minute, end)) return { kind: "by_itself" };
  return isBefore(start, minute) ? { kind: "early", end: minute } : { kind: "at_once" };
}

const ONE_ONLY: Problem<CheckInCode> = {
  code: "one_occurrence_only",
  message: "This is the whole meeting, and people check in to one of its dates or rooms at a time.",
  remedy: "Open the date, or the room, that you mean.",
};

const NOT_REQUIRED: Problem<CheckInCode> = {
  code: "check_in_not_required",
  message: "Nobody has to check in here.",
  remedy: "Nothing: the space is yours until the end.",
};

const NOT_OPEN: Problem<CheckInCode> = {
  code: "check_in_not_open",
  message: "It is too early to check in.",
  remedy: "Check in once it opens, shortly before the start.",
};

const OVER: Problem<"reservation_is_over"> = {
  code: "reservation_is_over",
  message: "The reservation's time is over, so nobody can check in any more.",
  remedy: "Make a new reservation.",
};

const NOT_BEGUN: Problem<"not_possible_now"> = {
  code: "not_possible_now",
  message: "It has not begun yet, so there is nothing to end.",
  remedy: "Cancel it instead.",
};

const NOT_CHECKED_IN: Problem<CheckInCode> = {
  code: "not_checked_in",
  message: "Nobody has checked in, so there is nothing to check out of.",
  remedy: "Cancel the reservation, or shorten it, to give the space back.",
};

const ALREADY_CHECKED_OUT: Problem<CheckInCode> = {
  code: "already_checked_out",
  message: "Somebody has checked out already.",
  remedy: "Make a new reservation if the space is needed again.",
};
