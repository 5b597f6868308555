import { auditedRule } from "../audited-rule.ts";
import type { BlockerPart, WantedBlocker } from "../../../core/reservations/blockers.ts";
import { placedState, transition } from "../../../core/reservations/reservation-state.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { PersonSummary } from "../../people/people.ts";
import type { BookableSpace } from "../booking-facts.ts";
import { judgeCalendarCourse } from "../calendar-course.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import { judgeCalendar } from "../judge-creation.ts";
import { judgeCancellation } from "../judge-cancellation.ts";
import { lastUpdatedBy } from "../life/judged-part.ts";
import { SYSTEM } from "../life/judge-release.ts";
import type { ReservationChange, SyncEventDraft } from "../ports.ts";
import type { Reservation } from "../reservation.ts";
import { SUB_SOURCES } from "../sub-source.ts";
import type { BlockerWrite, NewBlocker, PlanOfBlocker } from "./ports.ts";

/** The reservation that blockers are made for, where it is after the act. */
export interface BlockedMeeting {
  readonly id: string;
  readonly space: BookableSpace;
  readonly timeZone: string;
  readonly requestedFor: PersonSummary;
}

/** What holds for all that one act does to blockers. */
export interface BlockerAct {
  readonly deps: ReservationDependencies;
  readonly meeting: BlockedMeeting;
  readonly requestId: string;
  /** 0: a person waits for it; higher numbers are bulk work. */
  readonly priority: number;
}

const SUBJECTS: Readonly<Record<BlockerPart, string>> = {
  preparation: "Preparation",
  clean_up: "Clean-up",
};

/** It says what it is, and nothing of the meeting, which may be private. */
function subjectOf(part: BlockerPart, space: Pick<BookableSpace, "name">): string {
  return `${SUBJECTS[part]} of ${space.name}`;
}

/** A blocker that is made, by C1, C2 or C4 alone: no person asks for it (decision 14). */
export async function makeBlocker(
  act: BlockerAct,
  wanted: WantedBlocker,
): Promise<Outcome<BlockerWrite>> {
  const { deps, meeting, requestId } = act;
  const { space, requestedFor } = meeting;
  const told = await judgeCalendar(deps, SYSTEM, { kind: "blocker" }, space, requestedFor);
  if (!told.ok) return told;
  const { answer, syncEvent } = told.value;
  const isTold = syncEvent !== null && !syncEvent.dryRun;
  const blocker: NewBlocker = {
    id: deps.newId(),
    blocks: { reservationId: meeting.id, part: wanted.part },
    kind: "blocker",
    state: placedState({ roomAnswer: isTold, approval: false }),
    approval: "not_required",
    spaceId: space.id,
    ...datesOf(wanted),
    timeZone: meeting.timeZone,
    subject: subjectOf(wanted.part, space),
    notes: "",
    sensitivity: "normal",
    attendees: [],
    requestedFor: requestedFor.id,
    openedBy: null,
    openedByClient: null,
    channel: SYSTEM.channel,
    subSource: SUB_SOURCES[SYSTEM.channel],
    syncMailbox: isTold ? answer.sync_mailbox : "none",
    syncState: isTold ? "sync_enqueued" : "not_required",
    syncEvent: syncEvent && urged(act, syncEvent),
    requestId,
    audit: {
      actor: SYSTEM,
      action: "reservation_created",
      details: { space_id: space.id, ...auditedRule(answer), blocks: meeting.id },
    },
    idempotencyKey: null,
  };
  return done({ kind: "make", blocker, isMandatory: wanted.isMandatory });
}

export async function moveBlocker(
  act: BlockerAct,
  blocker: Reservation,
  wanted: WantedBlocker,
): Promise<Outcome<BlockerWrite>> {
  const { deps, meeting } = act;
  const { space } = meeting;
  const course = await judgeCalendarCourse(deps, SYSTEM, blocker, space, "calendar");
  if (!course.ok) return course;
  const awaited = { roomAnswer: course.value.asksRoom, approval: false };
  const next = transition(blocker.state, { type: "placed", awaited });
  if (!next.ok) return refused(next.problem.code, next.problem.message, next.problem.remedy);
  const giveUp = await giveUpBlocker(act, blocker, "The space is taken for this time.");
  if (!giveUp.ok) return giveUp;
  const times = datesOf(wanted);
  const columns = {
    ...times,
    spaceId: space.id,
    timeZone: meeting.timeZone,
    subject: subjectOf(wanted.part, space),
    state: next.value,
    reasonCode: null,
    reason: null,
    ...lastUpdatedBy(SYSTEM),
  };
  const details = { ...auditedRule(course.value), space_id: space.id, blocks: meeting.id };
  return done({
    kind: "move",
    id: blocker.id,
    part: wanted.part,
    isMandatory: wanted.isMandatory,
    plan(events): ReservationChange {
      const { supersede, enqueue, ...sync } = course.value.plan(events);
      return {
        columns: { ...columns, ...sync },
        hold: { kind: "take", spaceId: space.id, ...times },
        supersede,
        enqueue: enqueue.map((draft) => urged(act, draft)),
        audit: { actor: SYSTEM, action: "reservation_updated", details },
      };
    },
    giveUp: giveUp.value,
  });
}

export async function cancelBlocker(
  act: BlockerAct,
  blocker: Reservation,
): Promise<Outcome<BlockerWrite>> {
  const plan = await giveUpBlocker(act, blocker, "The meeting does not need it any more.");
  return plan.ok ? done({ kind: "cancel", id: blocker.id, plan: plan.value }) : plan;
}

async function giveUpBlocker(
  act: BlockerAct,
  blocker: Reservation,
  why: string,
): Promise<Outcome<PlanOfBlocker>> {
  const plan = await judgeCancellation(act.deps, SYSTEM, blocker, why);
  if (!plan.ok) return plan;
  return done((events) => {
    const { enqueue, ...change } = plan.value(events);
    return { ...change, enqueue: enqueue.map((draft) => urged(act, draft)) };
  });
}

/** The meeting of a person who waits may have to wait for it. */
function urged({ priority }: BlockerAct, draft: SyncEventDraft): SyncEventDraft {
  return { ...draft, priority };
}

function datesOf({ start, end }: WantedBlocker): { readonly startAt: Date; readonly endAt: Date } {
  return { startAt: new Date(start.epochMilliseconds), endAt: new Date(end.epochMilliseconds) };
}
