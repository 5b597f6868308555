import type { Temporal } from "temporal-polyfill";
import { type Occurrence, occurrencesIn } from "../../core/recurrence/expand-series.ts";
import { holdingWindow } from "../../core/recurrence/holding-window.ts";
import { formatSeries } from "../../core/recurrence/parse-series.ts";
import { firstTimes } from "../../core/recurrence/requested-series.ts";
import type { Series } from "../../core/recurrence/series.ts";
import { approvalWhenPlaced, requiresApproval } from "../../core/reservations/approval.ts";
import { parentState } from "../../core/reservations/parent-state.ts";
import { placedState } from "../../core/reservations/reservation-state.ts";
import { type Interval, isBefore } from "../../core/time/interval.ts";
import { wallTimeToInstant } from "../../core/time/zones.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { BookableSpace } from "./booking-facts.ts";
import type { Created, CreateRequest } from "./create-request.ts";
import {
  datedTimes,
  judgeDatesElsewhere,
  refuseNoneAtHome,
  type SpacesByDate,
} from "./dates-elsewhere.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { findReplay } from "./idempotency.ts";
import { type JudgedCreation, violationsOf } from "./judge-creation.ts";
import { asReservation, madeFrom, newReservation } from "./new-reservation.ts";
import type { NewOccurrence, NewSeries } from "./ports.ts";
import { viewOf } from "./reservation-view.ts";
import { isStaff } from "./rights.ts";
import { judgeServicesOfNewSeries } from "./services/services-of-series.ts";
import { datesTaken } from "./space-taken.ts";

/** Between two looks a date may have become free: then the series is written again. */
const TRIES_MAX = 3;

/**
 * Makes a series: its own row, which the calendar is told of as one series, and a reservation for
 * each occurrence that the space is held for by now (`docs/reference/recurrence.md`).
 */
export async function createSeries(
  deps: ReservationDependencies,
  actor: Actor,
  request: CreateRequest,
  judged: JudgedCreation,
  series: Series,
): Promise<Outcome<Created>> {
  const placed = await placeDates(deps, actor, request, judged, series);
  if (!placed.ok) return placed;
  const unserved = newSeries(deps, actor, request, judged, series, placed.value);
  const servicesOfAll = await judgeServicesOfNewSeries(deps, actor, unserved, judged);
  if (!servicesOfAll.ok) return servicesOfAll;
  const row = { ...unserved, servicesOfAll: servicesOfAll.value };
  let dates: readonly string[] = [];
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const creation = await deps.store.createSeries(row);
    if (creation.outcome === "created") {
      if (row.syncEvent !== null) deps.wakeLanes();
      deps.announceChange();
      const hasMore = row.approval !== "not_required" || row.servicesOfAll.length > 0;
      const reservation = await madeFrom(deps, row.id, hasMore, () => {
        const made = asReservation(row, creation, judged);
        return {
          ...made,
          isParent: true,
          checkIn: { ...made.checkIn, state: "not_required" as const },
          series: { ...row.series, cancelledDates: creation.skippedDates },
        };
      });
      return done({ view: await viewOf(deps, actor, reservation), isReplay: false });
    }
    // The same request may have been under way twice: then its twin has the time.
    const twin = await findReplay(deps, actor, request.idempotency);
    if (twin !== null) return twin;
    if (creation.outcome === "dates_taken") ({ dates } = creation);
    if (dates.length > 0) break;
  }
  return datesTaken(judged.space.name, dates, placed.value.spaces);
}

/** Which dates there are to be by now, and where those are that are not with the others. */
interface PlacedDates {
  readonly window: Interval;
  readonly occurrences: readonly Occurrence[];
  readonly spaces: SpacesByDate;
}

async function placeDates(
  deps: ReservationDependencies,
  actor: Actor,
  request: CreateRequest,
  judged: JudgedCreation,
  series: Series,
): Promise<Outcome<PlacedDates>> {
  const window = windowToHold(deps.now(), series, judged.space, isUnbound(actor));
  const occurrences = occurrencesIn(series, window);
  const { space: home, requestedFor } = judged;
  const dates = occurrences.map((each) => datedTimes(each, home.id));
  const wrong = refuseNoneAtHome(request, home, dates);
  if (wrong !== null) return wrong;
  const spaces = await judgeDatesElsewhere(deps, actor, request, home, {
    dates,
    violationsIn: (space, at) => violationsOf(deps, actor, request, space, requestedFor, at),
  });
  return spaces.ok ? done({ window, occurrences, spaces: spaces.value }) : spaces;
}

function newSeries(
  deps: ReservationDependencies,
  actor: Actor,
  request: CreateRequest,
  judged: JudgedCreation,
  series: Series,
  { window, occurrences, spaces }: PlacedDates,
): NewSeries {
  const row = newReservation(deps, actor, request, judged);
  const roomAnswer = row.state === "awaiting_confirmation";
  const dated = occurrences.map((each) => {
    const space = spaces.get(each.originalDate.toString()) ?? judged.space;
    const approval = approvalWhenPlaced(requiresApproval(space.approval), row.kind);
    const state = placedState({ roomAnswer, approval: approval === "awaiting_approval" });
    return { ...newOccurrence(deps.newId(), each), spaceId: space.id, state, approval };
  });
  return {
    ...row,
    state: parentState(dated.map(({ state }) => state)),
    ...timesOfSeries(series),
    timeZone: series.zone,
    series: formatSeries(series),
    heldUntil: new Date(window.end.epochMilliseconds),
    occurrences: dated,
    onConflict: request.onConflict ?? "refuse",
    servicesOfAll: [],
  };
}

/** Planners bypass how far ahead others may book, and so does what nobody asked for. */
export function isUnbound(actor: Actor): boolean {
  return isStaff(actor) || actor.kind === "system";
}

/**
 * How far a series holds its space: the days that its module lets people book ahead, from now on or,
 * for whoever may begin later than that, from its beginning.
 */
export function windowToHold(
  now: Temporal.Instant,
  series: Series,
  space: BookableSpace,
  isUnboundActor: boolean,
): Interval {
  const { startDate } = series.range;
  const beginning = wallTimeToInstant(startDate.toPlainDateTime(series.startTime), series.zone);
  const from = isUnboundActor && isBefore(now, beginning) ? beginning : now;
  return { start: now, end: holdingWindow(from, space.limits.daysAheadMax, series.zone).end };
}

export function newOccurrence(id: string, occurrence: Occurrence): NewOccurrence {
  return {
    id,
    originalDate: occurrence.originalDate.toString(),
    startAt: new Date(occurrence.start.epochMilliseconds),
    endAt: new Date(occurrence.end.epochMilliseconds),
    isException: occurrence.kind === "exception",
  };
}

/** What the row of a series says. */
export function timesOfSeries(series: Series): { readonly startAt: Date; readonly endAt: Date } {
  const { start, end } = firstTimes(series);
  return {
    startAt: new Date(start.epochMilliseconds),
    endAt: new Date(end.epochMilliseconds),
  };
}
