import { auditedRule } from "./audited-rule.ts";
import { approvalWhenPlaced, requiresApproval } from "../../core/reservations/approval.ts";
import { checkInStateOf } from "../../core/reservations/check-in.ts";
import { placedState } from "../../core/reservations/reservation-state.ts";
import type { Actor } from "../people/actor.ts";
import type { CreateRequest } from "./create-request.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { idempotencyActor } from "./idempotency.ts";
import { type JudgedCreation, kindOf } from "./judge-creation.ts";
import type { NewReservation } from "./ports.ts";
import { defaultSubject, NO_APPROVAL, NO_SERVICES, type Reservation } from "./reservation.ts";
import { SUB_SOURCES } from "./sub-source.ts";

/** What is written of a reservation, and of the row of a series. */
export function newReservation(
  deps: ReservationDependencies,
  actor: Actor,
  request: CreateRequest,
  { space, requestedFor, openedBy, attendees, answer, syncEvent }: JudgedCreation,
): NewReservation {
  const isTold = syncEvent !== null && !syncEvent.dryRun;
  const subject = request.subject.trim();
  const kind = kindOf(request);
  const approval = approvalWhenPlaced(requiresApproval(space.approval), kind);
  return {
    id: deps.newId(),
    kind,
    state: placedState({ roomAnswer: isTold, approval: approval === "awaiting_approval" }),
    approval,
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
      details: { space_id: space.id, ...auditedRule(answer), requested_for: requestedFor.id },
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

/** What was made: it is read back where there is more to it, such as who may approve it. */
export async function madeFrom(
  deps: Pick<ReservationDependencies, "store">,
  id: string,
  hasMore: boolean,
  unread: () => Reservation,
): Promise<Reservation> {
  const read = hasMore ? await deps.store.find(id) : null;
  return read ?? unread();
}

/**
 * What reading it back would give, without the reading: creation is the hot path. Who may approve it,
 * and its services, are not known here.
 */
export function asReservation(
  row: NewReservation,
  written: { readonly number: string; readonly createdAt: Date },
  { space, requestedFor, openedBy }: JudgedCreation,
): Reservation {
  return {
    ...row,
    parentId: null,
    groupId: null,
    isParent: false,
    isOutsideCalendar: false,
    judgedProviderId: space.sync?.providerId ?? null,
    originalDate: null,
    series: null,
    isException: false,
    isAllDay: false,
    externalApproval: "not_required",
    approval: NO_APPROVAL,
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
    isInAnothersCalendar: false,
    syncEventState: row.syncEvent === null ? null : "new",
    checkIn: {
      state: checkInStateOf({ ...row, rule: space.checkIn, isParent: false, recorded: null }),
      rule: space.checkIn,
      standingSince: written.createdAt,
      checkedInAt: null,
      checkedOutAt: null,
    },
    services: NO_SERVICES,
    blocks: null,
    reasonCode: null,
    reason: null,
    cancelNotes: null,
    version: 1,
    createdAt: written.createdAt,
    updatedAt: written.createdAt,
  };
}
