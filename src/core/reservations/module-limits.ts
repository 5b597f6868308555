import { Temporal } from "temporal-polyfill";
import { counted } from "../counted.ts";
import type { ReservationKind } from "../integration-rules/question.ts";
import type { Violation } from "./violation.ts";

/** What a reservable module allows (facts workplace 7.1). */
export interface ModuleLimits {
  readonly durationMinutesMin: number;
  readonly durationMinutesMax: number;
  /** How many days from today, in the building's zone, a reservation may start. */
  readonly daysAheadMax: number;
  /** How many calendar days a reservation may touch; 1 keeps it within a day. */
  readonly daysSpannedMax: number;
  readonly allDay: "disabled" | "enabled" | "required";
  readonly recurringEnabled: boolean;
  /** Of one series; a series without end is bounded by how far ahead it holds its space. */
  readonly occurrencesMax: number;
  readonly multiSpaceEnabled: boolean;
  readonly groupEnabled: boolean;
  /** The field "This reservation is for" is shown. */
  readonly onBehalfShown: boolean;
  readonly subjectRequired: boolean;
}

/** What a module allows where it does not say otherwise. */
export const MODULE_LIMIT_DEFAULTS: ModuleLimits = {
  durationMinutesMin: 5,
  durationMinutesMax: 1440,
  daysAheadMax: 180,
  daysSpannedMax: 1,
  allDay: "enabled",
  recurringEnabled: true,
  occurrencesMax: 180,
  multiSpaceEnabled: true,
  groupEnabled: false,
  onBehalfShown: true,
  subjectRequired: false,
};

export interface LimitedRequest {
  readonly kind: ReservationKind;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  /** The building's IANA zone, in which days are counted. */
  readonly buildingZone: string;
  readonly subject: string;
  readonly isForSomebodyElse: boolean;
  /** Of a series with an end; its times are then those of its first occurrence. */
  readonly occurrences?: number;
  /**
   * Planners bypass how long, how far ahead, how many days, how often and all-day
   * (facts workplace 7.2).
   */
  readonly isByPlanner: boolean;
}

export type LimitCode =
  | "duration_too_short"
  | "duration_too_long"
  | "too_far_ahead"
  | "too_many_days"
  | "all_day_not_allowed"
  | "all_day_required"
  | "recurring_not_allowed"
  | "too_many_occurrences"
  | "multi_space_not_allowed"
  | "group_not_enabled"
  | "on_behalf_not_allowed"
  | "subject_required";

/** All that the request asks beyond what the module allows, in the order people fill in a form. */
export function checkModuleLimits(
  request: LimitedRequest,
  limits: ModuleLimits,
  now: Temporal.Instant,
): readonly Violation<LimitCode>[] {
  return [
    ...checkKind(request, limits),
    ...(request.isByPlanner ? [] : checkTimes(request, limits, now)),
    ...checkForm(request, limits),
  ];
}

function checkKind({ kind }: LimitedRequest, limits: ModuleLimits): Violation<LimitCode>[] {
  if (kind === "recurring" && !limits.recurringEnabled) {
    return [
      {
        code: "recurring_not_allowed",
        field: "kind",
        message: "This kind of space cannot be reserved as a series.",
        remedy: "Reserve it once, or choose another kind of space.",
      },
    ];
  }
  if (kind === "multi_space" && !limits.multiSpaceEnabled) {
    return [
      {
        code: "multi_space_not_allowed",
        field: "kind",
        message: "This kind of space cannot be reserved together with others.",
        remedy: "Reserve each space on its own.",
      },
    ];
  }
  if (kind === "group" && !limits.groupEnabled) {
    return [
      {
        code: "group_not_enabled",
        field: "kind",
        message: "Group reservations are not enabled for this kind of space.",
        remedy: "Let each person make their own reservation.",
      },
    ];
  }
  return [];
}

function checkTimes(
  request: LimitedRequest,
  limits: ModuleLimits,
  now: Temporal.Instant,
): Violation<LimitCode>[] {
  const start = request.start.toZonedDateTimeISO(request.buildingZone);
  const end = request.end.toZonedDateTimeISO(request.buildingZone);
  const today = now.toZonedDateTimeISO(request.buildingZone).toPlainDate();
  const isAllDay = isMidnight(start) && isMidnight(end);
  return [
    // An all-day reservation is as long as its days are, 23 or 25 hours where the clocks change.
    ...(isAllDay ? checkAllDay(limits) : checkDuration(request, limits)),
    ...checkDaysAhead(today.until(start.toPlainDate()).days, limits),
    ...checkOccurrences(request.occurrences ?? 1, limits),
    ...checkDaysSpanned(daysTouched(start, end), limits),
  ];
}

