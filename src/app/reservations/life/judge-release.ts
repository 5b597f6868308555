import { type DecidingRule, ruleOf } from "../audited-rule.ts";
import { cancelOccurrence } from "../../../core/recurrence/edit-series.ts";
import {
  formatSeries,
  parseSeries,
  type SeriesText,
} from "../../../core/recurrence/parse-series.ts";
import { holdsSpace } from "../../../core/reservations/reservation-state.ts";
import { planPlaces } from "../../../core/sync/calendar-places.ts";
import { isYetToBeMade } from "../../../core/sync/outbound-plan.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Actor, SystemActor } from "../../people/actor.ts";
import { draftsOf, judgeCalendarCourse, type PlannedSync } from "../calendar-course.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import {
  judgedAsItIs,
  judgeIntegration,
  loadActorFacts,
  refusalOf,
} from "../integration-verdict.ts";
import { dateOf } from "../load-series.ts";
import type { SyncEventDraft, WrittenSyncEvent } from "../ports.ts";
import { intentWhereItIs } from "../sync-event-draft.ts";
import type { Reservation } from "../reservation.ts";
import { reservationNotFound } from "../reservation-refusals.ts";

/** No person acts: system-to-system does (policy, U1, U2, U4, U5 and U12). */
export const SYSTEM: SystemActor = { kind: "system", channel: "system" };

/** What giving up a reservation means for the calendar. */
export interface ReleaseCourse extends DecidingRule {
  /** Of the row of the series, which is changed along with it; else null. */
  readonly meetingVersion: number | null;
  readonly series: SeriesText | null;
  readonly plan: (events: readonly WrittenSyncEvent[]) => PlannedSync;
}

/**
 * How the calendar is told that a reservation was given up. Mostly it is by a rule of the house and by
 * no person who may act on it: nobody came, or nobody approved it.
 *
 * - made in Outlook: the meeting is not ours, and its room lets it go in its own name;
 * - a single meeting: it is cancelled, in the calendar that holds it;
 * - of a series that occurrence, and of a meeting or an occurrence in several rooms that room, is
 *   taken out of it; the last of them takes the occurrence, or the meeting, with it;
 * - one of several spaces that the calendar knows nothing of: nobody is told.
 */
export async function judgeRelease(
  deps: ReservationDependencies,
  actor: Actor,
  reservation: Reservation,
): Promise<Outcome<ReleaseCourse>> {
  if (reservation.origin === "calendar") return letRoomGo(deps, actor, reservation);
  const { parentId } = reservation;
  if (parentId === null) return cancelMeeting(deps, actor, reservation, [reservation]);
  const meeting = await deps.store.find(parentId);
  if (meeting === null) return reservationNotFound();
  const others = (await deps.store.children(parentId)).filter(
    ({ id, originalDate, state }) =>
      id !== reservation.id && originalDate === reservation.originalDate && holdsSpace(state),
  );
  if (others.length > 0 && reservation.isOutsideCalendar) return done(UNTOLD);
  if (others.length > 0) return takeOut(deps, actor, meeting, [reservation], null);
  // Of the row whose version is checked: the occurrence may have been read before another was taken out.
  const { series: text } = meeting;
  if (text === null) return cancelMeeting(deps, actor, meeting, [reservation]);
  const series = parseSeries(text);
  if (!series.ok) throw new Error(`series ${parentId} is not readable: ${series.problem.code}`);
  const edit = cancelOccurrence(series.value, dateOf(reservation));
  // Somebody took it out of the series meanwhile: there is nothing to tell.
  if (!edit.ok) return done(UNTOLD);
  return edit.value.kind === "cancel_occurrence"
    ? takeOut(deps, actor, meeting, [reservation], formatSeries(edit.value.series))
    : cancelMeeting(deps, actor, meeting, [reservation]);
}

const tellNobody = (): PlannedSync => ({ supersede: [], enqueue: [] });
/** No calendar shows it. */
const UNTOLD: ReleaseCourse = {
  row: "N",
  credential: "none",
  meetingVersion: null,
  series: null,
  plan: tellNobody,
};

