import { Temporal } from "temporal-polyfill";
import type { RoomProcessing } from "./room-processing.ts";
import type { WorkHours } from "./work-hours.ts";

/** What a room's attendant knows of a meeting request. */
export interface RoomRequest {
  readonly organizerAddress: string;
  readonly organizerIsExternal: boolean;
  /** People, the organizer among them; rooms are not counted. */
  readonly peopleCount: number;
  readonly isRecurring: boolean;
  /** True where the series goes on beyond the occurrences given, or for ever. */
  readonly endsAfterWindow: boolean;
  /** In order; of a series, those that begin inside the booking window, and at least the first. */
  readonly occurrences: readonly RequestedOccurrence[];
}

export interface RequestedOccurrence {
  /** The original day (yyyy-MM-dd) in a series; null for a single meeting. */
  readonly date: string | null;
  readonly startMs: number;
  readonly endMs: number;
}

/** What the room's attendant knows of the room. */
export interface RoomFacts {
  readonly processing: RoomProcessing;
  readonly capacity: number;
  /** The first instant that is beyond the booking window (epoch ms). */
  readonly windowEndMs: number;
  /** The room's zone, IANA. */
  readonly ianaId: string;
  readonly workHours: WorkHours;
  /** Who holds the room in [startMs, endMs), this meeting aside; null if nobody. */
  readonly holderOf: (startMs: number, endMs: number) => string | null;
}

export type DeclineReason =
  | "externalOrganizer"
  | "recurringNotAllowed"
  | "beyondBookingWindow"
  | "tooLong"
  | "tooShort"
  | "notBookable"
  | "outsideWorkHours"
  | "overCapacity"
  | "conflict"
  | "notPermitted";

export type RoomDecision =
  | {
      readonly outcome: "accept";
      /** Occurrences that are declined one by one although the series is accepted. */
      readonly declined: readonly { readonly date: string; readonly comment: string }[];
      /** True where only the part inside the booking window is taken. */
      readonly truncate: boolean;
      readonly comment: string;
    }
  | { readonly outcome: "pending"; readonly comment: string }
  | { readonly outcome: "decline"; readonly reason: DeclineReason; readonly comment: string }
  /** No answer is given: a human decides (AutoUpdate) or nobody does (None). */
  | { readonly outcome: "leave" };

interface Violation {
  readonly reason: DeclineReason;
  readonly comment: string;
}

/** Decides a request by the Set-CalendarProcessing settings of a room (facts 2). Pure. */
export function decideRequest(request: RoomRequest, facts: RoomFacts): RoomDecision {
  const { processing } = facts;
  if (processing.automateProcessing !== "AutoAccept") return { outcome: "leave" };
  if (request.organizerIsExternal && !processing.processExternalMeetingMessages) {
    return decline("externalOrganizer", "Requests from outside the organization are not accepted.");
  }
  const conflicts = processing.allowConflicts ? [] : findConflicts(request, facts);
  const violation = ruleViolation(request, facts) ?? conflictViolation(request, facts, conflicts);
  return violation
    ? decideOutOfPolicy(request, processing, violation)
    : decideInPolicy(request, facts, conflicts);
}

function decideOutOfPolicy(
  request: RoomRequest,
  processing: RoomProcessing,
  violation: Violation,
): RoomDecision {
  const mayAsk =
    processing.allRequestOutOfPolicy ||
    isListed(processing.requestOutOfPolicy, request.organizerAddress);
  if (mayAsk) {
    return { outcome: "pending", comment: `${PENDING_TEXT} ${violation.comment}` };
  }
  return decline(violation.reason, violation.comment);
}

function decideInPolicy(
  request: RoomRequest,
  facts: RoomFacts,
  conflicts: readonly Conflict[],
): RoomDecision {
  const { processing } = facts;
  const address = request.organizerAddress;
  if (processing.allBookInPolicy || isListed(processing.bookInPolicy, address)) {
    const truncate = request.isRecurring && request.endsAfterWindow;
    const declined = conflicts.flatMap(({ occurrence, holder }) =>
      occurrence.date === null
        ? []
        : [{ date: occurrence.date, comment: conflictText(processing, [holder], 1) }],
    );
    return {
      outcome: "accept",
      declined,
      truncate,
      comment: acceptText(truncate, declined.length),
    };
  }
  if (processing.allRequestInPolicy || isListed(processing.requestInPolicy, address)) {
    return { outcome: "pending", comment: PENDING_TEXT };
  }
  return decline("notPermitted", "You do not have permission to book this room.");
}

const PENDING_TEXT = "The request was received and is waiting for a delegate's approval.";

