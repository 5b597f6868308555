import { auditedRule } from "./audited-rule.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { announcedView } from "./announced-view.ts";
import { approvalAt } from "./approval/approval-at.ts";
import { type CalendarCourse, judgeCalendarCourse } from "./calendar-course.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import {
  changedTexts,
  refuseBecomingSeries,
  refuseLimits,
  type ReservationPatch,
  stateAfter,
  type Wanted,
  wantedAfter,
} from "./judge-update.ts";
import { timesOf as intervalOf } from "./life/reservation-check-in.ts";
import { lastUpdatedBy } from "./life/judged-part.ts";
import { sameOccurrence } from "./load-series.ts";
import type { WrittenSyncEvent } from "./ports.ts";
import { refuseWithheld } from "./refuse-withheld.ts";
import type { Reservation } from "./reservation.ts";
import { problemOfState, type ReservationView, viewOf } from "./reservation-view.ts";
import type { ChangedOccurrence, SeriesChange } from "./series-ports.ts";
import { serviceTimeTaken } from "./services/service-refusals.ts";
import { judgeServicesOfRooms } from "./services/services-of-rooms.ts";
import { judgedRooms, namesOf, type SeveralRooms } from "./several-rooms.ts";
import { spaceTaken } from "./space-taken.ts";

/**
 * Changes a meeting in several rooms, whichever of them is named: what it says and when it is, is the
 * same in all of them. `stale`: it changed meanwhile, and has to be judged anew.
 */
export async function changeSeveralRooms(
  deps: ReservationDependencies,
  actor: Actor,
  meeting: SeveralRooms,
  request: { readonly patch: ReservationPatch; readonly requestId: string },
): Promise<Outcome<ReservationView> | "stale"> {
  const { row, named } = meeting;
  const plan = await judge(deps, actor, meeting, request);
  if (!plan.ok) return plan;
  if (plan.value === null) return done(await viewOf(deps, actor, named ?? row));
  const judged = judgedRooms(meeting, request.requestId);
  const change = await deps.seriesStore.change(judged, plan.value);
  if (change.outcome === "dates_taken") return spaceTaken(namesOf(meeting.standing));
  if (change.outcome === "service_time_taken") {
    return serviceTimeTaken(namesOf(meeting.standing), change.part);
  }
  if (change.outcome === "stale") return "stale";
  return announcedView(deps, actor, named, change.reservation);
}

/** Null where nothing would be different. */
async function judge(
  deps: ReservationDependencies,
  actor: Actor,
  meeting: SeveralRooms,
  { patch, requestId }: { readonly patch: ReservationPatch; readonly requestId: string },
): Promise<Outcome<((events: readonly WrittenSyncEvent[]) => SeriesChange) | null>> {
  const { row, home } = meeting;
  const tooLate = problemOfState(row.state, "update");
  if (tooLate !== null) return refused(tooLate.code, tooLate.message, tooLate.remedy);
  if (patch.recurrence !== undefined) return refuseBecomingSeries();
  const withheld = await refuseWithheld(deps, actor, row, patch);
  if (withheld !== null) return withheld;
  const { spaceId, services: asked, ...inAll } = patch;
  const found = await wantedAfter(deps, actor, row, { ...inAll, spaceId: row.space.id });
  if (!found.ok) return found;
  const wanted = found.value;
  const isOtherRoom = spaceId !== undefined && spaceId !== (meeting.named ?? row).space.id;
  const change = isOtherRoom ? "calendar" : (wanted?.change ?? (asked && "local"));
  if (change === undefined) return done(null);
  const course = await judgeCalendarCourse(deps, actor, row, home, change);
  if (!course.ok) return course;
  if (isOtherRoom) return refuseOtherRoom();
  const changed = await roomsAfter(deps, actor, meeting, wanted, course.value);
  if (!changed.ok) return changed;
  const states = new Map(changed.value.map(({ id, state }) => [id, state]));
  const { start, end } = wanted ?? intervalOf(row);
  const served = { start, end, isMoved: wanted?.isMoved ?? false, asked, states };
  const services = await judgeServicesOfRooms(deps, actor, meeting, served, requestId);
  if (!services.ok) return services;
  if (wanted === null && services.value.length === 0) return done(null);
  return done((events) => {
    const { supersede, enqueue, ...sync } = course.value.plan(events);
    const texts = wanted === null ? {} : changedTexts(wanted, patch);
    const isMoved = wanted?.isMoved ?? false;
    return {
      columns: {
        ...texts,
        ...(isMoved && timesOf({ start, end })),
        ...sync,
        ...lastUpdatedBy(actor),
        ...((isMoved || enqueue.length > 0) && { reasonCode: null, reason: null }),
      },
      series: null,
      occurrences: {
        changed: changed.value,
        added: [],
        shared: { ...texts, ...lastUpdatedBy(actor) },
      },
      following: null,
      supersede,
      enqueue,
      audit: {
        actor,
        action: "reservation_updated",
        details: {
          fields: wanted?.fields ?? ["serviceIds"],
          ...auditedRule(course.value),
          space_id: home.id,
        },
      },
      services: services.value,
    };
  });
}

/** Which of them it would take the place of, only its organizer knows. */
function refuseOtherRoom() {
  return refused(
    "meeting_in_several_rooms",
    "The meeting is in several rooms, and is given others in Outlook alone.",
    "Change its rooms in Outlook, or cancel the reservation of the room that is not needed.",
  );
}

/** Where it is moved, every room is taken and asked anew, and one that is taken refuses all. */
async function roomsAfter(
  deps: ReservationDependencies,
  actor: Actor,
  { standing }: SeveralRooms,
  wanted: Wanted | null,
  course: CalendarCourse,
): Promise<Outcome<readonly ChangedOccurrence[]>> {
  if (wanted?.isMoved !== true) return done(standing.map(sameOccurrence));
  const changed: ChangedOccurrence[] = [];
  for (const room of standing) {
    const after = await roomAfter(deps, actor, room, wanted, course);
    if (!after.ok) return after;
    changed.push(after.value);
  }
  return done(changed);
}

async function roomAfter(
  deps: ReservationDependencies,
  actor: Actor,
  room: Reservation,
  wanted: Wanted,
  course: CalendarCourse,
): Promise<Outcome<ChangedOccurrence>> {
  const space = await deps.facts.space(room.space.id);
  if (space === null) throw new Error(`space ${room.space.id} of a meeting is not there`);
  const limits = refuseLimits(deps, actor, room, { ...wanted, space });
  if (limits !== null) return limits;
  const approval = approvalAt(room, space, wanted);
  const asksRoom = course.asksRoom && !room.isOutsideCalendar;
  const state = stateAfter(room, { ...wanted, space }, approval, { asksRoom });
  if (!state.ok) return state;
  const moved = { ...timesOf(wanted), state: state.value, approval, hold: "take" } as const;
  return done({ ...sameOccurrence(room), ...moved });
}

function timesOf({ start, end }: Pick<Wanted, "start" | "end">) {
  return {
    startAt: new Date(start.epochMilliseconds),
    endAt: new Date(end.epochMilliseconds),
  };
}
