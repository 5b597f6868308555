import { counted } from "../counted.ts";
import type { Temporal } from "temporal-polyfill";
import type { Problem } from "../result.ts";
import { isBefore } from "../time/interval.ts";

/** What a reservable module offers with its spaces: catering, a seating plan (facts workplace 7.5). */
export interface ModuleService {
  readonly id: string;
  /** Null once its module was taken away; what has the service keeps it. */
  readonly moduleId: string | null;
  readonly name: string;
  readonly description: string;
  /** For so long before the meeting the space is prepared, and nobody else has it. */
  readonly preparationMinutes: number;
  /** For so long after it the space is cleaned up. */
  readonly cleanUpMinutes: number;
  /** It has to be asked for so long before the meeting. */
  readonly leadTimeMinutes: number;
  /** Where its preparation or clean-up finds the space taken, the meeting does not take place. */
  readonly isBlockerMandatory: boolean;
  /** Every reservation of the module has it, without anybody choosing it. */
  readonly onEveryReservation: boolean;
}

/** The module of a space, with what it offers now. */
export interface OfferingModule {
  readonly moduleId: string;
  readonly services: readonly ModuleService[];
}

/**
 * Those that a reservation has once it is placed in a space of the module: what was chosen and is
 * offered, or is not offered any more but was chosen when it was; and what every reservation has.
 */
export function servicesWhenPlaced(
  module: OfferingModule,
  before: readonly ModuleService[],
  chosen: readonly string[],
): readonly ModuleService[] {
  const offered = new Set(module.services.map(({ id }) => id));
  // What it has was read later than what is remembered of the module.
  const known = new Map(before.map((service) => [service.id, service]));
  const kept = before.filter(
    ({ id, moduleId }) => moduleId === module.moduleId && !offered.has(id) && chosen.includes(id),
  );
  const had = module.services.filter(
    ({ id, onEveryReservation }) => onEveryReservation || chosen.includes(id),
  );
  return [...had.map((service) => known.get(service.id) ?? service), ...kept];
}

/** What somebody asks for, of what there is and what the reservation has already. */
export interface AskedServices {
  readonly offered: readonly ModuleService[];
  readonly before: readonly ModuleService[];
  /** Ids. */
  readonly asked: readonly string[];
  readonly start: Temporal.Instant;
  /** Whoever plans for others is not bound by lead times. */
  readonly isByPlanner: boolean;
}

export type ServiceCode = "service_not_offered" | "service_lead_time";

/** Why they cannot be chosen; null where they can. */
export function refuseServices(
  { offered, before, asked, start, isByPlanner }: AskedServices,
  now: Temporal.Instant,
): Problem<ServiceCode> | null {
  const isKnown = asked.every((id) => [...offered, ...before].some((service) => service.id === id));
  if (!isKnown) return NOT_OFFERED;
  if (isByPlanner) return null;
  const had = new Set(before.map(({ id }) => id));
  const added = offered.filter(({ id }) => asked.includes(id) && !had.has(id));
  const dropped = before.filter(
    ({ id, onEveryReservation }) => !onEveryReservation && !asked.includes(id),
  );
  const isLate = ({ leadTimeMinutes, onEveryReservation }: ModuleService): boolean =>
    !onEveryReservation &&
    leadTimeMinutes > 0 &&
    isBefore(start, now.add({ minutes: leadTimeMinutes }));
  const late = added.find(isLate);
  if (late !== undefined) return tooLateToAsk(late);
  const locked = dropped.find(isLate);
  return locked === undefined ? null : tooLateToDrop(locked);
}

const NOT_OFFERED: Problem<ServiceCode> = {
  code: "service_not_offered",
  message: "One of the services is not offered with this space.",
  remedy: "Look up which services the space offers, and choose among those.",
};

function tooLateToAsk({ name, leadTimeMinutes }: ModuleService): Problem<ServiceCode> {
  return {
    code: "service_lead_time",
    message: `${name} has to be asked for ${minutesText(leadTimeMinutes)} before the start.`,
    remedy: "Leave it out, choose a later time, or ask a planner.",
  };
}

/** Whoever provides it has begun to (facts workplace 7.5). */
function tooLateToDrop({ name, leadTimeMinutes }: ModuleService): Problem<ServiceCode> {
  return {
    code: "service_lead_time",
    message: `${name} cannot be called off within ${minutesText(leadTimeMinutes)} of the start.`,
    remedy: "Keep it, or ask a planner.",
  };
}

function minutesText(minutes: number): string {
  return minutes % 60 === 0
    ? counted(minutes / 60, "hour", "hours")
    : counted(minutes, "minute", "minutes");
}
