import { auditedRule } from "./audited-rule.ts";
import { Temporal } from "temporal-polyfill";
import type { RequestedRecurrence } from "../../core/recurrence/requested-series.ts";
import type { Change } from "../../core/integration-rules/question.ts";
import type { ApprovalState } from "../../core/reservations/approval.ts";
import { type Attendee, normalizeAttendees } from "../../core/reservations/attendees.ts";
import { checkModuleLimits } from "../../core/reservations/module-limits.ts";
import { requestedChange } from "../../core/reservations/requested-change.ts";
import { transition } from "../../core/reservations/reservation-state.ts";
import type { ModuleService } from "../../core/reservations/services.ts";
import { validateTimes } from "../../core/reservations/validate-times.ts";
import { done, type Outcome, type Refusal, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { isUnwritten } from "../sync/sync-reasons.ts";
import { approvalAt } from "./approval/approval-at.ts";
import type { BookableSpace } from "./booking-facts.ts";
import { type CalendarCourse, judgeCalendarCourse } from "./calendar-course.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { findBookableSpace } from "./find-bookable-space.ts";
import type { ChangedColumns, ReservationChange, WrittenSyncEvent } from "./ports.ts";
import { refuseWithheld } from "./refuse-withheld.ts";
import { defaultSubject, type Reservation } from "./reservation.ts";
import { problemOfState } from "./reservation-view.ts";
import { isStaff } from "./rights.ts";
import { judgeServicesAfter } from "./services/choose-services.ts";
import { judgeServices } from "./services/judge-services.ts";
import { SUB_SOURCES } from "./sub-source.ts";
import { refuseViolations } from "./violations.ts";

/** What is to be different; what is left out stays. */
export interface ReservationPatch {
  /** Of a series, or from one of its occurrences on. */
  readonly recurrence?: RequestedRecurrence;
  readonly spaceId?: string;
  readonly start?: Temporal.Instant;
  readonly end?: Temporal.Instant;
  readonly timeZone?: string;
  readonly subject?: string;
  readonly notes?: string;
  readonly sensitivity?: "normal" | "private";
  readonly attendees?: readonly Attendee[];
  /** Ids: they take the place of those that are chosen now. */
  readonly services?: readonly string[];
}

export interface JudgedUpdate {
  readonly spaceName: string;
  readonly plan: (events: readonly WrittenSyncEvent[]) => ReservationChange;
}

/** The reservation as it is wanted, and in what that differs from what is there. */
export interface Wanted {
  readonly space: BookableSpace;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly timeZone: string;
  readonly subject: string;
  /** As the person left the field, before an empty one is filled in. */
  readonly givenSubject: string;
  readonly attendees: readonly Attendee[];
  readonly services: readonly ModuleService[];
  readonly fields: readonly string[];
  readonly change: Change;
  /**
   * Another time or another space, or the same where it was let go because the calendar could not
   * be told: it has to be taken, and the room asked, anew.
   */
  readonly isMoved: boolean;
}

/** Judges a change; the value is null where nothing would be different. */
export async function judgeUpdate(
  deps: ReservationDependencies,
  actor: Actor,
  reservation: Reservation,
  { patch, requestId }: { readonly patch: ReservationPatch; readonly requestId: string },
): Promise<Outcome<JudgedUpdate | null>> {
  const tooLate = problemOfState(reservation.state, "update");
  if (tooLate !== null) return refused(tooLate.code, tooLate.message, tooLate.remedy);
  if (patch.recurrence !== undefined) return refuseBecomingSeries();
  const withheld = await refuseWithheld(deps, actor, reservation, patch);
  if (withheld !== null) return withheld;
  const found = await wantedAfter(deps, actor, reservation, patch);
  if (!found.ok) return found;
  const wanted = found.value;
  if (wanted === null) return done(null);
  const limits = refuseLimits(deps, actor, reservation, wanted);
  if (limits !== null) return limits;

  const course = await judgeCalendarCourse(deps, actor, reservation, wanted.space, wanted.change);
  if (!course.ok) return course;
  const approval = wanted.isMoved ? approvalAt(reservation, wanted.space, wanted) : undefined;
  const state = stateAfter(reservation, wanted, approval, course.value);
  if (!state.ok) return state;
  const isServedAnew = wanted.isMoved || wanted.fields.includes("serviceIds");
  const served = { ...reservation, ...wanted, state: state.value };
  const services = isServedAnew
    ? await judgeServices(deps, actor, reservation, served, requestId)
    : done(null);
  if (!services.ok) return services;
  const columns: ChangedColumns = {
    ...changedTexts(wanted, patch),
    ...(wanted.isMoved && movedColumns(wanted)),
    ...(state.value !== reservation.state && { state: state.value }),
    ...(approval && { approval }),
    lastUpdatedChannel: actor.channel,
    lastUpdatedSubSource: SUB_SOURCES[actor.channel],
  };
  return done({
    spaceName: wanted.space.name,
    plan: (events) => ({
      ...planChange(actor, reservation, wanted, course.value, columns, events),
      ...(services.value && { services: services.value }),
    }),
  });
}

export function refuseBecomingSeries() {
  return refused(
    "scope_not_possible",
    "This is a single reservation, and it cannot become a series.",
    "Make a new reservation that recurs, and cancel this one.",
    { fields: [{ field: "recurrence", message: "It is not a series." }] },
  );
}

export async function wantedAfter(
  deps: ReservationDependencies,
  actor: Actor,
  reservation: Reservation,
  patch: ReservationPatch,
): Promise<Outcome<Wanted | null>> {
  const attendees = normalizeAttendees(patch.attendees ?? reservation.attendees, 2);
  if (!attendees.ok) {
    return refused(attendees.problem.code, attendees.problem.message, attendees.problem.remedy);
  }
  const stored = storedFields(reservation);
  const { spaceId, recurrence: _, services: asked, ...texts } = patch;
  const wanted = {
    ...texts,
    ...(patch.subject !== undefined && { subject: patch.subject.trim() }),
    ...(spaceId !== undefined && { spaceIds: [spaceId] }),
    ...(patch.attendees && { attendees: attendees.value }),
  };
  const others = requestedChange(stored, wanted, reservation.origin);
  if (others.change === null && asked === undefined) return done(null);
  const isMoved =
    others.fields.some((name) => ["spaceIds", "start", "end"].includes(name)) ||
    (others.change !== null && isUnwritten(reservation.state, reservation.reasonCode));
  const space = await spaceFor(deps, actor, patch.spaceId ?? reservation.space.id, isMoved);
  if (!space.ok) return space;
  const start = patch.start ?? stored.start;
  const to = { space: space.value, start, asked, isMoved };
  const services = judgeServicesAfter(deps, actor, reservation, to);
  if (!services.ok) return services;
  const { fields, change } = requestedChange(
    { ...stored, serviceIds: idsOf(reservation.services.chosen) },
    { ...wanted, serviceIds: idsOf(services.value) },
    reservation.origin,
  );
  if (change === null) return done(null);
  return done({
    space: space.value,
    services: services.value,
    start,
    end: patch.end ?? stored.end,
    timeZone: patch.timeZone ?? stored.timeZone,
    subject: subjectAfter(reservation, patch, space.value),
    givenSubject: patch.subject ?? reservation.subject,
    attendees: attendees.value,
    fields,
    change,
    isMoved,
  });
}

function idsOf(services: readonly ModuleService[]): readonly string[] {
  return services.map(({ id }) => id);
}

/** A space that was withdrawn meanwhile keeps what is reserved, but takes nothing new. */
async function spaceFor(
  deps: ReservationDependencies,
  actor: Actor,
  spaceId: string,
  isMoved: boolean,
): Promise<Outcome<BookableSpace>> {
  const present = isMoved ? null : await deps.facts.space(spaceId);
  return present === null ? findBookableSpace(deps, actor, spaceId) : done(present);
}

/** What a patch is compared with. */
export function storedFields(reservation: Reservation) {
  const { timeZone, subject, notes, sensitivity, attendees } = reservation;
  return {
    spaceIds: [reservation.space.id],
    start: Temporal.Instant.fromEpochMilliseconds(reservation.startAt.getTime()),
    end: Temporal.Instant.fromEpochMilliseconds(reservation.endAt.getTime()),
    timeZone,
    subject,
    notes,
    sensitivity,
    attendees,
  };
}

/** A subject that nobody chose names the space, and so follows it (facts workplace 7.2). */
export function subjectAfter(
  reservation: Reservation,
  patch: ReservationPatch,
  space: BookableSpace,
): string {
  const isChosen = reservation.subject !== defaultSubject(reservation.space.name);
  const subject = patch.subject?.trim() ?? (isChosen ? reservation.subject : "");
  return subject === "" ? defaultSubject(space.name) : subject;
}

export function refuseLimits(
  deps: ReservationDependencies,
  actor: Actor,
  reservation: Reservation,
  wanted: Wanted,
): { readonly ok: false; readonly refusal: Refusal } | null {
  const { start, end, timeZone, space, isMoved } = wanted;
  const before = storedFields(reservation);
  const now = deps.now();
  if (isMoved || wanted.fields.includes("timeZone")) {
    const times = refuseViolations(validateTimes({ start, end, timeZone }, now, before));
    if (times !== null) return times;
  }
  const isByPlanner = isStaff(actor) || actor.kind === "system";
  const isOtherSpace = wanted.fields.includes("spaceIds");
  const { kind, requestedFor } = reservation;
  const violations = checkModuleLimits(
    {
      kind,
      start,
      end,
      buildingZone: space.buildingZone,
      subject: wanted.givenSubject,
      // Who it is for does not change; that it may be for another is a matter of the new space.
      isForSomebodyElse:
        isOtherSpace &&
        !isByPlanner &&
        actor.kind === "person" &&
        actor.personId !== requestedFor.id,
      // What is not moved keeps the length and the day that were allowed when it was made.
      isByPlanner: isByPlanner || !isMoved,
    },
    space.limits,
    now,
  );
  return refuseViolations(violations);
}

/** `approval` is undefined where it is not moved: then it stands as it did. */
export function stateAfter(
  reservation: Reservation,
  { start, space }: Pick<Wanted, "start"> & { readonly space: Pick<BookableSpace, "id"> },
  approval: ApprovalState | undefined,
  course: Pick<CalendarCourse, "asksRoom">,
): Outcome<Reservation["state"]> {
  if (approval === undefined) return done(reservation.state);
  const awaited = { roomAnswer: course.asksRoom, approval: approval === "awaiting_approval" };
  const onlyEndMoves =
    space.id === reservation.space.id && start.epochMilliseconds === reservation.startAt.getTime();
  const next = transition(reservation.state, { type: "placed", awaited, onlyEndMoves });
  if (next.ok) return done(next.value);
  return refused(next.problem.code, next.problem.message, next.problem.remedy);
}

export function changedTexts(wanted: Wanted, patch: ReservationPatch): Partial<ChangedColumns> {
  const has = (name: string) => wanted.fields.includes(name);
  return {
    subject: wanted.subject,
    ...(has("timeZone") && { timeZone: wanted.timeZone }),
    ...(patch.notes !== undefined && { notes: patch.notes }),
    ...(patch.sensitivity !== undefined && { sensitivity: patch.sensitivity }),
    ...(has("attendees") && { attendees: wanted.attendees }),
  };
}

function movedColumns(wanted: Wanted): Partial<ChangedColumns> {
  return {
    spaceId: wanted.space.id,
    startAt: new Date(wanted.start.epochMilliseconds),
    endAt: new Date(wanted.end.epochMilliseconds),
  };
}

function planChange(
  actor: Actor,
  reservation: Reservation,
  wanted: Wanted,
  course: CalendarCourse,
  columns: ChangedColumns,
  events: readonly WrittenSyncEvent[],
): ReservationChange {
  const { startAt, endAt } = columns;
  const { supersede, enqueue, ...sync } = course.plan(events);
  // A conflict that is not resolved by this change goes on being explained.
  const staysConflicted = !wanted.isMoved && reservation.state === "conflicted";
  const isExplained = staysConflicted || enqueue.length === 0;
  return {
    columns: {
      ...columns,
      ...sync,
      ...((wanted.isMoved || !isExplained) && { reasonCode: null, reason: null }),
    },
    hold:
      wanted.isMoved && startAt && endAt
        ? { kind: "take", spaceId: wanted.space.id, startAt, endAt }
        : { kind: "keep" },
    supersede,
    enqueue,
    audit: {
      actor,
      action: "reservation_updated",
      details: { fields: wanted.fields, ...auditedRule(course), space_id: wanted.space.id },
    },
  };
}
