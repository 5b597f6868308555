import type { Temporal } from "temporal-polyfill";
import { occurrencesIn } from "../../core/recurrence/expand-series.ts";
import { formatSeries } from "../../core/recurrence/parse-series.ts";
import { countDates, firstTimes } from "../../core/recurrence/requested-series.ts";
import { type Attendee, normalizeAttendees } from "../../core/reservations/attendees.ts";
import { checkModuleLimits } from "../../core/reservations/module-limits.ts";
import {
  type OccurrencesPlan,
  planOccurrences,
  type StandingOccurrence,
  type WantedOccurrence,
} from "../../core/reservations/plan-occurrences.ts";
import { requestedChange } from "../../core/reservations/requested-change.ts";
import { holdsSpace, placedState } from "../../core/reservations/reservation-state.ts";
import type { Interval } from "../../core/time/interval.ts";
import { isBefore } from "../../core/time/interval.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { BookableSpace } from "./booking-facts.ts";
import { judgeCalendarCourse } from "./calendar-course.ts";
import { isUnbound, timesOfSeries, windowToHold } from "./create-series.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { findBookableSpace } from "./find-bookable-space.ts";
import { judgeCalendar } from "./judge-creation.ts";
import type { JudgedSeriesChange } from "./judge-occurrence-change.ts";
import { type ReservationPatch, storedFields, subjectAfter } from "./judge-update.ts";
import { type LoadedSeries, occurrencesAhead, sameOccurrence } from "./load-series.ts";
import { refuseWithheld } from "./refuse-withheld.ts";
import type { Reservation } from "./reservation.ts";
import { problemOfState } from "./reservation-view.ts";
import type { FollowingSeries, OccurrenceChanges, SharedColumns } from "./series-ports.ts";
import { type WantedSeries, wantedSeries } from "./series-wanted.ts";
import { SUB_SOURCES } from "./sub-source.ts";
import { refuseViolations } from "./violations.ts";

