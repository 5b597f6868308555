import type { Temporal } from "temporal-polyfill";
import {
  approvalAfterMove,
  type ApprovedOccurrence,
  approvalOfLater,
  type ApprovalState,
  approvalStateOf,
  approvalWhenPlaced,
} from "../../reservations/approval.ts";
import { isFinal, type ReservationState } from "../../reservations/reservation-state.ts";
import { occurrencesIn } from "../../recurrence/expand-series.ts";
import { type Interval, isBefore, overlaps } from "../../time/interval.ts";
import { matchSlots, type Match } from "./match-slots.ts";
import { goesOnThere, isMovedThere, isThereAgain } from "./ended-in-outlook.ts";
import { isGivenUp, isLetGo } from "./sent-again.ts";
import { formOfChanged } from "./meeting-form.ts";
import {
  type InboundReasonCode,
  type Standing,
  standingAfterAnswer,
  standingWithdrawn,
} from "./settle-placement.ts";
import { hasDate, type Slot, slotsOf } from "./slots.ts";
import type { MeetingHere, MeetingThere, Placement, SyncedRoom } from "./views.ts";
import type { WantedMeeting } from "./wanted-meeting.ts";

export interface PlanQuestion {
  readonly there: MeetingThere;
  /** Null where no reservation stands for the meeting, or none does any more. */
  readonly here: MeetingHere | null;
  /** The rooms that are read, as far as this meeting may concern them. */
  readonly rooms: readonly SyncedRoom[];
  readonly now: Temporal.Instant;
  readonly newId: () => string;
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

/** The reservations of the meeting that are new or change. */
export function plannedPlacements(
  question: PlanQuestion,
  here: MeetingHere | null,
  wanted: WantedMeeting,
): readonly PlannedPlacement[] {
  const { now } = question;
  const live = (here?.placements ?? []).filter(({ state }) => !isFinal(state));
  const slots = wantedSlots(wanted, live, now);
  const isSingle = wanted.view.timing.kind === "single";
  const current = live.filter((each) => isSingle || isBefore(now, each.end));
  const isConverted = here !== null && formOfChanged(wanted, here, now).isParent !== here.isParent;
  return matchSlots(
    current,
    slots.filter((slot) => !isOver(question, slot)),
  ).flatMap((match) =>
    isConverted
      ? converted(question, here, match)
      : (plannedOf(question, here, wanted, match) ?? []),
  );
}

/**
 * What has been given up, or ended early, is on its way out of the calendar, and what shows there
 * until then is no new reservation. Of a meeting made in Outlook, another end is a new wish; and so
 * is what the room has again after it had let it go (docs/reference/approvals.md), whoever made it.
 */
function isOver({ here, there, now }: PlanQuestion, slot: Slot): boolean {
  if (here === null) return false;
  const isOurs = here.origin === "usher";
  const isThere = here.placements.filter(
    ({ spaceId, start, end }) =>
      spaceId === slot.spaceId && start.equals(slot.start) && (isOurs || end.equals(slot.end)),
  );
  const isEnded = isOurs && isFinal(here.state);
  if (isEnded && (goesOnThere(here, there, slot) || isMovedThere(here, there, slot))) return false;
  if (isEnded && isThere.some(({ state }) => state === "cancelled")) {
    return !isThereAgain(here, there, isThere);
  }
  if (!isEnded && isWantedThere(isThere, slot, now)) return false;
  if (!isOurs || isEnded) {
    const isWanted = isThere.some(({ state }) => !isFinal(state));
    if (isWanted || slot.isAskedFor) return false;
  }
  // Of a series, a date at another time may be one that its room has had all along; another room was
  // given what it shows, though it has declined it.
  if (isEnded && slot.originalDate !== null) {
    const wasThere = here.placements.some(({ spaceId }) => spaceId === slot.spaceId);
    return wasThere || !hasDate(there.roomCopies.get(slot.spaceId), slot.originalDate);
  }
  return isThere.some(
    ({ state, reasonCode }) =>
      state === "no_show" ||
      state === "completed" ||
      state === "rejected" ||
      // It was never asked for it, as far as its calendar tells, and that tells once it is.
      (slot.isUnseen && state === "cancelled" && reasonCode === "room_declined"),
  );
}

/** Of a meeting that stands, whoever made it: what is here, or is sent again. */
function isWantedThere(isThere: readonly Placement[], slot: Slot, now: Temporal.Instant): boolean {
  if (isThere.some(({ state }) => !isFinal(state))) return true;
  return slot.isInRoom && isLetGo(isThere, now);
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
  const said = {
    answer: "unknown",
    isRemembered: true,
    isAskedFor: false,
    isInRoom: false,
    isUnseen: false,
  } as const;
  return { spaceId, originalDate, isException, start, end, ...said };
}

/** Null where nothing changes. */
function plannedOf(
  question: PlanQuestion,
  here: MeetingHere | null,
  wanted: WantedMeeting,
  { placement, slot }: Match,
): PlannedPlacement | null {
  const { now, newId } = question;
  if (slot === null)
    return placement && withdrawn(placement, reasonToWithdraw(wanted, placement), now);
  const isPast = !isBefore(now, slot.end);
  if (isPast && (placement === null || !isBefore(now, placement.end))) return null;
  const origin = here?.origin ?? "calendar";
  const isMoved = placement !== null && !isSamePlace(placement, slot);
  const isRemembered = slot.isRemembered && placement !== null && !isMoved;
  const answer = isRemembered ? "unknown" : slot.answer;
  const before = placement && isMoved ? beforeMove(placement, slot) : placement;
  const approval = approvalFor(question, here, placement, slot);
  const standing = standingAfterAnswer(before, answer, isMoved, approval, origin);
  const isKept = placement !== null && !isMoved && isSameStanding(placement, standing);
  if (isKept && placement.isException === slot.isException) return null;
  // What the room will not have is not made; nor does a series that has no room go on without one.
  // A date that Outlook has put into it is another matter: it may be all that is left of the series.
  const isWithoutRoom = here?.state === "conflicted" && standing.state === "conflicted";
  const goesOn = isWithoutRoom && isLaterDate(here, slot);
  if (placement === null && (isFinal(standing.state) || goesOn)) return null;
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
      placement.externalApproval === standing.externalApproval &&
      placement.approval === standing.approval,
    isAccepted: slot.answer === "accepted",
  };
}

