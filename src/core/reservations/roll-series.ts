import { Temporal } from "temporal-polyfill";
import { occurrencesFrom } from "../recurrence/expand-series.ts";
import { holdingWindow, planHolding } from "../recurrence/holding-window.ts";
import type { Series } from "../recurrence/series.ts";
import { approvalOfLater, type ApprovalState, approvalStateOf } from "./approval.ts";
import { isBefore } from "../time/interval.ts";
import type { InboundReasonCode } from "../sync/inbound/settle-placement.ts";
import { parentState } from "./parent-state.ts";
import { holdsSpace, isFinal, type ReservationState } from "./reservation-state.ts";
import type { StandingOccurrence, WantedOccurrence } from "./plan-occurrences.ts";

/** One that is a reservation, or was. */
export interface RolledOccurrence extends StandingOccurrence {
  readonly isException: boolean;
  readonly state: ReservationState;
  readonly approval: ApprovalState;
  readonly reasonCode: string | null;
}

export interface LaterOccurrence extends WantedOccurrence {
  readonly spaceId: string;
  readonly state: ReservationState;
  readonly approval: ApprovalState;
}

export interface RollingPlan {
  readonly added: readonly LaterOccurrence[];
  /**
   * A date has come that is agreed to be in other rooms, or of which the calendar may have nothing any
   * more: what the rooms say has to be read.
   */
  readonly readsAgain: boolean;
  readonly heldUntil: Temporal.Instant;
  /** No date is left that is not a reservation. */
  readonly isComplete: boolean;
}

/**
 * What a series holds from now on that it did not hold before, in each of the spaces that it
 * regularly takes place in. Of dates before `heldBefore` it is settled which ones it holds: what a room
 * declined of a series made in Outlook is no reservation. `agreedElsewhere` are dates that the calendar
 * has in other rooms than the series: they are taken in with what those rooms say. So are those that
 * come after the last date was lost in Outlook: the whole series may have been.
 */
export function rollSeries(
  { series, standing, agreedElsewhere }: RolledSeriesNow,
  heldBefore: Temporal.Instant,
  now: Temporal.Instant,
  daysAhead: number,
): RollingPlan {
  const kept = standing.filter(({ state }) => state !== "cancelled");
  const bySpace = Map.groupBy(kept, ({ spaceId }) => spaceId);
  // An occurrence that was moved to another space does not bring the others there.
  const elsewhere = new Set(
    kept.filter(({ isException }) => isException).map(({ originalDate }) => originalDate),
  );
  const wanted = [...bySpace].flatMap(([spaceId, own]) => {
    const regular = own.filter(({ isException }) => !isException);
    if (regular.length === 0) return [];
    const later = standingOfLater(regular);
    const held = own.map(({ originalDate, start, end }) => ({
      originalDate: Temporal.PlainDate.from(originalDate),
      start,
      end,
    }));
    return planHolding(series, held, now, daysAhead)
      .toHold.filter(({ start }) => !isBefore(start, heldBefore))
      .map(({ originalDate, start, end, kind }) => ({
        originalDate: originalDate.toString(),
        start,
        end,
        isException: kind === "exception",
        spaceId,
        ...later,
      }))
      .filter(({ originalDate }) => !elsewhere.has(originalDate));
  });
  const dated = standing.filter(({ originalDate }) => !agreedElsewhere.has(originalDate));
  const left = spacesLeft(series, dated);
  const added = wanted.filter(
    ({ originalDate, spaceId }) => !agreedElsewhere.has(originalDate) && !left.has(spaceId),
  );
  const { end: heldUntil } = holdingWindow(now, daysAhead, series.zone);
  return {
    added,
    readsAgain: added.length < wanted.length,
    heldUntil,
    isComplete: !hasLater(series, heldUntil),
  };
}

export interface RolledSeriesNow {
  readonly series: Series;
  readonly standing: readonly RolledOccurrence[];
  readonly agreedElsewhere: ReadonlySet<string>;
}

/** Where the last date that the series regularly has was lost in Outlook. */
function spacesLeft(series: Series, standing: readonly RolledOccurrence[]): ReadonlySet<string> {
  const removed = new Set(series.cancelledDates.map(String));
  const regular = standing.filter(
    ({ isException, originalDate }) => !isException && !removed.has(originalDate),
  );
  const bySpace = Map.groupBy(regular, ({ spaceId }) => spaceId);
  const lost = [...bySpace].filter(([, own]) => {
    const last = own.reduce((max, each) => (isBefore(max.start, each.start) ? each : max));
    return own
      .filter(({ start }) => start.equals(last.start))
      .every(({ state, reasonCode }) => state === "cancelled" && LOST_IN_OUTLOOK.has(reasonCode));
  });
  return new Set(lost.map(([spaceId]) => spaceId));
}

const LOST_IN_OUTLOOK: ReadonlySet<string | null> = new Set<InboundReasonCode>([
  "meeting_removed",
  "room_removed",
  "room_declined",
  "room_let_go",
]);

/** By the regular ones of its space: each room answers, and is decided on, for itself. */
function standingOfLater(regular: readonly RolledOccurrence[]) {
  const approval = approvalOfLater(
    regular.map((each) => ({
      approval: approvalStateOf(each.approval, each.state),
      isException: false,
    })),
  );
  const open = regular.map(({ state }) => state).filter((state) => !isFinal(state));
  const last = regular.map(({ state }) => state);
  return { approval, state: stateOfLater(parentState(open.length > 0 ? open : last), approval) };
}

function hasLater(series: Series, from: Temporal.Instant): boolean {
  return occurrencesFrom(series, from).next().done !== true;
}

/**
 * An occurrence that comes later stands as the regular ones of the series do: the room has answered
 * for it too, and whoever approves has, or has not, for all of them.
 */
export function stateOfLater(regular: ReservationState, approval: ApprovalState): ReservationState {
  const settled = approval === "awaiting_approval" ? "awaiting_approval" : "confirmed";
  const isSettled = regular === "in_progress" || regular === "confirmed" || !holdsSpace(regular);
  return isSettled ? settled : regular;
}