/** The series as it is wanted, and in what that differs from what is there. */
interface Wanted extends WantedSeries {
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

/**
 * Judges a change of a whole series, or of one of its occurrences and all that follow: then there
 * are two series, and two meetings. What is over stays as it was. The value is null where nothing
 * would be different.
 */
export async function judgeSeriesChange(
  deps: ReservationDependencies,
  actor: Actor,
  loaded: LoadedSeries,
  patch: ReservationPatch,
): Promise<Outcome<JudgedSeriesChange | null>> {
  const { row, named } = loaded;
  const tooLate = problemOfState(row.state, "update") ?? (named && problemOfPast(deps, named));
  if (tooLate) return refused(tooLate.code, tooLate.message, tooLate.remedy);
  const withheld = await refuseWithheld(deps, actor, row, patch);
  if (withheld !== null) return withheld;
  const found = await wantedAfter(deps, actor, loaded, patch);
  if (!found.ok) return found;
  const wanted = found.value;
  if (wanted === null) return done(null);
  const limits = refuseLimits(deps, actor, wanted, patch);
  if (limits !== null) return limits;
  return wanted.ended === null
    ? judgeWhole(deps, actor, loaded, wanted)
    : judgeSplit(deps, actor, loaded, wanted, wanted.ended);
}

/** An occurrence that has begun cannot be where another series begins. */
function problemOfPast(deps: ReservationDependencies, named: Reservation) {
  const problem = problemOfState(named.state, "update");
  if (problem !== null) return problem;
  if (named.startAt.getTime() > deps.now().epochMilliseconds) return null;
  return {
    code: "not_possible_now",
    message: "This occurrence has begun, and what follows begins with the next one.",
    remedy: "Open the next occurrence, and make the change for it and all that follow.",
  };
}

async function wantedAfter(
  deps: ReservationDependencies,
  actor: Actor,
  loaded: LoadedSeries,
  patch: ReservationPatch,
): Promise<Outcome<Wanted | null>> {
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

function refuseLimits(
  deps: ReservationDependencies,
  actor: Actor,
  wanted: Wanted,
  patch: ReservationPatch,
) {
  const { series, space, plan, fields } = wanted;
  const isMoved = wanted.isRescheduled || fields.includes("spaceIds");
  const now = deps.now();
  const [first] = [...plan.moved.map((pair) => pair.wanted), ...plan.added];
  const beginning = firstTimes(series);
  const times = isBefore(now, beginning.start) ? beginning : (first ?? beginning);
  const asked = {
    kind: "recurring",
    start: times.start,
    end: times.end,
    buildingZone: space.buildingZone,
    subject: patch.subject ?? wanted.shared.subject ?? "",
    isForSomebodyElse: false,
    // What is not moved keeps the length and the days that were allowed when it was made.
    isByPlanner: isUnbound(actor) || !isMoved,
    ...(series.range.type !== "noEnd" && { occurrences: countDates(series) }),
  } as const;
  return refuseViolations(checkModuleLimits(asked, space.limits, now));
}

async function judgeWhole(
  deps: ReservationDependencies,
  actor: Actor,
  { row, scope }: LoadedSeries,
  wanted: Wanted,
): Promise<Outcome<JudgedSeriesChange>> {
  const change = changeOf(row, wanted);
  const course = await judgeCalendarCourse(deps, actor, row, wanted.space, change);
  if (!course.ok) return course;
  const occurrences = occurrenceChanges(deps, wanted, course.value.asksRoom);
  return done({
    spaceName: wanted.space.name,
    plan(events) {
      const { supersede, enqueue, ...sync } = course.value.plan(events);
      return {
        columns: {
          ...wanted.shared,
          spaceId: wanted.space.id,
          ...timesOfSeries(wanted.series),
          ...sync,
          ...(enqueue.length > 0 && { reasonCode: null, reason: null }),
        },
        series: {
          text: formatSeries(wanted.series),
          heldUntil: new Date(wanted.heldUntil.epochMilliseconds),
        },
        occurrences,
        following: null,
        supersede,
        enqueue,
        audit: auditOf(actor, scope, wanted, course.value.row),
      };
    },
  });
}

/** The old series is told that it ends, and a new one is made: both have to be allowed. */
async function judgeSplit(
  deps: ReservationDependencies,
  actor: Actor,
  { row, scope, named }: LoadedSeries,
  wanted: Wanted,
  ended: WantedSeries["series"],
): Promise<Outcome<JudgedSeriesChange>> {
  const home = await deps.facts.space(row.space.id);
  if (home === null) throw new Error(`space ${row.space.id} of a series is not there`);
  const course = await judgeCalendarCourse(deps, actor, row, home, changeOf(row, wanted));
  if (!course.ok) return course;
  const requestedFor = await deps.facts.person(row.requestedFor.id);
  if (requestedFor === null) throw new Error("the person of a reservation is not there");
  const asked = { kind: row.kind } as const;
  const made = await judgeCalendar(deps, actor, asked, wanted.space, requestedFor);
  if (!made.ok) return made;
  const { answer, syncEvent } = made.value;
  const isTold = syncEvent !== null && !syncEvent.dryRun;
  const occurrences = occurrenceChanges(deps, wanted, isTold, true);
  const following: FollowingSeries = {
    id: deps.newId(),
    spaceId: wanted.space.id,
    ...timesOfSeries(wanted.series),
    text: formatSeries(wanted.series),
    heldUntil: new Date(wanted.heldUntil.epochMilliseconds),
    syncMailbox: isTold ? answer.sync_mailbox : "none",
    syncState: isTold ? "sync_enqueued" : "not_required",
    columns: wanted.shared,
    syncEvent,
    occurrenceIds: [...wanted.plan.kept, ...wanted.plan.moved].map(({ standing }) => standing.id),
  };
  return done({
    spaceName: wanted.space.name,
    plan(events) {
      const { supersede, enqueue, ...sync } = course.value.plan(events);
      const { lastUpdatedChannel, lastUpdatedSubSource } = wanted.shared;
      const audit = auditOf(actor, scope, wanted, course.value.row);
      return {
        columns: { lastUpdatedChannel, lastUpdatedSubSource, ...sync },
        series: { text: formatSeries(ended) },
        occurrences,
        following,
        supersede,
        enqueue,
        audit: {
          ...audit,
          details: {
            ...audit.details,
            date: named?.originalDate ?? null,
            following_series_id: following.id,
          },
        },
      };
    },
  });
}

function changeOf(row: Reservation, { fields }: Wanted) {
  const isOnlyOurs = row.origin === "calendar" && fields.every((field) => field === "sensitivity");
  return isOnlyOurs ? "local" : "calendar";
}

/**
 * What a room was asked for is another series once one of its occurrences moves, comes anew or
 * becomes another meeting's: then it answers for all of them.
 */
function occurrenceChanges(
  deps: ReservationDependencies,
  { plan, shared, space }: Wanted,
  asksRoom: boolean,
  isNewMeeting = false,
): OccurrenceChanges {
  const placed = placedState({ roomAnswer: asksRoom, approval: false });
  const isAskedAnew = isNewMeeting || plan.moved.length > 0 || plan.added.length > 0;
  const kept = plan.kept.map(({ standing: { reservation }, wanted }) => {
    const { state } = reservation;
    // A conflict that this change does not resolve stays one.
    const isAsked = isAskedAnew && holdsSpace(state);
    return {
      ...sameOccurrence(reservation),
      originalDate: wanted.originalDate,
      isException: wanted.isException || reservation.space.id !== space.id,
      state: isAsked ? placed : state,
    };
  });
  const moved = plan.moved.map(({ standing: { reservation }, wanted, spaceId }) => ({
    ...sameOccurrence(reservation),
    ...timesOf(wanted),
    spaceId,
    isException: wanted.isException || spaceId !== space.id,
    state: placed,
    hold: "take" as const,
  }));
  const dropped = plan.dropped.map(({ reservation }) => ({
    ...sameOccurrence(reservation),
    state: "cancelled" as const,
    hold: "release" as const,
  }));
  const added = plan.added.map((wanted) => ({
    id: deps.newId(),
    ...timesOf(wanted),
    spaceId: space.id,
    state: placed,
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

function auditOf(actor: Actor, scope: string, { fields, space }: Wanted, row: string) {
  return {
    actor,
    action: "reservation_updated",
    details: { scope, fields, policy_row: row, space_id: space.id },
  } as const;
}
