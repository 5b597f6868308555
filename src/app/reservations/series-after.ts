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
import { isUnbound, windowToHold } from "./create-series.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { findBookableSpace } from "./find-bookable-space.ts";
import { type ReservationPatch, storedFields, subjectAfter } from "./judge-update.ts";
import { type LoadedSeries, occurrencesAhead, sameOccurrence } from "./load-series.ts";
import type { Reservation } from "./reservation.ts";
import type { OccurrenceChanges, SharedColumns } from "./series-ports.ts";
import { type WantedSeries, wantedSeries } from "./series-wanted.ts";
import { SUB_SOURCES } from "./sub-source.ts";

/** The series as it is wanted, and in what that differs from what is there. */
export interface SeriesAfter extends WantedSeries {
  readonly space: BookableSpace;
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

/** The series after the patch; the value is null where nothing would be different. */
export async function seriesAfter(
  deps: ReservationDependencies,
  actor: Actor,
  loaded: LoadedSeries,
  patch: ReservationPatch,
): Promise<Outcome<SeriesAfter | null>> {
  const { row } = loaded;
  const attendees = normalizeAttendees(patch.attendees ?? row.attendees, 2);
  if (!attendees.ok) {
    return refused(attendees.problem.code, attendees.problem.message, attendees.problem.remedy);
  }
  const target = wantedSeries(loaded, patch);
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
  const fields = [...words.fields, ...(isRescheduled ? ["recurrence"] : [])];
  if (fields.length === 0) return done(null);
  const space = await spaceFor(deps, actor, patch.spaceId ?? row.space.id, isRescheduled);
  if (!space.ok) return space;
  const now = deps.now();
  const window = windowToHold(now, series, space.value, isUnbound(actor));
  const ahead = occurrencesAhead(loaded, now);
  // What is held already stays, however far ahead people may book by now.
  const end = ahead.reduce((latest, { startAt }) => laterOf(latest, startAt), window.end);
  return done({
    ...target.value,
    space: space.value,
    fields,
    attendees: attendees.value,
    shared: sharedColumns(actor, row, patch, space.value, attendees.value, series.zone),
    heldUntil: end,
    plan: planOccurrences(
      ahead.map(standingFrom),
      wantedFrom(target.value, { start: now, end }),
      spaceId ?? null,
    ),
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
  { plan, shared, space }: SeriesAfter,
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
    const approval = approvalAt(reservation, space, wanted, spaceId);
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
  const approval = approvalWhenPlaced(requiresApproval(space.approval), "recurring");
  const added = plan.added.map((wanted) => ({
    id: deps.newId(),
    ...timesOf(wanted),
    spaceId: space.id,
    state: placed(approval),
    approval,
  }));
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