/**
 * How it stands with people here: what is new is asked about, what is moved too unless it lies within
 * what was agreed, and a later date of a series was decided on with the series.
 */
function approvalFor(
  { rooms }: PlanQuestion,
  here: MeetingHere | null,
  placement: Placement | null,
  slot: Slot,
): ApprovalState {
  const room = rooms.find(({ spaceId }) => spaceId === slot.spaceId);
  const placed = approvalWhenPlaced(room?.requiresApproval === true, here?.kind ?? "single");
  // What a room had before it was read for the first time was agreed with others, and stands.
  if (here === null && room?.isReadWhole === false) return "not_required";
  if (placement !== null) return approvalAfterMove(placement, slot, placed);
  return here !== null && isLaterDate(here, slot) ? approvalOfLater(regularIn(here, slot)) : placed;
}

/** What the series regularly has in the slot's room. */
function regularIn({ placements }: MeetingHere, { spaceId }: Slot): readonly ApprovedOccurrence[] {
  return placements
    .filter((each) => each.spaceId === spaceId && !each.isException)
    .map(({ isException, approval, state }) => ({
      isException,
      approval: approvalStateOf(approval, state),
    }));
}

/** One that the series had already, in a room that it was in; it is held only now. */
function isLaterDate(here: MeetingHere, slot: Slot): boolean {
  const { timing } = here;
  if (timing.kind !== "series" || slot.originalDate === null || slot.isException) return false;
  if (regularIn(here, slot).length === 0) return false;
  // What was given up and is sent again is asked about again.
  const isGivenUpThere = (each: Placement): boolean =>
    each.originalDate === slot.originalDate && each.spaceId === slot.spaceId && isGivenUp(each);
  if (here.placements.some(isGivenUpThere)) return false;
  return occurrencesIn(timing.series, slot).some(
    ({ originalDate, start, end }) =>
      originalDate.toString() === slot.originalDate &&
      start.equals(slot.start) &&
      end.equals(slot.end),
  );
}

/** Whoever has checked in stays, unless the meeting is now at another time or in another room. */
function beforeMove(placement: Placement, slot: Slot): Placement {
  const staysInUse = placement.spaceId === slot.spaceId && overlaps(placement, slot);
  if (placement.state !== "in_progress" || staysInUse) return placement;
  return { ...placement, state: "confirmed" };
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
  const approval = approvalFor(question, here, placement, slot);
  const standing = standingAfterAnswer(placement, slot.answer, isMoved, approval, here.origin);
  const id = here.isParent ? here.id : newId();
  const { spaceId, originalDate, isException, start, end } = slot;
  const isNew = id !== here.id;
  const made: PlannedPlacement = {
    spaceId,
    originalDate,
    isException,
    start,
    end,
    ...standing,
    // Why the reservation that becomes one of several stands as it does, it says itself from now on.
    reason: isNew ? standing.reason : (standing.reason ?? null),
    id,
    isNew,
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
    placement.approval === standing.approval &&
    (standing.reason === undefined || standing.reason === placement.reasonCode)
  );
}