function checkDuration(
  { start, end }: LimitedRequest,
  limits: ModuleLimits,
): Violation<LimitCode>[] {
  if (limits.allDay === "required") {
    return [
      {
        code: "all_day_required",
        field: "start",
        message: "This kind of space is reserved for whole days.",
        remedy: "Choose from midnight to midnight, in the building's time zone.",
      },
    ];
  }
  const minutes = (end.epochMilliseconds - start.epochMilliseconds) / 60_000;
  if (minutes < limits.durationMinutesMin) {
    return [
      {
        code: "duration_too_short",
        field: "end",
        message: `The reservation is shorter than ${inWords(limits.durationMinutesMin)}.`,
        remedy: `Choose at least ${inWords(limits.durationMinutesMin)}.`,
      },
    ];
  }
  if (minutes > limits.durationMinutesMax) {
    return [
      {
        code: "duration_too_long",
        field: "end",
        message: `The reservation is longer than ${inWords(limits.durationMinutesMax)}.`,
        remedy: `Choose at most ${inWords(limits.durationMinutesMax)}.`,
      },
    ];
  }
  return [];
}

function checkAllDay(limits: ModuleLimits): Violation<LimitCode>[] {
  if (limits.allDay !== "disabled") return [];
  return [
    {
      code: "all_day_not_allowed",
      field: "start",
      message: "This kind of space cannot be reserved for whole days.",
      remedy: "Choose a part of the day.",
    },
  ];
}

function checkDaysAhead(daysAhead: number, limits: ModuleLimits): Violation<LimitCode>[] {
  if (daysAhead <= limits.daysAheadMax) return [];
  const days = counted(limits.daysAheadMax, "day", "days");
  return [
    {
      code: "too_far_ahead",
      field: "start",
      message: `This kind of space can be reserved ${days} ahead at most.`,
      remedy: "Choose an earlier day, or come back later.",
    },
  ];
}

function checkOccurrences(occurrences: number, limits: ModuleLimits): Violation<LimitCode>[] {
  if (occurrences <= limits.occurrencesMax) return [];
  return [
    {
      code: "too_many_occurrences",
      field: "recurrence",
      message: `A series here has ${counted(limits.occurrencesMax, "occurrence", "occurrences")} at most, and this one ${occurrences}.`,
      remedy: "Let it end earlier, or recur less often.",
    },
  ];
}

function checkDaysSpanned(days: number, limits: ModuleLimits): Violation<LimitCode>[] {
  if (days <= limits.daysSpannedMax) return [];
  return [
    {
      code: "too_many_days",
      field: "end",
      message: `A reservation here goes over ${counted(limits.daysSpannedMax, "day", "days")} at most.`,
      remedy: "Choose an earlier end, or make a reservation for each day.",
    },
  ];
}

function checkForm(request: LimitedRequest, limits: ModuleLimits): Violation<LimitCode>[] {
  const violations: Violation<LimitCode>[] = [];
  if (request.isForSomebodyElse && !limits.onBehalfShown) {
    violations.push({
      code: "on_behalf_not_allowed",
      field: "requested_for",
      message: "This kind of space cannot be reserved for somebody else.",
      remedy: "Make the reservation for yourself, or ask the person to make it.",
    });
  }
  if (limits.subjectRequired && request.subject.trim() === "") {
    violations.push({
      code: "subject_required",
      field: "subject",
      message: "A subject is required.",
      remedy: "Give the reservation a subject.",
    });
  }
  return violations;
}

function isMidnight(time: Temporal.ZonedDateTime): boolean {
  return time.equals(time.startOfDay());
}

/** A reservation that ends at midnight does not touch the day that begins then. */
function daysTouched(start: Temporal.ZonedDateTime, end: Temporal.ZonedDateTime): number {
  const first = start.toPlainDate();
  const last = end.toPlainDate();
  const touched = first.until(last).days + (isMidnight(end) ? 0 : 1);
  return Math.max(touched, 1);
}

function inWords(minutes: number): string {
  const duration = Temporal.Duration.from({ minutes }).round({ largestUnit: "hours" });
  const hours = counted(duration.hours, "hour", "hours");
  const rest = counted(duration.minutes, "minute", "minutes");
  if (duration.hours === 0) return rest;
  return duration.minutes === 0 ? hours : `${hours} and ${rest}`;
}
