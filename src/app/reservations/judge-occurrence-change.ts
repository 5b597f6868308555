import { auditedRule } from "./audited-rule.ts";
import { changeOccurrence } from "../../core/recurrence/edit-series.ts";
import { asSeriesTells } from "../../core/recurrence/expand-series.ts";
import { formatSeries } from "../../core/recurrence/parse-series.ts";
import { requestedChange } from "../../core/reservations/requested-change.ts";
import type { Interval } from "../../core/time/interval.ts";
import { instantToWallTime } from "../../core/time/zones.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { isUnwritten } from "../sync/sync-reasons.ts";
import { approvalAt } from "./approval/approval-at.ts";
import type { BookableSpace } from "./booking-facts.ts";
import { judgeCalendarCourse } from "./calendar-course.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { findBookableSpace } from "./find-bookable-space.ts";
import { refuseOtherCalendar, type SpacesByDate } from "./dates-elsewhere.ts";
import { type ReservationPatch, stateAfter, storedFields } from "./judge-update.ts";
import { dateOf, type LoadedSeries, sameOccurrence } from "./load-series.ts";
import { violationsOfDate } from "./occurrence-limits.ts";
import type { WrittenSyncEvent } from "./ports.ts";
import { refuseWithheld } from "./refuse-withheld.ts";
import type { Reservation } from "./reservation.ts";
import { problemOfState } from "./reservation-view.ts";
import type { SeriesChange } from "./series-ports.ts";
import { judgeServicesOfSeries } from "./services/services-of-series.ts";
import { SUB_SOURCES } from "./sub-source.ts";
import { refuseViolations } from "./violations.ts";

export interface JudgedSeriesChange {
  readonly spaceName: string;
  /** Left out where all dates that it is about are in that space. */
  readonly elsewhere?: SpacesByDate;
  readonly plan: (events: readonly WrittenSyncEvent[]) => SeriesChange;
}

/**
 * Judges a change of one occurrence: another time, or another space, between its neighbours. The
 * value is null where nothing would be different.
 */
export async function judgeOccurrenceChange(
  deps: ReservationDependencies,
  actor: Actor,
  loaded: LoadedSeries,
  named: Reservation,
  { patch, requestId }: { readonly patch: ReservationPatch; readonly requestId: string },
): Promise<Outcome<JudgedSeriesChange | null>> {
  const tooLate = problemOfState(named.state, "update");
  if (tooLate !== null) return refused(tooLate.code, tooLate.message, tooLate.remedy);
  const withheld = await refuseWithheld(deps, actor, named, patch);
  if (withheld !== null) return withheld;
  const shared = refuseShared(named, patch);
  if (shared !== null) return shared;

  const before = storedFields(named);
  const asked = { start: patch.start ?? before.start, end: patch.end ?? before.end };
  const times = asSeriesTells(asked, loaded.series.zone);
  const isMoved =
    !times.start.equals(before.start) ||
    !times.end.equals(before.end) ||
    (patch.spaceId ?? named.space.id) !== named.space.id ||
    isUnwritten(named.state, named.reasonCode);
  if (!isMoved) return done(null);
  const spaces = await findSpaces(deps, actor, loaded, patch.spaceId ?? named.space.id);
  if (!spaces.ok) return spaces;
  const { to, home } = spaces.value;
  const limits = refuseViolations(violationsOfDate(deps, actor, loaded.row, to, times, before));
  if (limits !== null) return limits;
  const move = { times, to, home, asked: patch.services, requestId };
  return judgeMove(deps, actor, loaded, named, move);
}

