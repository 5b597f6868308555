import type { Temporal } from "temporal-polyfill";
import type { Origin, ReservationKind } from "../../integration-rules/question.ts";
import {
  holdsSpace,
  isFinal,
  type ReservationState,
} from "../../reservations/reservation-state.ts";
import type { AgreedField, AgreedMeeting } from "../agreed.ts";
import { AGREED_FIELDS, differingFields } from "../agreed.ts";
import { withFieldsOf } from "../agreed-after-write.ts";
import { asAgreed, type MeetingView } from "./merge-meeting.ts";
import { holdingWindow } from "../../recurrence/holding-window.ts";
import { hasEndedHere, wasRemovedFrom } from "./ended-in-outlook.ts";
import { formOf, formOfChanged } from "./meeting-form.ts";
import { type PlannedPlacement, plannedPlacements, type PlanQuestion } from "./plan-placements.ts";
import type { MeetingHere, MeetingThere, SyncedRoom, Timing, Words } from "./views.ts";
import { wantedAsShown } from "./wanted-as-shown.ts";
import { stillStanding, type WantedMeeting } from "./wanted-meeting.ts";
import { isBefore } from "../../time/interval.ts";
import { isPast } from "./timing.ts";
import { wantedOfOurs } from "./wanted-of-ours.ts";

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
  /** Of a series that was moved to other rooms as a whole: the space of its own row; else null. */
  readonly spaceId: string | null;
  /** Of a series: until then it is settled which dates it holds; else null. */
  readonly heldUntil: Temporal.Instant | null;
  /** Reservations that are new or change; the own row is among them where it is no parent. */
  readonly placements: readonly PlannedPlacement[];
  /** How the children stand that do not change. */
  readonly otherStates: readonly ReservationState[];
  /** What of the meeting is not as it was here: for the audit. */
  readonly changed: readonly AgreedField[];
  /** Of these, what had been changed here as well. */
  readonly overruled: readonly AgreedField[];
  readonly agreed: AgreedMeeting | null;
  /** Nothing but its reservations changes: what it says and what is agreed is as it was. */
  readonly saysTheSame: boolean;
  /** The calendar has it no more, so that nothing is left to be told of it, whatever stands here. */
  readonly isGone: boolean;
  /** What is being written does not show what was taken over: it has to be written once more. */
  readonly writesAgain: boolean;
}

/**
 * What follows here from what a meeting's copies show. Null where nothing does. Carried out and
 * asked again, nothing does.
 */
export function planMeeting(question: PlanQuestion): MeetingPlan | null {
  const { there, rooms, now } = question;
  if (question.here?.origin === "usher" && !isAskedAnew(question.here, there)) {
    const isOver = isFinal(question.here.state);
    const here = isOver ? revived(question.here, there) : question.here;
    const wanted = here && wantedOfOurs(there, here, rooms, now);
    if (!wanted) return null;
    const placed = plannedPlacements(question, here, wanted);
    if (isOver && !comesBack(question, question.here, placed)) return null;
    return changedMeeting(question, here, wanted, placed);
  }
  const here = stillStanding(question.here);
  const wanted = wantedAsShown(there, question.here, rooms);
  if (wanted === null) return null;
  const placed = plannedPlacements(question, here, wanted);
  if (here !== null) return changedMeeting(question, here, wanted, placed);
  return placed.length > 0 && isInSomeRoom(wanted) ? newMeeting(question, wanted, placed) : null;
}

/**
 * A room that will have none of a meeting takes nothing in for the others that are invited: those that
 * have it tell of it themselves, and what the organizer's copy says of them may be long over.
 */
function isInSomeRoom({ rooms }: WantedMeeting): boolean {
  return rooms.some(({ copy, isRefused }) => !isRefused && copy !== null && copy.kind !== "gone");
}

/**
 * A meeting made here that is over here and has stayed in its organizer's calendar: what becomes of it
 * there from then on is made in Outlook (docs/reference/approvals.md). What was removed there may come
 * back as what it was, and what is still being taken out, or could not be, is nobody's wish.
 */
function isAskedAnew(here: MeetingHere, there: MeetingThere): boolean {
  if (!isFinal(here.state) || here.outbound !== "settled") return false;
  if (there.organizerCopy.kind === "gone") return false;
  if (here.placements.some(wasRemovedFrom(here, there))) return false;
  return here.placements.some(hasEndedHere);
}

/**
 * A meeting made here that had gone from the calendar and is there again: restored, or in another
 * room, where all that could be seen was that it left the first. Null where it stays gone.
 */
function revived(here: MeetingHere, there: MeetingThere) {
  const { organizerCopy, roomCopies } = there;
  const isThere = [...roomCopies.values()].some(({ kind }) => kind !== "gone");
  const wasRemoved = wasRemovedFrom(here, there);
  if (!isThere || organizerCopy.kind === "gone" || !here.placements.some(wasRemoved)) return null;
  return {
    ...here,
    state: "conflicted" as const,
    placements: here.placements.map((each) =>
      wasRemoved(each) ? { ...each, state: "conflicted" as const } : each,
    ),
  };
}

/**
 * In all its rooms: half a meeting that came back would be neither here nor there. Of a series what
 * is left of it, which may be without dates that are over, or were taken out of it meanwhile.
 */
