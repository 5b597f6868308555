import { Temporal } from "temporal-polyfill";
import { occurrencesFrom } from "../recurrence/expand-series.ts";
import { holdingWindow, planHolding } from "../recurrence/holding-window.ts";
import type { Series } from "../recurrence/series.ts";
import type { ApprovalState } from "./approval.ts";
import { isBefore } from "../time/interval.ts";
import { holdsSpace, type ReservationState } from "./reservation-state.ts";
import type { StandingOccurrence, WantedOccurrence } from "./plan-occurrences.ts";

export interface RollingPlan {
  readonly added: readonly (WantedOccurrence & { readonly spaceId: string })[];
  readonly heldUntil: Temporal.Instant;
  /** No date is left that is not a reservation. */
  readonly isComplete: boolean;
}

/**
 * What a series holds from now on that it did not hold before, in each of the spaces that it
 * regularly takes place in. Of dates before `heldBefore` it is settled which ones it holds: what a room
 * declined of a series made in Outlook is no reservation.
 */
export function rollSeries(
  series: Series,
  standing: readonly (StandingOccurrence & { readonly isException: boolean })[],
  heldBefore: Temporal.Instant,
  now: Temporal.Instant,
  daysAhead: number,
): RollingPlan {
  const bySpace = Map.groupBy(standing, ({ spaceId }) => spaceId);
  // An occurrence that was moved to another space does not bring the others there.
  const elsewhere = new Set(
    standing.filter(({ isException }) => isException).map(({ originalDate }) => originalDate),
  );
  const added = [...bySpace].flatMap(([spaceId, own]) => {
    if (own.every(({ isException }) => isException)) return [];
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
      }))
      .filter(({ originalDate }) => !elsewhere.has(originalDate));
  });
  const { end: heldUntil } = holdingWindow(now, daysAhead, series.zone);
  return { added, heldUntil, isComplete: !hasLater(series, heldUntil) };
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
