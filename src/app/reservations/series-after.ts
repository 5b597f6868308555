import type { Temporal } from "temporal-polyfill";
import { occurrencesIn } from "../../core/recurrence/expand-series.ts";
import {
  type ApprovalState,
  approvalWhenPlaced,
  requiresApproval,
} from "../../core/reservations/approval.ts";
import { type Attendee, normalizeAttendees } from "../../core/reservations/attendees.ts";
import {
  type OccurrencesPlan,
  planOccurrences,
  type StandingOccurrence,
  type WantedOccurrence,
} from "../../core/reservations/plan-occurrences.ts";
import { requestedChange } from "../../core/reservations/requested-change.ts";
import { holdsSpace, placedState } from "../../core/reservations/reservation-state.ts";
import { type Interval, isBefore } from "../../core/time/interval.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { approvalAt } from "./approval/approval-at.ts";
import type { BookableSpace } from "./booking-facts.ts";
import type { ConflictAnswer } from "./create-request.ts";
import { isUnbound, windowToHold } from "./create-series.ts";
import {
  hasDateAtHome,
  judgeDatesElsewhere,
  refuseNoneAtHome,
  type SpacesByDate,
} from "./dates-elsewhere.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { findBookableSpace } from "./find-bookable-space.ts";
import { type ReservationPatch, storedFields, subjectAfter } from "./judge-update.ts";
import { type LoadedSeries, occurrencesAhead, sameOccurrence } from "./load-series.ts";
import { violationsOfDate } from "./occurrence-limits.ts";
import type { Reservation } from "./reservation.ts";
import type { OccurrenceChanges, SharedColumns } from "./series-ports.ts";
import { type WantedSeries, wantedSeries } from "./series-wanted.ts";
import { datesTaken } from "./space-taken.ts";
import { SUB_SOURCES } from "./sub-source.ts";

/** The series as it is wanted, and in what that differs from what is there. */
export interface SeriesAfter extends WantedSeries {
  readonly space: BookableSpace;
  /** Those of single dates that were asked for. */
  readonly elsewhere: SpacesByDate;
  readonly fields: readonly string[];
  readonly shared: SharedColumns;
  readonly attendees: readonly Attendee[];
  /** The occurrences that are still to come, as they are to be. */
  readonly plan: OccurrencesPlan<StandingReservation, WantedOccurrence>;
  readonly heldUntil: Temporal.Instant;
}

interface StandingReservation extends StandingOccurrence {
  readonly reservation: Reservation;
}

/** What is asked of a series beside how it is to be: what becomes of dates that are taken. */
export interface AskedOfSeries extends Pick<ConflictAnswer, "datesElsewhere"> {
  readonly patch: ReservationPatch;
  /** Dates, `2027-03-29`, that were found taken and are to be none of the series. */
  readonly leftOut: readonly string[];
}

/** The series after the patch; the value is null where nothing would be different. */
export async function seriesAfter(
  deps: ReservationDependencies,
  actor: Actor,
  loaded: LoadedSeries,
  asked: AskedOfSeries,
): Promise<Outcome<SeriesAfter | null>> {
  const { row } = loaded;
  const { patch } = asked;
  const attendees = normalizeAttendees(patch.attendees ?? row.attendees, 2);
  if (!attendees.ok) {
    return refused(attendees.problem.code, attendees.problem.message, attendees.problem.remedy);
  }
  const target = wantedSeries(loaded, patch, asked.leftOut);
  if (!target.ok) return target;
  const { spaceId, subject, notes, sensitivity } = patch;
  const words = requestedChange(
    storedFields(row),
    {
      ...(spaceId !== undefined && { spaceIds: [spaceId] }),
      ...(subject !== undefined && { subject: subject.trim() }),
      ...(notes !== undefined && { notes }),
      ...(sensitivity !== undefined && { sensitivity }),
      ...(patch.attendees && { attendees: attendees.value }),
    },
    row.origin,
  );
  const { isRescheduled, series } = target.value;
  const { length: countElsewhere } = asked.datesElsewhere ?? [];
  const fields = [
    ...words.fields,
    ...(isRescheduled ? ["recurrence"] : []),
    ...(countElsewhere > 0 ? ["datesElsewhere"] : []),
  ];
  if (fields.length === 0) return done(null);
  const space = await spaceFor(deps, actor, patch.spaceId ?? row.space.id, isRescheduled);
  if (!space.ok) return space;
  const now = deps.now();
  const window = windowToHold(now, series, space.value, isUnbound(actor));
  const ahead = occurrencesAhead(loaded, now);
  // What is held already stays, however far ahead people may book by now.
  const end = ahead.reduce((latest, { startAt }) => laterOf(latest, startAt), window.end);
  const wanted = wantedFrom(target.value, { start: now, end });
  const placed = await placeDates(deps, actor, loaded, asked, space.value, ahead, wanted);
  if (!placed.ok) return placed;
  return done({
    ...target.value,
    ...placed.value,
    space: space.value,
    fields,
    attendees: attendees.value,
    shared: sharedColumns(actor, row, patch, space.value, attendees.value, series.zone),
    heldUntil: end,
  });
}