function ruleViolation(request: RoomRequest, facts: RoomFacts): Violation | null {
  const { processing } = facts;
  if (processing.bookingType === "Reserved") {
    return { reason: "notBookable", comment: "This room cannot be booked." };
  }
  if (request.isRecurring && !processing.allowRecurringMeetings) {
    return { reason: "recurringNotAllowed", comment: "Recurring meetings are not allowed here." };
  }
  const first = request.occurrences[0];
  const startsBeyond = first !== undefined && first.startMs >= facts.windowEndMs;
  const endsBeyond = request.endsAfterWindow && processing.enforceSchedulingHorizon;
  if (startsBeyond || (request.isRecurring && endsBeyond)) {
    const days = processing.bookingWindowInDays;
    return {
      reason: "beyondBookingWindow",
      comment: `The room can be booked at most ${days} days ahead.`,
    };
  }
  const duration = durationViolation(request, processing);
  if (duration !== null) return duration;
  const inHours = (occurrence: RequestedOccurrence): boolean => isWithinHours(occurrence, facts);
  if (processing.scheduleOnlyDuringWorkHours && !request.occurrences.every(inHours)) {
    return { reason: "outsideWorkHours", comment: "The meeting is outside the room's work hours." };
  }
  if (processing.enforceCapacity && request.peopleCount > facts.capacity) {
    return {
      reason: "overCapacity",
      comment: `${request.peopleCount} people are more than the room holds (${facts.capacity}).`,
    };
  }
  return null;
}

/** Each occurrence counts by itself; a limit of 0 is none (facts 2). */
function durationViolation(request: RoomRequest, processing: RoomProcessing): Violation | null {
  const { maximumDurationInMinutes: maximum, minimumDurationInMinutes: minimum } = processing;
  const minutes = request.occurrences.map(({ startMs, endMs }) => (endMs - startMs) / 60_000);
  if (maximum > 0 && minutes.some((length) => length > maximum)) {
    return { reason: "tooLong", comment: `A meeting may last at most ${maximum} minutes.` };
  }
  if (minutes.some((length) => length < minimum)) {
    return { reason: "tooShort", comment: `A meeting must last at least ${minimum} minutes.` };
  }
  return null;
}

interface Conflict {
  readonly occurrence: RequestedOccurrence;
  readonly holder: string;
}

function findConflicts(request: RoomRequest, facts: RoomFacts): Conflict[] {
  const conflicts: Conflict[] = [];
  for (const occurrence of request.occurrences) {
    if (occurrence.startMs >= facts.windowEndMs) continue;
    const holder = facts.holderOf(occurrence.startMs, occurrence.endMs);
    if (holder !== null) conflicts.push({ occurrence, holder });
  }
  return conflicts;
}

/** A series may keep some conflicts, within both limits; a single meeting none (facts 2). */
function conflictViolation(
  request: RoomRequest,
  facts: RoomFacts,
  conflicts: readonly Conflict[],
): Violation | null {
  const { processing } = facts;
  if (conflicts.length === 0) return null;
  const share = (100 * conflicts.length) / request.occurrences.length;
  const within =
    request.isRecurring &&
    conflicts.length <= processing.maximumConflictInstances &&
    share <= processing.conflictPercentageAllowed;
  if (within) return null;
  const holders = [...new Set(conflicts.map(({ holder }) => holder))];
  return { reason: "conflict", comment: conflictText(processing, holders, conflicts.length) };
}

function conflictText(
  processing: RoomProcessing,
  holders: readonly string[],
  count: number,
): string {
  const times =
    count === 1 ? "The room is already taken" : `The room is already taken ${count} times`;
  // OrganizerInfo says whether the answer may name who holds the room (facts 2).
  return processing.organizerInfo ? `${times} by ${holders.join(", ")}.` : `${times}.`;
}

function acceptText(truncate: boolean, declinedCount: number): string {
  const parts = ["The room is reserved."];
  if (truncate) parts.push("Occurrences beyond the booking window are left out.");
  if (declinedCount > 0) parts.push(`${declinedCount} occurrences are declined.`);
  return parts.join(" ");
}

function isWithinHours(occurrence: RequestedOccurrence, facts: RoomFacts): boolean {
  const { daysOfWeek, startMinute, endMinute } = facts.workHours;
  const wallOf = (ms: number): Temporal.ZonedDateTime =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(facts.ianaId);
  const start = wallOf(occurrence.startMs);
  const end = wallOf(occurrence.endMs);
  const name = ISO_DAY_NAMES[start.dayOfWeek - 1] ?? "";
  return (
    start.toPlainDate().equals(end.toPlainDate()) &&
    daysOfWeek.includes(name) &&
    start.hour * 60 + start.minute >= startMinute &&
    end.hour * 60 + end.minute <= endMinute
  );
}

const ISO_DAY_NAMES = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
];

function decline(reason: DeclineReason, comment: string): RoomDecision {
  return { outcome: "decline", reason, comment };
}

function isListed(addresses: readonly string[], address: string): boolean {
  return addresses.some((listed) => listed.toLowerCase() === address.toLowerCase());
}
