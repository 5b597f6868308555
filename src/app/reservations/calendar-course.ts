import { type DecidingRule, ruleOf } from "./audited-rule.ts";
import type { Answer, Change, SyncMailbox } from "../../core/integration-rules/question.ts";
import {
  type CalendarPlace,
  placeOfLastWrite,
  planPlaces,
  type PlacesPlan,
} from "../../core/sync/calendar-places.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { BookableSpace } from "./booking-facts.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import {
  type ActorFacts,
  type JudgedAct,
  judgedAsItIs,
  judgeIntegration,
  loadActorFacts,
  refusalOf,
} from "./integration-verdict.ts";
import type { SyncEventDraft, WrittenSyncEvent } from "./ports.ts";
import type { Reservation, SyncState } from "./reservation.ts";
import {
  type DecidedIntent,
  draftSyncEvent,
  intentWhereItIs,
  invitedBy,
  mailboxOf,
} from "./sync-event-draft.ts";

/** What a change means for the calendar, once the rules have allowed it. */
export interface CalendarCourse extends DecidingRule {
  /** The room has to answer before the reservation is confirmed. */
  readonly asksRoom: boolean;
  readonly plan: (events: readonly WrittenSyncEvent[]) => PlannedSync;
}

export interface PlannedSync {
  readonly supersede: readonly string[];
  readonly enqueue: readonly SyncEventDraft[];
  readonly syncMailbox?: SyncMailbox;
  readonly syncState?: SyncState;
}

/** One change under judgement: who, what, where from and where to. */
interface Move {
  readonly deps: ReservationDependencies;
  readonly actor: Actor;
  readonly actorFacts: ActorFacts;
  readonly reservation: Reservation;
  readonly to: BookableSpace;
  readonly change: Change;
}

/**
 * Judges what a change of a reservation, possibly to another space, means for the calendar:
 *
 * - synced to synced, one provider: the event is updated, with the new room;
 * - to a space of another provider: it is cancelled in the one calendar and created in the other;
 * - from a synced space to one that is not: it is cancelled, and no calendar holds it any more;
 * - not in a calendar yet, to a synced space: judged as, and carried out as, a creation;
 * - else no calendar is concerned.
 */
export async function judgeCalendarCourse(
  deps: ReservationDependencies,
  actor: Actor,
  reservation: Reservation,
  to: BookableSpace,
  change: Change,
): Promise<Outcome<CalendarCourse>> {
  const actorFacts = await loadActorFacts(deps.facts, actor);
  const move: Move = { deps, actor, actorFacts, reservation, to, change };
  const isInCalendar = reservation.syncMailbox !== "none";
  const { space } = reservation;
  if (to.sync === null) {
    // What was made in Outlook is in its organizer's calendar, though nothing was ever written to it.
    const isShown = isInCalendar || reservation.origin === "calendar";
    const leaves = isShown && space.synced && space.id !== to.id;
    return leaves ? leaveCalendar(move) : stayOutside(move, isInCalendar);
  }
  if (!isInCalendar) return enterCalendar(move);
  const isOtherProvider = space.providerId !== null && space.providerId !== to.sync.providerId;
  return isOtherProvider ? changeProvider(move) : changeEvent(move);
}

/** No calendar is concerned. An event of a configuration that was switched off is left alone. */
async function stayOutside(move: Move, isInCalendar: boolean): Promise<Outcome<CalendarCourse>> {
  const answer = await judge(move, null, updateOf(move));
  if (!answer.ok) return answer;
  const isElsewhere = move.reservation.space.id !== move.to.id;
  return done({
    ...ruleOf(answer.value),
    asksRoom: false,
    plan(events) {
      // What the calendar shows is not what is agreed here any more, and that is said.
      if (isInCalendar) {
        const syncState = move.change === "calendar" ? "sync_required" : undefined;
        return { supersede: [], enqueue: [], ...(syncState && { syncState }) };
      }
      if (!isElsewhere) return { supersede: [], enqueue: [] };
      // What had not been sent yet is not to be sent any more.
      const { supersede, isUnderWay } = planPlaces(events, null, false);
      const syncState = isUnderWay ? "sync_enqueued" : "not_required";
      return { supersede, enqueue: [], syncMailbox: "none", syncState };
    },
  });
}

/** What is changed is shown by the event that is there, or was being written. */
function changeEvent(move: Move): Promise<Outcome<CalendarCourse>> {
  return writeEvent(move, ({ intent }, events) => {
    const places = planPlaces(events, placeOfLastWrite(events) ?? intent, intent.dryRun);
    return {
      supersede: places.supersede,
      enqueue: draftsOf(move.actor, places, intent, intent),
      syncState: intent.dryRun ? "sync_required" : "sync_enqueued",
    };
  });
}

/** As for a creation: no calendar was to hold it until now. */
function enterCalendar(move: Move): Promise<Outcome<CalendarCourse>> {
  return writeEvent(move, ({ answer, intent }, events) => {
    const places = planPlaces(events, intent, intent.dryRun);
    const enqueue = draftsOf(move.actor, { ...places, before: undefined }, intent, intent);
    return written(answer, places, enqueue, intent.dryRun);
  });
}

