import { auditedRule, type DecidingRule } from "./audited-rule.ts";
import { formatSeries } from "../../core/recurrence/parse-series.ts";
import { countDates, firstTimes } from "../../core/recurrence/requested-series.ts";
import { checkModuleLimits } from "../../core/reservations/module-limits.ts";
import { isBefore } from "../../core/time/interval.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { judgeCalendarCourse } from "./calendar-course.ts";
import { isUnbound, timesOfSeries } from "./create-series.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { judgeCalendar } from "./judge-creation.ts";
import type { JudgedSeriesChange } from "./judge-occurrence-change.ts";
import type { ReservationPatch } from "./judge-update.ts";
import type { LoadedSeries } from "./load-series.ts";
import { refuseWithheld } from "./refuse-withheld.ts";
import type { Reservation } from "./reservation.ts";
import { problemOfState } from "./reservation-view.ts";
import {
  type AskedOfSeries,
  occurrenceChanges,
  seriesAfter,
  type SeriesAfter,
} from "./series-after.ts";
import type { FollowingSeries } from "./series-ports.ts";
import type { WantedSeries } from "./series-wanted.ts";
import { judgeServicesOfSeries } from "./services/services-of-series.ts";
import { refuseViolations } from "./violations.ts";

/**
 * Judges a change of a whole series, or of one of its occurrences and all that follow: then there
 * are two series, and two meetings. What is over stays as it was. The value is null where nothing
 * would be different.
 */
export async function judgeSeriesChange(
  deps: ReservationDependencies,
  actor: Actor,
  loaded: LoadedSeries,
  asked: AskedOfSeries & { readonly requestId: string },
): Promise<Outcome<JudgedSeriesChange | null>> {
  const { row, named } = loaded;
  const { patch, requestId } = asked;
  const tooLate = problemOfState(row.state, "update") ?? (named && problemOfPast(deps, named));
  if (tooLate) return refused(tooLate.code, tooLate.message, tooLate.remedy);
  const withheld = await refuseWithheld(deps, actor, row, patch);
  if (withheld !== null) return withheld;
  const found = await seriesAfter(deps, actor, loaded, asked);
  if (!found.ok) return found;
  const wanted = found.value;
  if (wanted === null) return done(null);
  const limits = refuseLimits(deps, actor, wanted, patch);
  if (limits !== null) return limits;
  return wanted.ended === null
    ? judgeWhole(deps, actor, loaded, wanted, { asked: patch.services, requestId })
    : judgeSplit(deps, actor, loaded, wanted, { asked: patch.services, requestId }, wanted.ended);
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

function refuseLimits(
  deps: ReservationDependencies,
  actor: Actor,
  wanted: SeriesAfter,
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

interface AskedServices {
  readonly asked: readonly string[] | undefined;
  readonly requestId: string;
}

async function judgeWhole(
  deps: ReservationDependencies,
  actor: Actor,
  loaded: LoadedSeries,
  wanted: SeriesAfter,
  { asked, requestId }: AskedServices,
): Promise<Outcome<JudgedSeriesChange>> {
  const { row, scope } = loaded;
  const change = changeOf(row, wanted);
  const course = await judgeCalendarCourse(deps, actor, row, wanted.space, change);
  if (!course.ok) return course;
  const occurrences = occurrenceChanges(deps, wanted, course.value.asksRoom);
  const owner = { id: row.id, isNew: false };
  const served = { ...loaded, space: wanted.space, changes: occurrences, owner, asked };
  const services = await judgeServicesOfSeries(deps, actor, served, requestId);
  if (!services.ok) return services;
  return done({
    spaceName: wanted.space.name,
    elsewhere: wanted.elsewhere,
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
        services: services.value,
        following: null,
        supersede,
        enqueue,
        audit: auditOf(actor, scope, wanted, course.value),
      };
    },
  });
}

/** The old series is told that it ends, and a new one is made: both have to be allowed. */
async function judgeSplit(
  deps: ReservationDependencies,
  actor: Actor,
  loaded: LoadedSeries,
  wanted: SeriesAfter,
  { asked, requestId }: AskedServices,
  ended: WantedSeries["series"],
): Promise<Outcome<JudgedSeriesChange>> {
  const { row, scope, named } = loaded;
  const home = await deps.facts.space(row.space.id);
  if (home === null) throw new Error(`space ${row.space.id} of a series is not there`);
  const course = await judgeCalendarCourse(deps, actor, row, home, changeOf(row, wanted));
  if (!course.ok) return course;
  const requestedFor = await deps.facts.person(row.requestedFor.id);
  if (requestedFor === null) throw new Error("the person of a reservation is not there");
  const made = await judgeCalendar(deps, actor, { kind: row.kind }, wanted.space, requestedFor);
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
  const owner = { id: following.id, isNew: true };
  const served = { ...loaded, space: wanted.space, changes: occurrences, owner, asked };
  const services = await judgeServicesOfSeries(deps, actor, served, requestId);
  if (!services.ok) return services;
  return done({
    spaceName: wanted.space.name,
    elsewhere: wanted.elsewhere,
    plan(events) {
      const { supersede, enqueue, ...sync } = course.value.plan(events);
      const { lastUpdatedChannel, lastUpdatedSubSource } = wanted.shared;
      const audit = auditOf(actor, scope, wanted, course.value);
      return {
        columns: { lastUpdatedChannel, lastUpdatedSubSource, ...sync },
        series: { text: formatSeries(ended) },
        occurrences,
        services: services.value,
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

function changeOf(row: Reservation, { fields }: SeriesAfter) {
  const isOnlyOurs = row.origin === "calendar" && fields.every((field) => field === "sensitivity");
  return isOnlyOurs ? "local" : "calendar";
}

function auditOf(actor: Actor, scope: string, { fields, space }: SeriesAfter, rule: DecidingRule) {
  return {
    actor,
    action: "reservation_updated",
    details: { scope, fields, ...auditedRule(rule), space_id: space.id },
  } as const;
}