/** Which of the dates goes where: with the others, or where it alone is to be. */
async function placeDates(
  deps: ReservationDependencies,
  actor: Actor,
  { row }: LoadedSeries,
  { patch, leftOut, datesElsewhere = [] }: AskedOfSeries,
  home: BookableSpace,
  ahead: readonly Reservation[],
  wanted: readonly WantedOccurrence[],
): Promise<Outcome<Pick<SeriesAfter, "plan" | "elsewhere">>> {
  const standing = ahead.map(standingFrom);
  const spaceId = patch.spaceId ?? null;
  const plan = planOccurrences(standing, wanted, spaceId);
  if (datesElsewhere.length === 0 && leftOut.length === 0) {
    return done({ plan, elsewhere: new Map() });
  }
  const dates = [
    ...[...plan.kept, ...plan.moved].map((pair) => ({ ...pair.wanted, spaceId: pair.spaceId })),
    ...plan.added.map((each) => ({ ...each, spaceId: home.id })),
  ];
  const isNowhereAtHome = !hasDateAtHome({ datesElsewhere }, home, dates);
  if (isNowhereAtHome && leftOut.length > 0) return datesTaken(home.name, leftOut);
  const wrong = refuseNoneAtHome({ datesElsewhere }, home, dates);
  if (wrong !== null) return wrong;
  const elsewhere = await judgeDatesElsewhere(deps, actor, { datesElsewhere }, home, {
    dates,
    violationsIn: (space, at) => violationsOfDate(deps, actor, row, space, at),
  });
  if (!elsewhere.ok) return elsewhere;
  const placed = wanted.map((each) => {
    return { ...each, elsewhereId: elsewhere.value.get(each.originalDate)?.id };
  });
  return done({
    plan: planOccurrences(standing, placed, spaceId),
    elsewhere: elsewhere.value,
  });
}

function laterOf(instant: Temporal.Instant, date: Date): Temporal.Instant {
  const after = instant.add({ milliseconds: date.getTime() + 1 - instant.epochMilliseconds });
  return isBefore(instant, after) ? after : instant;
}

/** A space that was withdrawn meanwhile keeps what is reserved, but takes nothing new. */
async function spaceFor(
  deps: ReservationDependencies,
  actor: Actor,
  spaceId: string,
  isRescheduled: boolean,
): Promise<Outcome<BookableSpace>> {
  const present = isRescheduled ? null : await deps.facts.space(spaceId);
  return present === null || !present.active
    ? findBookableSpace(deps, actor, spaceId)
    : done(present);
}

function standingFrom(reservation: Reservation): StandingReservation {
  const { storedStart, storedEnd } = instantsOf(reservation);
  return {
    id: reservation.id,
    originalDate: reservation.originalDate ?? "",
    spaceId: reservation.space.id,
    start: storedStart,
    end: storedEnd,
    reservation,
  };
}

function instantsOf(reservation: Reservation) {
  const { start: storedStart, end: storedEnd } = storedFields(reservation);
  return { storedStart, storedEnd };
}

function wantedFrom({ series }: WantedSeries, window: Interval): readonly WantedOccurrence[] {
  return occurrencesIn(series, window)
    .filter(({ start }) => isBefore(window.start, start))
    .map(({ originalDate, start, end, kind }) => ({
      originalDate: originalDate.toString(),
      start,
      end,
      isException: kind === "exception",
    }));
}

function sharedColumns(
  actor: Actor,
  row: Reservation,
  patch: ReservationPatch,
  space: BookableSpace,
  attendees: readonly Attendee[],
  zone: string,
): SharedColumns {
  return {
    subject: subjectAfter(row, patch, space),
    ...(patch.notes !== undefined && { notes: patch.notes }),
    ...(patch.sensitivity !== undefined && { sensitivity: patch.sensitivity }),
    ...(patch.attendees !== undefined && { attendees }),
    timeZone: zone,
    lastUpdatedChannel: actor.channel,
    lastUpdatedSubSource: SUB_SOURCES[actor.channel],
  };
}

/**
 * What a room was asked for is another series once one of its occurrences moves, comes anew or
 * becomes another meeting's: then it answers for all of them.
 */
export function occurrenceChanges(
  deps: ReservationDependencies,
  { plan, shared, space, elsewhere }: SeriesAfter,
  asksRoom: boolean,
  isNewMeeting = false,
): OccurrenceChanges {
  const placed = (approval: ApprovalState) =>
    placedState({ roomAnswer: asksRoom, approval: approval === "awaiting_approval" });
  const isAskedAnew = isNewMeeting || plan.moved.length > 0 || plan.added.length > 0;
  const kept = plan.kept.map(({ standing: { reservation }, wanted }) => {
    const { state } = reservation;
    // A conflict that this change does not resolve stays one.
    const isAsked = isAskedAnew && holdsSpace(state);
    return {
      ...sameOccurrence(reservation),
      originalDate: wanted.originalDate,
      isException: wanted.isException || reservation.space.id !== space.id,
      state: isAsked ? placed(reservation.approval.state) : state,
    };
  });
  const moved = plan.moved.map(({ standing: { reservation }, wanted, spaceId }) => {
    const to = elsewhere.get(wanted.originalDate) ?? space;
    const approval = approvalAt(reservation, to, wanted, spaceId);
    return {
      ...sameOccurrence(reservation),
      ...timesOf(wanted),
      spaceId,
      isException: wanted.isException || spaceId !== space.id,
      state: placed(approval),
      approval,
      hold: "take" as const,
    };
  });
  const dropped = plan.dropped.map(({ reservation }) => ({
    ...sameOccurrence(reservation),
    state: "cancelled" as const,
    hold: "release" as const,
  }));
  const added = plan.added.map((wanted) => {
    const at = elsewhere.get(wanted.originalDate) ?? space;
    const approval = approvalWhenPlaced(requiresApproval(at.approval), "recurring");
    return {
      id: deps.newId(),
      ...timesOf(wanted),
      isException: wanted.isException || at.id !== space.id,
      spaceId: at.id,
      state: placed(approval),
      approval,
    };
  });
  return { changed: [...kept, ...moved, ...dropped], added, shared };
}

function timesOf({ originalDate, start, end, isException }: WantedOccurrence) {
  return {
    originalDate,
    startAt: new Date(start.epochMilliseconds),
    endAt: new Date(end.epochMilliseconds),
    isException,
  };
}
