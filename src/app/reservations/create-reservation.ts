import type { Answer } from "../../core/integration-rules/question.ts";
import { type Attendee, normalizeAttendees } from "../../core/reservations/attendees.ts";
import { checkModuleLimits } from "../../core/reservations/module-limits.ts";
import { placedState } from "../../core/reservations/reservation-state.ts";
import { validateTimes } from "../../core/reservations/validate-times.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { BookableSpace, BookingPerson } from "./booking-facts.ts";
import { findBookableSpace } from "./find-bookable-space.ts";
import type { Created, CreateRequest } from "./create-request.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { findReplay, idempotencyActor } from "./idempotency.ts";
import { judgeIntegration, loadActorFacts, refusalOf } from "./integration-verdict.ts";
import type { NewReservation, SyncEventDraft } from "./ports.ts";
import { defaultSubject, type Reservation } from "./reservation.ts";
import { isStaff } from "./rights.ts";
import { spaceTaken } from "./space-taken.ts";
import { SUB_SOURCES } from "./sub-source.ts";
import { draftSyncEvent, mailboxOf } from "./sync-event-draft.ts";
import { refuseViolations } from "./violations.ts";
import { viewOf } from "./reservation-view.ts";

/** Everything that creating needs to know, once nothing has been refused. */
interface Judged {
  readonly space: BookableSpace;
  readonly requestedFor: BookingPerson;
  readonly openedBy: BookingPerson | null;
  readonly attendees: readonly Attendee[];
  readonly answer: Answer;
  readonly syncEvent: SyncEventDraft | null;
}

/**
 * Makes a reservation, and with it the intent to tell the calendar. A reservation of a synced space
 * awaits the room's answer; any other is confirmed at once. In a dry run the calendar is never
 * told, so no room answers and the reservation is confirmed here, with the sync event for reading.
 */
export async function createReservation(
  deps: ReservationDependencies,
  actor: Actor,
  request: CreateRequest,
): Promise<Outcome<Created>> {
  const replay = await findReplay(deps, actor, request.idempotency);
  if (replay !== null) return replay;

  const judged = await judge(deps, actor, request);
  if (!judged.ok) return judged;
  const row = newReservation(deps, actor, request, judged.value);
  const creation = await deps.store.create(row);
  if (creation.outcome !== "created") {
    // The same request may have been under way twice: then the slot is taken by its twin.
    const twin = await findReplay(deps, actor, request.idempotency);
    return twin ?? spaceTaken(judged.value.space.name);
  }
  if (row.syncEvent !== null) deps.wakeLanes();
  deps.announceChange();
  const reservation = asReservation(row, creation, judged.value);
  return done({ view: await viewOf(deps, actor, reservation), isReplay: false });
}

async function judge(
  deps: ReservationDependencies,
  actor: Actor,
  request: CreateRequest,
): Promise<Outcome<Judged>> {
  const space = await findBookableSpace(deps, actor, request.spaceId);
  if (!space.ok) return space;
  const people = await findPeople(deps, actor, request);
  if (!people.ok) return people;
  const { requestedFor, openedBy } = people.value;

  const limits = refuseViolations(violationsOf(deps, actor, request, space.value, requestedFor));
  if (limits !== null) return limits;
  // The room, and whoever the rules invite, are attendees of the event too.
  const attendees = normalizeAttendees(request.attendees, 2);
  if (!attendees.ok) {
    return refused(attendees.problem.code, attendees.problem.message, attendees.problem.remedy);
  }
  const told = await judgeCalendar(deps, actor, request, space.value, requestedFor);
  if (!told.ok) return told;
  return done({
    space: space.value,
    requestedFor,
    openedBy,
    attendees: attendees.value,
    ...told.value,
  });
}