async function judgeMove(
  deps: ReservationDependencies,
  actor: Actor,
  loaded: LoadedSeries,
  named: Reservation,
  move: {
    readonly times: Interval;
    readonly to: BookableSpace;
    readonly home: BookableSpace;
    readonly asked: readonly string[] | undefined;
    readonly requestId: string;
  },
): Promise<Outcome<JudgedSeriesChange>> {
  const { row, series } = loaded;
  const { times, to, home, asked } = move;
  const start = instantToWallTime(times.start, series.zone);
  const length = start.until(instantToWallTime(times.end, series.zone), { largestUnit: "minute" });
  const date = dateOf(named);
  const edit = changeOccurrence(series, date, { start, durationMinutes: length.minutes });
  if (!edit.ok) return refused(edit.problem.code, edit.problem.message, edit.problem.remedy);
  if (edit.value.kind !== "change_occurrence") throw new Error("an occurrence is changed alone");
  const changed = edit.value.series;
  const course = await judgeCalendarCourse(deps, actor, row, home, "calendar");
  if (!course.ok) return course;
  const approval = approvalAt(named, to, times);
  const state = stateAfter(named, { start: times.start, space: to }, approval, course.value);
  if (!state.ok) return state;
  const isException =
    to.id !== row.space.id || changed.exceptions.some((each) => each.originalDate.equals(date));
  const who = {
    lastUpdatedChannel: actor.channel,
    lastUpdatedSubSource: SUB_SOURCES[actor.channel],
  };
  const occurrences = {
    changed: [
      {
        ...sameOccurrence(named),
        state: state.value,
        approval,
        spaceId: to.id,
        startAt: new Date(times.start.epochMilliseconds),
        endAt: new Date(times.end.epochMilliseconds),
        isException,
        hold: "take" as const,
      },
    ],
    added: [],
    shared: who,
  };
  const served = { ...loaded, space: to, changes: occurrences, owner: null, asked };
  const services = await judgeServicesOfSeries(deps, actor, served, move.requestId);
  if (!services.ok) return services;
  return done({
    spaceName: to.name,
    plan(events) {
      const { supersede, enqueue, ...sync } = course.value.plan(events);
      return {
        columns: {
          ...who,
          ...sync,
          ...(enqueue.length > 0 && row.state !== "conflicted" && NO_REASON),
        },
        series: { text: formatSeries(changed) },
        occurrences,
        services: services.value,
        following: null,
        supersede,
        enqueue,
        audit: {
          actor,
          action: "reservation_updated",
          details: {
            scope: "this",
            date: date.toString(),
            ...auditedRule(course.value),
            space_id: to.id,
          },
        },
      };
    },
  });
}

const NO_REASON = { reasonCode: null, reason: null } as const;

/** What all occurrences have in common is changed for the series, not for one of them. */
function refuseShared(named: Reservation, patch: ReservationPatch) {
  const { spaceId: _space, start: _start, end: _end, services: _services, ...others } = patch;
  const { recurrence, ...shared } = others;
  const subject = shared.subject?.trim();
  const asked = { ...shared, ...(subject !== undefined && { subject }) };
  const { fields } = requestedChange(storedFields(named), asked, named.origin);
  const [first] = recurrence === undefined ? fields : ["recurrence"];
  if (first === undefined) return null;
  return refused(
    "whole_series_only",
    "An occurrence can have a time and a space of its own; what it is about and who comes are the series'.",
    "Make this change for this and following occurrences, or for all of them.",
    { fields: [{ field: WIRE_NAMES[first] ?? first, message: "It is the series'." }] },
  );
}

const WIRE_NAMES: Readonly<Record<string, string>> = { timeZone: "time_zone" };

async function findSpaces(
  deps: ReservationDependencies,
  actor: Actor,
  { row }: LoadedSeries,
  spaceId: string,
): Promise<Outcome<{ readonly to: BookableSpace; readonly home: BookableSpace }>> {
  const to = await findBookableSpace(deps, actor, spaceId);
  if (!to.ok) return to;
  const home = await deps.facts.space(row.space.id);
  if (home === null) throw new Error(`space ${row.space.id} of a series is not there`);
  return refuseOtherCalendar(to.value, home) ?? done({ to: to.value, home });
}