function comesBack(
  { now, there }: PlanQuestion,
  here: MeetingHere,
  placed: readonly PlannedPlacement[],
): boolean {
  const standing = new Set(placed.filter(({ state }) => !isFinal(state)).map(({ id }) => id));
  // Without a room for any of its dates it stays gone, unless it was put into another since, which
  // has declined it.
  if (here.kind === "recurring") {
    const before = new Set(here.placements.map(({ spaceId }) => spaceId));
    const isStanding = ({ state, spaceId }: PlannedPlacement): boolean =>
      holdsSpace(state) || (!isFinal(state) && !before.has(spaceId));
    return placed.some(isStanding);
  }
  const wasRemoved = wasRemovedFrom(here, there);
  const ahead = here.placements.filter((each) => wasRemoved(each) && isBefore(now, each.end));
  return ahead.length > 0 && ahead.every(({ id }) => standing.has(id));
}

function newMeeting(
  { newId, now }: PlanQuestion,
  wanted: WantedMeeting,
  placed: readonly PlannedPlacement[],
): MeetingPlan {
  const { view, agreed } = wanted;
  const form = formOf(wanted);
  const [first] = placed;
  const id = form.isParent || first === undefined ? newId() : first.id;
  return {
    ...form,
    id,
    isNew: true,
    origin: "calendar",
    words: view,
    timing: view.timing,
    spaceId: null,
    heldUntil: heldUntil(wanted, now),
    placements: placed,
    otherStates: [],
    changed: [],
    overruled: [],
    agreed,
    saysTheSame: false,
    isGone: false,
    writesAgain: false,
  };
}

function changedMeeting(
  { rooms, now }: PlanQuestion,
  here: MeetingHere,
  wanted: WantedMeeting,
  placed: readonly PlannedPlacement[],
): MeetingPlan | null {
  const { isGone } = wanted;
  const form = formOfChanged(wanted, here, now);
  const stays = (field: AgreedField): boolean => staysAsItWas(field, here, wanted, now);
  // Whoever puts it to another time here does not take off a room that was not taken over.
  const agreed =
    wanted.agreed && here.agreed && stays("rooms")
      ? withFieldsOf(wanted.agreed, here.agreed, ["rooms"])
      : wanted.agreed;
  const changed = isGone ? [] : changedFields(here, wanted).filter((field) => !stays(field));
  const overruled = wanted.overruled.filter((field) => !stays(field));
  const isSame = changed.length === 0 && isSameAgreed(agreed, here.agreed);
  const saysTheSame = isSame && form.isParent === here.isParent;
  if (saysTheSame && placed.length === 0) return null;
  const planned = new Set(placed.map(({ id }) => id));
  const children = here.isParent ? here.placements : [];
  return {
    ...form,
    id: here.id,
    isNew: false,
    origin: here.origin,
    words: isGone ? here : wanted.view,
    timing: isGone ? here.timing : wanted.view.timing,
    spaceId: isGone ? null : spaceOfSeries(rooms, here, wanted.view),
    heldUntil: heldUntil(wanted, now),
    placements: placed,
    otherStates: children.filter(({ id }) => !planned.has(id)).map(({ state }) => state),
    changed,
    overruled,
    agreed,
    saysTheSame,
    isGone,
    writesAgain: here.outbound === "under_way" && wanted.taken.length > 0,
  };
}

/** What is over is where and when it was, whatever becomes of it in Outlook. */
function staysAsItWas(
  field: AgreedField,
  { timing, isParent }: MeetingHere,
  { view }: WantedMeeting,
  now: Temporal.Instant,
): boolean {
  if (!isPast(view.timing, now)) return false;
  const wasOver = isPast(timing, now);
  if (field === "times") return wasOver;
  return field === "rooms" && view.timing.kind === "single" && (wasOver || !isParent);
}

function heldUntil(
  { view: { timing }, rooms }: WantedMeeting,
  now: Temporal.Instant,
): Temporal.Instant | null {
  const days = rooms.filter((room) => room.invitation !== null || room.copy !== null);
  if (timing.kind === "single" || days.length === 0) return null;
  const daysAhead = Math.min(...days.map((room) => room.daysAhead));
  return holdingWindow(now, daysAhead, timing.series.zone).end;
}

function spaceOfSeries(
  rooms: readonly SyncedRoom[],
  { spaceId }: MeetingHere,
  { timing, rooms: emails }: MeetingView,
): string | null {
  if (timing.kind === "single") return null;
  const home = rooms.filter(({ email }) => emails.includes(email));
  const isThere = home.some((room) => room.spaceId === spaceId);
  return isThere ? null : (home[0]?.spaceId ?? null);
}

/** What the meeting shows otherwise than before, for whoever reads what happened to it. */
function changedFields(here: MeetingHere, { view, taken }: WantedMeeting): readonly AgreedField[] {
  const { rooms, roomsByDate = {} } = view;
  const changed = differingFields(asAgreed({ ...here, rooms, roomsByDate }), asAgreed(view));
  return AGREED_FIELDS.filter(
    (field) => changed.includes(field) || (taken.includes(field) && ABOUT_ROOMS.has(field)),
  );
}

const ABOUT_ROOMS: ReadonlySet<AgreedField> = new Set(["rooms", "occurrences"]);

function isSameAgreed(left: AgreedMeeting | null, right: AgreedMeeting | null): boolean {
  if (left === null || right === null) return left === right;
  return differingFields(left, right).length === 0;
}
