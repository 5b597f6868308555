import { auditedRule, type DecidingRule } from "../audited-rule.ts";
import { Temporal } from "temporal-polyfill";
import { changeOccurrence } from "../../../core/recurrence/edit-series.ts";
import {
  formatSeries,
  parseSeries,
  type SeriesText,
} from "../../../core/recurrence/parse-series.ts";
import { endingNow } from "../../../core/reservations/check-in.ts";
import { isBefore } from "../../../core/time/interval.ts";
import { instantToWallTime } from "../../../core/time/zones.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Actor } from "../../people/actor.ts";
import { type CalendarCourse, judgeCalendarCourse } from "../calendar-course.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import type { ChangedColumns, WrittenSyncEvent } from "../ports.ts";
import type { Reservation } from "../reservation.ts";
import { judgeServicesAtEnd } from "../services/judge-services.ts";
import { reason } from "../../sync/sync-reasons.ts";
import { judgeRelease } from "./judge-release.ts";
import { lastUpdatedBy, ruleOfLocalChange } from "./judged-part.ts";
import type { PartChange } from "./ports.ts";
import { timesOf } from "./reservation-check-in.ts";

export interface JudgedCheckOut {
  /** The space is free from then on; else it stays taken, or stands as before. */
  readonly frees: boolean;
  /** Of the row of its series, which is changed along with it; else null. */
  readonly meetingVersion: number | null;
  readonly plan: (events: readonly WrittenSyncEvent[]) => PartChange;
}

/** The meeting whose event shows when the reservation ends, and the series as it is then. */
interface Shortened {
  readonly meeting: Reservation;
  readonly series: SeriesText | null;
}

/** What checking out means: for the reservation, its space, the calendar, and its blockers. */
export async function judgeCheckOut(
  deps: ReservationDependencies,
  actor: Actor,
  reservation: Reservation,
  requestId: string,
): Promise<Outcome<JudgedCheckOut>> {
  const { meetingVersion, after, plan } = await judge(deps, actor, reservation);
  const frees = after !== null;
  if (!frees) return done({ frees, meetingVersion, plan });
  const services = await judgeServicesAtEnd(deps, actor, reservation, after, requestId);
  if (!services.ok) return services;
  const served: typeof plan = (events) => ({ ...plan(events), ...services.value });
  return done({ frees, meetingVersion, plan: served });
}

interface Judged extends Omit<JudgedCheckOut, "frees"> {
  /** Null where it is not over: it stands, or keeps its space. */
  readonly after: After | null;
}

interface After {
  readonly state: "completed" | "cancelled";
  readonly end?: Temporal.Instant;
}

async function judge(
  deps: ReservationDependencies,
  actor: Actor,
  reservation: Reservation,
): Promise<Judged> {
  const now = deps.now();
  const times = timesOf(reservation);
  const local = await ruleOfLocalChange(deps, actor, reservation);
  const noted: Step = { actor, rule: local, checkedOutAt: new Date(now.epochMilliseconds) };
  if (isBefore(now, times.start)) return asItIs(withdrawn(noted));
  const ending = endingNow(times, now);
  if (ending.kind === "at_once") return endAtOnce(deps, actor, reservation, noted);
  if (ending.kind === "by_itself") {
    return { ...asItIs(over(noted, { kind: "release" })), after: { state: "completed" } };
  }
  const { end } = ending;
  if (reservation.isOutsideCalendar) return outsideCalendar(noted, end);
  const shortened = await shorten(deps, reservation, end);
  const course = shortened && (await courseOf(deps, actor, shortened.meeting));
  if (shortened === null || course === null) return asItIs(stays(noted));
  const endAt = new Date(end.epochMilliseconds);
  const change = over({ ...noted, rule: course }, { kind: "shorten", endAt });
  return {
    after: { state: "completed", end },
    meetingVersion: shortened.series === null ? null : shortened.meeting.version,
    plan(events) {
      const { supersede, enqueue, ...sync } = course.plan(events);
      const columns = { ...change.columns, ...sync, endAt };
      return { ...change, columns, series: shortened.series, supersede, enqueue };
    },
  };
}

/** One of several spaces that the calendar knows nothing of ends by itself. */
function outsideCalendar(noted: Step, end: Temporal.Instant): Judged {
  const endAt = new Date(end.epochMilliseconds);
  const change = over(noted, { kind: "shorten", endAt });
  const plan = () => ({ ...change, columns: { ...change.columns, endAt } });
  return { after: { state: "completed", end }, meetingVersion: null, plan };
}

