import type { Temporal } from "temporal-polyfill";
import type { Answer, ReservationKind } from "../../core/integration-rules/question.ts";
import { countDates, firstTimes, requestedSeries } from "../../core/recurrence/requested-series.ts";
import type { Series } from "../../core/recurrence/series.ts";
import type { ModuleService } from "../../core/reservations/services.ts";
import { type Attendee, normalizeAttendees } from "../../core/reservations/attendees.ts";
import { checkModuleLimits, type LimitedRequest } from "../../core/reservations/module-limits.ts";
import { validateTimes } from "../../core/reservations/validate-times.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { PersonSummary } from "../people/people.ts";
import type { BookableSpace, BookingPerson } from "./booking-facts.ts";
import type { CreateRequest } from "./create-request.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { findBookableSpace } from "./find-bookable-space.ts";
import { judgeIntegration, loadActorFacts, refusalOf } from "./integration-verdict.ts";
import type { SyncEventDraft } from "./ports.ts";
import { refuseRecurrence } from "./refuse-recurrence.ts";
import { isStaff } from "./rights.ts";
import { judgeChosenServices } from "./services/choose-services.ts";
import { draftSyncEvent, invitedBy, mailboxOf } from "./sync-event-draft.ts";
import { refuseViolations } from "./violations.ts";

/** Everything that creating needs to know, once nothing has been refused. */
export interface JudgedCreation {
  readonly space: BookableSpace;
  readonly requestedFor: BookingPerson;
  readonly openedBy: BookingPerson | null;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly attendees: readonly Attendee[];
  /** Null for a single meeting. */
  readonly series: Series | null;
  /** A series has none. */
  readonly services: readonly ModuleService[];
  readonly answer: Answer;
  readonly syncEvent: SyncEventDraft | null;
}

/** Judges a creation by everything but whether the space is free, which only writing it tells. */
export async function judgeCreation(
  deps: ReservationDependencies,
  actor: Actor,
  request: CreateRequest,
): Promise<Outcome<JudgedCreation>> {
  const space = await findBookableSpace(deps, actor, request.spaceId);
  if (!space.ok) return space;
  const people = await findPeople(deps, actor, request);
  if (!people.ok) return people;
  const { requestedFor, openedBy } = people.value;

  const timed = judgeTimes(deps, actor, request, space.value, requestedFor);
  if (!timed.ok) return timed;
  // The room, and whoever the rules invite, are attendees of the event too.
  const attendees = judgeAttendees(request, 2);
  if (!attendees.ok) return attendees;
  const services = judgeChosenServices(deps, actor, request, space.value);
  if (!services.ok) return services;
  const told = await judgeCalendar(deps, actor, request, space.value, requestedFor);
  if (!told.ok) return told;
  return done({
    space: space.value,
    requestedFor,
    openedBy,
    start: request.start,
    end: request.end,
    attendees: attendees.value,
    series: timed.value,
    services: services.value,
    ...told.value,
  });
}

/** `besides`: how many the event invites that nobody has named. */
export function judgeAttendees(
  { attendees }: Pick<CreateRequest, "attendees">,
  besides: number,
): Outcome<readonly Attendee[]> {
  const listed = normalizeAttendees(attendees, besides);
  if (listed.ok) return done(listed.value);
  return refused(listed.problem.code, listed.problem.message, listed.problem.remedy);
}

export async function findPeople(
  deps: Pick<ReservationDependencies, "facts">,
  actor: Actor,
  request: Pick<CreateRequest, "requestedFor">,
): Promise<Outcome<{ requestedFor: BookingPerson; openedBy: BookingPerson | null }>> {
  const openedBy = actor.kind === "person" ? await deps.facts.person(actor.personId) : null;
  const wanted = request.requestedFor ?? standsFor(actor);
  if (wanted === undefined) {
    return refused(
      "requested_for_required",
      "No person is signed in here, so the request has to say for whom the reservation is.",
      "Give requested_for: a person's id or e-mail address.",
    );
  }
  const requestedFor = await deps.facts.person(wanted);
  if (requestedFor === null || !requestedFor.active) {
    return refused(
      "person_not_found",
      "The person the reservation is for is not known here, or not active.",
      "Choose somebody who works here.",
      { fields: [{ field: "requested_for", message: "Nobody is known by this." }] },
    );
  }
  return done({ requestedFor, openedBy });
}

