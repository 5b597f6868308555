import type { Temporal } from "temporal-polyfill";
import type { Origin, ReservationKind } from "../../integration-rules/question.ts";
import { isFinal, type ReservationState } from "../../reservations/reservation-state.ts";
import { type Interval, isBefore } from "../../time/interval.ts";
import type { AgreedField, AgreedMeeting } from "../agreed.ts";
import { differingFields } from "../agreed.ts";
import { matchSlots, type Match } from "./match-slots.ts";
import { asAgreed } from "./merge-meeting.ts";
import {
  type InboundReasonCode,
  type Standing,
  standingAfterAnswer,
  standingWithdrawn,
} from "./settle-placement.ts";
import { type Slot, slotsOf } from "./slots.ts";
import type { MeetingHere, MeetingThere, Placement, SyncedRoom, Timing, Words } from "./views.ts";
import { wantedAsShown, type WantedMeeting, wantedOfOurs } from "./wanted-meeting.ts";

export interface PlanQuestion {
  readonly there: MeetingThere;
  /** Null where no reservation stands for the meeting, or none does any more. */
  readonly here: MeetingHere | null;
  /** The rooms that are read, as far as this meeting may concern them. */
  readonly rooms: readonly SyncedRoom[];
  readonly now: Temporal.Instant;
  readonly newId: () => string;
}

/** What becomes of a meeting's reservations. What is not named stays. */
export interface MeetingPlan {
  /** Of the meeting's own row. */
  readonly id: string;
  readonly isNew: boolean;
  readonly origin: Origin;
  readonly kind: ReservationKind;
  readonly isParent: boolean;
  readonly words: Words;
  readonly timing: Timing;
  /** Reservations that are new or change; the own row is among them where it is no parent. */
  readonly placements: readonly PlannedPlacement[];
  /** How the children stand that do not change. */
  readonly otherStates: readonly ReservationState[];
  /** What of the meeting is not as it was here: for the audit. */
  readonly changed: readonly AgreedField[];
  /** Of these, what had been changed here as well. */
  readonly overruled: readonly AgreedField[];
  readonly agreed: AgreedMeeting | null;
  /** What is being written does not show what was taken over: it has to be written once more. */
  readonly writesAgain: boolean;
}

export interface PlannedPlacement extends Interval, Standing {
  readonly id: string;
  readonly isNew: boolean;
  /** It has another time or space than before, or another row stands for it. */
  readonly isMoved: boolean;
  readonly spaceId: string;
  readonly originalDate: string | null;
  readonly isException: boolean;
  /** Null for one that is new. */
  readonly stateBefore: ReservationState | null;
  readonly reasonBefore: string | null;
  /** Nothing but its state and reason may be other than before. */
  readonly isSameOtherwise: boolean;
  /** The room has taken it, by its own copy of the meeting. */
  readonly isAccepted: boolean;
}

/**
 * What follows here from what a meeting's copies show. Null where nothing does. Carried out and
 * asked again, nothing does.
 */
export function planMeeting(question: PlanQuestion): MeetingPlan | null {
  const { there, rooms } = question;
  // What was cancelled stays so; what comes back under its name is another meeting.
  const here = question.here !== null && isOver(question.here) ? null : question.here;
  if (here === null && question.here?.origin === "usher" && !wasRemoved(question.here)) return null;
  const wanted =
    here?.origin === "usher" ? wantedOfOurs(there, here, rooms) : wantedAsShown(there, here, rooms);
  if (wanted === null) return null;
  const placed = placementsOf(question, here, wanted);
  if (here === null) return placed.length === 0 ? null : newMeeting(question, wanted, placed);
  return changedMeeting(here, wanted, placed);
}

function isOver({ origin, state }: MeetingHere): boolean {
  return origin === "usher" ? isFinal(state) : state === "cancelled" || state === "rejected";
}

/** It was deleted in Outlook: restored there, it is a meeting that was made there. */
function wasRemoved({ placements, state }: MeetingHere): boolean {
  return state === "cancelled" && placements.some((each) => each.reasonCode === "meeting_removed");
}

function newMeeting(
  { newId }: PlanQuestion,
  wanted: WantedMeeting,
  placed: readonly PlannedPlacement[],
): MeetingPlan {
  const { view, agreed } = wanted;
  const form = formOf(wanted, null);
  const [first] = placed;
  const id = form.isParent || first === undefined ? newId() : first.id;
  return {
    ...form,
    id,
    isNew: true,
    origin: "calendar",
    words: view,
    timing: view.timing,
    placements: placed,
    otherStates: [],
    changed: [],
    overruled: [],
    agreed,
    writesAgain: false,
  };
}

