import { Temporal } from "temporal-polyfill";
import { isFinal } from "../../../core/reservations/reservation-state.ts";
import { type ModuleService, servicesWhenPlaced } from "../../../core/reservations/services.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Actor } from "../../people/actor.ts";
import type { BookableSpace } from "../booking-facts.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import type { JudgedCreation } from "../judge-creation.ts";
import { timesOf } from "../life/reservation-check-in.ts";
import type { NewSeries } from "../ports.ts";
import type { Reservation } from "../reservation.ts";
import type { OccurrenceChanges } from "../series-ports.ts";
import { judgeAsked } from "./choose-services.ts";
import { judgeServices, judgeServicesAtEnd, type ServedReservation } from "./judge-services.ts";
import type { ServiceChange } from "./ports.ts";

type Changes = Outcome<readonly ServiceChange[]>;

/** A new series: its row has the services, and each date has them with blockers of its own. */
export async function judgeServicesOfNewSeries(
  deps: ReservationDependencies,
  actor: Actor,
  row: NewSeries,
  { space, requestedFor, services }: JudgedCreation,
): Promise<Changes> {
  if (services.length === 0) return done([]);
  const { timeZone, requestId } = row;
  const common = { timeZone, requestedFor, isBulk: true };
  const whole = { ...row, ...common, ...timesOf(row), space, services, isParent: true };
  const served: ServedReservation[] = [whole];
  for (const each of row.occurrences) {
    const { id, state, spaceId } = each;
    const place = await spaceOf(deps, spaceId);
    const its = placed(place, services, undefined);
    served.push({ ...common, ...timesOf(each), id, state, space: place, services: its });
  }
  const changes: ServiceChange[] = [];
  for (const each of served) {
    const change = await judgeServices(deps, actor, null, each, requestId);
    if (!change.ok) return change;
    if (change.value !== null) changes.push(change.value);
  }
  return done(changes);
}

/** What a change means for a series and those of its dates that it concerns. */
export interface ServedSeries {
  /** Its row as it is, and all its dates. */
  readonly row: Reservation;
  readonly occurrences: readonly Reservation[];
  /** Where it is afterwards. */
  readonly space: BookableSpace;
  readonly changes: OccurrenceChanges;
  /** The row that has the dates from then on; null where a date alone is changed. */
  readonly owner: { readonly id: string; readonly isNew: boolean } | null;
  /** Ids; left out where it is not about services. */
  readonly asked: readonly string[] | undefined;
}

export async function judgeServicesOfSeries(
  deps: ReservationDependencies,
  actor: Actor,
  served: ServedSeries,
  requestId: string,
): Promise<Changes> {
  const { row, owner, space, changes } = served;
  const refusal = refuseAsked(deps, actor, served);
  if (refusal !== null) return refusal;
  const found: ServiceChange[] = [];
  const note = async (...judged: Parameters<typeof judgeServices>) => {
    const change = await judgeServices(...judged);
    if (change.ok && change.value !== null) found.push(change.value);
    return change;
  };
  const byId = new Map(served.occurrences.map((each) => [each.id, each]));
  const timeZone = changes.shared.timeZone ?? row.timeZone;
  for (const each of [...changes.changed, ...changes.added]) {
    const before = byId.get(each.id) ?? null;
    const isKept = "hold" in each && each.hold === "keep";
    if (isKept && served.asked === undefined) continue;
    const place = await spaceOf(deps, each.spaceId);
    const had = (before ?? row).services.chosen;
    const services = isFinal(each.state) ? had : placed(place, had, served.asked);
    const { id, state } = each;
    const { requestedFor } = row;
    const after = { id, state, timeZone, requestedFor, space: place, services, ...timesOf(each) };
    const change = await note(deps, actor, before, after, requestId);
    if (!change.ok) return change;
  }
  if (owner !== null) {
    const services = placed(space, row.services.chosen, served.asked);
    const after = { ...row, ...timesOf(row), id: owner.id, isParent: true, space, services };
    const change = await note(deps, actor, owner.isNew ? null : row, after, requestId);
    if (!change.ok) return change;
  }
  return done(found);
}

/** Dates that are given up. */
export async function judgeServicesOfLostDates(
  deps: ReservationDependencies,
  actor: Actor,
  dates: readonly Reservation[],
  requestId: string,
): Promise<Changes> {
  const found: ServiceChange[] = [];
  for (const date of dates) {
    const change = await judgeServicesAtEnd(deps, actor, date, { state: "cancelled" }, requestId);
    if (!change.ok) return change;
    if (change.value.services !== undefined) found.push(change.value.services);
  }
  return done(found);
}

async function spaceOf(deps: ReservationDependencies, id: string): Promise<BookableSpace> {
  const space = await deps.facts.space(id);
  if (space === null) throw new Error(`space ${id} of a series is not there`);
  return space;
}

function placed(
  space: BookableSpace,
  had: readonly ModuleService[],
  asked: readonly string[] | undefined,
): readonly ModuleService[] {
  return servicesWhenPlaced(space, had, asked ?? had.map(({ id }) => id));
}

/** They are asked for in time for the first of the dates. */
function refuseAsked(
  deps: ReservationDependencies,
  actor: Actor,
  { row, occurrences, space, changes, owner, asked }: ServedSeries,
) {
  if (asked === undefined) return null;
  const [alone] = changes.changed;
  const subject = owner === null ? occurrences.find(({ id }) => id === alone?.id) : row;
  const starts = [...changes.changed, ...changes.added].map(({ startAt }) => startAt.getTime());
  const first = starts.length === 0 ? row.startAt.getTime() : Math.min(...starts);
  const judged = judgeAsked(deps, actor, space, {
    before: (subject ?? row).services.chosen,
    asked,
    start: Temporal.Instant.fromEpochMilliseconds(first),
  });
  return judged.ok ? null : judged;
}