/** In whose name it is done where none is given. */
function standsFor(actor: Actor): string | undefined {
  if (actor.kind === "person") return actor.personId;
  return actor.kind === "panel" ? actor.requestedFor : undefined;
}

/** The series that is asked for, null for a single meeting, if its times keep all limits. */
export function judgeTimes(
  deps: Pick<ReservationDependencies, "now">,
  actor: Actor,
  request: Omit<CreateRequest, "notes" | "sensitivity" | "attendees">,
  space: BookableSpace,
  requestedFor: Pick<BookingPerson, "id">,
): Outcome<Series | null> {
  const { recurrence, timeZone = space.buildingZone } = request;
  if (recurrence === undefined) {
    const { start, end } = request;
    const limits = violationsOf(deps, actor, request, space, requestedFor, { start, end });
    return refuseViolations(limits) ?? done(null);
  }
  const { start, end } = request;
  const wrong = refuseViolations(validateTimes({ start, end, timeZone }, deps.now(), { start }));
  if (wrong !== null) return wrong;
  const series = requestedSeries(recurrence, { start, end, timeZone });
  if (!series.ok) return refuseRecurrence(series.problem);
  const limits = violationsOf(deps, actor, request, space, requestedFor, {
    ...firstTimes(series.value),
    ...(series.value.range.type !== "noEnd" && { occurrences: countDates(series.value) }),
  });
  return refuseViolations(limits) ?? done(series.value);
}

/** In what its times and its space's module stand against it. */
export function violationsOf(
  deps: Pick<ReservationDependencies, "now">,
  actor: Actor,
  request: Pick<CreateRequest, "kind" | "timeZone" | "subject">,
  space: BookableSpace,
  requestedFor: Pick<BookingPerson, "id">,
  times: Pick<LimitedRequest, "start" | "end" | "occurrences">,
) {
  const timeZone = request.timeZone ?? space.buildingZone;
  const now = deps.now();
  const wrong = validateTimes({ ...times, timeZone }, now);
  if (wrong.length > 0) return wrong;
  const isStaffOrNobody = actor.kind !== "person" || isStaff(actor);
  return checkModuleLimits(
    {
      ...times,
      kind: kindOf(request),
      buildingZone: space.buildingZone,
      subject: request.subject,
      // The field is one of the form: integrations and panels name somebody always.
      // A group is for others by its nature, where it is enabled.
      isForSomebodyElse:
        kindOf(request) !== "group" && !isStaffOrNobody && requestedFor.id !== actor.personId,
      isByPlanner: isStaff(actor) || actor.kind === "system",
    },
    space.limits,
    now,
  );
}

/** A series is of the kind `recurring`, whatever else the request says. */
export function kindOf({
  kind = "single",
  recurrence,
}: Pick<CreateRequest, "kind" | "recurrence">): ReservationKind {
  return recurrence === undefined ? kind : "recurring";
}

/** What the rules say of making it, and the intent to tell the calendar. */
export async function judgeCalendar(
  deps: ReservationDependencies,
  actor: Actor,
  request: Pick<CreateRequest, "kind" | "recurrence">,
  space: BookableSpace,
  requestedFor: PersonSummary,
): Promise<Outcome<{ answer: Answer; syncEvent: SyncEventDraft | null }>> {
  const actorFacts = await loadActorFacts(deps.facts, actor);
  const judged = {
    kind: kindOf(request),
    requestedForId: requestedFor.id,
    isInAnothersCalendar: false,
    providerId: space.sync?.providerId ?? null,
  };
  const answer = await judgeIntegration(actorFacts, actor, judged, { action: "create" });
  if (!answer.allowed) return refusalOf(answer);
  if (space.sync === null) return done({ answer, syncEvent: null });
  const mailbox = await mailboxOf(deps.facts, answer, space, requestedFor);
  if (!mailbox.ok) return mailbox;
  const { providerId, dryRun } = space.sync;
  const invited = await invitedBy(deps.facts, answer);
  const intent = { answer, providerId, mailbox: mailbox.value, invited, dryRun };
  const plan = { enqueue: "create", mayAlreadyExist: false } as const;
  return done({ answer, syncEvent: draftSyncEvent(actor, intent, plan, undefined) });
}