/**
 * Within its first minute: no calendar shows a meeting that takes no time, so it is cancelled, of a
 * series that date, and both sides say that it did not take place. One room of several stays, as it
 * does later: the meeting goes on in the others.
 */
async function endAtOnce(
  deps: ReservationDependencies,
  actor: Actor,
  reservation: Reservation,
  noted: Step,
): Promise<Judged> {
  const { parentId, originalDate, isOutsideCalendar } = reservation;
  const isOneRoom = parentId !== null && originalDate === null && !isOutsideCalendar;
  const course = isOneRoom ? null : await judgeRelease(deps, actor, reservation);
  if (course === null || !course.ok) return asItIs(stays(noted));
  const { meetingVersion, series, plan } = course.value;
  const change = over({ ...noted, rule: course.value }, { kind: "release" });
  const why = reason("ended_at_once", ENDED_AT_ONCE);
  const ended = {
    ...change.columns,
    state: "cancelled",
    cancelNotes: ENDED_AT_ONCE,
    reasonCode: why.code,
    reason: why.sentence,
  } as const;
  return {
    after: { state: "cancelled" },
    meetingVersion,
    plan(events) {
      const { supersede, enqueue, ...sync } = plan(events);
      return { ...change, columns: { ...ended, ...sync }, series, supersede, enqueue };
    },
  };
}

const ENDED_AT_ONCE = "It was ended within its first minute, and so did not take place.";

/** Null where its event cannot say that it ends: one room of several, or a series that forbids it. */
async function shorten(
  deps: ReservationDependencies,
  reservation: Reservation,
  end: Temporal.Instant,
): Promise<Shortened | null> {
  const { parentId, originalDate, startAt } = reservation;
  if (parentId === null) return { meeting: reservation, series: null };
  const meeting = await deps.store.find(parentId);
  const series = meeting?.series ? parseSeries(meeting.series) : null;
  if (meeting === null || series?.ok !== true || originalDate === null) return null;
  const { zone } = series.value;
  const begun = Temporal.Instant.fromEpochMilliseconds(startAt.getTime());
  const start = instantToWallTime(begun, zone);
  const { minutes } = start.until(instantToWallTime(end, zone), { largestUnit: "minute" });
  const date = Temporal.PlainDate.from(originalDate);
  const edit = changeOccurrence(series.value, date, { start, durationMinutes: minutes });
  if (!edit.ok || edit.value.kind !== "change_occurrence") return null;
  return { meeting, series: formatSeries(edit.value.series) };
}

/** Null where the rules leave the event to others. */
async function courseOf(
  deps: ReservationDependencies,
  actor: Actor,
  meeting: Reservation,
): Promise<CalendarCourse | null> {
  const home = await deps.facts.space(meeting.space.id);
  if (home === null) return null;
  const course = await judgeCalendarCourse(deps, actor, meeting, home, "calendar");
  return course.ok ? course.value : null;
}

interface Step {
  readonly actor: Actor;
  readonly rule: DecidingRule;
  readonly checkedOutAt: Date;
}

function asItIs(change: PartChange): Judged {
  return { after: null, meetingVersion: null, plan: () => change };
}

/** Nobody has been there: it stands as before, and can be cancelled. */
function withdrawn(noted: Step): PartChange {
  const columns = { state: "confirmed", checkedInAt: null } as const;
  return changeOf(noted, columns, { kind: "keep" }, "check_in_withdrawn");
}

/** The calendar has the space taken until the end, and so has everybody who looks there. */
function stays(noted: Step): PartChange {
  const columns = { checkInState: "checked_out", checkedOutAt: noted.checkedOutAt } as const;
  return changeOf(noted, columns, { kind: "keep" }, "space_stays_taken");
}

function over(noted: Step, hold: PartChange["hold"]): PartChange {
  const { checkedOutAt } = noted;
  const columns = { state: "completed", checkInState: "checked_out", checkedOutAt } as const;
  return changeOf(noted, columns, hold, "space_freed");
}

function changeOf(
  { actor, rule }: Step,
  columns: Partial<ChangedColumns>,
  hold: PartChange["hold"],
  outcome: "check_in_withdrawn" | "space_stays_taken" | "space_freed",
): PartChange {
  return {
    columns: { ...columns, ...lastUpdatedBy(actor) },
    hold,
    series: null,
    supersede: [],
    enqueue: [],
    audit: { actor, action: "reservation_checked_out", details: { ...auditedRule(rule), outcome } },
  };
}
