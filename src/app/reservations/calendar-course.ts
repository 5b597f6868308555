import type { Answer, Change, SyncMailbox } from "../../core/integration-rules/question.ts";
import { planOutbound } from "../../core/sync/outbound-plan.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { BookableSpace } from "./booking-facts.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import {
  type ActorFacts,
  type JudgedAct,
  judgeIntegration,
  loadActorFacts,
  refusalOf,
} from "./integration-verdict.ts";
import type { SyncEventDraft, WrittenSyncEvent } from "./ports.ts";
import type { Reservation, SyncState } from "./reservation.ts";
import { type DecidedIntent, draftSyncEvent, mailboxOf } from "./sync-event-draft.ts";

/** What a change means for the calendar, once the rules have allowed it. */
export interface CalendarCourse {
  /** The row that decided. */
  readonly row: string;
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
    const leaves = isInCalendar && space.synced && space.id !== to.id;
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
  return done({
    row: answer.value.row,
    asksRoom: false,
    plan: () => ({
      supersede: [],
      enqueue: [],
      // What the calendar shows is not what is agreed here any more, and that is said.
      ...(isInCalendar && move.change === "calendar" && { syncState: "sync_required" }),
    }),
  });
}

/** What is changed is shown by the event that is there, or was being written. */
function changeEvent(move: Move): Promise<Outcome<CalendarCourse>> {
  return writeEvent(move, ({ intent }, events) => {
    const last = events.at(-1);
    const plan = planOutbound(events, "write", intent.dryRun);
    const where = whereItIs(intent, move.reservation, last);
    const draft = draftSyncEvent(move.actor, where, plan, last);
    return {
      supersede: plan.supersede,
      enqueue: draft === null ? [] : [draft],
      syncState: intent.dryRun ? "sync_required" : "sync_enqueued",
    };
  });
}

/** As for a creation: no calendar was to hold it until now. */
function enterCalendar(move: Move): Promise<Outcome<CalendarCourse>> {
  return writeEvent(move, ({ answer, intent }, events) => {
    const last = events.at(-1);
    const planned = planOutbound(events, "write", intent.dryRun);
    // An event of before is on its way out of another calendar: let it go, and make a new one.
    const isElsewhere =
      last !== undefined &&
      (last.mailbox !== intent.mailbox || last.providerId !== intent.providerId);
    const plan =
      planned.enqueue === "update" && isElsewhere
        ? ({ enqueue: "create", mayAlreadyExist: false, supersede: [] } as const)
        : planned;
    const draft = draftSyncEvent(move.actor, intent, plan, undefined);
    return {
      supersede: plan.supersede,
      enqueue: draft === null ? [] : [draft],
      ...(!intent.dryRun && { syncMailbox: answer.sync_mailbox, syncState: "sync_enqueued" }),
    };
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
    row: answer.row,
    asksRoom: !dryRun,
    plan: (events) =>
      // U0 and its like: nothing is written.
      answer.credential === "none" ? { supersede: [], enqueue: [] } : plan(decided.value, events),
  });
}

async function leaveCalendar(move: Move): Promise<Outcome<CalendarCourse>> {
  const { providerId } = move.reservation.space;
  const decided = await decide(move, providerId ?? "", updateOf(move), false);
  if (!decided.ok) return decided;
  const { answer, intent } = decided.value;
  return done({
    row: answer.row,
    asksRoom: false,
    plan(events) {
      const { supersede, draft } = planCancellation(move, intent, events);
      return {
        supersede,
        enqueue: draft === null ? [] : [draft],
        syncMailbox: "none",
        syncState: draft === null ? "not_required" : "sync_enqueued",
      };
    },
  });
}

async function changeProvider(move: Move): Promise<Outcome<CalendarCourse>> {
  const sync = syncOf(move.to);
  const old = await decide(move, move.reservation.space.providerId ?? "", updateOf(move), false);
  if (!old.ok) return old;
  const made = await decide(move, sync.providerId, { action: "create" }, sync.dryRun);
  if (!made.ok) return made;
  const { answer, intent } = made.value;
  return done({
    row: answer.row,
    asksRoom: !sync.dryRun,
    plan(events) {
      const { supersede, draft } = planCancellation(move, old.value.intent, events);
      const create = { enqueue: "create", mayAlreadyExist: false } as const;
      const creation = draftSyncEvent(move.actor, intent, create, undefined);
      return {
        supersede,
        enqueue: [draft, creation].filter((event) => event !== null),
        syncMailbox: sync.dryRun ? "none" : answer.sync_mailbox,
        syncState: sync.dryRun ? "not_required" : "sync_enqueued",
      };
    },
  });
}

function planCancellation(
  move: Move,
  intent: DecidedIntent,
  events: readonly WrittenSyncEvent[],
): { readonly supersede: readonly string[]; readonly draft: SyncEventDraft | null } {
  const plan = planOutbound(events, "cancel", intent.dryRun);
  const last = events.at(-1);
  const where = whereItIs(intent, move.reservation, last);
  return {
    supersede: plan.supersede,
    draft: draftSyncEvent(move.actor, where, plan, last),
  };
}

/**
 * An event is changed in the mailbox and at the provider where it was written, or will be; but for
 * what the room itself does about a meeting that is not ours (U12).
 */
export function whereItIs(
  intent: DecidedIntent,
  reservation: Reservation,
  last: WrittenSyncEvent | undefined,
): DecidedIntent {
  if (intent.answer.mailbox === "room") return intent;
  return {
    ...intent,
    mailbox: reservation.calendarMailbox ?? last?.mailbox ?? intent.mailbox,
    providerId: last?.providerId ?? intent.providerId,
  };
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
  const known = act.action === "create" ? null : reservation.calendarMailbox;
  const mailbox = known
    ? done(known)
    : await mailboxOf(deps.facts, answer.value, move.to, reservation.requestedFor);
  if (!mailbox.ok) return mailbox;
  const intent = { answer: answer.value, providerId, mailbox: mailbox.value, dryRun };
  return done({ answer: answer.value, intent });
}

async function judge(
  { actorFacts, actor, reservation }: Move,
  providerId: string | null,
  act: JudgedAct,
): Promise<Outcome<Answer>> {
  const { kind, requestedFor } = reservation;
  const judged = { kind, requestedForId: requestedFor.id, providerId };
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
