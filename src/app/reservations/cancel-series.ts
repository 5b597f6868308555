import { auditedRule } from "./audited-rule.ts";
import {
  cancelFollowing,
  cancelOccurrence,
  type SeriesEdit,
} from "../../core/recurrence/edit-series.ts";
import { formatSeries } from "../../core/recurrence/parse-series.ts";
import type { Series } from "../../core/recurrence/series.ts";
import { transition } from "../../core/reservations/reservation-state.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { announcedView } from "./announced-view.ts";
import { judgeCalendarCourse } from "./calendar-course.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { judgeCancellation } from "./judge-cancellation.ts";
import {
  dateOf,
  judgedSeries,
  type LoadedSeries,
  loadSeries,
  occurrencesAhead,
  sameOccurrence,
  type Scope,
} from "./load-series.ts";
import type { WrittenSyncEvent } from "./ports.ts";
import type { Reservation } from "./reservation.ts";
import { type ReservationView, viewOf } from "./reservation-view.ts";
import type { OccurrenceChanges, SeriesChange } from "./series-ports.ts";
import { SUB_SOURCES } from "./sub-source.ts";

type Plan = (events: readonly WrittenSyncEvent[]) => SeriesChange;

/**
 * Cancels one occurrence of a series, it and all that follow, or all of it. What is over stays as it
 * was. `stale`: the series changed meanwhile, and has to be judged anew.
 */
export async function cancelSeries(
  deps: ReservationDependencies,
  actor: Actor,
  named: Reservation,
  request: {
    readonly cancelNotes: string;
    readonly scope?: Scope;
    readonly requestId: string;
  },
): Promise<Outcome<ReservationView> | "stale"> {
  const loaded = await loadSeries(deps, named, request.scope);
  if (!loaded.ok) return loaded;
  const { row, scope } = loaded.value;
  const target = scope === "all" ? row : named;
  if (target.state === "cancelled") return done(await viewOf(deps, actor, named));
  const plan = await judge(deps, actor, loaded.value, request.cancelNotes);
  if (!plan.ok) return plan;
  const change = await deps.seriesStore.change(
    judgedSeries(loaded.value, request.requestId),
    plan.value,
  );
  if (change.outcome !== "changed") return "stale";
  return announcedView(deps, actor, named, change.reservation);
}

async function judge(
  deps: ReservationDependencies,
  actor: Actor,
  loaded: LoadedSeries,
  cancelNotes: string,
): Promise<Outcome<Plan>> {
  const { series, scope, named } = loaded;
  if (scope === "all" || named === null) return judgeWhole(deps, actor, loaded, cancelNotes);
  const next = transition(named.state, { type: "cancelled" });
  if (!next.ok) return refused(next.problem.code, next.problem.message, next.problem.remedy);
  const cancel = scope === "this" ? cancelOccurrence : cancelFollowing;
  const edit = cancel(series, dateOf(named));
  if (!edit.ok) return refused(edit.problem.code, edit.problem.message, edit.problem.remedy);
  const left = seriesLeft(edit.value);
  // Nothing of it would be left in the calendar.
  if (left === null) return judgeWhole(deps, actor, loaded, cancelNotes);
  return judgePart(deps, actor, loaded, named, left, cancelNotes);
}

function seriesLeft(edit: SeriesEdit): Series | null {
  switch (edit.kind) {
    case "cancel_occurrence":
    case "end_series":
      return edit.series;
    case "cancel_series":
      return null;
    case "change_occurrence":
    case "change_series":
    case "split_series":
      throw new Error(`a cancellation cannot be ${edit.kind}`);
  }
}

async function judgeWhole(
  deps: ReservationDependencies,
  actor: Actor,
  loaded: LoadedSeries,
  cancelNotes: string,
): Promise<Outcome<Plan>> {
  const { row } = loaded;
  const plan = await judgeCancellation(deps, actor, row, cancelNotes);
  if (!plan.ok) return plan;
  const ahead = lostWith({ ...loaded, scope: "all" }, deps);
  return done((events) => {
    const { columns, supersede, enqueue, audit } = plan.value(events);
    return {
      columns,
      series: null,
      occurrences: cancelled(actor, ahead, cancelNotes),
      following: null,
      supersede,
      enqueue,
      audit: { ...audit, details: { ...audit.details, scope: "all" } },
    };
  });
}

async function judgePart(
  deps: ReservationDependencies,
  actor: Actor,
  loaded: LoadedSeries,
  named: Reservation,
  left: Series,
  cancelNotes: string,
): Promise<Outcome<Plan>> {
  const { row, scope } = loaded;
  const home = await deps.facts.space(row.space.id);
  if (home === null) throw new Error(`space ${row.space.id} of a series is not there`);
  // For the calendar it is a change of the meeting.
  const course = await judgeCalendarCourse(deps, actor, row, home, "calendar");
  if (!course.ok) return course;
  const lost = scope === "this" ? [named] : lostWith(loaded, deps);
  return done((events) => {
    const { supersede, enqueue, ...sync } = course.value.plan(events);
    return {
      columns: {
        ...sync,
        lastUpdatedChannel: actor.channel,
        lastUpdatedSubSource: SUB_SOURCES[actor.channel],
      },
      series: { text: formatSeries(left) },
      occurrences: cancelled(actor, lost, cancelNotes),
      following: null,
      supersede,
      enqueue,
      audit: {
        actor,
        action: "reservation_cancelled",
        details: {
          scope,
          date: named.originalDate,
          ...auditedRule(course.value),
          space_id: named.space.id,
        },
      },
    };
  });
}

/** Those to come, and the named one though it has begun. */
function lostWith(
  loaded: LoadedSeries,
  deps: Pick<ReservationDependencies, "now">,
): readonly Reservation[] {
  const ahead = occurrencesAhead(loaded, deps.now());
  const { named } = loaded;
  const isLeftOut = named !== null && !ahead.some(({ id }) => id === named.id);
  const isLost = isLeftOut && transition(named.state, { type: "cancelled" }).ok;
  return isLost ? [named, ...ahead] : ahead;
}

/** Occurrences, or rooms of one meeting, that are given up with it or by themselves. */
export function cancelled(
  actor: Actor,
  occurrences: readonly Reservation[],
  cancelNotes: string,
): OccurrenceChanges {
  return {
    changed: occurrences.map((each) => ({
      ...sameOccurrence(each),
      state: "cancelled",
      hold: "release",
    })),
    added: [],
    shared: {
      cancelNotes,
      lastUpdatedChannel: actor.channel,
      lastUpdatedSubSource: SUB_SOURCES[actor.channel],
    },
  };
}
