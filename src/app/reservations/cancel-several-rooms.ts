import { auditedRule } from "./audited-rule.ts";
import { transition } from "../../core/reservations/reservation-state.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { announcedView } from "./announced-view.ts";
import { cancelled } from "./cancel-series.ts";
import { judgeCalendarCourse } from "./calendar-course.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { judgeCancellation } from "./judge-cancellation.ts";
import { lastUpdatedBy } from "./life/judged-part.ts";
import type { WrittenSyncEvent } from "./ports.ts";
import type { Reservation } from "./reservation.ts";
import { type ReservationView, viewOf } from "./reservation-view.ts";
import type { SeriesChange } from "./series-ports.ts";
import { judgeServicesOfCancelled } from "./services/services-of-rooms.ts";
import { judgedRooms, type SeveralRooms } from "./several-rooms.ts";

type Plan = (events: readonly WrittenSyncEvent[]) => SeriesChange;

/**
 * Cancels a meeting in several rooms, or takes one of them off it; the last takes the meeting with it.
 * `stale`: it changed meanwhile, and has to be judged anew.
 */
export async function cancelSeveralRooms(
  deps: ReservationDependencies,
  actor: Actor,
  meeting: SeveralRooms,
  request: { readonly cancelNotes: string; readonly requestId: string },
): Promise<Outcome<ReservationView> | "stale"> {
  const { row, named, standing } = meeting;
  const target = named ?? row;
  if (target.state === "cancelled") return done(await viewOf(deps, actor, target));
  const isLast = named !== null && standing.every(({ id }) => id === named.id);
  const plan =
    named === null || isLast
      ? await judgeWhole(deps, actor, meeting, request.cancelNotes)
      : await judgeOne(deps, actor, meeting, named, request.cancelNotes);
  if (!plan.ok) return plan;
  const given = named === null || isLast ? standing : [named];
  const services = await judgeServicesOfCancelled(deps, actor, given, request.requestId);
  if (!services.ok) return services;
  const judged = judgedRooms(meeting, request.requestId);
  const change = await deps.seriesStore.change(judged, (events) => ({
    ...plan.value(events),
    services: services.value,
  }));
  if (change.outcome !== "changed") return "stale";
  return announcedView(deps, actor, target, change.reservation);
}

async function judgeWhole(
  deps: ReservationDependencies,
  actor: Actor,
  { row, standing }: SeveralRooms,
  cancelNotes: string,
): Promise<Outcome<Plan>> {
  const plan = await judgeCancellation(deps, actor, row, cancelNotes);
  if (!plan.ok) return plan;
  return done((events) => {
    const { columns, supersede, enqueue, audit } = plan.value(events);
    const occurrences = cancelled(actor, standing, cancelNotes);
    return { columns, series: null, occurrences, following: null, supersede, enqueue, audit };
  });
}

/** For the calendar it is a change of the meeting. */
async function judgeOne(
  deps: ReservationDependencies,
  actor: Actor,
  { row, home }: SeveralRooms,
  room: Reservation,
  cancelNotes: string,
): Promise<Outcome<Plan>> {
  const next = transition(room.state, { type: "cancelled" });
  if (!next.ok) return refused(next.problem.code, next.problem.message, next.problem.remedy);
  const course = await judgeCalendarCourse(deps, actor, row, home, "calendar");
  if (!course.ok) return course;
  return done((events) => {
    const { supersede, enqueue, ...sync } = course.value.plan(events);
    return {
      columns: { ...sync, ...lastUpdatedBy(actor) },
      series: null,
      occurrences: cancelled(actor, [room], cancelNotes),
      following: null,
      supersede,
      enqueue,
      audit: {
        actor,
        action: "reservation_cancelled",
        details: { ...auditedRule(course.value), space_id: room.space.id },
      },
    };
  });
}