/** Of the row of a series: the room declines all of it. */
export async function letRoomGo(
  deps: ReservationDependencies,
  actor: Actor,
  reservation: Reservation,
): Promise<Outcome<ReleaseCourse>> {
  const answer = await judge(deps, actor, reservation);
  if (!answer.ok) return answer;
  const { row, credential, sync_mailbox: syncMailbox } = answer.value;
  const sync = (await deps.facts.space(reservation.space.id))?.sync ?? null;
  const only = { row, credential, meetingVersion: null, series: null };
  if (sync === null || credential === "none") return done({ ...only, plan: tellNobody });
  const release: SyncEventDraft = {
    providerId: sync.providerId,
    type: "release",
    policyRow: row,
    mailbox: sync.roomMailbox,
    syncMailbox,
    credential,
    credentialPersonId: null,
    invited: null,
    channel: actor.channel,
    priority: 1,
    dryRun: sync.dryRun,
    releases: [reservation.id],
    mayHaveBeenSent: false,
  };
  const syncState = sync.dryRun ? "not_required" : "sync_enqueued";
  return done({ ...only, plan: () => ({ supersede: [], enqueue: [release], syncState }) });
}

/** `released`: what its rooms let go where the calendar that holds it cannot be told (U5). */
export async function cancelMeeting(
  deps: ReservationDependencies,
  actor: Actor,
  meeting: Reservation,
  released: readonly Reservation[],
): Promise<Outcome<ReleaseCourse>> {
  const answer = await judge(deps, actor, meeting);
  if (!answer.ok) return answer;
  const dryRun = (await deps.facts.space(meeting.space.id))?.sync?.dryRun ?? false;
  const intent = intentWhereItIs(answer.value, meeting.space.providerId, dryRun);
  return done({
    ...ruleOf(answer.value),
    meetingVersion: null,
    series: null,
    plan(events) {
      const places = planPlaces(events, null, dryRun);
      const enqueue = draftsOf(actor, places, intent, intent);
      const isTold = places.isUnderWay || enqueue.some((draft) => !draft.dryRun);
      return {
        supersede: places.supersede,
        enqueue: releasing(enqueue, released),
        syncState: isTold ? "sync_enqueued" : "not_required",
      };
    },
  });
}

/** For the calendar it is a change of the meeting. */
export async function takeOut(
  deps: ReservationDependencies,
  actor: Actor,
  meeting: Reservation,
  released: readonly Reservation[],
  series: SeriesText | null,
): Promise<Outcome<ReleaseCourse>> {
  const home = await deps.facts.space(meeting.space.id);
  if (home === null) return reservationNotFound();
  const course = await judgeCalendarCourse(deps, actor, meeting, home, "calendar");
  if (!course.ok) return course;
  return done({
    ...ruleOf(course.value),
    meetingVersion: meeting.version,
    series,
    plan(events) {
      // What a person asked for is carried out as it was decided, and in their calendar.
      if (isYetToBeMade(events)) return tellNobody();
      const planned = course.value.plan(events);
      return { ...planned, enqueue: releasing(planned.enqueue, released) };
    },
  });
}

function releasing(
  drafts: readonly SyncEventDraft[],
  released: readonly Reservation[],
): readonly SyncEventDraft[] {
  const releases = released.map(({ id }) => id);
  return drafts.map((draft) => ({ ...draft, releases }));
}

async function judge(deps: ReservationDependencies, actor: Actor, reservation: Reservation) {
  const { judgedProviderId, syncMailbox, origin } = reservation;
  const judged = judgedAsItIs(reservation, judgedProviderId);
  const act = { action: "cancel", syncMailbox, origin } as const;
  const actorFacts = await loadActorFacts(deps.facts, actor);
  const answer = await judgeIntegration(actorFacts, actor, judged, act);
  return answer.allowed ? done(answer) : refusalOf(answer);
}