function changedMeeting(
  here: MeetingHere,
  wanted: WantedMeeting,
  placed: readonly PlannedPlacement[],
): MeetingPlan | null {
  const { agreed, overruled, isGone } = wanted;
  const form = isGone ? formNow(here) : formOf(wanted, here);
  const changed = isGone ? [] : changedFields(here, wanted);
  const isSame = placed.length === 0 && changed.length === 0 && isSameAgreed(agreed, here.agreed);
  if (isSame && form.isParent === here.isParent) return null;
  const planned = new Set(placed.map(({ id }) => id));
  const children = here.isParent ? here.placements : [];
  return {
    ...form,
    id: here.id,
    isNew: false,
    origin: here.origin,
    words: isGone ? here : wanted.view,
    timing: isGone ? here.timing : wanted.view.timing,
    placements: placed,
    otherStates: children.filter(({ id }) => !planned.has(id)).map(({ state }) => state),
    changed,
    overruled,
    agreed,
    writesAgain: here.outbound === "under_way" && wanted.taken.length > 0,
  };
}

/** What the meeting shows otherwise than before, for whoever reads what happened to it. */
function changedFields(here: MeetingHere, { view, taken }: WantedMeeting): readonly AgreedField[] {
  const before = asAgreed({ ...here, rooms: view.rooms });
  const changed = differingFields(before, asAgreed(view));
  return taken.includes("rooms") ? [...changed, "rooms"] : changed;
}

function isSameAgreed(left: AgreedMeeting | null, right: AgreedMeeting | null): boolean {
  if (left === null || right === null) return left === right;
  return differingFields(left, right).length === 0;
}

type Form = Pick<MeetingPlan, "kind" | "isParent">;

function formNow({ kind, isParent }: MeetingHere): Form {
  return { kind, isParent };
}

/** One reservation, or the parent of several; what was several in one meeting stays so. */
function formOf({ view, rooms }: WantedMeeting, here: MeetingHere | null): Form {
  if (view.timing.kind === "series") return { kind: "recurring", isParent: true };
  const isSeveral = rooms.length > 1 || (here?.isParent === true && here.kind !== "recurring");
  const plain = here === null || here.kind === "recurring" ? "single" : here.kind;
  if (!isSeveral) return { kind: plain, isParent: false };
  return { kind: plain === "single" ? "multi_space" : plain, isParent: true };
}

function placementsOf(
  question: PlanQuestion,
  here: MeetingHere | null,
  wanted: WantedMeeting,
): readonly PlannedPlacement[] {
  const { now } = question;
  const live = (here?.placements ?? []).filter(({ state }) => !isFinal(state));
  const slots = wantedSlots(wanted, live, now);
  const isSingle = wanted.view.timing.kind === "single";
  const current = live.filter((each) => isSingle || isBefore(now, each.end));
  const form = here === null || wanted.isGone ? null : formOf(wanted, here);
  const isConverted = form !== null && form.isParent !== here?.isParent;
  return matchSlots(current, slots).flatMap((match) =>
    isConverted && here !== null
      ? converted(question, here, match)
      : (plannedOf(question, here, wanted, match) ?? []),
  );
}

function wantedSlots(
  { view, rooms }: WantedMeeting,
  live: readonly Placement[],
  now: Temporal.Instant,
): readonly Slot[] {
  return rooms.flatMap((room) => {
    const held = live.filter(({ spaceId }) => spaceId === room.spaceId);
    if (room.isLeft) return held.map(asSlot);
    const latest = live.reduce((max, { start }) => (isBefore(max, start) ? start : max), now);
    // A room's copy may still be a single meeting where the series is known already, or not any more.
    const timing = room.timing.kind === view.timing.kind ? room.timing : view.timing;
    return slotsOf(room, timing, now, latest.add({ nanoseconds: 1 }));
  });
}

function asSlot(placement: Placement): Slot {
  const { spaceId, originalDate, isException, start, end } = placement;
  const said = { answer: "unknown", isRemembered: true } as const;
  return { spaceId, originalDate, isException, start, end, ...said };
}