async function writeEvent(
  move: Move,
  plan: (decided: Decided, events: readonly WrittenSyncEvent[]) => PlannedSync,
): Promise<Outcome<CalendarCourse>> {
  const { providerId, dryRun } = syncOf(move.to);
  const decided = await decide(move, providerId, updateOf(move), dryRun);
  if (!decided.ok) return decided;
  const { answer } = decided.value;
  return done({
    ...ruleOf(answer),
    asksRoom: !dryRun,
    plan: (events) =>
      // U0 and its like: nothing is written.
      answer.credential === "none" ? { supersede: [], enqueue: [] } : plan(decided.value, events),
  });
}

async function leaveCalendar(move: Move): Promise<Outcome<CalendarCourse>> {
  const decided = await decideLeaving(move);
  if (!decided.ok) return decided;
  const { answer, intent } = decided.value;
  return done({
    ...ruleOf(answer),
    asksRoom: false,
    plan(events) {
      const places = planPlaces(events, null, false);
      const enqueue = draftsOf(move.actor, places, intent, intent);
      const isTold = enqueue.length > 0 || places.isUnderWay;
      return {
        supersede: places.supersede,
        enqueue,
        syncMailbox: "none",
        syncState: isTold ? "sync_enqueued" : "not_required",
      };
    },
  });
}

async function changeProvider(move: Move): Promise<Outcome<CalendarCourse>> {
  const sync = syncOf(move.to);
  const old = await decideLeaving(move);
  if (!old.ok) return old;
  const made = await decide(move, sync.providerId, { action: "create" }, sync.dryRun);
  if (!made.ok) return made;
  const { answer, intent } = made.value;
  return done({
    ...ruleOf(answer),
    asksRoom: !sync.dryRun,
    plan(events) {
      const places = planPlaces(events, intent, sync.dryRun);
      const enqueue = draftsOf(move.actor, places, old.value.intent, intent);
      return written(answer, places, enqueue, sync.dryRun);
    },
  });
}

/** In a calendar from now on, but for a dry run, of which nothing gets there. */
function written(
  answer: Answer,
  { supersede, isUnderWay }: PlacesPlan<WrittenSyncEvent>,
  enqueue: readonly SyncEventDraft[],
  isDryRun: boolean,
): PlannedSync {
  const isTold = isUnderWay || enqueue.some((draft) => !draft.dryRun);
  return {
    supersede,
    enqueue,
    syncMailbox: isDryRun ? "none" : answer.sync_mailbox,
    syncState: isTold ? "sync_enqueued" : "not_required",
  };
}

/**
 * The events to enqueue, cancellations first: each of them, and a change of an event that exists,
 * goes to the mailbox and the provider that the event was written with.
 */
export function draftsOf(
  actor: Actor,
  places: PlacesPlan<WrittenSyncEvent>,
  leaving: DecidedIntent,
  writing: DecidedIntent,
): readonly SyncEventDraft[] {
  const left = places.leave.map(({ before, plan }) =>
    draftSyncEvent(actor, at(before, leaving), plan, before),
  );
  const { write, before } = places;
  const target = before === undefined ? writing : at(before, writing);
  const draft = write === null ? null : draftSyncEvent(actor, target, write, before);
  return [...left, draft].filter((each) => each !== null);
}

function at({ providerId, mailbox }: CalendarPlace, intent: DecidedIntent): DecidedIntent {
  return { ...intent, providerId, mailbox };
}

interface Decided {
  readonly answer: Answer;
  readonly intent: DecidedIntent;
}

async function decide(
  move: Move,
  providerId: string,
  act: JudgedAct,
  dryRun: boolean,
): Promise<Outcome<Decided>> {
  const answer = await judge(move, providerId, act);
  if (!answer.ok) return answer;
  const { deps, reservation } = move;
  // Where an event exists already its own mailbox counts, whoever is the delegated user now.
  const isWritten = act.action !== "create" && reservation.syncMailbox !== "none";
  const known = isWritten ? reservation.calendarMailbox : null;
  const mailbox = known
    ? done(known)
    : await mailboxOf(deps.facts, answer.value, move.to, reservation.requestedFor);
  if (!mailbox.ok) return mailbox;
  const invited = await invitedBy(deps.facts, answer.value);
  const intent = { answer: answer.value, providerId, mailbox: mailbox.value, invited, dryRun };
  return done({ answer: answer.value, intent });
}

async function decideLeaving(move: Move): Promise<Outcome<Decided>> {
  const providerId = move.reservation.space.providerId ?? "";
  const answer = await judge(move, providerId, updateOf(move));
  if (!answer.ok) return answer;
  return done({
    answer: answer.value,
    intent: intentWhereItIs(answer.value, providerId, false),
  });
}

async function judge(
  { actorFacts, actor, reservation }: Move,
  providerId: string | null,
  act: JudgedAct,
): Promise<Outcome<Answer>> {
  const judged = judgedAsItIs(reservation, providerId);
  const answer = await judgeIntegration(actorFacts, actor, judged, act);
  return answer.allowed ? done(answer) : refusalOf(answer);
}

function updateOf({ reservation: { syncMailbox, origin }, change }: Move): JudgedAct {
  return { action: "update", syncMailbox, origin, change };
}

function syncOf(space: BookableSpace) {
  if (space.sync === null) throw new Error(`${space.id} is not synced`);
  return space.sync;
}
