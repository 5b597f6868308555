import { done, type Outcome } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { judgeCalendarCourse } from "./calendar-course.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import type { JudgedSeriesChange } from "./judge-occurrence-change.ts";
import { lastUpdatedBy } from "./life/judged-part.ts";
import { type LoadedSeries, occurrencesAhead, sameOccurrence } from "./load-series.ts";
import { judgeServicesOfSeries } from "./services/services-of-series.ts";

/**
 * Other services for one date of a series, or for all that are still to come and, since those take
 * them from the series, for what comes later. The value is null where nothing would be different.
 */
export async function judgeSeriesServices(
  deps: ReservationDependencies,
  actor: Actor,
  loaded: LoadedSeries,
  { asked, requestId }: { readonly asked: readonly string[]; readonly requestId: string },
): Promise<Outcome<JudgedSeriesChange | null>> {
  const { row, scope, named } = loaded;
  const isAlone = scope === "this" && named !== null;
  const home = await deps.facts.space(isAlone ? named.space.id : row.space.id);
  if (home === null) throw new Error(`space of the series ${row.id} is not there`);
  const course = await judgeCalendarCourse(deps, actor, row, home, "local");
  if (!course.ok) return course;
  const who = lastUpdatedBy(actor);
  const dates = isAlone ? [named] : occurrencesAhead(loaded, deps.now());
  const occurrences = { changed: dates.map(sameOccurrence), added: [], shared: who };
  const owner = isAlone ? null : { id: row.id, isNew: false };
  const served = { ...loaded, space: home, changes: occurrences, owner, asked };
  const services = await judgeServicesOfSeries(deps, actor, served, requestId);
  if (!services.ok) return services;
  const changed = new Set(services.value.map(({ reservationId }) => reservationId));
  if (services.value.every(isUnchanged)) return done(null);
  return done({
    spaceName: home.name,
    plan(events) {
      const { supersede, enqueue, ...sync } = course.value.plan(events);
      return {
        columns: { ...who, ...sync },
        series: null,
        occurrences: {
          ...occurrences,
          changed: occurrences.changed.filter(({ id }) => changed.has(id)),
        },
        services: services.value,
        following: null,
        supersede,
        enqueue,
        audit: {
          actor,
          action: "reservation_updated",
          details: { scope, fields: ["serviceIds"], policy_row: course.value.row },
        },
      };
    },
  });
}

function isUnchanged(change: {
  readonly services: unknown;
  readonly beforeMeeting: readonly unknown[];
  readonly afterMeeting: readonly unknown[];
}): boolean {
  const { services, beforeMeeting, afterMeeting } = change;
  return services === null && beforeMeeting.length === 0 && afterMeeting.length === 0;
}