async function findPeople(
  deps: ReservationDependencies,
  actor: Actor,
  request: CreateRequest,
): Promise<Outcome<{ requestedFor: BookingPerson; openedBy: BookingPerson | null }>> {
  const openedBy = actor.kind === "person" ? await deps.facts.person(actor.personId) : null;
  const wanted = request.requestedFor ?? (actor.kind === "person" ? actor.personId : undefined);
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

function violationsOf(
  deps: ReservationDependencies,
  actor: Actor,
  request: CreateRequest,
  space: BookableSpace,
  requestedFor: BookingPerson,
) {
  const { start, end } = request;
  const timeZone = request.timeZone ?? space.buildingZone;
  const now = deps.now();
  const times = validateTimes({ start, end, timeZone }, now);
  if (times.length > 0) return times;
  const isStaffOrNobody = actor.kind !== "person" || isStaff(actor);
  return checkModuleLimits(
    {
      kind: request.kind ?? "single",
      start,
      end,
      buildingZone: space.buildingZone,
      subject: request.subject,
      // The field is one of the form: integrations and panels name somebody always.
      isForSomebodyElse: !isStaffOrNobody && requestedFor.id !== actor.personId,
      isByPlanner: isStaff(actor) || actor.kind === "system",
    },
    space.limits,
    now,
  );
}

async function judgeCalendar(
  deps: ReservationDependencies,
  actor: Actor,
  request: CreateRequest,
  space: BookableSpace,
  requestedFor: BookingPerson,
): Promise<Outcome<{ answer: Answer; syncEvent: SyncEventDraft | null }>> {
  const actorFacts = await loadActorFacts(deps.facts, actor);
  const judged = {
    kind: request.kind ?? "single",
    requestedForId: requestedFor.id,
    providerId: space.sync?.providerId ?? null,
  };
  const answer = await judgeIntegration(actorFacts, actor, judged, { action: "create" });
  if (!answer.allowed) return refusalOf(answer);
  if (space.sync === null) return done({ answer, syncEvent: null });
  const mailbox = await mailboxOf(deps.facts, answer, space, requestedFor);
  if (!mailbox.ok) return mailbox;
  const { providerId, dryRun } = space.sync;
  const intent = { answer, providerId, mailbox: mailbox.value, dryRun };
  const plan = { enqueue: "create", mayAlreadyExist: false } as const;
  return done({ answer, syncEvent: draftSyncEvent(actor, intent, plan, undefined) });
}

function newReservation(
  deps: ReservationDependencies,
  actor: Actor,
  request: CreateRequest,
  { space, requestedFor, openedBy, attendees, answer, syncEvent }: Judged,
): NewReservation {
  const isTold = syncEvent !== null && !syncEvent.dryRun;
  const subject = request.subject.trim();
  return {
    id: deps.newId(),
    kind: request.kind ?? "single",
    state: placedState({ roomAnswer: isTold, approval: false }),
    spaceId: space.id,
    startAt: new Date(request.start.epochMilliseconds),
    endAt: new Date(request.end.epochMilliseconds),
    timeZone: request.timeZone ?? space.buildingZone,
    subject: subject === "" ? defaultSubject(space.name) : subject,
    notes: request.notes,
    sensitivity: request.sensitivity,
    attendees,
    requestedFor: requestedFor.id,
    openedBy: openedBy?.id ?? null,
    openedByClient: clientOf(actor),
    channel: actor.channel,
    subSource: SUB_SOURCES[actor.channel],
    syncMailbox: isTold ? answer.sync_mailbox : "none",
    syncState: isTold ? "sync_enqueued" : "not_required",
    syncEvent,
    requestId: request.requestId ?? deps.newId(),
    audit: {
      actor,
      action: "reservation_created",
      details: { space_id: space.id, policy_row: answer.row, requested_for: requestedFor.id },
    },
    idempotencyKey: request.idempotency
      ? { actor: idempotencyActor(actor), ...request.idempotency }
      : null,
  };
}

function clientOf(actor: Actor): string | null {
  if (actor.kind === "api_client") return actor.clientId;
  return actor.kind === "panel" ? actor.panelId : null;
}

/** What reading it back would give, without the reading: creation is the hot path. */
function asReservation(
  row: NewReservation,
  written: { readonly number: string; readonly createdAt: Date },
  { space, requestedFor, openedBy }: Judged,
): Reservation {
  return {
    ...row,
    parentId: null,
    isParent: false,
    originalDate: null,
    isException: false,
    isAllDay: false,
    externalApproval: "not_required",
    number: written.number,
    space: {
      id: space.id,
      name: space.name,
      buildingId: space.buildingId,
      buildingName: space.buildingName,
      floor: space.floor,
      synced: space.sync !== null,
      providerId: space.sync?.providerId ?? null,
    },
    requestedFor,
    openedBy,
    origin: "usher",
    // Recorded with the row, and fixed with the first write to the calendar.
    syncMailbox: "none",
    calendarMailbox: null,
    syncEventState: row.syncEvent === null ? null : "new",
    reasonCode: null,
    reason: null,
    cancelNotes: null,
    version: 1,
    createdAt: written.createdAt,
    updatedAt: written.createdAt,
  };
}