/** Null where nothing changes. */
function plannedOf(
  { now, newId }: PlanQuestion,
  here: MeetingHere | null,
  wanted: WantedMeeting,
  { placement, slot }: Match,
): PlannedPlacement | null {
  if (slot === null)
    return placement && withdrawn(placement, reasonToWithdraw(wanted, placement), now);
  const isPast = !isBefore(now, slot.end);
  if (isPast && (placement === null || !isBefore(now, placement.end))) return null;
  const origin = here?.origin ?? "calendar";
  const isMoved = placement !== null && !isSamePlace(placement, slot);
  const isRemembered = slot.isRemembered && placement !== null && !isMoved;
  const answer = isRemembered ? "unknown" : slot.answer;
  const standing = standingAfterAnswer(placement, answer, isMoved, origin);
  const isKept = placement !== null && !isMoved && isSameStanding(placement, standing);
  if (isKept && placement.isException === slot.isException) return null;
  // What the room will not have is not made.
  if (placement === null && isFinal(standing.state)) return null;
  return {
    ...standing,
    id: placement?.id ?? newId(),
    isNew: placement === null,
    isMoved: isMoved || placement === null,
    spaceId: slot.spaceId,
    originalDate: slot.originalDate,
    isException: slot.isException,
    start: slot.start,
    end: slot.end,
    stateBefore: placement?.state ?? null,
    reasonBefore: placement?.reasonCode ?? null,
    isSameOtherwise:
      placement?.isException === slot.isException &&
      placement.externalApproval === standing.externalApproval,
    isAccepted: slot.answer === "accepted",
  };
}

/**
 * Between one reservation and several, the own row changes its part: as a parent it holds nothing
 * and children stand for it, else it stands for itself and the children are over.
 */
function converted(
  question: PlanQuestion,
  here: MeetingHere,
  { placement, slot }: Match,
): readonly PlannedPlacement[] {
  const { newId, now } = question;
  if (slot === null) {
    // The own row is no child of itself.
    const over =
      placement && here.isParent ? withdrawn(placement, "occurrence_removed", now) : null;
    return over === null ? [] : [over];
  }
  if (!isBefore(now, slot.end)) return [];
  const isMoved = placement !== null && !isSamePlace(placement, slot);
  const standing = standingAfterAnswer(placement, slot.answer, isMoved, here.origin);
  const id = here.isParent ? here.id : newId();
  const { spaceId, originalDate, isException, start, end } = slot;
  const made: PlannedPlacement = {
    spaceId,
    originalDate,
    isException,
    start,
    end,
    ...standing,
    reason: standing.reason === undefined ? null : standing.reason,
    id,
    isNew: id !== here.id,
    isMoved: true,
    stateBefore: here.isParent ? here.state : null,
    reasonBefore: null,
    isSameOtherwise: false,
    isAccepted: slot.answer === "accepted",
  };
  if (isFinal(standing.state) && made.isNew) return [];
  const child = here.isParent && placement !== null;
  const over = child ? withdrawn(placement, "occurrence_removed", now) : null;
  return over === null ? [made] : [made, over];
}

function withdrawn(
  placement: Placement,
  reason: InboundReasonCode,
  now: Temporal.Instant,
): PlannedPlacement | null {
  // What is over is history, whatever becomes of the meeting.
  if (!isBefore(now, placement.end)) return null;
  const standing = standingWithdrawn(placement, reason);
  if (isSameStanding(placement, standing)) return null;
  const { id, spaceId, originalDate, isException, start, end, state } = placement;
  return {
    id,
    spaceId,
    originalDate,
    isException,
    start,
    end,
    ...standing,
    isNew: false,
    isMoved: false,
    stateBefore: state,
    reasonBefore: placement.reasonCode,
    isSameOtherwise: true,
    isAccepted: false,
  };
}

function reasonToWithdraw({ isGone, rooms }: WantedMeeting, { spaceId }: Placement) {
  if (isGone) return "meeting_removed";
  const isPlaced = rooms.some((room) => room.spaceId === spaceId);
  return isPlaced ? "occurrence_removed" : "room_removed";
}

function isSamePlace(placement: Placement, slot: Slot): boolean {
  return (
    placement.spaceId === slot.spaceId &&
    placement.start.equals(slot.start) &&
    placement.end.equals(slot.end)
  );
}

function isSameStanding(placement: Placement, standing: Standing): boolean {
  return (
    placement.state === standing.state &&
    placement.externalApproval === standing.externalApproval &&
    (standing.reason === undefined || standing.reason === placement.reasonCode)
  );
}
